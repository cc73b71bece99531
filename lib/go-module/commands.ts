import { show } from "../show";
import type { Faults } from "./faults";
import type { LocalModule } from "./module-reader";
import type { Packages } from "./packages";
import { isModulePath, isProgramName, programName } from "./path-grammar";
import { below } from "./source-tree";

/** A main package. Its file and line are those of `func main`, relative to the project. */
export interface Command {
  readonly name: string;
  /** Seen from the module, as the go command takes it: `.` or `./cmd/server`. */
  readonly package: string;
  readonly dir: string;
  readonly file: string;
  readonly line: number;
}

/** The programs of a module: main packages in its folder, in `cmd`, and in the folders of `cmd`. Finding none is reported. */
export function commandsOf(packages: Packages, { path, dir }: LocalModule, faults: Faults): readonly Command[] {
  const everywhere = packages.below(dir).flatMap((folder) => {
    const from = below(dir, folder);
    const found = packages
      .at(folder)
      .files.find(({ packageName, main }) => packageName === "main" && main !== undefined);
    if (!found) return [];
    const name = programName(from === "." ? path : `${path}/${from}`);
    return [{ name, package: from === "." ? "." : `./${from}`, dir: folder, file: found.file, line: found.main ?? 0 }];
  });
  const commands = everywhere.filter((command) => /^\.(?:\/cmd(?:\/[^/]+)?)?$/.test(command.package));
  if (commands.length === 0) reportNone(faults, dir, everywhere);
  for (const { name, file, line } of commands) {
    if (isProgramName(name) || !isModulePath(path)) continue;
    const allowed = "letters of a-z and A-Z, digits and . _ - + @ ~, beginning with a letter, a digit or _, without ..";
    const fix = "rename the folder of the package, or the module";
    faults.report(file, line, "", { code: "go-program-name", got: `the program ${show(name)}`, allowed, fix });
  }
  return commands;
}

function reportNone(faults: Faults, dir: string, elsewhere: readonly Command[]): void {
  const others = elsewhere.map((one) => one.package).slice(0, 3);
  const got = others.length === 0 ? "no package main with a func main" : `main packages in ${others.join(", ")} only`;
  faults.report(dir, undefined, "", {
    code: "go-no-command",
    got,
    allowed: "a main package in the folder of the module, in cmd, or in a folder of cmd",
    fix: "move it to cmd/<name>, or name the folder of another module",
  });
}
