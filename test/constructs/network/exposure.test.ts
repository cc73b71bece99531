import { describe, expect, it } from "@jest/globals";
import type { GoServiceProps } from "../../../app";
import { GoService, Route } from "../../../app";
import { IMAGE, all, complaintsOf, environment, only, render } from "../../support/program";

const GATEWAY = environment({ installed: ["gateway-api"], gateway: { name: "public", namespace: "gateway" } });
const NGINX = { className: "nginx", tlsSecret: "shop-tls", controllerNamespace: "ingress-nginx" };

const service = (props: Partial<GoServiceProps>) =>
  render((chart) => new GoService(chart, "A", { image: IMAGE, ...props }), GATEWAY);
const from = (namespace: string) => ({
  from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } } }],
  ports: [{ port: 8080, protocol: "TCP" }],
});

describe("a host on the environment's Gateway", () => {
  it("is an HTTPRoute to the Service, below every path, through the listener with TLS", () => {
    expect(only(service({ expose: Route.host("shop.example.test") }), "HTTPRoute").spec).toEqual({
      hostnames: ["shop.example.test"],
      parentRefs: [{ name: "public", namespace: "gateway", sectionName: "https" }],
      rules: [{ backendRefs: [{ name: "a", port: 80 }], matches: [{ path: { type: "PathPrefix", value: "/" } }] }],
    });
  });

  it("is a GRPCRoute where the port speaks gRPC", () => {
    const rendered = service({ ports: { grpc: 9000 }, expose: Route.host("shop.example.test") });
    expect(only(rendered, "GRPCRoute").spec).toEqual({
      hostnames: ["shop.example.test"],
      parentRefs: [{ name: "public", namespace: "gateway", sectionName: "https" }],
      rules: [{ backendRefs: [{ name: "a", port: 9000 }] }],
    });
    expect(all(rendered, "HTTPRoute")).toEqual([]);
  });

  it("lets the Gateway's namespace in", () => {
    const rendered = service({ expose: Route.host("shop.example.test") });
    expect(only(rendered, "NetworkPolicy", "a").spec.ingress).toContainEqual(from("gateway"));
  });

  it("takes a path and a port", () => {
    const ports = { http: 8080, admin: 9100 };
    const expose = Route.host("shop.example.test", { path: "/admin", port: "admin" });
    const [rule] = only(service({ ports, expose }), "HTTPRoute").spec.rules!;
    expect(rule).toMatchObject({ backendRefs: [{ port: 9100 }], matches: [{ path: { value: "/admin" } }] });
  });

  it("may be several, each with a name of its own", () => {
    const rendered = service({ expose: [Route.host("a.example.test"), Route.host("b.example.test")] });
    expect(all(rendered, "HTTPRoute").map(({ manifest }) => manifest.metadata.name)).toEqual(["a", "a-1"]);
  });
});

describe("a host on an Ingress controller", () => {
  it("is an Ingress with TLS", () => {
    expect(only(service({ expose: Route.ingress("shop.example.test", NGINX) }), "Ingress").spec).toEqual({
      ingressClassName: "nginx",
      rules: [
        {
          host: "shop.example.test",
          http: {
            paths: [{ backend: { service: { name: "a", port: { name: "http" } } }, path: "/", pathType: "Prefix" }],
          },
        },
      ],
      tls: [{ hosts: ["shop.example.test"], secretName: "shop-tls" }],
    });
  });

  it("lets the controller's namespace in", () => {
    const rendered = service({ expose: Route.ingress("shop.example.test", NGINX) });
    expect(only(rendered, "NetworkPolicy", "a").spec.ingress).toContainEqual(from("ingress-nginx"));
  });
});

describe("a service that nobody exposes", () => {
  it("has no way in from outside", () => {
    const rendered = service({});
    expect(["HTTPRoute", "GRPCRoute", "Ingress"].flatMap((kind) => all(rendered, kind))).toEqual([]);
  });
});

describe("exposure", () => {
  it.each([
    ["a scheme", Route.host("https://shop.example.test"), "host expose"],
    ["an address", Route.host("10.0.0.1"), "host expose"],
    ["a dot at the end", Route.host("shop.example.test."), "host expose"],
    ["a path without a slash", Route.host("shop.example.test", { path: "api" }), "route-path expose"],
    ["a path with a blank", Route.host("shop.example.test", { path: "/a b" }), "route-path expose"],
    ["a port that is not there", Route.host("shop.example.test", { port: "grpc" }), "unknown-port expose"],
    ["something else in a list", [Route.host("a.example.test"), "b" as never], "wrong-type expose[1]"],
    ["a bad host in a list", [Route.host("a.example.test"), Route.host("B")], "host expose[1]"],
  ])("is refused with %s", (_, expose, expected) => {
    const found = complaintsOf((chart) => new GoService(chart, "A", { image: IMAGE, expose }), GATEWAY);
    expect(found).toEqual([expected]);
  });

  it.each([
    ["no Gateway", environment({ installed: ["gateway-api"] })],
    ["no Gateway API", environment({ gateway: { name: "public", namespace: "gateway" } })],
  ])("on a Gateway is refused where the environment has %s", (_, where) => {
    const expose = Route.host("shop.example.test");
    expect(complaintsOf((chart) => new GoService(chart, "A", { image: IMAGE, expose }), where)).toEqual([
      "no-gateway expose",
    ]);
  });

  it("takes a wildcard", () => {
    const rendered = service({ expose: Route.host("*.example.test") });
    expect(only(rendered, "HTTPRoute").spec.hostnames).toEqual(["*.example.test"]);
  });
});

describe("an Ingress is refused", () => {
  it.each(["className", "tlsSecret", "controllerNamespace"])("with a %s that nothing can have", (field) => {
    const expose = Route.ingress("shop.example.test", { ...NGINX, [field]: "Bad Name" });
    expect(complaintsOf((chart) => new GoService(chart, "A", { image: IMAGE, expose }))).toEqual([
      "name-grammar expose",
    ]);
  });
});

describe("a path that the server would refuse", () => {
  it.each(["/a//b", "/a/./b", "/a/../b", "/..", "/a%2Fb", "/a%zz", `/${"a".repeat(1024)}`])(
    "is refused: %s",
    (path) => {
      const expose = Route.host("shop.example.test", { path });
      expect(complaintsOf((chart) => new GoService(chart, "A", { image: IMAGE, expose }), GATEWAY)).toEqual([
        "route-path expose",
      ]);
    },
  );
});
