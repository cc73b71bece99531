import type { Problem } from "../lib/errors";
import type { Rendered } from "../lib/rendered";
import { show } from "../lib/show";

/** What is wrong with the name of an environment that no program has. @param path and field where it was given */
export function unknownEnvironment(
  programs: readonly Rendered[],
  path: string,
  field: string,
  name: string,
): readonly Problem[] {
  const names = programs.map(({ environment }) => environment);
  if (names.includes(name)) return [];
  const allowed = `one of ${names.join(", ")}`;
  return [{ code: "unknown-environment", path, field, got: show(name), allowed, fix: "name one of them" }];
}
