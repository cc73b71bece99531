import type { Problem } from "../errors";
import { show } from "../show";
import type { Entry } from "./entry";
import { problem, shared } from "./problem";
import type { ProgramIndex } from "./program-index";

/** No two objects with one identity, where the last applied would win, and no two in one file. */
export function checkDuplicates(program: ProgramIndex): Problem[] {
  const objects = program.duplicates.map((entry) => duplicateObject(program, entry));
  const files = shared(
    program.entries,
    ({ object }) => object.file.toLowerCase(),
    ({ object }) => object.path,
  );
  return [...objects, ...files.flatMap(duplicateFiles)];
}

function duplicateObject(program: ProgramIndex, { object, kind, namespace, name }: Entry): Problem {
  const first = program.find(kind, namespace, name)?.object.path;
  return problem(object, "metadata.name", {
    code: "duplicate-object",
    got: `${kind} ${show(name)}${namespace && ` in namespace ${show(namespace)}`}, which ${first} is too`,
    allowed: "one object of a kind, namespace and name: of two the last one applied would win",
    fix: `rename one of ${first} and ${object.path}, or remove it`,
  });
}

/** Objects with one identity have been found already. */
function duplicateFiles([first, ...others]: readonly Entry[]): Problem[] {
  const strangers = others.filter((entry) => first && entry.key !== first.key);
  return strangers.map(({ object }) =>
    problem(object, "", {
      code: "duplicate-file",
      got: `the file ${show(object.file)}; ${first?.object.path} is written to ${show(first?.object.file)}`,
      allowed: "a file of its own for each object, different in more than letter case: some disks ignore it",
      fix: `rename one of ${first?.object.path} and ${object.path}`,
    }),
  );
}
