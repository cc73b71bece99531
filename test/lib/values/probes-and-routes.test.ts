import { describe, expect, it } from "@jest/globals";
import { Probe } from "../../../lib/probe";
import { Route } from "../../../lib/route";
import { thrownBy } from "./thrown-by";

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const TIMING = { initialDelay: "5s", period: "20s", timeout: "3s", failures: 4 } as const;

describe("a probe", () => {
  it.each([
    [Probe.http("/livez"), { ask: "http", path: "/livez" }],
    [Probe.http("/livez", { port: "admin" }), { ask: "http", path: "/livez", port: "admin" }],
    [Probe.grpc("orders"), { ask: "grpc", service: "orders" }],
    [Probe.grpc("orders", { port: "grpc" }), { ask: "grpc", service: "orders", port: "grpc" }],
    [Probe.tcp(), { ask: "tcp" }],
    [Probe.tcp({ port: "db" }), { ask: "tcp", port: "db" }],
    [Probe.exec(["/bin/check"]), { ask: "exec", command: ["/bin/check"] }],
  ])("keeps its question, and waits 2 s for the answer: %#", (probe, question) => {
    expect(plain(probe)).toEqual({ question, timeout: "2s" });
    expect(Object.isFrozen(probe)).toBe(true);
  });

  it.each([
    Probe.http("/livez", TIMING),
    Probe.grpc("orders", TIMING),
    Probe.tcp(TIMING),
    Probe.exec(["/bin/check"], TIMING),
  ])("keeps its times: %#", (probe) => {
    expect(plain(probe)).toMatchObject(TIMING);
  });

  it.each(["initialDelay", "period", "timeout"])("refuses a %s that is no time", (name) => {
    expect(thrownBy(() => Probe.tcp({ [name]: "soon" }))).toMatchObject({ code: "duration-grammar" });
  });
});

describe("a route", () => {
  it("leads to a host on the gateway, at its root", () => {
    expect(plain(Route.host("shop.example.test"))).toEqual({ via: "gateway", host: "shop.example.test", path: "/" });
  });

  it("leads to a path and a port on the gateway", () => {
    const route = Route.host("shop.example.test", { path: "/api", port: "grpc" });
    expect(plain(route)).toEqual({ via: "gateway", host: "shop.example.test", path: "/api", port: "grpc" });
    expect(Object.isFrozen(route)).toBe(true);
  });

  const ingress = { className: "nginx", tlsSecret: "shop-tls", controllerNamespace: "ingress" };

  it.each([
    [{}, { path: "/" }],
    [
      { path: "/api", port: "http" },
      { path: "/api", port: "http" },
    ],
  ])("leads to a host on an Ingress controller: %#", (options, rest) => {
    const route = Route.ingress("shop.example.test", { ...ingress, ...options });
    expect(plain(route)).toEqual({ via: "ingress", host: "shop.example.test", ...ingress, ...rest });
  });

  it("to a port of the nodes has a reason", () => {
    expect(plain(Route.nodePort("smoke test"))).toEqual({ reason: "smoke test" });
    expect(plain(Route.nodePort("smoke test", { nodePort: 30080 }))).toEqual({ reason: "smoke test", nodePort: 30080 });
    expect(thrownBy(() => Route.nodePort(""))).toMatchObject({ code: "reason-missing" });
  });
});
