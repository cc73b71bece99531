import { createRequire } from "node:module";
import type * as docker from "@pulumi/docker";
import type * as dockerBuild from "@pulumi/docker-build";
import type { Problem } from "../../../lib/errors";
import { show } from "../../../lib/show";

/** Packages that only programs with images to build need. */
interface Packages {
  readonly "@pulumi/docker-build": typeof dockerBuild;
  readonly "@pulumi/docker": typeof docker;
}

const load = createRequire(__filename);

/** One of them, loaded when it is used. */
export function packageOf<N extends keyof Packages>(name: N): Packages[N] {
  return load(name) as Packages[N];
}

/** A package that is not installed. */
export function missingPackage(name: keyof Packages): readonly Problem[] {
  try {
    load.resolve(name);
    return [];
  } catch {
    return [
      {
        code: "missing-package",
        path: "GantryChart",
        field: "images",
        got: `no package ${show(name)}`,
        allowed: "the package that builds images",
        fix: `npm install ${name}`,
      },
    ];
  }
}
