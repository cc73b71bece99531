import type { ImageRef } from "../image-ref";
import { byDigest } from "./by-digest";
import type { Command } from "./command";
import type { Signer } from "./signer";

/** Kinds of statements about an image, as cosign names them, with the types of their predicates. */
export const PREDICATES = {
  spdxjson: "https://spdx.dev/Document",
  cyclonedx: "https://cyclonedx.org/bom",
  slsaprovenance1: "https://slsa.dev/provenance/v1",
  vuln: "https://cosign.sigstore.dev/attestation/vuln/v1",
} as const;

export type Predicate = keyof typeof PREDICATES;

/** A statement about an image. */
export interface Statement {
  readonly type: Predicate;
  /** File with the predicate. */
  readonly file: string;
}

/** Where commands without a transparency log leave the configuration that names no service. */
const NO_SERVICES = "cosign-no-services.json";
const PUBLIC_KEY = "COSIGN_PUBLIC_KEY";

/**
 * Commands that sign an image. The digest is the one of its index, so whatever the index lists is signed with it: the images of all platforms, the
 * SBOMs and the provenance.
 * @throws ValidationError when the image has a tag only: somebody else may move it between two commands.
 */
export function signCommands(signer: Signer, image: ImageRef): readonly Command[] {
  return [...services(signer), cosign(["sign", "--yes", ...signing(signer), byDigest(image, signCommands)])];
}

/** Commands that sign a statement about an image and put it beside the image. @throws ValidationError as {@link signCommands} does. */
export function attestCommands(signer: Signer, image: ImageRef, { type, file }: Statement): readonly Command[] {
  const what = ["--type", type, "--predicate", file];
  return [
    ...services(signer),
    cosign(["attest", "--yes", ...what, ...signing(signer), byDigest(image, attestCommands)]),
  ];
}

/** The command that fails unless the signer has signed the image. @throws ValidationError as {@link signCommands} does. */
export function verifyCommand(signer: Signer, image: ImageRef): Command {
  return cosign(["verify", ...checking(signer), byDigest(image, verifyCommand)], keyOf(signer));
}

/**
 * The command that fails unless the signer has made a statement of this kind about the image; it prints what it has found.
 * @throws ValidationError as {@link signCommands} does.
 */
export function verifyStatementCommand(signer: Signer, image: ImageRef, type: Predicate): Command {
  const args = ["verify-attestation", "--type", type, ...checking(signer), byDigest(image, verifyStatementCommand)];
  return cosign(args, keyOf(signer));
}

function cosign(args: readonly string[], env?: Command["env"]): Command {
  return { program: "cosign", args, ...(env && { env }) };
}

/** cosign 3 asks a configuration file which services to use; without `--out`, Sigstore's own. */
function services({ log }: Signer): readonly Command[] {
  return log ? [cosign(["signing-config", "create", "--out", NO_SERVICES])] : [];
}

function signing({ trust, log }: Signer): readonly string[] {
  const key = trust.by === "key" ? trust.private : trust.by === "kms" ? trust.key : undefined;
  return [...(key === undefined ? [] : ["--key", key]), ...(log ? ["--signing-config", NO_SERVICES] : [])];
}

function checking({ trust, log }: Signer): readonly string[] {
  if (trust.by === "identity") {
    return ["--certificate-identity", trust.subject, "--certificate-oidc-issuer", trust.issuer];
  }
  const key = trust.by === "key" ? `env://${PUBLIC_KEY}` : trust.key;
  return ["--key", key, ...(log ? ["--insecure-ignore-tlog=true"] : [])];
}

function keyOf({ trust }: Signer): Command["env"] {
  return trust.by === "key" ? { [PUBLIC_KEY]: trust.public } : undefined;
}
