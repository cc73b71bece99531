import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { pack } from "tar-stream";

/** https://github.com/opencontainers/image-spec/blob/main/descriptor.md */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly platform?: Platform;
}

export interface Platform {
  readonly architecture: "amd64" | "arm64";
  readonly os: "linux";
}

/** One program for one platform. */
export interface Build {
  readonly platform: Platform;
  readonly binary: Buffer;
}

const OCI = "application/vnd.oci.image";
const USER = "65532:65532";

/** Writes an image of one layer, one program, as an OCI layout folder, and gives back the descriptor of its index. Same input, same digest. */
export async function writeImage(
  folder: string,
  name: string,
  builds: readonly Build[],
  labels: Readonly<Record<string, string>>,
): Promise<Descriptor> {
  const store = new Store(folder);
  const manifests: Descriptor[] = [];
  for (const { platform, binary } of builds) {
    const layer = store.put(`${OCI}.layer.v1.tar`, await layerOf(name, binary));
    const config = store.put(`${OCI}.config.v1+json`, configOf(name, platform, layer.digest, labels));
    const manifest = { schemaVersion: 2, mediaType: `${OCI}.manifest.v1+json`, config, layers: [layer] };
    manifests.push({ ...store.put(manifest.mediaType, json(manifest)), platform });
  }
  const index = { schemaVersion: 2, mediaType: `${OCI}.index.v1+json`, manifests };
  const descriptor = store.put(index.mediaType, json(index));
  store.layout(descriptor);
  return descriptor;
}

class Store {
  constructor(private readonly folder: string) {
    mkdirSync(join(folder, "blobs/sha256"), { recursive: true });
  }

  put(mediaType: string, content: Buffer): Descriptor {
    const hex = createHash("sha256").update(content).digest("hex");
    writeFileSync(join(this.folder, "blobs/sha256", hex), content);
    return { mediaType, digest: `sha256:${hex}`, size: content.length };
  }

  layout(descriptor: Descriptor): void {
    writeFileSync(join(this.folder, "oci-layout"), json({ imageLayoutVersion: "1.0.0" }));
    writeFileSync(join(this.folder, "index.json"), json({ schemaVersion: 2, manifests: [descriptor] }));
  }
}

/** A tar with the program alone; not compressed, because compressors differ between versions of Node. */
async function layerOf(name: string, binary: Buffer): Promise<Buffer> {
  const tar = pack();
  tar.entry({ name, mode: 0o755, mtime: new Date(0), uid: 0, gid: 0, type: "file" }, binary);
  tar.finalize();
  return buffer(tar);
}

function configOf(name: string, platform: Platform, layer: string, labels: Readonly<Record<string, string>>): Buffer {
  return json({
    ...platform,
    config: { Entrypoint: [`/${name}`], User: USER, WorkingDir: "/", Labels: labels },
    rootfs: { type: "layers", diff_ids: [layer] },
  });
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
