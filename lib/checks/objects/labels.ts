import type { Complaint, Problem } from "../../errors";
import { labelKey, labelValue } from "../../names";
import type { RenderedObject } from "../../rendered";
import { show } from "../../show";
import { memberField } from "../../fields";
import { problem } from "../problem";
import type { ProgramIndex } from "../program-index";
import type { Fields } from "../read";
import { fields } from "../read";
import { remembered } from "../remembered";

/** Bytes of all keys and values (apimachinery pkg/api/validation/objectmeta.go `TotalAnnotationSizeLimitB`). */
const ANNOTATIONS_LIMIT = 262_144;

type Check = (text: string) => Complaint | undefined;

/**
 * Labels and annotations, of objects and of pods, are texts of the grammar that Kubernetes has for them: the same for the
 * keys of both, but that the case of an annotation's key does not matter (the same file, `ValidateAnnotations`).
 */
export function checkLabels(program: ProgramIndex): Problem[] {
  const key = remembered(labelKey);
  const annotation = remembered((text) => labelKey(text.toLowerCase()) && labelKey(text));
  const value = remembered(labelValue);
  const both = (object: RenderedObject, field: string, { labels, annotations }: Fields) => [
    ...entries(object, `${field}.labels`, fields(labels), key, value),
    ...entries(object, `${field}.annotations`, fields(annotations), annotation, anyText),
    ...tooLarge(object, `${field}.annotations`, fields(annotations)),
  ];
  const pods = program.workloads.filter((workload) => workload.kind !== "Pod");
  return [
    ...program.entries.flatMap(({ object }) => both(object, "metadata", fields(object.manifest.metadata))),
    ...pods.flatMap(({ object, metadata, metadataField }) => both(object, metadataField, metadata)),
  ];
}

function anyText(): undefined {
  return undefined;
}

function entries(object: RenderedObject, field: string, map: Fields, checkKey: Check, checkValue: Check): Problem[] {
  const problems: Problem[] = [];
  for (const key of Object.keys(map)) {
    const value = map[key];
    const complaint = checkKey(key) ?? (typeof value === "string" ? checkValue(value) : notText(key, value));
    if (complaint) problems.push(problem(object, memberField(field, key), complaint));
  }
  return problems;
}

function notText(key: string, value: unknown): Complaint {
  const scalar = typeof value === "number" || typeof value === "boolean";
  return {
    code: "not-a-text",
    got: show(value, key),
    allowed: "a text: Kubernetes refuses other values, and drops null without a word",
    fix: scalar ? `write it in quotes: ${show(String(value), key)}` : "write it as a text, or remove it",
  };
}

function tooLarge(object: RenderedObject, field: string, annotations: Fields): Problem[] {
  const all = Object.entries(annotations).map(([key, value]) => [key, `${key}${String(value)}`] as const);
  if (all.reduce((sum, [, text]) => sum + 3 * text.length, 0) <= ANNOTATIONS_LIMIT) return [];
  const sizes = all.map(([key, text]) => ({ key, bytes: Buffer.byteLength(text) })).sort((a, b) => b.bytes - a.bytes);
  const bytes = sizes.reduce((sum, one) => sum + one.bytes, 0);
  if (bytes <= ANNOTATIONS_LIMIT) return [];
  const complaint = {
    code: "annotations-too-large",
    got: `${bytes} bytes, ${sizes[0]?.bytes} of them in ${show(sizes[0]?.key)}`,
    allowed: `at most ${ANNOTATIONS_LIMIT} bytes of annotations, keys included`,
    fix: "move the largest one into a ConfigMap",
  };
  return [problem(object, field, complaint)];
}
