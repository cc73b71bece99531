import { describe, expect, it } from "@jest/globals";
import { Chart } from "cdk8s";
import { Construct } from "constructs";
import { AppChart, GoCronJob, GoJob, GoService, GoWorker } from "../../app";
import { IMAGE, complaintsOf, problemsOf, render, shopChart } from "../support/program";

type Make = (chart: AppChart, props?: object) => { readonly name: string };

const DOORS: readonly [string, Make, readonly string[]][] = [
  [
    "GoService",
    (chart, props) => new GoService(chart, "A", { image: IMAGE, ...props }),
    ["Deployment", "HorizontalPodAutoscaler", "NetworkPolicy", "PodDisruptionBudget", "Service", "ServiceAccount"],
  ],
  [
    "GoWorker",
    (chart, props) => new GoWorker(chart, "A", { image: IMAGE, ...props }),
    ["Deployment", "HorizontalPodAutoscaler", "NetworkPolicy", "PodDisruptionBudget", "ServiceAccount"],
  ],
  [
    "GoJob",
    (chart, props) => new GoJob(chart, "A", { image: IMAGE, ...props }),
    ["Job", "NetworkPolicy", "ServiceAccount"],
  ],
  [
    "GoCronJob",
    (chart, props) => new GoCronJob(chart, "A", { image: IMAGE, schedule: "0 7 * * *", ...props }),
    ["CronJob", "NetworkPolicy", "ServiceAccount"],
  ],
];

describe.each(DOORS)("a %s", (_, make, kinds) => {
  const complaints = (props: object) => complaintsOf((chart) => make(chart, props));

  it("is these objects and no others", () => {
    const found = render((chart) => make(chart)).objects.filter(({ path }) => path.startsWith("prod/shop/A"));
    expect(found.map(({ manifest }) => manifest.kind).sort()).toEqual(kinds);
  });

  it("labels each of its objects as its own", () => {
    const found = render((chart) => make(chart)).objects.filter(({ path }) => path.startsWith("prod/shop/A"));
    const instances = found.map(({ manifest }) => manifest.metadata.labels?.["app.kubernetes.io/instance"]);
    expect(new Set(instances)).toEqual(new Set(["a"]));
  });

  it.each([
    ["no image", { image: undefined }, ["required image"]],
    ["an image as text", { image: "registry.example.test/a:v1" }, ["wrong-type image"]],
    ["a prop that is not there", { replcas: 3 }, ["unknown-prop replcas"]],
    ["a name with capitals", { name: "Shop" }, ["name-grammar name"]],
    ["a name that is too long", { name: "a".repeat(41) }, ["name-too-long name"]],
    ["memory for no Go program", { memory: "8Mi" }, ["out-of-range memory"]],
    ["a thousandth of a byte", { memory: "512m" }, ["size-decimal-suffix memory"]],
    ["no processor time", { cpu: "0" }, undefined],
    ["a limit below the request", { cpu: "2", cpuLimit: "1" }, ["limit-below-request cpuLimit"]],
    ["a limit below the usual request", { cpuLimit: "100m" }, ["limit-below-request cpuLimit"]],
    ["sizes as numbers", { scratch: 64 }, ["wrong-type scratch"]],
    ["a command as text", { command: "sh -c x" }, ["wrong-type command"]],
    ["arguments that are no text", { args: [1, true] }, ["wrong-type args[0]", "wrong-type args[1]"]],
    ["a list with a hole", { args: Object.assign(Array(2), { 1: "x" }) }, ["wrong-type args[0]"]],
    ["a Promise", { cpu: Promise.resolve("1") }, ["unresolved-value cpu"]],
    ["a class instance", { config: new Map([["A", "1"]]) }, ["wrong-type config"]],
    ["an annotation that is no text", { podAnnotations: { a: true } }, ["wrong-type podAnnotations.a"]],
    ["a priority that is no name", { priorityClass: "Very High" }, ["name-grammar priorityClass"]],
  ])("is refused with %s", (_, props, expected) => {
    const found = complaints(props);
    expect(found).toHaveLength(expected?.length ?? 1);
    if (expected) expect(found).toEqual(expected);
  });
});

describe("what a refusal says", () => {
  it("asks whether another prop was meant", () => {
    const [problem] = problemsOf((chart) => new GoService(chart, "A", { image: IMAGE, scalng: {} } as never));
    expect(problem).toMatchObject({ got: 'the prop "scalng"', fix: "did you mean scaling?" });
  });

  it("names everything at once", () => {
    const props = { image: "x", cpu: -1, scaling: { min: 1, mx: 2 }, health: { boot: "soon" } } as never;
    expect(complaintsOf((chart) => new GoService(chart, "A", props))).toEqual([
      "wrong-type cpu",
      "duration-grammar health.boot",
      "wrong-type image",
      "replicas-too-few scaling.min",
      "unknown-prop scaling.mx",
    ]);
  });

  it("names the getter that throws", () => {
    const props = {
      image: IMAGE,
      get cpu(): never {
        return JSON.parse("{") as never;
      },
    };
    expect(complaintsOf((chart) => new GoService(chart, "A", props))).toEqual(["unreadable cpu"]);
  });

  it("names the line of the declaration", () => {
    const [problem] = problemsOf((chart) => new GoService(chart, "A", {} as never));
    expect(problem!.source).toMatch(/^test\/constructs\/program\.test\.ts:\d+$/);
  });

  it("begins with the environment and the place in the tree", () => {
    const [problem] = problemsOf((chart) => new GoService(new Construct(chart, "Team"), "A", {} as never));
    expect(problem!.path).toBe("prod/shop/Team/A");
  });
});

describe("the name of a program", () => {
  it.each([
    ["DailyReport", "daily-report"],
    ["HTTPServer", "http-server"],
    ["shop2", "shop2"],
  ])("is its id %s in lower case: %s", (id, expected) => {
    expect(new GoJob(shopChart().chart, id, { image: IMAGE }).name).toBe(expected);
  });

  it("is what its props say", () => {
    expect(new GoJob(shopChart().chart, "A", { image: IMAGE, name: "other" }).name).toBe("other");
  });

  it("does not depend on what stands beside it", () => {
    const { chart } = shopChart();
    new GoJob(chart, "B", { image: IMAGE });
    expect(new GoJob(chart, "A", { image: IMAGE }).name).toBe("a");
  });

  it("carries a hash where ids are joined, so that two places never meet", () => {
    const { chart } = shopChart();
    const one = new GoJob(new Construct(chart, "A"), "BC", { image: IMAGE }).name;
    const other = new GoJob(new Construct(chart, "AB"), "C", { image: IMAGE }).name;
    expect([one, other]).toEqual([expect.stringMatching(/^a-bc-[a-z2-7]{10}$/), expect.stringMatching(/^ab-c-/)]);
  });

  it("is missing where an id has no letter for it", () => {
    expect(complaintsOf((chart) => new GoJob(chart, "日本語", { image: IMAGE }))).toEqual(["name-empty name"]);
  });

  it("is a problem when another program of the application has it", () => {
    const found = problemsOf((chart) => {
      new GoService(chart, "A", { image: IMAGE });
      new GoJob(chart, "B", { image: IMAGE, name: "a" });
    });
    expect(found).toMatchObject([
      {
        code: "duplicate-name",
        path: "prod/shop/B",
        field: "name",
        allowed: "a name of its own: prod/shop/A has this one",
      },
    ]);
  });

  it("may be the same in two applications", () => {
    const { app, chart } = shopChart();
    const other = new AppChart(app, "other", { team: "other", email: "other@example.test" });
    for (const one of [chart, other]) new GoJob(one, "A", { image: IMAGE });
    expect(app.render().problems).toEqual([]);
  });
});

describe("the place of a program", () => {
  it("is a chart, which is its application", () => {
    const { app } = shopChart();
    expect(() => new GoJob(app, "A", { image: IMAGE })).toThrow("outside of a chart");
  });

  it("has a namespace", () => {
    const { app } = shopChart();
    new GoJob(new Chart(app, "plain"), "A", { image: IMAGE });
    expect(app.render().problems).toMatchObject([{ code: "namespace-missing", path: "prod/plain/A" }]);
  });
});
