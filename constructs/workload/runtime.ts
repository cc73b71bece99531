import type { FieldTable } from "../../lib/fields";
import { choice, text } from "../../lib/fields";
import { goMemoryLimit, goMemoryText } from "../../lib/math/memory";
import { goMaxProcs } from "../../lib/math/processors";
import { CpuLimit } from "../../lib/opt-out";
import { show } from "../../lib/show";
import type { EnvVar } from "../imports/kubernetes";
import type { Use } from "./container";

/** How the Go runtime behaves. */
export interface RuntimeOptions {
  /** The Go version that built the program; before 1.25 Go does not see the CPU limit, and GOMAXPROCS is set. @default "1.26" */
  readonly go?: string;
  /** What a crash prints (GOTRACEBACK). @default "all" */
  readonly traceback?: "none" | "single" | "all" | "system" | "crash";
}

export interface RuntimeSettings {
  readonly go: string;
  readonly traceback: string;
}

const version = text(
  "a Go version",
  (given) => {
    if (/^1\.\d{1,3}(?:\.\d{1,3})?$/.test(given)) return undefined;
    return {
      code: "go-version",
      got: show(given),
      allowed: "a Go version such as 1.26 or 1.24.3",
      fix: 'copy it from the line "go …" of go.mod',
    };
  },
  ["1.24", "1.26.1"],
);

export const RUNTIME: FieldTable<RuntimeSettings> = {
  go: { type: version, default: "1.26", doc: "the Go version that built the program" },
  traceback: { type: choice("none", "single", "all", "system", "crash"), default: "all", doc: "what a crash prints" },
};

/** GOMEMLIMIT below the container's limit (https://go.dev/doc/gc-guide#Memory_limit), GOMAXPROCS only for a Go that cannot see the limit itself. */
export function runtimeVariables({ go, traceback }: RuntimeSettings, { cpuLimit, memory }: Use): EnvVar[] {
  const processors = goMaxProcs(go, cpuLimit instanceof CpuLimit ? undefined : cpuLimit);
  return [
    ...(processors === undefined ? [] : [{ name: "GOMAXPROCS", value: String(processors) }]),
    { name: "GOMEMLIMIT", value: goMemoryText(goMemoryLimit(memory)) },
    { name: "GOTRACEBACK", value: traceback },
  ];
}
