import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { ImageRef } from "../../../lib/image-ref";
import { attestations } from "../../../lib/trust/attestations";
import type { Command } from "../../../lib/trust/command";
import {
  attestCommands,
  PREDICATES,
  signCommands,
  verifyCommand,
  verifyStatementCommand,
} from "../../../lib/trust/cosign";
import { Signer, TransparencyLog } from "../../../lib/trust/signer";
import { imageValidatingPolicy } from "../../../targets/trust";
import type { CommandResult } from "../control-plane";
import { toolProgram } from "../tools/cache";
import { output, run } from "./plane/command";
import { imageBuilder, type ImageBuilder } from "./plane/image-builder";
import { admits, type Pod } from "./trust/admission";
import { pushScanner } from "./trust/scanner";
import { readIndex, readStatements, type Statement } from "./trust/statements";
import { tamperingRegistry } from "./trust/tampering";

/*
 * Real: BuildKit, syft as its scanner, a registry, cosign with keys made here, Kyverno's evaluation of the policy by its command. Not run: keyless
 * signatures, which need Sigstore's services; Kyverno's webhook. The program in the image is govulncheck, because its list of modules is known.
 */
const MINUTES = 60_000;
const SBOM = PREDICATES.spdxjson;
const PROVENANCE = PREDICATES.slsaprovenance1;
const log = TransparencyLog.off("the services are out of reach here");

let builder: ImageBuilder;
let repository: string;
let digest: string;
let image: ImageRef;
let signer: Signer;
let stranger: Signer;
/** Of an image that differs from the signed one in a label. */
let unsigned: string;
let amd64: Readonly<Record<string, Statement>>;

beforeAll(async () => {
  builder = await imageBuilder();
  repository = `${builder.registry}/shop/storefront`;
  digest = await build();
  image = ImageRef.pinned(`${repository}:v1@${digest}`);
  signer = await makeSigner("SIGNER_KEY");
  stranger = await makeSigner("STRANGER_KEY");
  const labelled = await builder.crane("mutate", byDigest(digest), "--label=by=somebody", `--repo=${repository}`);
  unsigned = labelled.split("@")[1]!;
  amd64 = await readStatements(builder, byDigest(digest), "linux/amd64");
}, 15 * MINUTES);

afterAll(() => builder?.close());

/** Builds for two platforms, pushes, and gives the digest of the index. */
async function build(): Promise<string> {
  const context = join(builder.folder, "context");
  mkdirSync(context);
  copyFileSync(toolProgram("govulncheck"), join(context, "storefront"));
  const dockerfile = `FROM ${builder.standIns.static}\nCOPY storefront /storefront\nUSER 65532:65532\nENTRYPOINT ["/storefront"]\n`;
  writeFileSync(join(context, "Dockerfile"), dockerfile);
  const metadata = join(builder.folder, "metadata.json");
  const attest = attestations({ scanner: await pushScanner(builder) }).flatMap((value) => ["--attest", value]);
  const to = ["--output", `type=image,push=true,name=${repository}:v1`, "--metadata-file", metadata];
  const { code, stderr } = await builder.buildx([
    "build",
    "--platform=linux/amd64,linux/arm64",
    ...attest,
    ...to,
    context,
  ]);
  expect([code, stderr]).toEqual([0, expect.anything()]);
  return (JSON.parse(readFileSync(metadata, "utf8")) as Record<string, string>)["containerimage.digest"]!;
}

const keys: Record<string, string> = { COSIGN_PASSWORD: "" };

/** A pair of keys, of which the private one is in a variable only. */
async function makeSigner(variable: string): Promise<Signer> {
  const prefix = ["--output-key-prefix", variable];
  await output(toolProgram("cosign"), ["generate-key-pair", ...prefix], { cwd: builder.folder, env: environment() });
  keys[variable] = readFileSync(join(builder.folder, `${variable}.key`), "utf8");
  const pem = readFileSync(join(builder.folder, `${variable}.pub`), "utf8");
  return Signer.key({ private: `env://${variable}`, public: pem, log });
}

function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: builder.folder, ...keys };
}

function execute({ program, args, env }: Command): Promise<CommandResult> {
  expect(program).toBe("cosign");
  return run(toolProgram("cosign"), args, { cwd: builder.folder, env: { ...environment(), ...env } });
}

async function succeed(commands: readonly Command[]): Promise<void> {
  for (const command of commands) expect(await execute(command)).toMatchObject({ code: 0 });
}

function at(digest: string): ImageRef {
  return ImageRef.pinned(byDigest(digest));
}

describe("what BuildKit attaches to an image", () => {
  it("is told from its platforms", async () => {
    const { images, attested } = await readIndex(builder, byDigest(digest));
    expect(Object.keys(images).sort()).toEqual(["linux/amd64", "linux/arm64"]);
    expect(Object.keys(attested).sort()).toEqual(
      Object.values(images)
        .map((entry) => entry.digest)
        .sort(),
    );
  });

  it.each([SBOM, PROVENANCE])("says of the very image: %s", async (type) => {
    const { images } = await readIndex(builder, byDigest(digest));
    const subjects = amd64[type]?.subject.map((subject) => `sha256:${subject.digest.sha256}`);
    expect(subjects).toEqual([images["linux/amd64"]?.digest]);
  });

  it("lists the modules of the program with their versions", () => {
    const packages = amd64[SBOM]?.predicate["packages"] as { name: string; versionInfo?: string }[];
    const versions = Object.fromEntries(packages.map(({ name, versionInfo }) => [name, versionInfo]));
    expect(versions).toMatchObject({ "golang.org/x/vuln": "v1.6.0", stdlib: expect.stringMatching(/^(?:go)?1\./) });
  });

  it("names the base by its digest", () => {
    const base = builder.standIns.static.split("@sha256:")[1];
    expect(JSON.stringify(amd64[PROVENANCE]?.predicate["buildDefinition"])).toContain(base);
  });
});

describe("a signature", () => {
  beforeAll(() => succeed(signCommands(signer, image)));

  it("is accepted from its signer", async () => {
    const { code, stdout } = await execute(verifyCommand(signer, image));
    expect([code, stdout]).toEqual([0, expect.stringContaining(digest)]);
  });

  it("is refused from another one", async () => {
    expect(await execute(verifyCommand(stranger, image))).not.toMatchObject({ code: 0 });
  });

  it("does not cover what is pushed under the same tag later", async () => {
    await builder.crane("tag", byDigest(unsigned), "v1");
    const moved = await builder.crane("digest", `${repository}:v1`);
    expect(moved).not.toBe(digest);
    expect(await execute(verifyCommand(signer, at(moved)))).not.toMatchObject({ code: 0 });
  });

  it("does not cover an index that has lost its attestations", async () => {
    const stripped = await builder.crane(
      ...["index", "filter", byDigest(digest), "--platform=linux/amd64", `--tag=${repository}:stripped`],
    );
    const [, lost = ""] = stripped.split("@");
    expect(await execute(verifyCommand(signer, at(lost)))).not.toMatchObject({ code: 0 });
  });

  it("is worth something because no registry can change a layer under its digest", async () => {
    const { images } = await readIndex(builder, byDigest(digest));
    const child = await builder.crane("manifest", `${repository}@${images["linux/arm64"]!.digest}`);
    const layer = (JSON.parse(child) as { layers: { digest: string }[] }).layers.at(-1)!.digest;
    const tampering = await tamperingRegistry(builder.registry, layer);
    const pulled = builder.crane("blob", `${tampering.address}/shop/storefront@${layer}`);
    await expect(pulled.finally(tampering.close)).rejects.toThrow(/error verifying sha256 checksum/);
  });
});

describe("a signed statement", () => {
  beforeAll(async () => {
    const file = join(builder.folder, "storefront.spdx.json");
    writeFileSync(file, JSON.stringify(amd64[SBOM]?.predicate));
    await succeed(attestCommands(signer, image, { type: "spdxjson", file }));
  });

  it("is read back as it was written", async () => {
    const { code, stdout } = await execute(verifyStatementCommand(signer, image, "spdxjson"));
    const { payload } = JSON.parse(stdout.split("\n")[0]!) as { payload: string };
    const statement = JSON.parse(Buffer.from(payload, "base64").toString()) as Statement;
    expect([code, statement.predicate]).toEqual([0, amd64[SBOM]?.predicate]);
  });

  it("is refused from another signer", async () => {
    expect(await execute(verifyStatementCommand(stranger, image, "spdxjson"))).not.toMatchObject({ code: 0 });
  });

  it("is no statement of another kind", async () => {
    expect(await execute(verifyStatementCommand(signer, image, "vuln"))).not.toMatchObject({ code: 0 });
  });
});

describe("the policy for Kyverno", () => {
  beforeAll(() => succeed(signCommands(signer, image)));

  it.each<[string, boolean, () => Signer, () => Pod]>([
    ["a signed image", true, () => signer, () => ({ containers: [byDigest(digest)] })],
    ["an image that another signer has signed", false, () => stranger, () => ({ containers: [byDigest(digest)] })],
    ["an image that nobody has signed", false, () => signer, () => ({ containers: [byDigest(unsigned)] })],
    ["such an image before the program", false, () => signer, () => ({ initContainers: [byDigest(unsigned)] })],
    ["a tag", false, () => signer, () => ({ containers: [`${repository}:v1`] })],
    ["an image of another repository", true, () => signer, () => ({ containers: [`${repository}-admin:v1`] })],
  ])("on %s: the pod is admitted is %s", async (_, admitted, trusted, pod) => {
    const policy = { name: "images", repositories: [repository], namespaces: ["shop"], signer: trusted() };
    expect(await admits(builder.folder, imageValidatingPolicy(policy), pod())).toBe(admitted);
  });
});

function byDigest(digest: string): string {
  return `${repository}@${digest}`;
}
