import { describe, expect, it } from "@jest/globals";
import type { AppChart } from "../../app";
import { GoCronJob, GoJob, GoService, GoWorker } from "../../app";
import type { Deployment } from "../../constructs/imports/kubernetes";
import { IMAGE, complaintsOf, only, onlyRendered, problemsOf, render } from "../support/program";

const service = (chart: AppChart) => new GoService(chart, "A", { image: IMAGE });
const pause = (object: Deployment) => void (object.spec.paused = true);

describe("a patch", () => {
  it("changes the object, and its reason is kept", () => {
    const rendered = render((chart) => service(chart).patch("Deployment", pause, "frozen for the audit"));
    expect(only(rendered, "Deployment").spec.paused).toBe(true);
    expect(onlyRendered(rendered, "Deployment").patches).toEqual(["frozen for the audit"]);
  });

  it("sees what the ones before it did", () => {
    const rendered = render((chart) => {
      const a = service(chart);
      a.patch("Deployment", (object) => (object.spec.revisionHistoryLimit = 7), "first");
      a.patch("Deployment", (object) => (object.spec.revisionHistoryLimit! += 1), "second");
    });
    expect(only(rendered, "Deployment").spec.revisionHistoryLimit).toBe(8);
  });

  it("does not reach the objects of others", () => {
    const rendered = render((chart) => {
      new GoService(chart, "B", { image: IMAGE });
      service(chart).patch("Deployment", pause, "frozen for the audit");
    });
    expect(only(rendered, "Deployment", "b").spec).not.toHaveProperty("paused");
  });

  it("is checked like everything else", () => {
    const problems = problemsOf((chart) =>
      service(chart).patch("Deployment", (object) => (object.spec.replicas = 3), "three"),
    );
    expect(problems.map(({ code }) => code)).toEqual(["replicas-and-autoscaler"]);
  });

  it.each([
    ["does nothing", (object: Deployment) => (object.spec.revisionHistoryLimit = 5), "patch-without-effect"],
    ["throws", (object: Deployment) => (object.spec.template.spec.volumes![9]!.name = "x"), "patch-does-not-match"],
    ["adds what JSON cannot hold", (object: Deployment) => (object.spec.paused = NaN as never), "not-a-number"],
  ])("that %s is a problem", (_, change, expected) => {
    const problems = problemsOf((chart) => service(chart).patch("Deployment", (one) => void change(one), "because"));
    expect(problems.map(({ code }) => code)).toContain(expected);
    expect(problems[0]).toMatchObject({ path: "prod/shop/A/Workload/Resource" });
  });

  it("of a kind that is not there is a problem that lists those that are", () => {
    const [problem] = problemsOf((chart) => service(chart).patch("StatefulSet", () => undefined, "because"));
    expect(problem).toMatchObject({ code: "patch-does-not-match", field: 'patch("StatefulSet")' });
    expect(problem!.allowed).toContain("Deployment, HorizontalPodAutoscaler, NetworkPolicy");
  });

  it("of a service that is refused is no second problem", () => {
    const problems = problemsOf((chart) =>
      new GoService(chart, "A", { image: IMAGE, cpu: "x" as never }).patch("Deployment", pause, "because"),
    );
    expect(problems.map(({ field }) => field)).toEqual(["cpu"]);
  });

  it("works on every front door", () => {
    const rendered = render((chart) => {
      const note = (object: { metadata: { annotations?: Record<string, string> } }) =>
        void (object.metadata.annotations = { "example.test/note": "yes" });
      new GoWorker(chart, "B", { image: IMAGE }).patch("Deployment", note, "because");
      new GoJob(chart, "C", { image: IMAGE }).patch("ServiceAccount", note, "because");
      new GoCronJob(chart, "D", { image: IMAGE, schedule: "0 7 * * *" }).patch("CronJob", note, "because");
    });
    const noted = [only(rendered, "Deployment"), only(rendered, "ServiceAccount", "c"), only(rendered, "CronJob")];
    for (const { metadata } of noted) expect(metadata.annotations).toEqual({ "example.test/note": "yes" });
  });

  it("is refused where the name is a hash of the content, and without a reason", () => {
    const found = complaintsOf((chart) => {
      new GoJob(chart, "C", { image: IMAGE }).patch("Job", () => undefined, "because");
      new GoWorker(chart, "B", { image: IMAGE }).patch("Deployment", (one) => void (one.spec.paused = true), "");
    });
    expect(found).toEqual([
      'reason-missing patch("Deployment")',
      'patch-content-named patch("Job")',
      "patch-without-effect",
    ]);
  });
});
