import { describe, expect, it } from "@jest/globals";
import type { Twin } from "./mutate";
import { changed, problemsOf } from "./mutate";
import { problemsWith } from "./problems-with";

const HOST = "storefront.example.test";
const RULE = "spec.rules[0]";
const PATH = `${RULE}.http.paths[0]`;

const twins = (...add: readonly Twin[]) => problemsWith("duplicate-route", { add });
const ingress = (set: Twin["set"] = {}, name = "zz"): Twin => ({ of: "Ingress", name, set });
const route = (set: Twin["set"] = {}, name = "zz"): Twin => ({ of: "HTTPRoute", name, set });

function twinOf(kind: string, field: string, words: string) {
  return {
    path: `prod/shop/zz/${kind}`,
    field,
    code: "duplicate-route",
    got: `${words}, which prod/shop/storefront/${kind} has too`,
    allowed: "one route to a host and path: of two, one never gets a request",
    fix: `give one of prod/shop/storefront/${kind} and prod/shop/zz/${kind} another host or path`,
    source: "stacks/shop.ts:7",
  };
}

describe("two Ingresses with one host and path", () => {
  it("are told at the later one by path", () => {
    expect(twins(ingress())).toEqual([twinOf("Ingress", `${PATH}.path`, `"${HOST}" and "/"`)]);
  });

  it("are told at the later one, though it comes first in the program", () => {
    const earlier = { ...ingress(), path: "prod/shop/aa" };
    expect(twins(earlier)).toMatchObject([
      {
        path: "prod/shop/storefront/Ingress",
        got: `"${HOST}" and "/", which prod/shop/aa has too`,
        fix: "give one of prod/shop/aa and prod/shop/storefront/Ingress another host or path",
      },
    ]);
  });

  it("are told at each one but the first", () => {
    const found = twins(ingress(), ingress({}, "yy"), ingress({}, "xx"));
    expect(found.map(({ path }) => path)).toEqual(["xx", "yy", "zz"].map((name) => `prod/shop/${name}/Ingress`));
    expect(new Set(found.map(({ got }) => got))).toEqual(
      new Set([`"${HOST}" and "/", which prod/shop/storefront/Ingress has too`]),
    );
  });

  it("are told with the place of the rule and the path", () => {
    const backend = { service: { name: "storefront", port: { number: 80 } } };
    const paths = ["/a", "/"].map((path) => ({ path, pathType: "Prefix", backend }));
    const set = { "spec.rules": [{ host: "other.example.test" }, { host: HOST, http: { paths } }] };
    expect(twins(ingress(set))).toEqual([twinOf("Ingress", "spec.rules[1].http.paths[1].path", `"${HOST}" and "/"`)]);
  });

  it("are told when they are in two namespaces", () => {
    expect(twins(ingress({ "metadata.namespace": "pay" }))).toHaveLength(1);
  });

  it("are told when neither names a host", () => {
    const hostless = { [`${RULE}.host`]: undefined };
    const found = twins(
      ingress({ ...hostless, [`${PATH}.path`]: "/x" }),
      ingress({ ...hostless, [`${PATH}.path`]: "/x" }, "yy"),
    );
    expect(found).toMatchObject([
      { path: "prod/shop/zz/Ingress", got: '"" and "/x", which prod/shop/yy/Ingress has too' },
    ]);
  });

  it("are told when one names the class of both in the annotation of old", () => {
    const annotation = { 'metadata.annotations["kubernetes.io/ingress.class"]': "public" };
    expect(twins(ingress({ "spec.ingressClassName": "public" }), ingress(annotation, "yy"))).toMatchObject([
      { path: "prod/shop/zz/Ingress", fix: expect.stringContaining("prod/shop/yy/Ingress") },
    ]);
  });

  it.each<[what: string, set: Twin["set"]]>([
    ["another class", { "spec.ingressClassName": "internal" }],
    ["another class in the annotation of old", { 'metadata.annotations["kubernetes.io/ingress.class"]': "internal" }],
    ["another host", { [`${RULE}.host`]: "other.example.test" }],
    ["another path", { [`${PATH}.path`]: "/orders" }],
    ["another type of path, of which the exact one goes first", { [`${PATH}.pathType`]: "Exact" }],
  ])("aren't meant by %s", (_what, set) => {
    expect(twins(ingress(set))).toEqual([]);
  });

  it("are two when the class in the spec differs, whatever the annotation says", () => {
    const annotation = { 'metadata.annotations["kubernetes.io/ingress.class"]': "public" };
    const [one, other] = ["a", "b"].map((name) => ({ ...annotation, "spec.ingressClassName": name }));
    expect(twins(ingress(one, "yy"), ingress(other))).toEqual([]);
  });
});

describe("two routes with one host and match", () => {
  it("are told at the later one when they take every request", () => {
    expect(twins(route())).toEqual([twinOf("HTTPRoute", "spec.rules[0]", `"${HOST}" and {}`)]);
  });

  it("are told with the place of the match", () => {
    const [a, b] = ["/a", "/b"].map((value) => ({ path: { type: "PathPrefix", value } }));
    const found = twins(
      route({ "spec.rules": [{ matches: [b] }] }, "yy"),
      route({ "spec.rules": [{ matches: [], backendRefs: [] }, { matches: [a, b] }], "spec.hostnames": [HOST] }),
    );
    expect(found.find(({ field }) => field === "spec.rules[1].matches[1]")).toMatchObject({
      path: "prod/shop/zz/HTTPRoute",
      got: `"${HOST}" and {"path":{"type":"PathPrefix","value":"/b"}}, which prod/shop/yy/HTTPRoute has too`,
    });
    expect(found).toHaveLength(2);
  });

  it("are told when neither names a host", () => {
    const found = twins(route({ "spec.hostnames": undefined }), route({ "spec.hostnames": undefined }, "yy"));
    expect(found).toMatchObject([{ got: '"" and {}, which prod/shop/yy/HTTPRoute has too' }]);
  });

  it("are told for each host that they share", () => {
    const hosts = ["a.example.test", HOST, "b.example.test"];
    const found = twins(route({ "spec.hostnames": hosts }), route({ "spec.hostnames": hosts.slice(1) }, "yy"));
    expect(found.map(({ path, got }) => `${path}: ${got}`)).toEqual([
      `prod/shop/yy/HTTPRoute: "${HOST}" and {}, which prod/shop/storefront/HTTPRoute has too`,
      `prod/shop/zz/HTTPRoute: "${HOST}" and {}, which prod/shop/storefront/HTTPRoute has too`,
      'prod/shop/zz/HTTPRoute: "b.example.test" and {}, which prod/shop/yy/HTTPRoute has too',
    ]);
  });

  it("are told by their rules, in order, when one route has both", () => {
    const found = twins(route({ "spec.hostnames": ["x.example.test"], "spec.rules": [{}, {}] }));
    expect(found).toMatchObject([
      {
        path: "prod/shop/zz/HTTPRoute",
        field: "spec.rules[1]",
        got: '"x.example.test" and {}, which spec.rules[0] has too',
        fix: "give one of spec.rules[0] and spec.rules[1] another host or path",
      },
    ]);
  });

  it("are told of gRPC too", () => {
    const set = { kind: "GRPCRoute" };
    const rpc = (name: string) => ({ ...route(set, name), path: `prod/shop/${name}/GRPCRoute` });
    expect(twins(rpc("yy"), rpc("zz"))).toMatchObject([
      {
        path: "prod/shop/zz/GRPCRoute",
        field: "spec.rules[0]",
        got: expect.stringContaining("prod/shop/yy/GRPCRoute"),
      },
    ]);
  });

  it("are told when one leaves the Gateway's namespace out because it is its own", () => {
    const [own, said] = [{ name: "public" }, { name: "public", namespace: "shop" }].map((parent) => [parent]);
    const found = twins(route({ "spec.parentRefs": own }), route({ "spec.parentRefs": said }, "yy"));
    expect(found).toMatchObject([{ path: "prod/shop/zz/HTTPRoute" }]);
  });

  it.each<[what: string, set: Twin["set"]]>([
    ["another host", { "spec.hostnames": ["other.example.test"] }],
    ["every host", { "spec.hostnames": [] }],
    ["a match", { [`${RULE}.matches`]: [{ path: { type: "Exact", value: "/" } }] }],
    ["another Gateway", { "spec.parentRefs[0].name": "internal" }],
    ["a Gateway of another namespace", { "spec.parentRefs[0].namespace": "shop" }],
    ["another listener", { "spec.parentRefs[0].sectionName": "https" }],
    ["another port of the Gateway", { "spec.parentRefs[0].port": 8443 }],
    ["gRPC", { kind: "GRPCRoute" }],
  ])("aren't meant by %s", (_what, set) => {
    expect(twins(route(set))).toEqual([]);
  });
});

describe("a certificate of an Ingress", () => {
  const stray = (set: Twin["set"]) => problemsWith("tls-host-without-rule", { in: "Ingress", set: { ...set } });

  it("is refused for a host that no rule has", () => {
    const tls = [{ hosts: [HOST] }, { hosts: [HOST, "shop.example.test"] }];
    const found = stray({ "spec.tls": tls, "spec.rules[1].host": "*.api.example.test" });
    expect(found).toEqual([
      {
        path: "prod/shop/storefront/Ingress",
        field: "spec.tls[1].hosts[1]",
        code: "tls-host-without-rule",
        got: '"shop.example.test"',
        allowed: `a host of a rule: ${HOST}, *.api.example.test; others are answered with another certificate`,
        fix: "add the host to spec.rules, or remove it here",
        source: "stacks/shop.ts:7",
      },
    ]);
  });

  it.each([
    ["one that ends like the wildcard of a rule, two levels down", "*.example.test", "a.b.example.test"],
    ["the domain of a wildcard itself", "*.example.test", "example.test"],
    ["a wildcard of another domain", "shop.example.test", "*.example.net"],
    ["a wildcard for the level below", "shop.example.test", "*.shop.example.test"],
    ["a sibling", "a.example.test", "b.example.test"],
  ])("is refused for %s", (_what, host, certified) => {
    expect(stray({ "spec.tls": [{ hosts: [certified] }], "spec.rules[0].host": host })).toMatchObject([
      { field: "spec.tls[0].hosts[0]", got: JSON.stringify(certified) },
    ]);
  });

  it.each([
    ["the host of a rule", HOST, HOST],
    ["the wildcard of a rule", "*.example.test", "*.example.test"],
    ["a host under the wildcard of a rule", "*.example.test", "shop.example.test"],
    ["a wildcard over the host of a rule", "shop.example.test", "*.example.test"],
    ["any host where a rule has none", undefined, "shop.example.test"],
    ["any host where a rule has an empty one", "", "shop.example.test"],
  ])("is taken for %s", (_what, host, certified) => {
    const rules = { "spec.rules[0].host": host, "spec.rules[1].host": "last.example.test" };
    const set = { "spec.tls": [{ hosts: [certified] }], ...rules };
    expect(problemsOf(changed({ title: "", in: "Ingress", set }))).toEqual([]);
  });

  it("is taken for any host where there is no rule", () => {
    expect(stray({ "spec.tls": [{ hosts: ["a.example.test"] }], "spec.rules": undefined })).toEqual([]);
  });

  it("isn't asked for a host that is no text", () => {
    expect(stray({ "spec.tls": [{ hosts: [7] }] })).toEqual([]);
  });
});
