/** The files of a project, by their path. */
export type Files = Readonly<Record<string, string>>;

export const MAIN = "package main\n\nfunc main() {}\n";

export function goMod(path: string, ...lines: readonly string[]): string {
  return [`module ${path}`, "", "go 1.25.0", ...lines, ""].join("\n");
}

export const LIBRARY = { "lib/go.mod": goMod("example.com/lib"), "lib/lib.go": "package lib\n" };
