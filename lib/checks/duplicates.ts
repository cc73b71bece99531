import type { Problem } from "../errors";
import { show } from "../show";
import { problem, shared } from "./problem";
import type { Entry } from "./entry";
import type { ProgramIndex } from "./program-index";

/** No two objects with one identity, where the last applied would win, and no two in one file. */
export function checkDuplicates(program: ProgramIndex): Problem[] {
  const objects = shared(program.entries, (entry) => entry.key, pathOf).flatMap(duplicateObjects);
  const files = shared(program.entries, (entry) => entry.object.file.toLowerCase(), pathOf).flatMap(duplicateFiles);
  return [...objects, ...files];
}

function pathOf(entry: Entry): string {
  return entry.object.path;
}

function duplicateObjects([first, ...others]: Entry[]): Problem[] {
  return others.map(({ object, kind, namespace, name }) =>
    problem(object, "metadata.name", {
      code: "duplicate-object",
      got: `${kind} ${show(name)}${namespace && ` in namespace ${show(namespace)}`}, which ${first?.object.path} is too`,
      allowed: "one object of a kind, namespace and name: of two the last one applied would win",
      fix: `rename one of ${first?.object.path} and ${object.path}, or remove it`,
    }),
  );
}

function duplicateFiles([first, ...others]: Entry[]): Problem[] {
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
