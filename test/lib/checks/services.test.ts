import { describe, expect, it } from "@jest/globals";
import type { Change, Twin } from "./mutate";
import { changed, problemsOf } from "./mutate";
import { problemsWith } from "./problems-with";

const SERVICE = { path: "prod/shop/storefront/Service", source: "stacks/shop.ts:7" };
const INSTANCE = "app.kubernetes.io/instance";
const POD = "spec.template.spec";
const service = (code: string, set: Twin["set"]) => problemsWith(code, { in: "Service", set: { ...set } });

describe("the pods behind a Service", () => {
  const way = "where an operator makes the pods, annotate it with gantry.dev/opt-out.dangling-service and the reason";
  const dangling = {
    ...SERVICE,
    field: "spec.selector",
    code: "dangling-service",
    allowed: 'labels that the pods of a workload in namespace "shop" carry: without pods nobody answers',
  };

  it("are missing when none has the label", () => {
    expect(service("dangling-service", { "spec.selector": { tier: "web" } })).toEqual([
      {
        ...dangling,
        got: "tier=web",
        fix:
          `no pod in namespace "shop" carries tier=web: there are: ${INSTANCE}=storefront, ` +
          `${INSTANCE}=storefront-nightly, ${INSTANCE}=storefront-store, app.kubernetes.io/version=1.4.2; ${way}`,
      },
    ]);
  });

  it("are missing for the first label that none has", () => {
    const selector = { [INSTANCE]: "storefront", tier: "web", zone: "a" };
    expect(service("dangling-service", { "spec.selector": selector })).toMatchObject([
      { got: `${INSTANCE}=storefront,tier=web,zone=a`, fix: expect.stringContaining("carries tier=web: ") },
    ]);
  });

  it("are missing when none has all labels at once", () => {
    const selector = { [INSTANCE]: "storefront-store", "app.kubernetes.io/version": "1.4.2" };
    const text = `${INSTANCE}=storefront-store,app.kubernetes.io/version=1.4.2`;
    expect(service("dangling-service", { "spec.selector": selector })).toMatchObject([
      { ...dangling, got: text, fix: `no pod carries all of ${text} at once: leave one out; ${way}` },
    ]);
  });

  it("are missing when the Service names no label", () => {
    expect(service("service-without-selector", { "spec.selector": undefined })).toEqual([
      {
        ...SERVICE,
        field: "spec.selector",
        code: "service-without-selector",
        got: "no label",
        allowed: "labels of the pods that answer: without them the Service has no endpoints",
        fix: "set spec.selector, or annotate it with gantry.dev/selectorless and the reason why somebody else makes the endpoints",
      },
    ]);
  });
});

describe("the target of a Service's port", () => {
  const unknown = (change: Omit<Change, "title">) => problemsWith("unknown-target-port", change);
  const port = (set: object) => unknown({ in: "Service", set: { "spec.ports": [{ name: "http", port: 80, ...set }] } });

  it("is refused when no container declares it", () => {
    expect(port({ targetPort: "htp" })).toEqual([
      {
        ...SERVICE,
        field: "spec.ports[0].targetPort",
        code: "unknown-target-port",
        got: '"htp" (TCP)',
        allowed:
          "a port that a container of the selected pods declares, by name or number: anything else is a black hole",
        fix: 'set targetPort to a declared port: did you mean "http"? there are: http, metrics',
      },
    ]);
  });

  it.each<[what: string, set: object, field: string, got: string]>([
    ["no target", {}, "port", "80 (TCP)"],
    ["a target 0, which means the port", { targetPort: 0 }, "targetPort", "80 (TCP)"],
    ["a number that no container has", { targetPort: 8081 }, "targetPort", "8081 (TCP)"],
  ])("is refused with %s", (_what, set, field, got) => {
    expect(port(set)).toMatchObject([{ field: `spec.ports[0].${field}`, got }]);
  });

  it("is refused with another protocol, for which there is no port", () => {
    expect(port({ targetPort: "http", protocol: "UDP" })).toMatchObject([
      { got: '"http" (UDP)', fix: "set targetPort to a declared port: there is none" },
    ]);
  });

  it("is refused with those of its protocol to choose from", () => {
    const ports = [
      { name: "http", containerPort: 8080, protocol: "TCP" },
      { name: "quic", containerPort: 8080, protocol: "UDP" },
    ];
    const set = { [`${POD}.containers[0].ports`]: ports };
    const add = [
      {
        of: "Service",
        name: "quic",
        path: "prod/quic",
        set: { "spec.ports": [{ port: 1, targetPort: "x", protocol: "UDP" }] },
      },
    ];
    expect(unknown({ in: "Deployment", set, add })).toMatchObject([
      { path: "prod/quic", fix: "set targetPort to a declared port: there is: quic" },
    ]);
  });

  it("is refused with numbers to choose from where no port has a name", () => {
    const set = { [`${POD}.containers[0].ports`]: [{ containerPort: 8080 }, { containerPort: 9090 }] };
    expect(unknown({ in: "Deployment", set })).toMatchObject([
      { fix: "set targetPort to a declared port: there are: 8080, 9090" },
    ]);
  });

  it("is refused with names alone to choose from where some ports have one", () => {
    const set = { [`${POD}.containers[0].ports`]: [{ name: "web", containerPort: 8080 }, { containerPort: 9090 }] };
    expect(unknown({ in: "Deployment", set })).toMatchObject([
      { fix: "set targetPort to a declared port: there is: web" },
    ]);
  });

  it("is refused on a container that ends before the others start", () => {
    const migrate = { name: "migrate", image: "migrate:v1", ports: [{ name: "done", containerPort: 7777 }] };
    const add = [
      { of: "Service", name: "zz", path: "prod/zz", set: { "spec.ports": [{ port: 7777, targetPort: "done" }] } },
    ];
    const found = unknown({ in: "Deployment", set: { [`${POD}.initContainers`]: [migrate] }, add });
    expect(found).toMatchObject([
      { path: "prod/zz", fix: "set targetPort to a declared port: there are: http, metrics" },
    ]);
  });

  it("may be on a container that is started first and stays", () => {
    const proxy = { name: "proxy", image: "proxy:v1", restartPolicy: "Always", ports: [{ containerPort: 7777 }] };
    const add = [{ of: "Service", name: "zz", set: { "spec.ports": [{ port: 7777 }] } }];
    expect(unknown({ in: "Deployment", set: { [`${POD}.initContainers`]: [proxy] }, add })).toEqual([]);
  });

  it("may be on one of several workloads", () => {
    const labels = { tier: "both" };
    const set = { "spec.template.metadata.labels.tier": "both" };
    const store = { of: "StatefulSet", name: "other", set: { ...set, "spec.selector.matchLabels": labels } };
    const both = {
      of: "Service",
      name: "zz",
      set: { "spec.selector": labels, "spec.ports": [{ port: 80, targetPort: "http" }] },
    };
    expect(unknown({ in: "Deployment", set, add: [store, both] })).toEqual([]);
  });

  it("isn't asked of a Service for a name outside of the cluster", () => {
    const set = { spec: { type: "ExternalName", externalName: "db.example.test", ports: [{ port: 1 }] } };
    expect(problemsOf(changed({ title: "", in: "Service storefront-store", set }))).toEqual([]);
  });
});
