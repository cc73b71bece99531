import type { Complaint, Problem } from "../../errors";
import { dnsLabel, objectName } from "../../names";
import { show } from "../../show";
import { isBuiltIn, isClusterScoped } from "../kinds";
import { problem } from "../problem";
import type { Entry } from "../entry";
import type { ProgramIndex } from "../program-index";
import { fields } from "../read";
import { remembered } from "../remembered";

const API_VERSION =
  /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*\/)?v[1-9]\d*(?:(?:alpha|beta)[1-9]\d*)?$/;
const KIND = /^[A-Z][A-Za-z0-9]{0,62}$/;
const FOREIGN_NAMESPACES = new Set(["default", "kube-node-lease", "kube-public", "kube-system"]);

/** Every object says what it is, what it is called, and where it lives. */
export function checkIdentity(program: ProgramIndex): Problem[] {
  const isVersion = remembered((version) => version.length <= 253 && API_VERSION.test(version));
  return program.entries.flatMap((entry) => [...type(entry, isVersion), ...name(entry), ...namespace(entry)]);
}

function type({ object }: Entry, isVersion: (text: string) => boolean): Problem[] {
  const { apiVersion, kind } = object.manifest;
  const problems: Problem[] = [];
  if (typeof apiVersion !== "string" || !isVersion(apiVersion)) {
    const allowed = "a version such as v1, with a group and one / in front unless it is a core kind";
    problems.push(
      problem(object, "apiVersion", {
        code: "api-version",
        got: show(apiVersion),
        allowed,
        fix: 'write it as in "v1" or "apps/v1"',
      }),
    );
  }
  if (typeof kind !== "string" || !KIND.test(kind)) {
    const allowed = "A-Z, a-z and 0-9, a capital letter first, at most 63 characters";
    problems.push(
      problem(object, "kind", { code: "kind", got: show(kind), allowed, fix: 'write it as in "ConfigMap"' }),
    );
  }
  return problems;
}

function name({ object, kind }: Entry): Problem[] {
  const { name } = fields(object.manifest.metadata);
  if (typeof name !== "string" || name === "") {
    const allowed = "a name: a generated one would be a new object with every apply";
    return [
      problem(object, "metadata.name", { code: "name-missing", got: show(name), allowed, fix: "set metadata.name" }),
    ];
  }
  return place(object, "metadata.name", objectName(isBuiltIn(kind) ? object.manifest.kind : kind, name));
}

function namespace({ object, kind }: Entry): Problem[] {
  const { namespace } = fields(object.manifest.metadata);
  if (isClusterScoped(kind) || (namespace === undefined && !isBuiltIn(kind))) return [];
  const field = "metadata.namespace";
  if (typeof namespace !== "string" || namespace === "") {
    const allowed = "a namespace: without one the object lands in whatever the reader's context names";
    return [
      problem(object, field, {
        code: "namespace-missing",
        got: show(namespace),
        allowed,
        fix: "set metadata.namespace",
      }),
    ];
  }
  if (!FOREIGN_NAMESPACES.has(namespace)) return place(object, field, dnsLabel(namespace));
  const allowed = `none of ${[...FOREIGN_NAMESPACES].join(", ")}: they belong to Kubernetes`;
  const fix = "give the application a namespace of its own";
  return [problem(object, field, { code: "reserved-namespace", got: show(namespace), allowed, fix })];
}

function place(object: Entry["object"], field: string, complaint: Complaint | undefined): Problem[] {
  return complaint ? [problem(object, field, complaint)] : [];
}
