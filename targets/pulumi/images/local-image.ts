import type { ComponentResource, Output } from "@pulumi/pulumi";
import type { ImageBuild } from "./image-build";
import { whenKnown } from "./known";
import { packageOf } from "./packages";

const DIGITS = 12;

/**
 * Registers an image that the Docker engine builds for the platform of this machine, for clusters that run on that engine. It is called after its content,
 * so another content is another rollout.
 * @returns what containers run
 */
export function buildLocally(name: string, build: ImageBuild, parent: ComponentResource): Output<string> {
  const docker = packageOf("@pulumi/docker");
  const [repository = ""] = build.repositories;
  const { context, dockerfile, stage: target, args } = build;
  const { imageName, repoDigest } = new docker.Image(
    name,
    { imageName: `${repository}:${build.tag}`, build: { context, dockerfile, target, args }, skipPush: true },
    { parent },
  );
  // Of an image that was not pushed this is its id, which a pod can't name.
  const targetImage = whenKnown(repoDigest, (id) => `${repository}:${id.replace("sha256:", "").slice(0, DIGITS)}`);
  return new docker.Tag(name, { sourceImage: imageName, targetImage }, { parent }).targetImage;
}
