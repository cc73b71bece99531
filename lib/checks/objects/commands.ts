import type { Complaint, Problem } from "../../errors";
import { show } from "../../show";
import { problem } from "../problem";
import type { ProgramIndex } from "../program-index";
import { list } from "../read";

/** A container is started with lists of texts, in a folder that is the same whatever the image says. */
export function checkCommands(program: ProgramIndex): Problem[] {
  return program.workloads.flatMap(({ object, containers }) =>
    containers.flatMap(({ spec, field }) => {
      const found = [
        ...texts(`${field}.command`, spec["command"]),
        ...texts(`${field}.args`, spec["args"]),
        ...folder(`${field}.workingDir`, spec["workingDir"]),
      ];
      return found.map(([place, complaint]) => problem(object, place, complaint));
    }),
  );
}

type Found = readonly [field: string, complaint: Complaint];

function texts(field: string, value: unknown): Found[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    const fix = typeof value === "string" ? `write one text for each word: [${show(value)}]` : "write a list";
    const allowed = "a list of texts: nothing splits one into words";
    return [[field, { code: "not-a-list", got: show(value), allowed, fix }]];
  }
  return list(value).flatMap((item, index) => {
    const complaint = word(item);
    return complaint ? [[`${field}[${index}]`, complaint] as const] : [];
  });
}

function word(item: unknown): Complaint | undefined {
  if (typeof item !== "string") {
    const fix = `write it in quotes: ${show(String(item))}`;
    return { code: "not-a-text", got: show(item), allowed: "a text: Kubernetes refuses other values", fix };
  }
  if (!item.includes("\0")) return undefined;
  const allowed = "text without U+0000: no process can be given one";
  return { code: "nul-character", got: show(item), allowed, fix: "remove U+0000, or pass the bytes in base64" };
}

function folder(field: string, value: unknown): Found[] {
  if (value === undefined || value === "") return [];
  if (typeof value === "string" && value.startsWith("/") && !value.split("/").includes("..")) return [];
  const allowed = "an absolute path without ..: another one depends on the image";
  const fix = "write the whole path from the root of the container, e.g. /srv/orders";
  return [[field, { code: "absolute-path", got: show(value), allowed, fix }]];
}
