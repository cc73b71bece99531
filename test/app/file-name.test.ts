import { describe, expect, it } from "@jest/globals";
import { ApiObject, Chart } from "cdk8s";
import fc from "fast-check";
import { GantryApp } from "../../app";
import { fileOf } from "../../app/file-name";
import { environment } from "../support/program";

function file(apiVersion: string, kind: string, name: string, namespace?: string): string {
  return fileOf("shop", { apiVersion, kind, metadata: { name, ...(namespace && { namespace }) } }, "shop");
}

describe("the file of an object", () => {
  it.each([
    ["is its kind and name", file("v1", "ConfigMap", "a"), "shop/configmap.a.yaml"],
    ["names no namespace that is the chart's", file("v1", "ConfigMap", "a", "shop"), "shop/configmap.a.yaml"],
    ["names another namespace", file("v1", "ConfigMap", "a", "pay"), "shop/configmap.a.pay.yaml"],
    ["names no group of Kubernetes", file("networking.k8s.io/v1", "Ingress", "a"), "shop/ingress.a.yaml"],
    [
      "names the group of a kind that Kubernetes has too",
      file("serving.knative.dev/v1", "Service", "a"),
      "shop/service.serving.knative.dev.a.yaml",
    ],
    ["spells out what a disk may not hold", file("v1", "Role", "system:a"), "shop/role.system%3Aa.yaml"],
    ["spells out what is no letter at all", file("v1", "ConfigMap", "🚀/é"), "shop/configmap.%1F680%2F%E9.yaml"],
  ])("%s", (_, found, expected) => {
    expect(found).toBe(expected);
  });

  it("never leaves its folder, whatever it is called", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (app, name) => {
        const found = fileOf(app, { apiVersion: "v1", kind: "ConfigMap", metadata: { name } }, undefined);
        expect(found).toMatch(/^(?!\.+\/)[A-Za-z0-9._%-]*\/configmap\.[A-Za-z0-9._%-]*\.yaml$/);
      }),
    );
  });
});

describe("the files of a program", () => {
  const declare = (
    objects: readonly (readonly [apiVersion: string, kind: string, name: string, namespace?: string])[],
  ) => {
    const app = new GantryApp({ environment: environment() });
    const chart = new Chart(app, "shop", { namespace: "shop" });
    objects.forEach(([apiVersion, kind, name, namespace], index) => {
      new ApiObject(chart, `O${index}`, { apiVersion, kind, metadata: { name, ...(namespace && { namespace }) } });
    });
    const { objects: rendered, problems } = app.render();
    return { files: rendered.map((one) => one.file), codes: problems.map(({ code }) => code) };
  };

  it("are different for two namespaces and for two groups", () => {
    const { files, codes } = declare([
      ["example.test/v1", "Service", "a"],
      ["v1", "ConfigMap", "a"],
      ["v1", "ConfigMap", "a", "pay"],
    ]);
    expect([new Set(files).size, codes]).toEqual([3, []]);
  });

  it("are a problem when two groups have one kind that Kubernetes does not know", () => {
    const found = declare([
      ["one.example.test/v1", "Gadget", "a"],
      ["two.example.test/v1", "Gadget", "a"],
    ]);
    expect(found.codes).toEqual(["duplicate-file"]);
  });

  it("are a problem when only letter case tells them apart", () => {
    const found = declare([
      ["rbac.authorization.k8s.io/v1", "Role", "Reader"],
      ["rbac.authorization.k8s.io/v1", "Role", "reader"],
    ]);
    expect(found.codes).toEqual(["duplicate-file"]);
  });

  it("do not change when something is declared before them", () => {
    const one = ["v1", "ConfigMap", "a"] as const;
    expect(declare([["v1", "ConfigMap", "b"], one]).files).toContain(declare([one]).files[0]);
  });
});
