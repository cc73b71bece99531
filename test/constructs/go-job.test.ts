import { describe, expect, it } from "@jest/globals";
import type { GoCronJobProps, GoJobProps } from "../../app";
import { Duration, GoCronJob, GoJob } from "../../app";
import { IMAGE, complaintsOf, only, render } from "../support/program";

const job = (props: Partial<GoJobProps> = {}) =>
  render((chart) => new GoJob(chart, "Backfill", { image: IMAGE, ...props }));
const cronJob = (props: Partial<GoCronJobProps> = {}) =>
  render((chart) => new GoCronJob(chart, "Report", { image: IMAGE, schedule: "0 7 * * *", ...props }));

describe("a GoJob", () => {
  it("runs once, for an hour at most, and tries three times more", () => {
    expect(only(job(), "Job").spec).toMatchObject({
      activeDeadlineSeconds: 3600,
      backoffLimit: 3,
      completions: 1,
      parallelism: 1,
      template: { spec: { restartPolicy: "Never" } },
    });
  });

  it("does not delete itself, or whoever keeps the cluster equal to Git would run it again", () => {
    expect(only(job(), "Job").spec).not.toHaveProperty("ttlSecondsAfterFinished");
  });

  it("has a new name for each content, because a Job cannot be changed", () => {
    const names = [{}, {}, { args: ["--all"] }, { timeout: "2h" as const }, { config: { A: "1" } }].map(
      (props) => only(job(props), "Job").metadata.name!,
    );
    expect(names[0]).toMatch(/^backfill-[a-z2-7]{10}$/);
    expect(names[1]).toBe(names[0]);
    expect(new Set(names).size).toBe(4);
  });

  it("has neither probes nor a drain nor a Service", () => {
    const rendered = job();
    const [container] = only(rendered, "Job").spec.template.spec.containers;
    expect(Object.keys(container!).filter((key) => key.endsWith("Probe") || key === "lifecycle")).toEqual([]);
    expect(container!.env!.map(({ name }) => name)).toEqual(["GOMEMLIMIT", "GOTRACEBACK"]);
    expect(rendered.objects.map(({ manifest }) => manifest.kind)).not.toContain("Service");
  });

  it("is as confined as a service", () => {
    expect(only(job(), "Job").spec.template.spec).toMatchObject({
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      containers: [{ securityContext: { capabilities: { drop: ["ALL"] }, readOnlyRootFilesystem: true } }],
      automountServiceAccountToken: false,
    });
  });

  it.each([
    ["more pods at a time than in all", { parallelism: 2 }, "out-of-range parallelism"],
    ["no pod", { completions: 0 }, "out-of-range completions"],
    ["half seconds", { timeout: Duration.millis(1500) }, "duration-part-of-second timeout"],
    ["a schedule", { schedule: "0 7 * * *" } as never, "unknown-prop schedule"],
  ] satisfies [string, Partial<GoJobProps>, string][])("is refused with %s", (_, props, expected) => {
    expect(complaintsOf((chart) => new GoJob(chart, "Backfill", { image: IMAGE, ...props }))).toEqual([expected]);
  });
});

describe("a GoCronJob", () => {
  it("runs in UTC, never twice at a time, five minutes late at most, and keeps three of each", () => {
    expect(only(cronJob(), "CronJob").spec).toMatchObject({
      schedule: "0 7 * * *",
      timeZone: "Etc/UTC",
      concurrencyPolicy: "Forbid",
      startingDeadlineSeconds: 300,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 3,
      suspend: false,
      jobTemplate: { spec: { activeDeadlineSeconds: 3600, backoffLimit: 3, completions: 1, parallelism: 1 } },
    });
  });

  it("runs when and how somebody else says", () => {
    const props = { timeZone: "Asia/Shanghai", concurrency: "Replace", startDeadline: "1m", suspended: true } as const;
    expect(only(cronJob({ ...props, keepSucceeded: 1, keepFailed: 0 }), "CronJob").spec).toMatchObject({
      timeZone: "Asia/Shanghai",
      concurrencyPolicy: "Replace",
      startingDeadlineSeconds: 60,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 0,
      suspend: true,
    });
  });

  it("keeps its name when its content changes", () => {
    expect(only(cronJob({ args: ["--all"] }), "CronJob").metadata.name).toBe("report");
  });

  it("labels the jobs that it makes", () => {
    const { metadata, spec } = only(cronJob(), "CronJob").spec.jobTemplate;
    expect(metadata!.labels).toMatchObject({ "app.kubernetes.io/instance": "report" });
    expect(spec.template.metadata!.labels).toMatchObject({ "app.kubernetes.io/instance": "report" });
  });

  it.each([
    ["six fields", { schedule: "0 0 7 * * *" }, "schedule"],
    ["no schedule", { schedule: "" }, "schedule"],
    ["a minute that is not there", { schedule: "99 7 * * *" }, "schedule"],
    ["a day that never comes", { schedule: "0 0 31 2 *" }, "schedule"],
    ["a zone that is not there", { timeZone: "Mars/Phobos" }, "timeZone"],
    ["an hour that a zone skips", { schedule: "30 2 * * *", timeZone: "Europe/Berlin" }, "schedule"],
    ["another policy", { concurrency: "Maybe" as never }, "concurrency"],
    ["half seconds", { startDeadline: Duration.millis(10500) }, "startDeadline"],
    ["a deadline that the controller misses", { startDeadline: "5s" as const }, "startDeadline"],
  ] satisfies [string, Partial<GoCronJobProps>, string][])("is refused with %s", (_, props, field) => {
    const found = complaintsOf(
      (chart) => new GoCronJob(chart, "Report", { image: IMAGE, schedule: "0 7 * * *", ...props }),
    );
    expect(found.map((complaint) => complaint.split(" ")[1])).toEqual([field]);
  });
});
