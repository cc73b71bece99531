import { describe, expect, it } from "@jest/globals";
import type { Declared } from "../../../lib/rendered";
import { checkProgram } from "../../../lib/checks";
import type { Twin } from "./mutate";
import { changed } from "./mutate";
import { problemsWith } from "./problems-with";
import { DECLARED } from "./sample";

describe("the Service of a StatefulSet", () => {
  const governing = (set: Twin["set"]) => problemsWith("unknown-reference", { in: "StatefulSet", set: { ...set } });

  it("is refused when it isn't there", () => {
    expect(governing({ "spec.serviceName": "stor" })).toEqual([
      {
        path: "prod/shop/storefront-store/StatefulSet",
        field: "spec.serviceName",
        code: "unknown-reference",
        got: 'Service "stor"',
        allowed: 'a Service in namespace "shop": it gives the pods their DNS names',
        fix: "correct the name, or create a headless Service: there are: storefront, storefront-store",
        source: "stacks/shop.ts:7",
      },
    ]);
  });

  it.each([undefined, ""])("may be left out: %j", (serviceName) => {
    expect(governing({ "spec.serviceName": serviceName })).toEqual([]);
  });

  it("may be one that was declared", () => {
    const objects = changed({ title: "", in: "StatefulSet", set: { "spec.serviceName": "legacy" } });
    const declared: Declared = { kind: "Service", namespace: "shop", name: "legacy" };
    expect(checkProgram({ objects, declared: [...DECLARED, declared] })).toEqual([]);
  });

  it("is nothing that other workloads have", () => {
    const set = { "spec.serviceName": "gone" };
    expect(problemsWith("unknown-reference", { in: "Deployment", set })).toEqual([]);
  });
});

describe("an account of a pod", () => {
  it("is refused with those that there are", () => {
    const add = [
      { of: "ServiceAccount", name: "cart" },
      { of: "ServiceAccount", name: "other", set: { "metadata.namespace": "pay" } },
    ];
    const set = { "spec.template.spec.serviceAccountName": "storefrnt" };
    expect(problemsWith("unknown-reference", { in: "Deployment", set, add })).toEqual([
      {
        path: "prod/shop/storefront/Deployment",
        field: "spec.template.spec.serviceAccountName",
        code: "unknown-reference",
        got: 'ServiceAccount "storefrnt"',
        allowed: 'a ServiceAccount in namespace "shop", of the program or declared to exist: without it no pod starts',
        fix: 'correct the name, create it, or declare that it exists: did you mean "storefront"? there are: cart, storefront',
        source: "stacks/shop.ts:7",
      },
    ]);
  });
});
