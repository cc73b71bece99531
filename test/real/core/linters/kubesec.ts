import { toolProgram } from "../../tools/cache";
import type { Finding } from "./finding";
import { runLinter } from "./finding";
import type { Target } from "./target";
import { objectsOf } from "./target";

interface Report {
  readonly valid: boolean;
  readonly message: string;
  readonly scoring: Partial<
    Record<"advise" | "critical", ReadonlyArray<{ readonly id: string; readonly reason: string }>>
  >;
}

/** The kinds that kubesec has rules for. */
const KINDS = ["Pod", "Deployment", "StatefulSet", "DaemonSet"];

/** Points that kubesec takes away or withholds, and objects that it cannot read. */
export function kubesec(target: Target, version: string, schemas: readonly string[]): Finding[] {
  const locations = schemas.map((location) => `--schema-location=${location}`);
  const args = ["scan", ...locations, `--kubernetes-version=${version.slice(1)}`, "-"];
  return objectsOf(target)
    .filter(({ kind }) => KINDS.includes(kind))
    .flatMap((object) => {
      const { kind, metadata } = object;
      const finding = (check: string, text: string) => ({ linter: "kubesec", check, kind, name: metadata.name, text });
      const [report] = runLinter(toolProgram("kubesec"), args, JSON.stringify(object)) as Report[];
      if (!report?.valid) return [finding("invalid", report?.message ?? "no report")];
      const { advise = [], critical = [] } = report.scoring;
      return [...critical, ...advise].map(({ id, reason }) => finding(id, reason));
    });
}
