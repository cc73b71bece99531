import { describe, expect, it } from "@jest/globals";
import type { AccountOptions } from "../../../app";
import { GoService } from "../../../app";
import { IMAGE, all, complaintsOf, only, render } from "../../support/program";

const service = (account: AccountOptions = {}) =>
  render((chart) => new GoService(chart, "A", { image: IMAGE, account }));

describe("the account of a program", () => {
  it("is its own, and opens nothing", () => {
    const rendered = service();
    expect(only(rendered, "ServiceAccount")).toMatchObject({
      metadata: { name: "a", namespace: "shop" },
      automountServiceAccountToken: false,
    });
    expect(only(rendered, "Deployment").spec.template.spec).toMatchObject({
      serviceAccountName: "a",
      automountServiceAccountToken: false,
    });
    expect([...all(rendered, "Role"), ...all(rendered, "RoleBinding")]).toEqual([]);
  });

  it("may read what it was given, and then its pods get a token", () => {
    const permissions = [{ resources: ["configmaps"], verbs: ["get"], names: ["leader"] }];
    const rendered = service({ permissions });
    expect(only(rendered, "Role").rules).toEqual([
      { apiGroups: [""], resourceNames: ["leader"], resources: ["configmaps"], verbs: ["get"] },
    ]);
    expect(only(rendered, "RoleBinding")).toMatchObject({
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "a" },
      subjects: [{ kind: "ServiceAccount", name: "a" }],
    });
    expect(only(rendered, "Deployment").spec.template.spec.automountServiceAccountToken).toBe(true);
  });

  it("lets nodes pull the images of private registries, of all its containers", () => {
    const image = IMAGE.pulledWith("registry");
    const rendered = render(
      (chart) =>
        new GoService(chart, "A", {
          image,
          init: { first: { image } },
          sidecars: { beside: { image: IMAGE.pulledWith("another") } },
        }),
    );
    expect(only(rendered, "ServiceAccount").imagePullSecrets).toEqual([{ name: "another" }, { name: "registry" }]);
    expect(rendered.declared).toContainEqual({ kind: "Secret", namespace: "shop", name: "registry" });
    expect(only(service(), "ServiceAccount")).not.toHaveProperty("imagePullSecrets");
  });

  it("carries the annotations by which a cloud trusts it", () => {
    const annotations = { "iam.example.test/role": "shop" };
    expect(only(service({ annotations }), "ServiceAccount").metadata.annotations).toEqual(annotations);
  });

  it.each([
    ["every verb", { resources: ["configmaps"], verbs: ["*"] }, "verbs[0]"],
    ["every resource", { resources: ["*"], verbs: ["get"] }, "resources[0]"],
  ])("is refused with %s", (_, permission, field) => {
    const account = { permissions: [permission] };
    expect(complaintsOf((chart) => new GoService(chart, "A", { image: IMAGE, account }))).toEqual([
      `wildcard-role account.permissions[0].${field}`,
    ]);
  });

  it.each(["apiGroups", "resources", "verbs"])("is refused with an empty list of %s", (field) => {
    const account = { permissions: [{ resources: ["configmaps"], verbs: ["get"], [field]: [] }] };
    expect(complaintsOf((chart) => new GoService(chart, "A", { image: IMAGE, account }))).toEqual([
      `too-few account.permissions[0].${field}`,
    ]);
  });
});
