import { describe, expect, it } from "@jest/globals";
import { codesAt, told } from "../told";

const IMAGE = "spec.template.spec.containers[0].image";
const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;

describe("an image", () => {
  it.each([
    "a:v1",
    `a@${DIGEST}`,
    `a:latest@${DIGEST}`,
    `a:v1@${DIGEST}`,
    "a/b/c:v1",
    "a.b_c__d-e---f/g:v1",
    "localhost:5000/a:v1",
    "LOCALHOST/a:v1",
    "H/a:v1",
    "shop.front__end-42/ab.cd_ef:v1",
    "registry-1.example.test/a:v1",
    "[2001:db8::1]:5000/a:v1",
    "[::1]/a:v1",
    "a/b:_x.Y-1",
    `a:${"t".repeat(128)}`,
    `${"a".repeat(255)}:v1`,
    "a:latest-1",
  ])("may be written %s", (image) => {
    expect(codesAt("Deployment", IMAGE, image)).toEqual([]);
  });

  it.each([
    "A:v1",
    ":v1",
    "a/:v1",
    "/a:v1",
    "a//b:v1",
    "a/B:v1",
    "a/-b:v1",
    "a/b-:v1",
    "a..b:v1",
    "a___b:v1",
    "a._b:v1",
    "host-/a:v1",
    "-host/a:v1",
    "host:/a:v1",
    "host:123456/a:v1",
    "x[::1]/a:v1",
    "[::1]x/a:v1",
    "a:",
    "a:-x",
    "a:v 1",
    `a:${"t".repeat(129)}`,
    `${"a".repeat(256)}:v1`,
    "a@",
    `a@${DIGEST}0`,
    `a@x${DIGEST}`,
    `a@${DIGEST.toUpperCase()}`,
    `a@sha512:${"0".repeat(64)}`,
    `a@${DIGEST}@${DIGEST}`,
    " a:v1",
  ])("can't be written %j", (image) => {
    expect(codesAt("Deployment", IMAGE, image)).toEqual(["image-reference"]);
  });

  it.each(["a", "a:latest", "localhost:5000/a", "host/a:latest"])("can't be one that moves: %s", (image) => {
    expect(codesAt("Deployment", IMAGE, image)).toEqual(["image-tag"]);
  });
});

describe("the one problem of an image", () => {
  it.each([
    [
      "a b:v1",
      "image-reference",
      '"a b:v1"',
      "[host[:port]/]path[:tag][@digest]: a lower-case name of at most 255 characters, a tag of at most 128, sha256: and 64 lower-case hexadecimal digits",
      "write it as in registry.example.test/shop/storefront:v1.4.2",
    ],
    [
      "a:latest",
      "image-tag",
      '"a:latest"',
      "a tag other than latest, or a digest: what runs must be repeatable",
      "name the version, e.g. :v1.4.2, or the digest that the registry printed",
    ],
    [
      5,
      "image-missing",
      "5",
      "an image: without one the pod is refused",
      "name the image with its digest, e.g. registry.example.test/shop/storefront@sha256:…",
    ],
  ])("says of %j what stands there, what may and what to do: %s", (image, code, ...texts) => {
    expect(told({ in: "Deployment", set: { [IMAGE]: image } })).toEqual([[code, IMAGE, ...texts]]);
  });
});
