import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { GoServiceProps, HealthOptions } from "../../../app";
import { Duration, GoService, GoWorker, Probe } from "../../../app";
import { IMAGE, complaintsOf, only, render } from "../../support/program";

function probes(props: Partial<GoServiceProps> = {}) {
  const rendered = render((chart) => new GoService(chart, "A", { image: IMAGE, ...props }));
  return only(rendered, "Deployment").spec.template.spec.containers[0]!;
}

const complaints = (health: HealthOptions) =>
  complaintsOf((chart) => new GoService(chart, "A", { image: IMAGE, health }));

const TIMES = { successThreshold: 1, timeoutSeconds: 2 };

describe("the usual probes", () => {
  it("ask /healthz whether the program lives: after 30 s, every 10 s", () => {
    expect(probes().livenessProbe).toEqual({
      ...TIMES,
      httpGet: { path: "/healthz", port: "http", scheme: "HTTP" },
      initialDelaySeconds: 30,
      periodSeconds: 10,
      failureThreshold: 3,
    });
  });

  it("ask /readyz whether requests may come: after 5 s, every 5 s", () => {
    expect(probes().readinessProbe).toEqual({
      ...TIMES,
      httpGet: { path: "/readyz", port: "http", scheme: "HTTP" },
      initialDelaySeconds: 5,
      periodSeconds: 5,
      failureThreshold: 3,
    });
  });

  it("ask /healthz whether the program has started", () => {
    expect(probes().startupProbe).toMatchObject({ httpGet: { path: "/healthz", port: "http" }, periodSeconds: 2 });
  });

  it("ask the gRPC health service where the first port speaks gRPC", () => {
    const { livenessProbe, readinessProbe, startupProbe } = probes({ ports: { grpc: 9000 } });
    expect([livenessProbe!.grpc, readinessProbe!.grpc, startupProbe!.grpc]).toEqual([
      { port: 9000, service: "liveness" },
      { port: 9000, service: "readiness" },
      { port: 9000, service: "liveness" },
    ]);
  });

  it("ask a worker on a port of its own", () => {
    const rendered = render((chart) => new GoWorker(chart, "A", { image: IMAGE }));
    const [container] = only(rendered, "Deployment").spec.template.spec.containers;
    expect(container!.livenessProbe!.httpGet).toEqual({ path: "/healthz", port: "health", scheme: "HTTP" });
    expect(container!.ports).toContainEqual({ containerPort: 8081, name: "health", protocol: "TCP" });
  });

  it.each([
    ["http before others", { admin: 9100, http: 8080 }, "http"],
    ["http before grpc", { grpc: 9000, http: 8080 }, "http"],
    ["the first by name", { beta: 9100, alpha: 8100 }, "alpha"],
  ])("ask one port of several: %s", (_, ports, expected) => {
    expect(probes({ ports }).readinessProbe!.httpGet!.port).toBe(expected);
  });
});

describe("the startup probe", () => {
  it("waits at least twice the declared boot time, whatever that is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3600 }), (seconds) => {
        const { failureThreshold, periodSeconds } = probes({
          health: { boot: Duration.seconds(seconds) },
        }).startupProbe!;
        expect((failureThreshold! - 1) * periodSeconds!).toBeGreaterThanOrEqual(2 * seconds);
      }),
      { numRuns: 25 },
    );
  });

  it("never waits longer for an answer than for the next question", () => {
    const { periodSeconds, timeoutSeconds } = probes({ health: { boot: "5s" } }).startupProbe!;
    expect([periodSeconds, timeoutSeconds]).toEqual([1, 1]);
  });

  it("asks a question of its own where one is given", () => {
    expect(probes({ health: { startup: Probe.http("/started") } }).startupProbe!.httpGet!.path).toBe("/started");
  });
});

describe("a probe of one's own", () => {
  it.each([
    ["http", Probe.http("/live", { port: "metrics" }), { httpGet: { path: "/live", port: "metrics", scheme: "HTTP" } }],
    ["grpc", Probe.grpc("shop"), { grpc: { port: 8080, service: "shop" } }],
    ["tcp", Probe.tcp(), { tcpSocket: { port: "http" } }],
    ["exec", Probe.exec(["/probe", "live"]), { exec: { command: ["/probe", "live"] } }],
  ])("asks by %s", (_, liveness, expected) => {
    expect(probes({ health: { liveness } }).livenessProbe).toMatchObject(expected);
  });

  it("asks when and how often it says", () => {
    const timing = { initialDelay: "0s", period: "20s", timeout: "4s", failures: 6 } as const;
    expect(probes({ health: { readiness: Probe.tcp(timing) } }).readinessProbe).toMatchObject({
      initialDelaySeconds: 0,
      periodSeconds: 20,
      timeoutSeconds: 4,
      failureThreshold: 6,
    });
  });

  it.each([
    ["a path without a slash", { liveness: Probe.http("live") }, "probe-path health.liveness"],
    ["a path with a line break", { liveness: Probe.http("/a\r\nHost: b") }, "probe-path health.liveness"],
    ["a port that is not there", { readiness: Probe.tcp({ port: "gone" }) }, "unknown-port health.readiness"],
    ["no program to run", { liveness: Probe.exec([]) }, "required health.liveness"],
    ["no failure at all", { liveness: Probe.tcp({ failures: 0 }) }, "out-of-range health.liveness"],
    ["half seconds", { liveness: Probe.tcp({ timeout: "500ms" }) }, "duration-part-of-second health.liveness"],
    [
      "a timeout beyond its period",
      { liveness: Probe.tcp({ period: "2s", timeout: "3s" }) },
      "probe-timeout health.liveness",
    ],
    ["the same question twice", { liveness: Probe.tcp(), readiness: Probe.tcp() }, "probes-identical health.readiness"],
    ["the usual question of the other", { liveness: Probe.http("/readyz") }, "probes-identical health.readiness"],
    ["start times of its own", { startup: Probe.tcp({ period: "3s" }) }, "startup-timing health.startup"],
  ] satisfies [string, HealthOptions, string][])("is refused with %s", (_, health, expected) => {
    expect(complaints(health)).toEqual([expected]);
  });
});
