import { describe, expect, it } from "@jest/globals";
import type { GoServiceProps, Ports } from "../../../app";
import { GoService, Metrics, Route } from "../../../app";
import { IMAGE, all, complaintsOf, environment, only, problemsOf, render, shopChart } from "../../support/program";

const service = (props: Partial<GoServiceProps> = {}) =>
  render((chart) => new GoService(chart, "A", { image: IMAGE, ...props }));
const complaints = (props: Partial<GoServiceProps>) =>
  complaintsOf((chart) => new GoService(chart, "A", { image: IMAGE, ...props }));

describe("a Service", () => {
  it("is reached inside the cluster only, on port 80", () => {
    expect(only(service(), "Service").spec).toEqual({
      ports: [{ appProtocol: "http", name: "http", port: 80, protocol: "TCP", targetPort: "http" }],
      selector: { "app.kubernetes.io/instance": "a" },
      type: "ClusterIP",
    });
  });

  it("has every port that callers may reach, and not the one for metrics", () => {
    const ports = { admin: { port: 9100, servicePort: 91 }, grpc: 9000, dns: { port: 5353, protocol: "UDP" as const } };
    expect(only(service({ ports }), "Service").spec.ports).toEqual([
      { appProtocol: "kubernetes.io/h2c", name: "grpc", port: 9000, protocol: "TCP", targetPort: "grpc" },
      { name: "admin", port: 91, protocol: "TCP", targetPort: "admin" },
      { name: "dns", port: 5353, protocol: "UDP", targetPort: "dns" },
    ]);
  });

  it("has the pods' ports behind it, metrics too", () => {
    const [container] = only(service(), "Deployment").spec.template.spec.containers;
    expect(container!.ports).toEqual([
      { containerPort: 8080, name: "http", protocol: "TCP" },
      { containerPort: 9090, name: "metrics", protocol: "TCP" },
    ]);
  });

  it("is on every node for a reason that is kept", () => {
    const { metadata, spec } = only(service({ expose: Route.nodePort("smoke test", { nodePort: 30080 }) }), "Service");
    expect([spec.type, spec.ports![0]!.nodePort]).toEqual(["NodePort", 30080]);
    expect(metadata.annotations).toEqual({ "gantry.dev/opt-out.node-port": "smoke test" });
  });

  it("leaves metrics out for a reason that is kept", () => {
    const rendered = service({ metrics: Metrics.off("nothing to count") });
    const { metadata, spec } = only(rendered, "Deployment");
    expect(metadata.annotations).toEqual({ "gantry.dev/opt-out.metrics": "nothing to count" });
    expect(spec.template.spec.containers[0]!.ports).toHaveLength(1);
  });
});

describe("ports", () => {
  it.each([
    ["no port at all", {}, "required ports"],
    ["a port beyond the last", { http: 70000 }, "out-of-range ports.http"],
    ["half a port", { http: 80.5 }, "out-of-range ports.http"],
    ["a port as text", { http: "8080" as never }, "out-of-range ports.http"],
    ["a long name", { "a-name-of-16-char": 8080 }, 'name-too-long ports["a-name-of-16-char"]'],
    ["a name with capitals", { HTTP: 8080 }, "name-grammar ports.HTTP"],
    ["a port for root", { http: 80 }, "privileged-port ports.http"],
    ["one number twice", { http: 8080, admin: 8080 }, "duplicate-port ports.admin"],
    ["the number of metrics", { http: 9090 }, "duplicate-port metrics"],
    ["an unknown field", { http: { port: 8080, prt: 1 } as never }, "unknown-prop ports.http.prt"],
  ] satisfies [string, Ports, string][])("are refused with %s", (_, ports, expected) => {
    expect(complaints({ ports })).toEqual([expected]);
  });

  it("may be low where the program has the capability", () => {
    const rendered = service({ ports: { http: 80 }, security: { bindLowPorts: true } });
    expect(only(rendered, "Service").spec.ports![0]!.port).toBe(80);
  });

  it("refuse a node port outside of the cluster's range", () => {
    expect(complaints({ expose: Route.nodePort("smoke test", { nodePort: 80 }) })).toEqual([
      "node-port spec.ports[0].nodePort",
    ]);
  });
});

describe("an address", () => {
  it("is the first port unless another one is named", () => {
    const a = new GoService(shopChart().chart, "A", { image: IMAGE, ports: { grpc: 9000, http: 8080 } });
    expect([a.address(), a.address("grpc")]).toEqual(["a.shop.svc.cluster.local:80", "a.shop.svc.cluster.local:9000"]);
  });

  it("is in the cluster's own domain and namespace", () => {
    const { chart } = shopChart(environment({ clusterDomain: "k8s.test", namespaceSuffix: "-eu" }));
    expect(new GoService(chart, "A", { image: IMAGE }).address()).toBe("a.shop-eu.svc.k8s.test:80");
  });

  it("of a port that is not there is a problem", () => {
    const [problem] = problemsOf((chart) => new GoService(chart, "A", { image: IMAGE }).address("grpc"));
    expect(problem).toMatchObject({ code: "unknown-port", field: "address", got: '"grpc"', allowed: "one of http" });
  });

  it("of a port that could not be read is no second problem", () => {
    const ports = { http: 99999 };
    const found = complaintsOf((chart) => new GoService(chart, "A", { image: IMAGE, ports }).address("http"));
    expect(found).toEqual(["out-of-range ports.http"]);
  });
});

describe("a service that is refused", () => {
  it("keeps its name and its addresses, and makes no parts", () => {
    const { app, chart } = shopChart();
    const a = new GoService(chart, "A", { image: IMAGE, cpu: "x" as never });
    new GoService(chart, "B", { image: IMAGE, calls: [a], config: { A: a.address() } });
    const rendered = app.render();
    expect([a.name, a.address(), a.workload]).toEqual(["a", "a.shop.svc.cluster.local:80", undefined]);
    expect(rendered.problems.map(({ path, field }) => `${path} ${field}`)).toEqual(["prod/shop/A cpu"]);
    expect(all(rendered, "Deployment").map(({ manifest }) => manifest.metadata.name)).toEqual(["b"]);
  });
});
