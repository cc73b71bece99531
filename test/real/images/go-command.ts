import { spawnSync } from "node:child_process";

/** What the go command answered. */
export interface Answer {
  readonly ok: boolean;
  readonly out: string;
  readonly error: string;
}

/** The go command in a folder, for linux/amd64 without cgo unless `env` says otherwise. A machine's own settings do not count. */
export function go(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Answer {
  const settings = { GOFLAGS: "-buildvcs=false", GOWORK: "", GOTOOLCHAIN: "local", GOOS: "linux" };
  const result = spawnSync("go", args, {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, ...settings, GOARCH: "amd64", CGO_ENABLED: "0", ...env },
    maxBuffer: 256 * 2 ** 20,
  });
  if (result.error) throw result.error;
  return { ok: result.status === 0, out: result.stdout, error: result.stderr };
}

/** The answer of a command that must succeed. */
export function goOutput(...asked: Parameters<typeof go>): string {
  const { ok, out, error } = go(...asked);
  if (!ok) throw new Error(`go ${asked[1].join(" ")}: ${error}`);
  return out;
}

/** A package as `go list -json` describes it. */
export interface Listed {
  readonly Dir: string;
  readonly ImportPath: string;
  readonly Name: string;
  readonly Target?: string;
  readonly GoFiles?: readonly string[];
  readonly CgoFiles?: readonly string[];
  readonly Imports?: readonly string[];
  /** What an import stands for, where that is not its own path. */
  readonly ImportMap?: Readonly<Record<string, string>>;
  readonly EmbedPatterns?: readonly string[];
  readonly Standard?: boolean;
  readonly Module?: { readonly Dir?: string; readonly Main?: boolean };
}

/** `go list -json`, which prints one object after the other. */
export function goList(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Listed[] {
  const out = goOutput(folder, ["list", "-e", "-json", ...args], env);
  return JSON.parse(`[${out.replaceAll(/^}\n\{/gm, "},\n{")}]`) as Listed[];
}
