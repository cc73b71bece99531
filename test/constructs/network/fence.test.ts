import { describe, expect, it } from "@jest/globals";
import type { GoServiceProps } from "../../../app";
import { AppChart, External, GoCronJob, GoService, GoWorker, Metrics } from "../../../app";
import { IMAGE, complaintsOf, environment, only, problemsOf, render, shopChart } from "../../support/program";

const LOOKUPS = {
  ports: [
    { port: 53, protocol: "UDP" },
    { port: 53, protocol: "TCP" },
  ],
  to: [
    {
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
      podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
    },
  ],
};
const SCRAPER = {
  from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } } }],
  ports: [{ port: 9090, protocol: "TCP" }],
};
const pods = (name: string) => ({ podSelector: { matchLabels: { "app.kubernetes.io/instance": name } } });
const http = [{ port: 8080, protocol: "TCP" }];

const plain = { image: IMAGE, metrics: Metrics.off("not asked here") } satisfies GoServiceProps;
const fence = (rendered: ReturnType<typeof render>, name: string) => only(rendered, "NetworkPolicy", name).spec;

describe("the fence of a program", () => {
  it("lets name look-ups out, whoever reads metrics in, and nothing else", () => {
    const rendered = render((chart) => new GoService(chart, "A", { image: IMAGE }));
    expect(fence(rendered, "a")).toEqual({
      egress: [LOOKUPS],
      ingress: [SCRAPER],
      podSelector: { matchLabels: { "app.kubernetes.io/instance": "a" } },
      policyTypes: ["Egress", "Ingress"],
    });
  });

  it("lets in who reads metrics from where the environment says", () => {
    const rendered = render(
      (chart) => new GoService(chart, "A", { image: IMAGE }),
      environment({ monitoringNamespace: "observability" }),
    );
    expect(JSON.stringify(fence(rendered, "a").ingress)).toContain("observability");
  });

  it("closes the way in without metrics", () => {
    const rendered = render((chart) => new GoService(chart, "A", plain));
    expect(fence(rendered, "a")).toEqual({
      egress: [LOOKUPS],
      podSelector: { matchLabels: { "app.kubernetes.io/instance": "a" } },
      policyTypes: ["Egress", "Ingress"],
    });
  });
});

describe("a call", () => {
  it("opens both sides, and on the callee's ports only", () => {
    const rendered = render((chart) => {
      const b = new GoService(chart, "B", plain);
      new GoService(chart, "A", { ...plain, calls: [b] });
    });
    expect(fence(rendered, "a").egress).toEqual([LOOKUPS, { ports: http, to: [pods("b")] }]);
    expect(fence(rendered, "b").ingress).toEqual([{ from: [pods("a")], ports: http }]);
    expect(fence(rendered, "a").ingress ?? []).toEqual([]);
  });

  it("may be mutual, by name, and of something declared later", () => {
    const rendered = render((chart) => {
      new GoService(chart, "A", { ...plain, calls: ["b"] });
      new GoService(chart, "B", { ...plain, calls: ["a"] });
    });
    for (const [one, other] of [
      ["a", "b"],
      ["b", "a"],
    ] as const) {
      expect(fence(rendered, one).egress).toContainEqual({ ports: http, to: [pods(other)] });
      expect(fence(rendered, one).ingress).toContainEqual({ from: [pods(other)], ports: http });
    }
  });

  it("reaches a program of another application in its namespace", () => {
    const { app, chart } = shopChart();
    const billing = new AppChart(app, "billing", { team: "billing", email: "billing@example.test" });
    new GoService(billing, "Invoices", plain);
    new GoService(chart, "A", { ...plain, calls: ["billing/invoices"] });
    const rendered = app.render();
    expect(rendered.problems).toEqual([]);
    const inNamespace = (name: string) => ({
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } },
    });
    expect(fence(rendered, "a").egress).toContainEqual({
      ports: http,
      to: [{ ...inNamespace("billing"), ...pods("invoices") }],
    });
    expect(fence(rendered, "invoices").ingress).toEqual([
      { from: [{ ...inNamespace("shop"), ...pods("a") }], ports: http },
    ]);
  });

  it("keeps the transport of a port", () => {
    const rendered = render((chart) => {
      new GoService(chart, "Names", { ...plain, ports: { http: 8080, dns: { port: 5353, protocol: "UDP" } } });
      new GoService(chart, "A", { ...plain, calls: ["names"] });
    });
    expect(fence(rendered, "a").egress![1]!.ports).toEqual([...http, { port: 5353, protocol: "UDP" }]);
  });

  it("stands once however often it is named", () => {
    const rendered = render((chart) => {
      const b = new GoService(chart, "B", plain);
      new GoService(chart, "A", { ...plain, calls: [b, "b", "shop/b"] });
    });
    expect(fence(rendered, "a").egress).toHaveLength(2);
  });

  it("of a job opens the same", () => {
    const rendered = render((chart) => {
      const b = new GoService(chart, "B", plain);
      new GoCronJob(chart, "Nightly", { image: IMAGE, schedule: "0 3 * * *", calls: [b] });
    });
    expect(fence(rendered, "b").ingress).toEqual([{ from: [pods("nightly")], ports: http }]);
  });

  it("of nobody is a problem that knows the nearest name", () => {
    const problems = problemsOf((chart) => {
      new GoService(chart, "Pricing", plain);
      new GoService(chart, "A", { ...plain, calls: ["pricng"] });
    });
    expect(problems).toEqual([
      expect.objectContaining({
        code: "unknown-callee",
        path: "prod/shop/A",
        field: "calls[0]",
        got: '"pricng"',
        fix: 'did you mean "pricing"?',
      }),
    ]);
  });

  it("counts also when the caller is refused for something else", () => {
    const problems = problemsOf((chart) => {
      new GoService(chart, "A", { ...plain, cpu: "x" as never, calls: ["gone"] });
    });
    expect(problems.map(({ field }) => field)).toEqual(["calls[0]", "cpu"]);
  });

  it("of a program without a port is a problem: no port at all would mean every port", () => {
    const found = complaintsOf((chart) => {
      new GoWorker(chart, "Mailer", { image: IMAGE });
      new GoService(chart, "A", { ...plain, calls: ["mailer"] });
    });
    expect(found).toEqual(["not-callable calls[0]"]);
  });

  it("of something that is no construct is a problem", () => {
    const calls = [undefined as never, 7 as never, "No Name"];
    expect(complaintsOf((chart) => new GoService(chart, "A", { ...plain, calls }))).toEqual([
      "wrong-type calls[0]",
      "wrong-type calls[1]",
      "name-grammar calls[2]",
    ]);
  });
});

describe("a need", () => {
  it.each([
    [
      "a host with address blocks",
      External.tcp("db", "db.example.test", 5432, { cidrs: ["10.1.0.0/16"] }),
      { ports: [{ port: 5432, protocol: "TCP" }], to: [{ ipBlock: { cidr: "10.1.0.0/16" } }] },
    ],
    [
      "an address",
      External.udp("time", "10.2.3.4", 123),
      { ports: [{ port: 123, protocol: "UDP" }], to: [{ ipBlock: { cidr: "10.2.3.4/32" } }] },
    ],
    [
      "a host that may be anywhere but the node's metadata",
      External.tcp("chat", "chat.example.test", 443),
      {
        ports: [{ port: 443, protocol: "TCP" }],
        to: [
          { ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.169.254/32"] } },
          { ipBlock: { cidr: "::/0", except: ["fd00:ec2::254/128"] } },
        ],
      },
    ],
  ])("opens the way out to %s", (_, need, expected) => {
    const rendered = render((chart) => new GoService(chart, "A", { ...plain, needs: [need] }));
    expect(fence(rendered, "a").egress).toEqual([LOOKUPS, expected]);
  });
});

describe("a namespace", () => {
  it("lets nothing through that no program asked for", () => {
    const rendered = render(() => undefined);
    expect(fence(rendered, "default-deny")).toEqual({
      egress: [LOOKUPS],
      podSelector: {},
      policyTypes: ["Egress", "Ingress"],
    });
  });
});
