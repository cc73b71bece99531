import { afterEach, describe, expect, it, jest } from "@jest/globals";
import { ApiObject, App, Chart, Testing } from "cdk8s";
import { AppChart, GantryApp, GoCronJob, GoJob, GoService, GoWorker, ValidationError } from "../../app";
import { IMAGE, environment, shopChart } from "../support/program";

afterEach(() => void jest.restoreAllMocks());

describe("a GantryApp", () => {
  it("is an App of cdk8s, whose charts render themselves to the same objects", () => {
    const { app, chart } = shopChart();
    new GoService(chart, "Web", { image: IMAGE, config: { LOG_LEVEL: "info" } });
    expect(app).toBeInstanceOf(App);
    const ours = app.render().objects.map(({ manifest }) => JSON.stringify(manifest));
    expect((Testing.synth(chart) as unknown[]).map((one) => JSON.stringify(one)).sort()).toEqual(ours.sort());
  });

  it("takes charts of cdk8s", () => {
    const app = new GantryApp({ environment: environment() });
    const chart = new Chart(app, "plain", { namespace: "plain" });
    new ApiObject(chart, "A", {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "a" },
      data: { x: "1" },
    });
    expect(app.render()).toMatchObject({ problems: [], objects: [{ file: "plain/configmap.a.yaml" }] });
  });

  it("asks validations of others, once for each construct", () => {
    const { app, chart } = shopChart();
    const web = new GoService(chart, "Web", { image: IMAGE });
    const validate = jest.fn(() => ["the moon is full"]);
    web.node.addValidation({ validate });
    new AppChart(app, "other", { team: "other", email: "other@example.test" });
    expect(app.render().problems).toMatchObject([
      { code: "validation", path: "prod/shop/Web", allowed: "the moon is full" },
    ]);
    expect(validate).toHaveBeenCalledTimes(1);
  });

  it("does not take its folder from the cdk8s command", () => {
    process.env["CDK8S_OUTDIR"] = "/nowhere";
    try {
      expect(new GantryApp({ environment: environment() }).outdir).toBe("dist");
    } finally {
      delete process.env["CDK8S_OUTDIR"];
    }
  });
});

describe("our constructs in an App of cdk8s", () => {
  const chart = () => new Chart(new App(), "shop");

  it.each<[string, () => object]>([
    ["AppChart", () => new AppChart(new App(), "shop", { team: "shop", email: "a@example.test" })],
    ["GoService", () => new GoService(chart(), "A", { image: IMAGE })],
    ["GoWorker", () => new GoWorker(chart(), "A", { image: IMAGE })],
    ["GoJob", () => new GoJob(chart(), "A", { image: IMAGE })],
    ["GoCronJob", () => new GoCronJob(chart(), "A", { image: IMAGE, schedule: "0 7 * * *" })],
  ])("say which app they need: %s", (_, declare) => {
    expect(declare).toThrow(ValidationError);
    expect(declare).toThrow("new GantryApp({ environment })");
  });
});
