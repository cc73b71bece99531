import { describe, expect, it } from "@jest/globals";
import { ImageRef } from "../../../lib/image-ref";
import { attestCommands, signCommands, verifyCommand, verifyStatementCommand } from "../../../lib/trust/cosign";
import { codes } from "./refusal";
import { ISSUER, key, keyless, kms, KMS, PUBLIC_KEY, SUBJECT, unloggedKey, unloggedKms } from "./signers";

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;
const image = ImageRef.pinned(`registry.example.test:5000/shop/storefront:v1@${DIGEST}`);
const SUBJECT_OF_ALL = `registry.example.test:5000/shop/storefront@${DIGEST}`;
const BOM = { type: "spdxjson", file: "storefront.spdx.json" } as const;

describe("the commands of cosign", () => {
  it("sign with the identity of the pipeline", () => {
    expect(signCommands(keyless, image)).toEqual([{ program: "cosign", args: ["sign", "--yes", SUBJECT_OF_ALL] }]);
  });

  it.each([
    ["a key", key, "env://COSIGN_PRIVATE_KEY"],
    ["a service", kms, KMS],
  ])("sign with %s by its place", (_, signer, place) => {
    expect(signCommands(signer, image)[0]?.args).toEqual(["sign", "--yes", "--key", place, SUBJECT_OF_ALL]);
  });

  it.each([unloggedKey, unloggedKms])("make a configuration without services first where there is no log", (signer) => {
    const [configure, sign] = signCommands(signer, image);
    expect(configure?.args.slice(0, 3)).toEqual(["signing-config", "create", "--out"]);
    expect(sign?.args).toEqual(expect.arrayContaining(["--signing-config", configure?.args[3]]));
  });

  it("sign a statement about the image", () => {
    expect(attestCommands(kms, image, BOM)[0]?.args).toEqual([
      "attest",
      "--yes",
      "--type",
      "spdxjson",
      "--predicate",
      BOM.file,
      "--key",
      KMS,
      SUBJECT_OF_ALL,
    ]);
  });

  it("check the identity in full", () => {
    const identity = ["--certificate-identity", SUBJECT, "--certificate-oidc-issuer", ISSUER];
    expect(verifyCommand(keyless, image)).toEqual({ program: "cosign", args: ["verify", ...identity, SUBJECT_OF_ALL] });
  });

  it("check with the public key, which goes through a variable", () => {
    const { args, env } = verifyCommand(key, image);
    expect(args).toEqual(["verify", "--key", "env://COSIGN_PUBLIC_KEY", SUBJECT_OF_ALL]);
    expect(env).toEqual({ COSIGN_PUBLIC_KEY: PUBLIC_KEY });
  });

  it.each([
    ["never for a keyless signer", keyless, false],
    ["not for a key with the log", key, false],
    ["for a key without the log", unloggedKey, true],
    ["for a service without the log", unloggedKms, true],
  ])("leave the log out of the check %s", (_, signer, leftOut) => {
    expect(verifyCommand(signer, image).args.includes("--insecure-ignore-tlog=true")).toBe(leftOut);
  });

  it("check a statement by its kind", () => {
    const { args } = verifyStatementCommand(kms, image, "slsaprovenance1");
    expect(args).toEqual(["verify-attestation", "--type", "slsaprovenance1", "--key", KMS, SUBJECT_OF_ALL]);
  });

  it.each([
    ["sign", (tagged: ImageRef) => signCommands(key, tagged)],
    ["sign a statement", (tagged: ImageRef) => attestCommands(key, tagged, BOM)],
    ["check", (tagged: ImageRef) => verifyCommand(key, tagged)],
    ["check a statement", (tagged: ImageRef) => verifyStatementCommand(key, tagged, "vuln")],
  ])("do not %s what has a tag only", (_, command) => {
    const tagged = ImageRef.tagged("registry.example.test/shop/storefront:v1");
    expect(codes(() => command(tagged))).toEqual(["image-without-digest"]);
  });
});
