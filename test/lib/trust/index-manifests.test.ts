import { describe, expect, it } from "@jest/globals";
import type { IndexEntry } from "../../../lib/trust/index-manifests";
import { indexManifests } from "../../../lib/trust/index-manifests";

const amd64: IndexEntry = { digest: "sha256:1", platform: { os: "linux", architecture: "amd64" } };
const arm: IndexEntry = { digest: "sha256:2", platform: { os: "linux", architecture: "arm", variant: "v7" } };

function about({ digest }: IndexEntry): IndexEntry {
  const annotations = { "vnd.docker.reference.type": "attestation-manifest", "vnd.docker.reference.digest": digest };
  return { digest: `${digest}-attested`, platform: { os: "unknown", architecture: "unknown" }, annotations };
}

describe("the manifests of an index", () => {
  it("are images by their platforms", () => {
    expect(indexManifests([amd64, arm]).images).toEqual({ "linux/amd64": amd64, "linux/arm/v7": arm });
  });

  it("are attestations by the image that they are about", () => {
    expect(indexManifests([amd64, about(amd64), about(arm)]).attested).toEqual({
      "sha256:1": about(amd64),
      "sha256:2": about(arm),
    });
  });

  it("count no attestation as a platform", () => {
    expect(Object.keys(indexManifests([amd64, arm, about(amd64), about(arm)]).images)).toHaveLength(2);
  });

  it("count nothing of an unknown platform as an image, whatever its annotations say", () => {
    expect(indexManifests([{ ...about(amd64), annotations: {} }])).toEqual({ images: {}, attested: {} });
  });
});
