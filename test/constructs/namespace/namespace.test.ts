import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { AppChartProps } from "../../../app";
import { AppChart, CpuLimit, GantryApp, GoCronJob, GoService, Quota, Resources } from "../../../app";
import { IMAGE, environment, only, onlyRendered, render, shopChart } from "../../support/program";

const HARD = ["requests.cpu", "limits.cpu", "requests.memory", "limits.memory", "pods"] as const;

function amount(text: string): number {
  const [, number, unit = ""] = /^(\d+)(\w*)$/.exec(text)!;
  return Number(number) * { "": 1, m: 1e-3, Mi: 2 ** 20, Gi: 2 ** 30 }[unit]!;
}

describe("the namespace of an application", () => {
  it("is the chart's id and admits only restricted pods, as this version of Kubernetes means it", () => {
    const { metadata } = only(
      render(() => undefined),
      "Namespace",
    );
    expect(metadata.name).toBe("shop");
    expect(metadata.labels).toMatchObject({
      "pod-security.kubernetes.io/audit": "restricted",
      "pod-security.kubernetes.io/audit-version": "v1.35",
      "pod-security.kubernetes.io/enforce": "restricted",
      "pod-security.kubernetes.io/enforce-version": "v1.35",
      "pod-security.kubernetes.io/warn": "restricted",
      "pod-security.kubernetes.io/warn-version": "v1.35",
    });
  });

  it("says who owns it, and is never deleted unasked", () => {
    const found = onlyRendered(
      render(() => undefined),
      "Namespace",
    );
    expect(found.manifest.metadata).toMatchObject({
      labels: { owner: "shop", "app.kubernetes.io/part-of": "shop", "app.kubernetes.io/managed-by": "gantry" },
      annotations: { email: "shop-team@example.test", "argocd.argoproj.io/sync-wave": "-3" },
    });
    expect(found.manifest.metadata).not.toHaveProperty("namespace");
    expect(found.hints).toEqual({ protect: true, wave: -3 });
  });

  it("carries the suffix of an environment that shares its cluster", () => {
    const rendered = render(
      (chart) => new GoService(chart, "A", { image: IMAGE }),
      environment({ namespaceSuffix: "-eu" }),
    );
    expect(only(rendered, "Namespace").metadata.name).toBe("shop-eu");
    expect(only(rendered, "Deployment").metadata.namespace).toBe("shop-eu");
  });

  it("may be called something else", () => {
    const app = new GantryApp({ environment: environment() });
    new AppChart(app, "shop", { team: "shop", email: "a@example.test", namespace: "store" });
    expect(only(app.render(), "Namespace").metadata.name).toBe("store");
  });

  it("gives a container that says nothing what the guides recommend", () => {
    expect(
      only(
        render(() => undefined),
        "LimitRange",
      ).spec.limits,
    ).toEqual([
      {
        default: { cpu: "500m", "ephemeral-storage": "256Mi", memory: "512Mi" },
        defaultRequest: { cpu: "250m", "ephemeral-storage": "256Mi", memory: "512Mi" },
        type: "Container",
      },
    ]);
  });

  it("gives nobody a limit of processor time where a program opted out of its own", () => {
    const cpuLimit = CpuLimit.off("latency before fairness");
    const rendered = render((chart) => new GoService(chart, "A", { image: IMAGE, cpuLimit, cpu: "1" }));
    expect(only(rendered, "LimitRange").spec.limits[0]!.default).toEqual({
      "ephemeral-storage": "256Mi",
      memory: "512Mi",
    });
    expect(only(rendered, "ResourceQuota").spec.hard).not.toHaveProperty(["limits.cpu"]);
  });

  it.each([
    ["nothing", undefined, "wrong-type "],
    ["no team", { email: "a@example.test" }, "required team"],
    ["a team that is no label", { team: "the shop", email: "a@example.test" }, "name-grammar team"],
    ["no address", { team: "shop", email: "nobody" }, "email email"],
    ["Kubernetes' own", { team: "shop", email: "a@b", namespace: "kube-system" }, "reserved-namespace namespace"],
    ["everybody's", { team: "shop", email: "a@b", namespace: "default" }, "reserved-namespace namespace"],
    ["capitals", { team: "shop", email: "a@b", namespace: "Shop" }, "name-grammar namespace"],
    ["an unknown prop", { team: "shop", email: "a@b", nmespace: "x" }, "unknown-prop nmespace"],
  ])("is refused with %s", (_, props, expected) => {
    const app = new GantryApp({ environment: environment() });
    new AppChart(app, "shop", props as AppChartProps);
    expect(app.render().problems.map(({ code, field }) => `${code} ${field}`)).toContain(expected);
  });

  it("is refused when the chart's id is no namespace", () => {
    const app = new GantryApp({ environment: environment() });
    new AppChart(app, "My_Shop", { team: "shop", email: "a@example.test" });
    expect(app.render().problems).toMatchObject([{ code: "name-grammar", field: "namespace", path: "prod/My_Shop" }]);
  });
});

describe("the quota of a namespace", () => {
  it("fits every program with its new pods and its surge while every old pod is still there", () => {
    const program = fc.record({ max: fc.integer({ min: 4, max: 200 }), surge: fc.integer({ min: 1, max: 5 }) });
    fc.assert(
      fc.property(fc.array(program, { minLength: 1, maxLength: 4 }), (programs) => {
        const { chart, app } = shopChart();
        programs.forEach(({ max, surge }, index) => {
          new GoService(chart, `S${index}`, { image: IMAGE, scaling: { max }, rollout: { maxSurge: surge } });
        });
        const pods = programs.reduce((sum, { max, surge }) => sum + 2 * max + surge, 0);
        const hard = only(app.render(), "ResourceQuota").spec.hard!;
        const needed = [pods * 0.25, pods * 0.5, pods * 2 ** 29, pods * 2 ** 29, pods];
        HARD.forEach((key, index) => expect(amount(hard[key]!)).toBeGreaterThanOrEqual(needed[index]! - 1e-6));
      }),
      { numRuns: 20 },
    );
  });

  it("counts jobs, and containers beside the program", () => {
    const rendered = render((chart) => {
      const sidecars = { proxy: { image: IMAGE, resources: Resources.small } };
      const size = { parallelism: 5, completions: 5, resources: Resources.small };
      new GoCronJob(chart, "A", { image: IMAGE, schedule: "0 3 * * *", sidecars, ...size });
    });
    expect(only(rendered, "ResourceQuota").spec.hard).toEqual({
      pods: "10",
      "requests.cpu": "2",
      "limits.cpu": "4",
      "requests.memory": "5Gi",
      "limits.memory": "5Gi",
      "requests.ephemeral-storage": "1920Mi",
      "limits.ephemeral-storage": "1920Mi",
    });
  });

  it("has the room that somebody asked for, of nothing more", () => {
    const hardOf = (quota?: Quota) => {
      const app = new GantryApp({ environment: environment() });
      new AppChart(app, "shop", { team: "shop", email: "a@example.test", quota });
      return only(app.render(), "ResourceQuota").spec.hard!;
    };
    const hard = { ...hardOf(), pods: "7", "requests.cpu": "2001m", "limits.cpu": "4001m" };
    expect(hardOf(Quota.fitted({ pods: 7, cpu: "2001m" }))).toEqual({ ...hard, "limits.cpu": "4002m" });
    expect(hardOf(Quota.fitted({ memory: "3Gi" }))).toMatchObject({ "limits.memory": "3Gi", "requests.memory": "3Gi" });
  });

  it("may be left out, with a reason that stands in the cluster", () => {
    const app = new GantryApp({ environment: environment() });
    const quota = Quota.off("shared with the batch team");
    new AppChart(app, "shop", { team: "shop", email: "a@example.test", quota });
    const rendered = app.render();
    expect(rendered.objects.filter(({ manifest }) => manifest.kind === "ResourceQuota")).toEqual([]);
    expect(only(rendered, "Namespace").metadata.annotations).toMatchObject({
      "gantry.dev/opt-out.quota": "shared with the batch team",
    });
  });

  it("admits one pod at least, also in an empty namespace", () => {
    expect(
      only(
        render(() => undefined),
        "ResourceQuota",
      ).spec.hard!["pods"],
    ).toBe("1");
  });

  it("does not count programs of another namespace", () => {
    const { app, chart } = shopChart();
    new GoService(new AppChart(app, "billing", { team: "b", email: "b@example.test" }), "B", { image: IMAGE });
    new GoService(chart, "A", { image: IMAGE });
    const pods = app.render().objects.filter(({ manifest }) => manifest.kind === "ResourceQuota");
    expect(pods.map(({ manifest }) => (manifest["spec"] as { hard: { pods: string } }).hard.pods)).toEqual([
      "21",
      "21",
    ]);
  });
});

describe("the quota of programs that need more than any one of them may", () => {
  it("is their sum", () => {
    const props = { image: IMAGE, memory: "4096Gi", scaling: { min: 2, max: 1000 } } as const;
    const rendered = render((chart) => new GoService(chart, "A", props));
    expect(only(rendered, "ResourceQuota").spec.hard).toMatchObject({ "requests.memory": `${2001 * 4}Ti` });
  });
});
