import type { ImagePlan } from "../../../lib/image/image-plan";
import { arg, toDockerfile } from "../../../lib/render/dockerfile";
import { build } from "./build";
import { debug, dev } from "./develop";
import { probe, release } from "./runtime";
import { bench, tests } from "./test";
import { deps, source, toolchain } from "./toolchain";

/** The Dockerfile of an image. @param ports `8080/tcp`, for the reader of the image */
export function dockerfile(plan: ImagePlan, ports: readonly string[], marker: string): string {
  const bases = [arg("GO_BASE", plan.builder), arg("RUNTIME_BASE", plan.base.reference)];
  return toDockerfile(marker, bases, [
    toolchain(plan),
    deps(plan),
    source(),
    build(plan),
    ...tests(plan),
    ...bench(plan),
    probe(plan),
    ...debug(plan),
    dev(plan),
    ...release(plan, ports),
  ]);
}
