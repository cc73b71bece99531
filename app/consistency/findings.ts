import type { Problem } from "../../lib/errors";
import type { ImageLockFile } from "../../lib/image-lock";
import type { Rendered } from "../../lib/rendered";
import { show } from "../../lib/show";
import { unknownEnvironment } from "../unknown-environment";
import type { ConsistencyOptions } from "./options";

/** Names that no program has. */
export function unknownEnvironments(
  programs: readonly Rendered[],
  { local, environments = [] }: ConsistencyOptions,
): readonly Problem[] {
  return [
    ...unknownEnvironment(programs, "run", "local", local),
    ...environments.flatMap((name) => unknownEnvironment(programs, "command line", "--environment", name)),
  ];
}

/** Environments in which there is nothing to look into. */
export function nothingBuilt(compared: readonly Rendered[], { environments }: ImageLockFile): readonly Problem[] {
  return compared.flatMap(({ environment, images }) => {
    if (images.length === 0) return [nothing(environment, "no GoImage")];
    return images
      .filter(({ name }) => !environments[environment]?.[name])
      .map(({ name, path }) => ({
        code: "image-not-built",
        path,
        field: "",
        got: `no digest of ${show(name)} for ${environment}`,
        allowed: "an image with a digest, to look into",
        fix: "npm run images builds it and writes the digest down",
      }));
  });
}

/** A comparison of nothing would look like one without differences. */
export function nothing(path: string, got: string): Problem {
  const allowed = "images in another environment, to hold against what is here";
  return { code: "nothing-to-compare", path, field: "", got, allowed, fix: "--environment, and names of others" };
}
