import { describe, expect, it } from "@jest/globals";
import { RawObject } from "../../app";
import { complaintsOf, onlyRendered, problemsOf, render } from "../support/program";

const CLASS = { apiVersion: "scheduling.k8s.io/v1", kind: "PriorityClass", metadata: { name: "batch" }, value: 1000 };

describe("a RawObject", () => {
  it("is written as it stands, with the labels of its application", () => {
    const data = { colour: "green" };
    const rendered = render(
      (chart) => new RawObject(chart, "X", { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "x" }, data }),
    );
    expect(onlyRendered(rendered, "ConfigMap").manifest).toEqual({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: {
        name: "x",
        namespace: "shop",
        labels: { "app.kubernetes.io/managed-by": "gantry", "app.kubernetes.io/part-of": "shop", owner: "shop" },
      },
      data,
    });
  });

  it("may be of any kind, also one that Gantry has never heard of", () => {
    const gadget = { apiVersion: "example.test/v1", kind: "Gadget", metadata: { name: "x" }, spec: { size: 3 } };
    const { manifest } = onlyRendered(
      render((chart) => new RawObject(chart, "X", gadget)),
      "Gadget",
    );
    expect(manifest["spec"]).toEqual({ size: 3 });
  });

  it.each([
    ["a name with capitals", { ...CLASS, metadata: { name: "Batch" } }, "name-grammar metadata.name"],
    [
      "a Secret with its value",
      { apiVersion: "v1", kind: "Secret", metadata: { name: "x" }, stringData: { token: "hunter2" } },
      "literal-secret stringData",
    ],
    [
      "data that is no text",
      { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "x" }, data: { port: 80 } },
      "not-a-text data.port",
    ],
  ])("is refused with %s", (_, props, expected) => {
    expect(complaintsOf((chart) => new RawObject(chart, "X", props))).toEqual([expected]);
  });

  it("is refused with the line of its declaration", () => {
    const [problem] = problemsOf((chart) => new RawObject(chart, "X", { ...CLASS, metadata: { name: "Batch" } }));
    expect(problem!.source).toMatch(/raw-object\.test\.ts:\d+$/);
  });
});
