import { describe, expect, it } from "@jest/globals";
import { load } from "js-yaml";
import type { AppChart, EnvironmentProps, GoServiceProps } from "../../../app";
import { Dialect, GantryApp, GoService, GoWorker, Metrics, Slo } from "../../../app";
import { AppChart as Chart } from "../../../app";
import { IMAGE, all, complaintsOf, environment, only, render } from "../../support/program";

const OPERATOR: Partial<EnvironmentProps> = {
  installed: ["prometheus-operator"],
  monitorLabels: { release: "stack" },
};
const slo = [Slo.availability(99.9), Slo.latency("300ms", 95)];

function service(props: Partial<GoServiceProps> = {}) {
  return (chart: AppChart) => new GoService(chart, "Web", { image: IMAGE, slo, ...props });
}

function variable(props: Partial<GoServiceProps>, name: string): string | undefined {
  const { spec } = only(render(service(props)), "Deployment");
  return spec.template.spec.containers[0]!.env!.find((one) => one.name === name)?.value;
}

function complaints(props: Partial<GoServiceProps>): string[] {
  return complaintsOf(service(props));
}

describe("a service with objectives", () => {
  it("is scraped by the operator's Prometheus under the job of its name, also as a canary", () => {
    const rendered = render(service(), environment(OPERATOR));
    const { metadata, spec } = only(rendered, "PodMonitor");
    expect(metadata.labels).toMatchObject({ release: "stack" });
    expect(spec).toEqual({
      jobLabel: "app.kubernetes.io/name",
      podMetricsEndpoints: [{ interval: "15s", path: "/metrics", port: "metrics" }],
      podTargetLabels: ["rollouts-pod-template-hash"],
      selector: { matchLabels: { "app.kubernetes.io/instance": "web" } },
    });
    const { template } = only(rendered, "Deployment").spec;
    expect(Object.keys(template.metadata!.annotations!)).toEqual(["gantry.dev/qos-class"]);
  });

  it("is found by annotations where no operator is, and a migration is not", () => {
    const rendered = render(service({ migration: { args: ["migrate"] } }));
    expect(all(rendered, "PodMonitor")).toEqual([]);
    expect(only(rendered, "Deployment").spec.template.metadata!.annotations).toMatchObject({
      "prometheus.io/path": "/metrics",
      "prometheus.io/port": "9090",
      "prometheus.io/scrape": "true",
    });
    expect(JSON.stringify(only(rendered, "Job"))).not.toContain("prometheus.io");
  });

  it("has the same rules as an object of the operator and as a file", () => {
    const object = only(render(service(), environment(OPERATOR)), "PrometheusRule");
    const { data } = only(render(service()), "ConfigMap", "web-rules");
    expect(Object.keys(data)).toEqual(["shop.web.yaml"]);
    expect(load(data["shop.web.yaml"]!)).toEqual(object.spec);
  });

  it("has the bounds of its thresholds among the buckets that its program takes", () => {
    const usual = "0.005,0.01,0.025,0.05,0.1,0.25,0.3,0.5,1,2,2.5,5,10";
    expect(variable({}, "GANTRY_BUCKETS")).toBe(usual);
    expect(variable({ slo: [Slo.latency("450ms", 95)] }, "GANTRY_BUCKETS")).toBe(usual.replace("0.3", "0.45"));
    expect(variable({ slo: [] }, "GANTRY_BUCKETS")).toBeUndefined();
    expect(variable({ dialect: Dialect.istio, slo: [Slo.latency("250ms", 95)] }, "GANTRY_BUCKETS")).toBeUndefined();
  });

  it("measures gRPC by its own names when its first port is for gRPC", () => {
    const { data } = only(render(service({ ports: { grpc: 9000 } })), "ConfigMap", "web-rules");
    expect(data["shop.web.yaml"]).toContain("grpc_server_handled_total");
  });

  it("opens profiles to the profiler alone, on a port that no Service names", () => {
    const rendered = render(service({ monitoring: { profiling: { from: "profiling" } } }));
    const { ingress } = only(rendered, "NetworkPolicy", "web").spec;
    const [container] = only(rendered, "Deployment").spec.template.spec.containers;
    expect(ingress).toContainEqual({
      from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "profiling" } } }],
      ports: [{ port: 6060, protocol: "TCP" }],
    });
    expect(container!.env).toContainEqual({ name: "GANTRY_PPROF", value: ":6060" });
    expect(only(rendered, "Service").spec.ports!.map(({ port }) => port)).toEqual([80]);
  });
});

describe("another number in the declaration", () => {
  /** Kind and name of what differs, with the lines that only the first has. */
  function moved(before: readonly Slo[], after: readonly Slo[]): Record<string, string[]> {
    const texts = [before, after].map((one) => {
      const { objects } = render(service({ slo: one, migration: { args: ["migrate"] } }));
      return new Map(objects.map(({ manifest }) => [`${manifest.kind}/${manifest.metadata.name}`, lines(manifest)]));
    });
    const [first, second] = texts as [Map<string, string[]>, Map<string, string[]>];
    expect([...second.keys()]).toEqual([...first.keys()]);
    const differing = [...first].map(([name, all]) => [name, all.filter((line) => !second.get(name)!.includes(line))]);
    return Object.fromEntries(differing.filter(([, left]) => left!.length > 0)) as Record<string, string[]>;
  }

  /** Lines of an object, and of the JSON in it. */
  function lines(manifest: unknown): string[] {
    const unfold = (text: string) => (text.startsWith("{") ? JSON.stringify(JSON.parse(text), null, 1) : text);
    const data = Object.values((manifest as { data?: Record<string, string> }).data ?? {}).map(unfold);
    return [JSON.stringify({ ...(manifest as object), data: undefined }, null, 1), ...data].join("\n").split("\n");
  }

  const [availability, latency] = [Slo.availability(99.9), Slo.latency("300ms", 95)];

  it("of an objective moves its rules and its lines on the dashboard, and nothing else", () => {
    const left = moved([availability, latency], [Slo.availability(99.5), latency]);
    expect(Object.keys(left).sort()).toEqual(["ConfigMap/web-dashboard", "ConfigMap/web-rules"]);
    const numbers = /99\.9|0\.999|0\.0144|0\.006|0\.003|0\.001|0\.1 %/;
    expect(Object.values(left).flatMap((all) => all.filter((line) => !numbers.test(line)))).toEqual([]);
  });

  it("of a threshold moves the bucket as well", () => {
    const left = moved([availability, latency], [availability, Slo.latency("400ms", 95)]);
    expect(Object.keys(left).sort()).toEqual(["ConfigMap/web-dashboard", "ConfigMap/web-rules", "Deployment/web"]);
    expect(left["Deployment/web"]).toEqual([expect.stringContaining("0.25,0.3,0.5")]);
  });
});

describe("objectives that can't be kept in sight", () => {
  it.each<[string, Partial<GoServiceProps>, string[]]>([
    ["without metrics", { metrics: Metrics.off("none") }, ["slo-without-metrics metrics"]],
    ["with one name", { slo: [slo[1]!, Slo.latency("2s", 99)] }, ["duplicate-objective slo[1]"]],
    ["scraped too seldom", { monitoring: { interval: "30s" } }, ["window-too-short monitoring.interval"]],
    [
      "over a window of four scrapes too few",
      { slo: [Slo.availability(99.9, { period: "7d" })], monitoring: { interval: "16s" } },
      ["window-too-short monitoring.interval"],
    ],
    ["at a threshold that the proxy has no bucket for", { dialect: Dialect.istio }, ["slo-bucket slo[1]"]],
    ["that are none", { slo: [99.9] as never }, ["wrong-type slo[0]"]],
    ["with a share of nothing", { alerts: { errors: 0 } }, ["percent-range alerts.errors"]],
    ["with a runbook that is no page", { alerts: { runbooks: "wiki#shop" } }, ["runbooks alerts.runbooks"]],
    [
      "on a port that is taken",
      { monitoring: { profiling: { port: 8080 } } },
      ["duplicate-port monitoring.profiling.port"],
    ],
  ])("are refused: %s", (_, props, expected) => {
    expect(complaints(props).sort()).toEqual(expected);
  });

  it("are refused without a runbook, and once for the service", () => {
    const app = new GantryApp({ environment: environment() });
    const chart = new Chart(app, "shop", { team: "shop", email: "shop-team@example.test" });
    service()(chart);
    expect(app.render().problems.map(({ code }) => code)).toEqual(["runbooks-missing"]);
  });
});

describe("a worker", () => {
  it("is scraped as well", () => {
    const rendered = render((chart) => new GoWorker(chart, "Mailer", { image: IMAGE }), environment(OPERATOR));
    expect(only(rendered, "PodMonitor").metadata.name).toBe("mailer");
  });

  it("is not when it has no metrics", () => {
    const props = { image: IMAGE, metrics: Metrics.off("nothing to count") };
    const rendered = render((chart) => new GoWorker(chart, "Mailer", props), environment(OPERATOR));
    expect(all(rendered, "PodMonitor")).toEqual([]);
  });
});
