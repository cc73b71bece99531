import { describe, expect, it } from "@jest/globals";
import { problemsOf } from "./mutate";
import { rendered } from "./sample";

function config(path: string, name = "flags") {
  return rendered({ apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace: "shop" } }, path);
}

describe("the place of a problem", () => {
  it("is the path, the field and the line of the declaration", () => {
    expect(problemsOf([config("prod/Flags", "Flags")])).toMatchObject([
      { path: "prod/Flags", field: "metadata.name", source: "stacks/shop.ts:7" },
    ]);
  });

  it("is without a line where none is known", () => {
    const object = config("prod/Flags", "Flags");
    Reflect.deleteProperty(object, "source");
    expect(problemsOf([object]).map((problem) => "source" in problem)).toEqual([false]);
  });
});

describe("several objects with one identity", () => {
  it.each([
    [
      ["a", "b", "c"],
      ["b", "c"],
    ],
    [
      ["c", "b", "a"],
      ["c", "b"],
    ],
    [
      ["b", "a", "c"],
      ["b", "c"],
    ],
  ])("in the order %j are told at all but the first by path", (order, told) => {
    const found = problemsOf(order.map((path) => config(path)));
    expect(found.map(({ path, got }) => [path, got])).toEqual(
      told.map((path) => [path, 'ConfigMap "flags" in namespace "shop", which a is too']),
    );
  });

  it("are told when they have no name", () => {
    const nameless = ["a", "b"].map((path) => {
      const object = config(path);
      return { ...object, manifest: { ...object.manifest, metadata: { namespace: "shop" } } };
    });
    const found = problemsOf(nameless as ReturnType<typeof config>[]);
    expect(found.find(({ code }) => code === "duplicate-object")?.got).toBe(
      'ConfigMap "" in namespace "shop", which a is too',
    );
  });
});

describe("several objects in one file", () => {
  it("are told at all but the first by path", () => {
    const objects = ["c", "a", "b"].map((path) => ({ ...config(path, `flags-${path}`), file: "flags.yaml" }));
    expect(problemsOf(objects).map(({ path, got }) => [path, got])).toEqual(
      ["b", "c"].map((path) => [path, 'the file "flags.yaml"; a is written to "flags.yaml"']),
    );
  });
});
