import { describe, expect, it } from "@jest/globals";
import type { Declared } from "../../../lib/rendered";
import { checkProgram } from "../../../lib/checks";
import type { Change, Twin } from "./mutate";
import { changed, problemsOf } from "./mutate";
import { DECLARED } from "./sample";

const SOURCE = "stacks/shop.ts:7";
const INGRESS = "prod/shop/storefront/Ingress";
const ROUTE = "prod/shop/storefront/HTTPRoute";
const PATH = "spec.rules[0].http.paths[0]";

function routing(change: Omit<Change, "title">) {
  const codes = ["unknown-backend", "unknown-backend-port", "unknown-gateway"];
  return problemsOf(changed({ title: "", ...change })).filter(({ code }) => codes.includes(code));
}
const ingress = (set: Twin["set"]) => routing({ in: "Ingress", set: { ...set } });
const route = (set: Twin["set"], add: readonly Twin[] = []) => routing({ in: "HTTPRoute", set: { ...set }, add });

describe("the Service behind an Ingress", () => {
  it("is refused when it isn't there", () => {
    expect(ingress({ [`${PATH}.backend.service.name`]: "storefrnt" })).toEqual([
      {
        path: INGRESS,
        field: `${PATH}.backend.service.name`,
        code: "unknown-backend",
        got: 'Service "storefrnt"',
        allowed: 'a Service in namespace "shop", of the program or declared to exist: others answer with an error',
        fix:
          "correct the name, create it, or declare that it exists: " +
          'did you mean "storefront"? there are: storefront, storefront-store',
        source: SOURCE,
      },
    ]);
  });

  it("is refused at its rule and path, and before them where it is for all that no rule has", () => {
    const gone = { service: { name: "gone", port: { number: 80 } } };
    const paths = [
      { path: "/a", pathType: "Prefix" },
      { path: "/b", pathType: "Prefix", backend: gone },
    ];
    const found = ingress({ "spec.rules[1].http.paths": paths, "spec.defaultBackend": gone });
    expect(found.map(({ field }) => field)).toEqual([
      "spec.defaultBackend.service.name",
      "spec.rules[1].http.paths[1].backend.service.name",
    ]);
  });

  it("is refused without a name", () => {
    expect(ingress({ [`${PATH}.backend.service.name`]: undefined })).toMatchObject([{ got: 'Service ""' }]);
  });

  it("isn't asked for where something else answers", () => {
    const backend = { resource: { apiGroup: "example.test", kind: "Bucket", name: "pictures" } };
    expect(ingress({ [`${PATH}.backend`]: backend })).toEqual([]);
  });

  it("may be one that was declared, whatever its ports", () => {
    const objects = changed({ title: "", in: "Ingress", set: { [`${PATH}.backend.service.name`]: "legacy" } });
    const declared: Declared = { kind: "Service", namespace: "shop", name: "legacy" };
    expect(checkProgram({ objects, declared: [...DECLARED, declared] })).toEqual([]);
  });

  it.each<[port: unknown, got: string, there: string]>([
    [{ number: 8080 }, "8080", 'did you mean "80"? there is: 80'],
    [{ name: "htp" }, '"htp"', 'did you mean "http"? there is: http'],
    [{ name: "80" }, '"80"', "there is: http"],
    [{ name: "htp", number: 80 }, '"htp"', 'did you mean "http"? there is: http'],
    [undefined, "nothing", "there is: 80"],
  ])("is refused with a port that it lacks: %j", (port, got, there) => {
    expect(ingress({ [`${PATH}.backend.service.port`]: port })).toEqual([
      {
        path: INGRESS,
        field: `${PATH}.backend.service.port`,
        code: "unknown-backend-port",
        got,
        allowed: "a port of prod/shop/storefront/Service",
        fix: `choose one of its ports: ${there}`,
        source: SOURCE,
      },
    ]);
  });

  it.each([{ number: 80 }, { number: 81 }, { name: "http" }, { name: "metrics" }])(
    "may be asked at its port %j",
    (port) => {
      const ports = [
        { name: "http", port: 80, targetPort: "http" },
        { name: "metrics", port: 81, targetPort: "metrics" },
      ];
      const objects = changed({ title: "", in: "Ingress", set: { [`${PATH}.backend.service.port`]: port } });
      const service = objects.find(({ path }) => path === "prod/shop/storefront/Service")!;
      Object.assign(service.manifest, { spec: { ...(service.manifest["spec"] as object), ports } });
      expect(problemsOf(objects)).toEqual([]);
    },
  );

  it("is refused with no port where none of its ports has a name", () => {
    const objects = changed({ title: "", in: "Ingress", set: { [`${PATH}.backend.service.port`]: {} } });
    const service = objects.find(({ path }) => path === "prod/shop/storefront/Service")!;
    const ports = [{ port: 80, targetPort: "http" }];
    Object.assign(service.manifest, { spec: { ...(service.manifest["spec"] as object), ports } });
    expect(problemsOf(objects)).toMatchObject([{ path: INGRESS, code: "unknown-backend-port", got: "nothing" }]);
  });
});

describe("the Service behind a route", () => {
  const reference = (set: object) => ({ "spec.rules[1].backendRefs": [{ name: "storefront", port: 80 }, set] });
  const place = "spec.rules[1].backendRefs[1]";

  it.each(["HTTPRoute", "GRPCRoute"])("is refused when it isn't there: %s", (kind) => {
    const twin = {
      of: "HTTPRoute",
      name: "zz",
      path: "prod/zz",
      set: { kind, ...reference({ name: "gone", port: 80 }) },
    };
    expect(routing({ add: [twin] })).toMatchObject([
      { path: "prod/zz", field: `${place}.name`, code: "unknown-backend", got: 'Service "gone"' },
    ]);
  });

  it.each<[what: string, set: object, got: string]>([
    ["no name", { port: 80 }, 'Service ""'],
    ["another namespace", { name: "storefront", namespace: "pay", port: 80 }, 'Service "storefront"'],
  ])("is refused with %s", (_what, set, got) => {
    expect(route(reference(set))).toMatchObject([{ field: `${place}.name`, code: "unknown-backend", got }]);
  });

  it("is refused with a port that it lacks", () => {
    expect(route(reference({ name: "storefront", port: 8080 }))).toMatchObject([
      { path: ROUTE, field: `${place}.port`, code: "unknown-backend-port", got: "8080" },
    ]);
  });

  it("may be one of another namespace", () => {
    const service = { of: "Service", name: "storefront", path: "prod/pay", set: { "metadata.namespace": "pay" } };
    expect(route(reference({ name: "storefront", namespace: "pay", port: 80 }), [service])).toEqual([]);
  });

  it.each<[what: string, set: object]>([
    ["another kind", { kind: "Bucket", name: "gone" }],
    ["another group", { group: "example.test", kind: "Service", name: "gone" }],
    ["another group and kind", { group: "example.test", kind: "Bucket", name: "gone" }],
  ])("isn't asked for where something of %s answers", (_what, set) => {
    const change = { title: "", in: "HTTPRoute", set: { "spec.rules[0].backendRefs[1]": set } };
    expect(problemsOf(changed(change))).toEqual([]);
  });

  it("is asked for where the kind is said", () => {
    expect(route(reference({ group: "", kind: "Service", name: "gone" }))).toHaveLength(1);
  });
});

describe("the Gateway of a route", () => {
  const parent = (set: object) => ({ "spec.parentRefs[1]": set });
  const own = { apiVersion: "gateway.networking.k8s.io/v1", kind: "Gateway", spec: {}, data: undefined };
  const gateway: Twin = { of: "ConfigMap", name: "internal", path: "prod/gateway", set: own };

  it("is refused when nobody declared it", () => {
    expect(route(parent({ name: "internl" }), [gateway])).toEqual([
      {
        path: ROUTE,
        field: "spec.parentRefs[1].name",
        code: "unknown-gateway",
        got: 'Gateway "internl" in namespace "shop"',
        allowed: "a Gateway of the program, or one declared to exist: otherwise the route is never served",
        fix: 'correct the name, or declare that it exists: did you mean "internal"? there is: internal',
        source: SOURCE,
      },
    ]);
  });

  it("may be one of the program", () => {
    expect(route(parent({ name: "internal" }), [gateway])).toEqual([]);
  });

  it.each<[what: string, set: object, got: string]>([
    ["no name", {}, 'Gateway "" in namespace "shop"'],
    ["another namespace", { name: "public", namespace: "pay" }, 'Gateway "public" in namespace "pay"'],
    [
      "its kind",
      { group: "gateway.networking.k8s.io", kind: "Gateway", name: "gone" },
      'Gateway "gone" in namespace "shop"',
    ],
  ])("is refused with %s", (_what, set, got) => {
    expect(route(parent(set))).toMatchObject([{ field: "spec.parentRefs[1].name", got }]);
  });

  it.each<[what: string, set: object]>([
    ["another kind", { kind: "ListenerSet", name: "gone" }],
    ["another group", { group: "example.test", kind: "Gateway", name: "gone" }],
    ["the mesh", { group: "", kind: "Service", name: "storefront" }],
  ])("isn't asked for where %s leads to it", (_what, set) => {
    expect(problemsOf(changed({ title: "", in: "HTTPRoute", set: parent(set) }))).toEqual([]);
  });
});
