import { describe, expect, it } from "@jest/globals";
import type { ClusterFeature, KubernetesVersion, SecurityOptions } from "../../../app";
import { GoService, UserNamespace } from "../../../app";
import { IMAGE, complaintsOf, environment, only, render } from "../../support/program";

interface Cluster {
  readonly kubernetes?: KubernetesVersion;
  readonly installed?: readonly ClusterFeature[];
}

function template(security: SecurityOptions = {}, cluster: Cluster = {}) {
  const sidecars = { proxy: { image: IMAGE } };
  const declare = { image: IMAGE, security, sidecars, init: { first: { image: IMAGE } } };
  const rendered = render((chart) => new GoService(chart, "A", declare), environment(cluster));
  return only(rendered, "Deployment").spec.template;
}

const complaints = (security: SecurityOptions, cluster: Cluster = {}) =>
  complaintsOf((chart) => new GoService(chart, "A", { image: IMAGE, security }), environment(cluster));

describe("a pod", () => {
  it("satisfies the Pod Security level restricted as somebody who is not root", () => {
    expect(template().spec.securityContext).toEqual({
      fsGroup: 65532,
      fsGroupChangePolicy: "OnRootMismatch",
      runAsGroup: 65532,
      runAsNonRoot: true,
      runAsUser: 65532,
      seccompProfile: { type: "RuntimeDefault" },
    });
  });

  it("runs as another user where one is named", () => {
    const { runAsUser, runAsGroup, fsGroup } = template({ user: 1000 }).spec.securityContext!;
    expect([runAsUser, runAsGroup, fsGroup]).toEqual([1000, 1000, 1000]);
  });

  it("names a seccomp profile of the node", () => {
    expect(template({ seccomp: "profiles/shop.json" }).spec.securityContext!.seccompProfile).toEqual({
      localhostProfile: "profiles/shop.json",
      type: "Localhost",
    });
  });

  it("is confined by the runtime's AppArmor profile where the nodes have AppArmor", () => {
    const { securityContext } = template({}, { installed: ["apparmor"] }).spec;
    expect(securityContext!.appArmorProfile).toEqual({ type: "RuntimeDefault" });
  });

  it("names an AppArmor profile that is loaded on the nodes", () => {
    const { securityContext } = template({ appArmor: "shop" }, { installed: ["apparmor"] }).spec;
    expect(securityContext!.appArmorProfile).toEqual({ localhostProfile: "shop", type: "Localhost" });
  });

  it("has ids of its own where the cluster can do that", () => {
    expect(template({}, { installed: ["user-namespaces"] }).spec.hostUsers).toBe(false);
  });

  it("shares ids with the node where the cluster cannot help it", () => {
    expect(template().spec).not.toHaveProperty("hostUsers");
  });

  it("may share ids with the node for a reason that is kept", () => {
    const userNamespace = UserNamespace.off("a volume without id mapping");
    const { metadata, spec } = template({ userNamespace }, { installed: ["user-namespaces"] });
    expect(spec).not.toHaveProperty("hostUsers");
    expect(metadata!.annotations!["gantry.dev/opt-out.user-namespace"]).toBe("a volume without id mapping");
  });

  it("gets no token for the Kubernetes API", () => {
    expect(template().spec.automountServiceAccountToken).toBe(false);
  });
});

describe("every container of a pod", () => {
  const contexts = (security: SecurityOptions = {}) => {
    const { containers, initContainers } = template(security).spec;
    return [...containers, ...initContainers!].map(({ securityContext }) => securityContext);
  };
  const confined = { allowPrivilegeEscalation: false, privileged: false, readOnlyRootFilesystem: true };

  it("drops all capabilities and cannot write to its root", () => {
    const expected = { ...confined, capabilities: { drop: ["ALL"] } };
    expect(contexts()).toEqual([expected, expected, expected]);
  });

  it("may open low ports where somebody asks for that, and nothing else", () => {
    const expected = { ...confined, capabilities: { add: ["NET_BIND_SERVICE"], drop: ["ALL"] } };
    expect(contexts({ bindLowPorts: true })).toEqual([expected, expected, expected]);
  });
});

describe("security", () => {
  it.each([
    ["root", { user: 0 }, "out-of-range security.user"],
    ["a seccomp profile that leaves its folder", { seccomp: "../x" }, "profile-path security.seccomp"],
    ["an AppArmor profile that leaves its folder", { appArmor: "../x" }, "profile-path security.appArmor"],
    ["an AppArmor profile on nodes without AppArmor", { appArmor: "shop" }, "no-apparmor security.appArmor"],
  ])("is refused with %s", (_, security, expected) => {
    expect(complaints(security)).toEqual([expected]);
  });

  it("refuses user namespaces on a cluster that is too old for them", () => {
    const found = complaints({}, { kubernetes: "1.32", installed: ["user-namespaces"] });
    expect(found).toEqual(["kubernetes-too-old spec.template.spec.hostUsers"]);
  });
});
