import { GoModule } from "../../lib/go-module";

const MAIN = "package main\n\nfunc main() {}\n";

const MOD = "module example.test/shop\n\ngo 1.26.0\n";

/** A module of one program without requirements, with these files besides or instead. */
export function moduleOf(files: Readonly<Record<string, string>> = {}): GoModule {
  return GoModule.of(new Map(Object.entries({ "go.mod": MOD, "main.go": MAIN, ...files })));
}

/** A module of several programs. */
export function moduleWith(...commands: readonly string[]): GoModule {
  const programs = commands.map((name) => [`cmd/${name}/main.go`, MAIN] as const);
  return GoModule.of(new Map([["go.mod", MOD], ...programs]));
}
