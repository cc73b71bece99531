import { describe, expect, it } from "@jest/globals";
import { ImageRef } from "../../../lib/image-ref";
import { laterText } from "../../../lib/later";
import { thrownBy } from "./thrown-by";

const DIGEST = `sha256:${"0a".repeat(32)}`;
const HINT = "sha256: and 64 lower-case hexadecimal digits";

describe("an image by its digest", () => {
  it.each([
    `storefront@${DIGEST}`,
    `shop/storefront@${DIGEST}`,
    `registry.example.test/shop/storefront@${DIGEST}`,
    `localhost:5000/a@${DIGEST}`,
    `R/a@${DIGEST}`,
    `a/bb/cc-dd/ee@${DIGEST}`,
    `aa.bb/cc__dd@${DIGEST}`,
    `Registry-1.Example.test:65535/shop/a.b_c__d--e@${DIGEST}`,
    `shop/storefront:v1.4.2@${DIGEST}`,
  ])("is kept as it was written: %s", (reference) => {
    const image = ImageRef.pinned(reference);
    expect([image.reference, image.digest, image.toString(), image.complaint]).toEqual([
      reference,
      DIGEST,
      reference,
      undefined,
    ]);
    expect(Object.isFrozen(image)).toBe(true);
    expect(ImageRef.tagged(reference).digest).toBe(DIGEST);
  });

  it("has a digest", () => {
    expect(thrownBy(() => ImageRef.pinned("shop/storefront:v1"))).toMatchObject({
      code: "image-without-digest",
      got: '"shop/storefront:v1"',
      allowed: `name@${HINT}`,
      fix: "take the digest that the registry printed when the image was pushed, or use ImageRef.tagged in development",
    });
  });
});

describe("an image by a tag", () => {
  it.each(["shop/storefront:v1.4.2", `a:${"x".repeat(128)}`, "a:_x"])("has no digest: %s", (reference) => {
    expect(ImageRef.tagged(reference)).toMatchObject({ reference, digest: undefined });
  });

  it.each(["shop/storefront", "shop/storefront:latest"])("names a version, unlike %s", (reference) => {
    expect(thrownBy(() => ImageRef.tagged(reference))).toMatchObject({
      code: "image-tag",
      got: `"${reference}"`,
      allowed: "a tag other than latest: what runs must be repeatable",
      fix: "name the version, e.g. :v1.4.2",
    });
  });
});

describe("a reference", () => {
  it.each([
    "",
    "shop/Storefront:v1",
    "shop//storefront:v1",
    "shop/storefront:",
    "shop/storefront:-x",
    "shop/storefront:v1 ",
    " shop/storefront:v1",
    "shop/.storefront:v1",
    "shop/store..front:v1",
    "shop/store___front:v1",
    "-host.test/a:v1",
    "host.test-/a:v1",
    "host:123456/a:v1",
    `a:${"x".repeat(129)}`,
    `${"a".repeat(256)}:v1`,
    `a@sha256:${"0A".repeat(32)}`,
    `a@sha256:${"0a".repeat(31)}`,
    `a@sha512:${"0a".repeat(32)}`,
  ])("keeps the grammar, unlike %j", (reference) => {
    expect(thrownBy(() => ImageRef.tagged(reference))).toMatchObject({
      code: "image-reference",
      allowed: `[host[:port]/]path[:tag][@digest]: lower-case path of at most 255 characters, tag of at most 128, digest ${HINT}`,
      fix: "e.g. registry.example.test/shop/storefront:v1.4.2",
    });
  });

  it("may have a name of 255 characters", () => {
    expect(ImageRef.tagged(`${"a".repeat(255)}:v1`).digest).toBeUndefined();
  });
});

describe("an image that is missing", () => {
  it("keeps the reason", () => {
    const complaint = { code: "image-not-built", got: "none", allowed: "one", fix: "build it" };
    expect(ImageRef.missing(complaint)).toMatchObject({ reference: "", digest: undefined, complaint });
  });
});

describe("an image of a private registry", () => {
  const image = ImageRef.pinned(`registry.example.test/shop/storefront@${DIGEST}`);

  it("is the same image, pulled with a Secret", () => {
    const pulled = image.pulledWith("registry");
    expect([pulled.reference, pulled.digest, pulled.pullSecret]).toEqual([image.reference, DIGEST, "registry"]);
    expect(image.pullSecret).toBeUndefined();
  });

  it("is pulled with a Secret that can be", () => {
    expect(thrownBy(() => image.pulledWith("My Secret"))?.got).toContain("My Secret");
  });
});

describe("an image that only pulumi up knows", () => {
  it("stands for itself until then, with a digest's form", () => {
    const image = ImageRef.later(laterText("web"));
    expect(image.reference).toMatch(new RegExp(`^${laterText("web")}@sha256:0{64}$`));
    expect(image.complaint).toBeUndefined();
  });

  it("is what app.later gave back, and no other text", () => {
    expect(thrownBy(() => ImageRef.later("registry.example.test/web:v1"))).toMatchObject({
      code: "later-image",
      got: '"registry.example.test/web:v1"',
      allowed: "what app.later gave back",
      fix: 'ImageRef.later(app.later("web", output)), or ImageRef.pinned(reference)',
    });
  });
});
