import { describe, expect, it } from "@jest/globals";
import type { Declared } from "../../../lib/rendered";
import { checkProgram } from "../../../lib/checks";
import type { Change, Twin } from "./mutate";
import { changed } from "./mutate";
import { problemsWith } from "./problems-with";
import { DECLARED } from "./sample";

const BINDING = "prod/shop/storefront/RoleBinding";
const SOURCE = "stacks/shop.ts:7";
const bound = (change: Omit<Change, "title">) => problemsWith("unknown-reference", change);
const binding = (set: Twin["set"]) => bound({ in: "RoleBinding", set: { ...set } });
const clusterRole = (name: string) => ({ "roleRef.kind": "ClusterRole", "roleRef.name": name });

describe("the role of a binding", () => {
  it("is refused when the namespace has none of its name", () => {
    expect(binding({ "roleRef.name": "storefrnt" })).toEqual([
      {
        path: BINDING,
        field: "roleRef.name",
        code: "unknown-reference",
        got: 'Role "storefrnt"',
        allowed: 'a Role of the program in namespace "shop"',
        fix: 'correct the name, or create it: did you mean "storefront"? there is: storefront',
        source: SOURCE,
      },
    ]);
  });

  it("is refused when the cluster has none of its name", () => {
    const made = { kind: "ClusterRole", "metadata.namespace": undefined };
    const add = [{ of: "Role", name: "metrics-reader", set: made }];
    expect(bound({ in: "RoleBinding", set: clusterRole("metrics-readr"), add })).toEqual([
      {
        path: BINDING,
        field: "roleRef.name",
        code: "unknown-reference",
        got: 'ClusterRole "metrics-readr"',
        allowed: "a ClusterRole of the program, one declared to exist, or one that Kubernetes ships",
        fix: 'correct the name, create it, or declare that it exists: did you mean "metrics-reader"? there is: metrics-reader',
        source: SOURCE,
      },
    ]);
  });

  it.each(["admin", "cluster-admin", "edit", "view", "system:auth-delegator"])(
    "may be the ClusterRole %s, which Kubernetes ships",
    (name) => {
      expect(binding(clusterRole(name))).toEqual([]);
    },
  );

  it.each(["viewer", "my-system:reader", "system", "reader-system:"])("isn't one that Kubernetes ships: %s", (name) => {
    expect(binding(clusterRole(name))).toHaveLength(1);
  });

  it.each(["view", "system:basic-user"])("isn't shipped as a Role: %s", (name) => {
    expect(binding({ "roleRef.name": name })).toMatchObject([{ got: `Role "${name}"` }]);
  });

  it("may be a ClusterRole of the program, which has no namespace", () => {
    const add = [{ of: "Role", name: "metrics-reader", set: { kind: "ClusterRole", "metadata.namespace": "ignored" } }];
    expect(bound({ in: "RoleBinding", set: clusterRole("metrics-reader"), add })).toEqual([]);
  });

  it.each<[what: string, roleRef: unknown, got: string]>([
    ["nothing", undefined, ' ""'],
    ["no name", { kind: "Role" }, 'Role ""'],
    ["no kind", { name: "storefront" }, ' "storefront"'],
  ])("is refused when it says %s", (_what, roleRef, got) => {
    expect(binding({ roleRef })).toMatchObject([{ field: "roleRef.name", got }]);
  });

  it("is looked for in a binding for the whole cluster too", () => {
    const set = { kind: "ClusterRoleBinding", "metadata.namespace": undefined, ...clusterRole("gone") };
    expect(bound({ add: [{ of: "RoleBinding", name: "zz", path: "prod/zz", set }] })).toMatchObject([
      { path: "prod/zz", got: 'ClusterRole "gone"' },
    ]);
  });
});

describe("an account of a binding", () => {
  const account = (set: object) => ({ kind: "ServiceAccount", name: "storefront", ...set });

  it("is refused when its namespace has none of its name", () => {
    const subjects = [account({}), account({ name: "storefrnt", namespace: "shop" })];
    expect(binding({ subjects })).toEqual([
      {
        path: BINDING,
        field: "subjects[1].name",
        code: "unknown-reference",
        got: 'ServiceAccount "storefrnt" in namespace "shop"',
        allowed: "a ServiceAccount of the program, or one declared to exist",
        fix: 'correct the name, create it, or declare that it exists: did you mean "storefront"? there is: storefront',
        source: SOURCE,
      },
    ]);
  });

  it.each<[what: string, subject: object, got: string]>([
    ["no name", { kind: "ServiceAccount" }, 'ServiceAccount "" in namespace "shop"'],
    ["another namespace", account({ namespace: "pay" }), 'ServiceAccount "storefront" in namespace "pay"'],
  ])("is refused when it says %s", (_what, subject, got) => {
    expect(binding({ subjects: [subject] })).toMatchObject([{ field: "subjects[0].name", got }]);
  });

  it("may be the one that every namespace has", () => {
    expect(binding({ subjects: [account({ name: "default", namespace: "pay" })] })).toEqual([]);
  });

  it("may be one that was declared", () => {
    const objects = changed({ title: "", in: "RoleBinding", set: { subjects: [account({ name: "bot" })] } });
    const declared: Declared = { kind: "ServiceAccount", namespace: "shop", name: "bot" };
    expect(checkProgram({ objects, declared: [...DECLARED, declared] })).toEqual([]);
  });
});
