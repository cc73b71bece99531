import { posix } from "node:path";
import type { AttestationOptions } from "../../lib/trust/attestations";
import { attestations } from "../../lib/trust/attestations";
import { releaseOf } from "./release";
import type { Target } from "./targets";

/** A build besides the release. */
interface Variant {
  readonly name: string;
  /** Where it goes. */
  readonly output: string;
  readonly isTagged: boolean;
}

/** To the Docker engine of this machine; nobody downloads its layers, so nobody gains if they are compressed. */
const ENGINE = "type=docker,compression=uncompressed";

const VARIANTS: readonly Variant[] = [
  { name: "test", output: "type=cacheonly", isTagged: false },
  { name: "test-report", output: "type=local,dest=reports/test/", isTagged: false },
  { name: "bench", output: "type=local,dest=reports/bench/", isTagged: false },
  { name: "debug", output: ENGINE, isTagged: true },
  { name: "dev", output: ENGINE, isTagged: true },
  { name: "local", output: ENGINE, isTagged: true },
];

// BuildKit's provenance holds times, so it would give an untouched image another digest.
const NO_ATTESTATIONS = ["type=provenance,disabled=true", "type=sbom,disabled=true"];

/** The text of `docker-bake.json`. @param output folder of the Docker files, relative to the project @see https://docs.docker.com/build/bake/reference/ */
export function bakeFile(targets: readonly Target[], output: string, attest?: AttestationOptions): string {
  const names = targets.map(({ plan }) => plan.name);
  const groups = VARIANTS.map(({ name }) => [name, { targets: names.map((image) => `${image}-${name}`) }] as const);
  const builds = targets.flatMap((target) => [
    [target.plan.name, release(target, output, attest)] as const,
    ...VARIANTS.map((variant) => [`${target.plan.name}-${variant.name}`, variantOf(target, variant, output)] as const),
  ]);
  const isPrivate = targets.some(({ plan }) => plan.privateModules.length > 0);
  const bake = {
    ...(isPrivate && { variable: { HOME: { default: "" } } }),
    group: Object.fromEntries([["default", { targets: names }] as const, ...groups]),
    target: Object.fromEntries(builds),
  };
  return `${JSON.stringify(bake, null, 2)}\n`;
}

function release(target: Target, output: string, attest: AttestationOptions | undefined): object {
  const { plan, repositories } = target;
  const { stage, cache, output: pushed } = releaseOf(target);
  return {
    ...source(target, output),
    target: stage,
    platforms: plan.platforms,
    tags: repositories.map((repository) => `${repository}:dev`),
    "cache-from": [`type=registry,ref=${cache}`],
    "cache-to": [`type=registry,ref=${cache},mode=max`],
    attest: attest ? attestations(attest) : NO_ATTESTATIONS,
    output: [pushed],
  };
}

function variantOf(target: Target, { name, output: to, isTagged }: Variant, output: string): object {
  const { plan } = target;
  return {
    ...source(target, output),
    target: name,
    ...(isTagged && { tags: [`${plan.name}:${name}`] }),
    output: [to.endsWith("/") ? `${to}${plan.name}` : to],
  };
}

function source(target: Target, output: string): object {
  const { context, secrets } = releaseOf(target);
  return {
    context,
    dockerfile: posix.relative(context, posix.join(output, target.plan.name, "Dockerfile")),
    ...(secrets.length > 0 && { secret: secrets.map((id) => `type=file,id=${id},src=\${HOME}/.${id}`) }),
  };
}
