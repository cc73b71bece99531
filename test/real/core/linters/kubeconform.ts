import { toolProgram } from "../../tools/cache";
import type { Finding } from "./finding";
import { LinterFailed, runLinter } from "./finding";
import type { Target } from "./target";
import { objectsOf } from "./target";

interface Report {
  readonly resources: ReadonlyArray<{
    readonly kind: string;
    readonly name: string;
    /** Empty for a document without content. */
    readonly status: "" | "statusValid" | "statusInvalid" | "statusError" | "statusSkipped";
    readonly msg: string;
  }>;
}

/** Objects that do not keep to the schemas of a Kubernetes, e.g. `v1.36.3`; a kind without a schema is a finding. */
export function kubeconform(target: Target, version: string, schemas: readonly string[]): Finding[] {
  const locations = schemas.flatMap((location) => ["-schema-location", location]);
  const args = [
    "-strict",
    "-output=json",
    "-verbose",
    `-kubernetes-version=${version.slice(1)}`,
    ...locations,
    target.folder,
  ];
  const { resources } = runLinter(toolProgram("kubeconform"), args) as Report;
  const read = resources.filter(({ status }) => status !== "").length;
  if (read !== objectsOf(target).length) throw new LinterFailed(`kubeconform read ${read} objects of ${target.name}`);
  const bad = resources.filter(({ status }) => status !== "statusValid" && status !== "");
  return bad.map(({ kind, name, status, msg }) => {
    return { linter: "kubeconform", check: status, kind, name, text: `${version}: ${msg}` };
  });
}
