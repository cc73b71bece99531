import { describe, expect, it } from "@jest/globals";
import type { Manifest } from "../../../lib/rendered";
import { problemsOf } from "./mutate";
import { rendered } from "./sample";

const config = (name: string, namespace?: string): Manifest => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name, ...(namespace !== undefined && { namespace }) },
});

const duplicates = (objects: Parameters<typeof problemsOf>[0]) =>
  problemsOf(objects).filter(({ code }) => code.startsWith("duplicate-"));

describe("two objects with one identity", () => {
  it.each([
    ["shop", 'ConfigMap "flags" in namespace "shop", which prod/shop/One is too'],
    [undefined, 'ConfigMap "flags", which prod/shop/One is too'],
  ])("are told with their kind, name and the namespace %s", (namespace, got) => {
    const objects = [
      rendered(config("flags", namespace), "prod/shop/One"),
      rendered(config("flags", namespace), "prod/shop/Two"),
    ];
    expect(duplicates(objects)).toMatchObject([
      {
        path: "prod/shop/Two",
        code: "duplicate-object",
        got,
        allowed: "one object of a kind, namespace and name: of two the last one applied would win",
        fix: "rename one of prod/shop/One and prod/shop/Two, or remove it",
      },
    ]);
  });

  it("are not told a second time for their file", () => {
    const [one, two] = ["prod/shop/One", "prod/shop/Two"].map((path) => ({
      ...rendered(config("flags", "shop"), path),
      file: "flags.yaml",
    }));
    expect(duplicates([one!, two!]).map(({ code }) => code)).toEqual(["duplicate-object"]);
  });
});

describe("two objects in one file", () => {
  it("are told with both, though the letters differ in case", () => {
    const one = { ...rendered(config("a", "shop"), "prod/shop/One"), file: "shop/flags.yaml" };
    const two = { ...rendered(config("b", "shop"), "prod/shop/Two"), file: "shop/Flags.yaml" };
    expect(duplicates([one, two])).toMatchObject([
      {
        path: "prod/shop/Two",
        code: "duplicate-file",
        got: 'the file "shop/Flags.yaml"; prod/shop/One is written to "shop/flags.yaml"',
        allowed: "a file of its own for each object, different in more than letter case: some disks ignore it",
        fix: "rename one of prod/shop/One and prod/shop/Two",
      },
    ]);
  });
});
