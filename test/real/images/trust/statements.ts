import type { IndexEntry } from "../../../../lib/trust/index-manifests";
import { indexManifests } from "../../../../lib/trust/index-manifests";
import type { ImageBuilder } from "../plane/image-builder";

/** A statement of in-toto: what is said, about which digests. */
export interface Statement {
  readonly predicateType: string;
  readonly subject: readonly { readonly digest: { readonly sha256: string } }[];
  readonly predicate: Readonly<Record<string, unknown>>;
}

interface Layers {
  readonly layers: readonly { readonly digest: string; readonly annotations?: Readonly<Record<string, string>> }[];
}

/** The images and attestations that the index of a reference lists. */
export async function readIndex({ crane }: ImageBuilder, image: string): Promise<ReturnType<typeof indexManifests>> {
  const { manifests } = JSON.parse(await crane("manifest", image)) as { manifests: readonly IndexEntry[] };
  return indexManifests(manifests);
}

/** What was attested about the image of a platform, by the type of the predicate. */
export async function readStatements(
  builder: ImageBuilder,
  image: string,
  platform: string,
): Promise<Readonly<Record<string, Statement>>> {
  const { images, attested } = await readIndex(builder, image);
  const repository = image.split("@")[0]!;
  const { digest } = attested[images[platform]!.digest]!;
  const { layers } = JSON.parse(await builder.crane("manifest", `${repository}@${digest}`)) as Layers;
  const blobs = layers.map(({ digest }) => builder.crane("blob", `${repository}@${digest}`));
  const statements = (await Promise.all(blobs)).map((text) => JSON.parse(text) as Statement);
  return Object.fromEntries(statements.map((statement) => [statement.predicateType, statement]));
}
