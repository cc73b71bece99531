import { readdirSync } from "node:fs";
import { join } from "node:path";
import { toolProgram } from "../../tools/cache";
import type { Finding } from "./finding";
import { runLinter } from "./finding";
import type { Target } from "./target";

interface Scored {
  readonly type_meta: { readonly kind: string };
  readonly object_meta: { readonly name: string };
  readonly checks: ReadonlyArray<{
    readonly check: { readonly id: string };
    readonly grade: number;
    readonly skipped: boolean;
    readonly comments: ReadonlyArray<{ readonly path: string; readonly summary: string }> | null;
  }>;
}

const BEST_GRADE = 10;
/** All of the optional checks but the two that want a program's CPU limit at its request; memory and ephemeral storage have checks of their own. */
const OPTIONAL = [
  "container-memory-requests-equal-limits",
  "container-ephemeral-storage-request-equals-limit",
  "container-ports-check",
  "container-seccomp-profile",
];

/** Checks of kube-score with less than the best grade. */
export function kubeScore({ folder }: Target): Finding[] {
  const files = readdirSync(folder).map((file) => join(folder, file));
  const options = ["--output-format=json", "--kubernetes-version=v1.36", `--enable-optional-test=${OPTIONAL.join()}`];
  const args = ["score", ...options, "--disable-ignore-checks-annotations", ...files];
  const scored = runLinter(toolProgram("kube-score"), args) as Scored[];
  return scored.flatMap(({ type_meta, object_meta, checks }) =>
    checks
      .filter(({ grade, skipped }) => !skipped && grade < BEST_GRADE)
      .map(({ check, comments }) => {
        const text = (comments ?? []).map(({ path, summary }) => `${path} ${summary}`).join("; ");
        return { linter: "kube-score", check: check.id, kind: type_meta.kind, name: object_meta.name, text };
      }),
  );
}
