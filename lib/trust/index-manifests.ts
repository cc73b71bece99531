/** An entry of an OCI image index. */
export interface IndexEntry {
  readonly digest: string;
  readonly platform?: { readonly os: string; readonly architecture: string; readonly variant?: string };
  readonly annotations?: Readonly<Record<string, string>>;
}

/** What an index lists: images that run, and what was attested about them. */
export interface IndexManifests {
  /** By `os/architecture[/variant]`. */
  readonly images: Readonly<Record<string, IndexEntry>>;
  /** Attestations, by the digest of the image that they are about. */
  readonly attested: Readonly<Record<string, IndexEntry>>;
}

const KIND = "vnd.docker.reference.type";
const SUBJECT = "vnd.docker.reference.digest";

/**
 * Tells the images of an index from the attestations beside them: those have the platform `unknown/unknown` and no container ever runs them.
 * @see https://docs.docker.com/build/metadata/attestations/attestation-storage/
 */
export function indexManifests(entries: readonly IndexEntry[]): IndexManifests {
  const images: Record<string, IndexEntry> = {};
  const attested: Record<string, IndexEntry> = {};
  for (const entry of entries) {
    const { [KIND]: kind, [SUBJECT]: subject = "" } = entry.annotations ?? {};
    if (kind === "attestation-manifest") attested[subject] = entry;
    else if (entry.platform && entry.platform.os !== "unknown") images[platformOf(entry.platform)] = entry;
  }
  return { images, attested };
}

function platformOf({ os, architecture, variant }: NonNullable<IndexEntry["platform"]>): string {
  return [os, architecture, variant].filter(Boolean).join("/");
}
