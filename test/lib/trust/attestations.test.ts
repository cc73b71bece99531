import { describe, expect, it } from "@jest/globals";
import { attestations } from "../../../lib/trust/attestations";
import { codes } from "./refusal";

const SCANNER = `registry.example.test/tools/scanner@sha256:${"a".repeat(64)}`;

describe("attestations", () => {
  it("ask for provenance with every detail and for an SBOM", () => {
    expect(attestations()).toEqual(["type=provenance,mode=max", "type=sbom"]);
  });

  it("name the scanner of one's own", () => {
    expect(attestations({ scanner: SCANNER })).toContain(`type=sbom,generator=${SCANNER}`);
  });

  it.each(["", "registry.example.test/scanner:v1", "scanner", `${SCANNER},mode=min`, " @sha256:"])(
    "refuse the scanner %j, which could be another one tomorrow",
    (scanner) => {
      expect(codes(() => attestations({ scanner }))).toEqual(["scanner-without-digest"]);
    },
  );
});
