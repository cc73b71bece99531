import { refuse } from "../errors";
import { isImageReference } from "../image-ref";
import { show } from "../show";

export interface AttestationOptions {
  /** The image that lists what is in an image, by digest. @default - the one that BuildKit knows */
  readonly scanner?: string;
}

/**
 * What a builder is asked to attach to an image, as values of `--attest` and of `attest` in a bake file: how it was built (SLSA provenance with
 * every detail) and what is in it (an SBOM in SPDX). Provenance records build arguments: a secret goes through a mount.
 * @throws ValidationError unless the scanner is named by digest: it runs beside every build.
 * @see https://docs.docker.com/build/metadata/attestations/
 */
export function attestations({ scanner }: AttestationOptions = {}): readonly string[] {
  if (scanner !== undefined && !(isImageReference(scanner) && scanner.includes("@"))) refuseScanner(scanner);
  return ["type=provenance,mode=max", scanner === undefined ? "type=sbom" : `type=sbom,generator=${scanner}`];
}

function refuseScanner(scanner: unknown): never {
  const allowed = "name@sha256:… of an image that speaks the protocol of BuildKit's scanners";
  const fix = "take the digest that the registry printed when the scanner was pushed";
  return refuse({ code: "scanner-without-digest", got: show(scanner), allowed, fix }, attestations);
}
