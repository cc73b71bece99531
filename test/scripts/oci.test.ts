import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { extract } from "tar-stream";
import type { Build, Descriptor } from "../../scripts/images/oci";
import { writeImage } from "../../scripts/images/oci";

const BUILDS: readonly Build[] = (["amd64", "arm64"] as const).map((architecture) => ({
  platform: { os: "linux", architecture },
  binary: Buffer.from(`a program for ${architecture}`),
}));
const LABELS = { "org.opencontainers.image.title": "mailer" };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "oci-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function blob(digest: string): Buffer {
  return readFileSync(join(folder, "blobs/sha256", digest.replace("sha256:", "")));
}

function json({ digest }: Descriptor): unknown {
  return JSON.parse(blob(digest).toString());
}

interface Index {
  readonly manifests: readonly Descriptor[];
}
interface Manifest {
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}
interface Config {
  readonly architecture: string;
  readonly config: { readonly Entrypoint: string[]; readonly User: string; readonly Labels: object };
  readonly rootfs: { readonly diff_ids: readonly string[] };
}

describe("an image", () => {
  it("has the same digest for the same program, and another one for another", async () => {
    const one = await writeImage(folder, "mailer", BUILDS, LABELS);
    expect(await writeImage(folder, "mailer", BUILDS, LABELS)).toEqual(one);
    const other = [{ ...BUILDS[0]!, binary: Buffer.from("another program") }];
    expect((await writeImage(folder, "mailer", other, LABELS)).digest).not.toBe(one.digest);
  });

  it("names every blob by its content, and knows its size", async () => {
    const index = await writeImage(folder, "mailer", BUILDS, LABELS);
    for (const name of readdirSync(join(folder, "blobs/sha256"))) {
      expect(createHash("sha256").update(blob(name)).digest("hex")).toBe(name);
    }
    const manifests = (json(index) as Index).manifests;
    const all = [
      index,
      ...manifests,
      ...manifests.flatMap((one) => [(json(one) as Manifest).config, ...(json(one) as Manifest).layers]),
    ];
    expect(all.map(({ digest }) => blob(digest).length)).toEqual(all.map(({ size }) => size));
  });

  it("lists a manifest for each platform", async () => {
    const index = await writeImage(folder, "mailer", BUILDS, LABELS);
    expect((json(index) as Index).manifests.map(({ platform }) => platform)).toEqual(
      BUILDS.map(({ platform }) => platform),
    );
  });

  it("starts the program as a user without rights", async () => {
    const [first] = (json(await writeImage(folder, "mailer", BUILDS, LABELS)) as Index).manifests;
    const { config, layers } = json(first!) as Manifest;
    const { config: run, rootfs, architecture } = json(config) as Config;
    expect(run).toMatchObject({ Entrypoint: ["/mailer"], User: "65532:65532", Labels: LABELS });
    expect([architecture, rootfs.diff_ids]).toEqual(["amd64", layers.map(({ digest }) => digest)]);
  });

  it("holds the program alone, executable and without a time", async () => {
    const [first] = (json(await writeImage(folder, "mailer", BUILDS, LABELS)) as Index).manifests;
    const tar = extract();
    const entries: unknown[] = [];
    tar.on("entry", ({ name, mode, mtime, uid }, stream, next) => {
      entries.push([name, mode, mtime?.getTime(), uid]);
      stream.resume().on("end", next);
    });
    tar.end(blob((json(first!) as Manifest).layers[0]!.digest));
    await new Promise<void>((done) => tar.on("finish", () => done()));
    expect(entries).toEqual([["mailer", 0o755, 0, 0]]);
  });
});
