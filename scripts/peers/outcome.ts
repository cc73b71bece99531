import { isDeepStrictEqual } from "node:util";
import { readManifests } from "../../test/real/core/manifests";
import type { Input } from "./input";

/** What a tool did with an input: a file for Kubernetes, or a refusal. */
export type Made = { readonly file: string } | { readonly refused: string };

/** What stands where the input belongs. */
export interface Came {
  readonly as: "given" | "meant" | "changed";
  readonly value: unknown;
}

/** Where an input ends: at the compiler, at the tool, or in a file that an API server judges. */
export type Outcome =
  | { readonly by: "compiler" | "tool"; readonly says: string }
  | { readonly by: "server" | "nobody"; readonly says: string; readonly came: Came };

/** What became of an input in the file that a tool has made of it. */
export function whatCame(file: string, input: Input): Came {
  const [kind, ...path] = input.at;
  const object: unknown = readManifests(file).find((one) => one.kind === kind);
  const value = path.reduce((inner, step) => (inner as Record<string, unknown> | undefined)?.[step], object);
  if (isDeepStrictEqual(value, input.given)) return { as: "given", value };
  return { as: "meant" in input && isDeepStrictEqual(value, input.meant) ? "meant" : "changed", value };
}
