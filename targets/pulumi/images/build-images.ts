import type { Image, ImageArgs, Platform } from "@pulumi/docker-build";
import * as pulumi from "@pulumi/pulumi";
import type { Stage } from "../../../lib/environment";
import type { Problem } from "../../../lib/errors";
import { byCodeUnit } from "../../../lib/fields";
import type { ImageBuild } from "./image-build";
import type { ImageOptions, PushOptions } from "./image-options";
import { usersOf } from "./image-problems";
import { whenKnown } from "./known";
import { buildLocally } from "./local-image";
import { packageOf } from "./packages";

/** The images of a chart that `pulumi up` builds. */
export interface ChartImages {
  readonly problems: readonly Problem[];
  /** Registers them below the chart. @returns what containers run, by the text that stands for it */
  readonly build: (parent: pulumi.ComponentResource) => ReadonlyMap<string, pulumi.Output<string>>;
}

/** Where images are registered, and how they are built. */
export interface BuildContext {
  readonly parent: pulumi.ComponentResource;
  readonly stage: Stage;
  /** What Pulumi calls the image of a construct path. */
  readonly logicalName: (path: string) => string;
  readonly options: ImageOptions;
}

/** Registers what builds the images. @returns what containers run, by the text that stands for it: unknown in a preview that did not build */
export function buildImages(
  builds: readonly ImageBuild[],
  { parent, stage, logicalName, options }: BuildContext,
): ReadonlyMap<string, pulumi.Output<string>> {
  const registries = options === "local" ? [] : loginsOf(builds, options);
  return new Map(
    builds.map((build) => {
      const name = logicalName(build.path);
      if (options === "local") return [build.reference, buildLocally(name, build, parent)] as const;
      const { digest } = pushed(name, { ...argsOf(build, options, stage), registries }, parent);
      return [build.reference, whenKnown(digest, (known) => `${build.repositories[0]}@${known}`)] as const;
    }),
  );
}

/** The provider deletes by digest, and another environment may run that very digest: what is kept is for the registry to say. */
function pushed(name: string, args: ImageArgs, parent: pulumi.ComponentResource): Image {
  return new (packageOf("@pulumi/docker-build").Image)(name, args, { parent, retainOnDelete: true });
}

function argsOf(build: ImageBuild, { args = {}, netrc, builder, cache }: PushOptions, stage: Stage): ImageArgs {
  const layers = { ref: build.cache };
  return {
    context: { location: build.context },
    dockerfile: { location: build.dockerfile },
    target: build.stage,
    // Its enum lacks linux/arm/v7, which the provider takes.
    platforms: [...build.platforms] as Platform[],
    buildArgs: { ...args, ...build.args },
    tags: build.repositories.map((repository) => `${repository}:${build.tag}`),
    // Not by `push: true`, which has no place for the settings that give one source one digest.
    push: false,
    exports: [{ raw: build.output }],
    cacheFrom: [{ registry: layers }],
    ...(cache && { cacheTo: [{ registry: { ...layers, mode: "max" } }] }),
    ...(netrc &&
      build.secrets.includes("netrc") && {
        secrets: { netrc: pulumi.secret(netrc) },
        ignoreSecretsInDiffCalculation: ["netrc"],
      }),
    ...(builder !== undefined && { builder: { name: builder } }),
    // A preview that builds says that the image can be built; one that does not is quick.
    buildOnPreview: stage === "production",
  };
}

function loginsOf(builds: readonly ImageBuild[], { registries = {} }: PushOptions): ImageArgs["registries"] {
  const users = usersOf(builds);
  return Object.entries(registries)
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([address, { username = users[address], password }]) => ({
      address,
      username,
      password: pulumi.secret(password),
    }));
}
