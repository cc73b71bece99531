import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { DailyReport, SecretRef } from "../../../app";
import { IMAGE, only, render } from "../../support/program";
import type { CommandResult } from "../control-plane";
import { output, run } from "../images/plane/command";
import { freePort } from "../plane/free-port";
import { Supervised } from "../plane/supervised";
import { Inbox } from "./alertmanager/inbox";
import { yesterday } from "./daily-report/yesterday";

const KEY = "693axxx6-7aoc-4bc4-97a0-0ec2sifa5aaa";

let programs: Supervised;
let inbox: Inbox;
let prometheus: string;

beforeAll(async () => {
  programs = await Supervised.start();
  inbox = await Inbox.open();
  const environment = { ...process.env, CGO_ENABLED: "0" };
  const options = { cwd: "examples/services/daily-report", env: environment };
  await output("go", ["build", "-o", join(programs.folder, "daily-report"), "."], options);
  prometheus = await yesterday(programs);
}, 300_000);

afterAll(async () => {
  await inbox?.close();
  await programs?.stop();
});

/** The variables that the container of a report's job has in a pod, with the robot's URL in the place of its Secret. */
function variables(kind: "wecom" | "slack", url: string): Record<string, string> {
  const webhook = { kind, url: SecretRef.existing("daily-report", "url"), host: "chat.example.test" };
  const rendered = render(
    (chart) => new DailyReport(chart, "DailyReport", { image: IMAGE, timeZone: "Asia/Shanghai", prometheus, webhook }),
  );
  const { data } = only(rendered, "ConfigMap");
  const [container] = only(rendered, "CronJob").spec.jobTemplate.spec.template.spec.containers;
  return Object.fromEntries(
    container!.env!.map(({ name, value, valueFrom }) => {
      const { configMapKeyRef, secretKeyRef } = valueFrom ?? {};
      return [name, value ?? (configMapKeyRef ? data[configMapKeyRef.key]! : secretKeyRef ? url : "")];
    }),
  );
}

/** Runs the program as a pod would, on ports of this machine that nobody has. */
async function report(kind: "wecom" | "slack", path: string): Promise<CommandResult> {
  const here = {
    GANTRY_PORT_HEALTH: String(await freePort()),
    GANTRY_PORT_METRICS: String(await freePort()),
    GANTRY_PPROF: "off",
  };
  const env = { ...variables(kind, `${inbox.url}${path}?key=${KEY}`), ...here };
  return run(join(programs.folder, "daily-report"), [], { env });
}

const TITLE = /^\*\*Services, 24 h to \d{4}-\d{2}-\d{2} \d{2}:\d{2} CST\*\*$/;

describe("the daily report", () => {
  it("tells a WeCom robot how each service did, the busiest first, in the time of its zone", async () => {
    expect(await report("wecom", "/wecom/send")).toMatchObject({ code: 0 });
    const [posted] = await inbox.first("/wecom/send");
    const { msgtype, markdown } = posted!.body as { msgtype: string; markdown: { content: string } };
    const [title, ...lines] = markdown.content.trimEnd().split("\n");
    expect([msgtype, title]).toEqual(["markdown", expect.stringMatching(TITLE)]);
    expect(lines).toEqual([
      "- storefront: 20.0 req/s, 1.00 % errors, P95 175ms",
      "- pricing: 4.0 req/s, 2.00 % errors, P95 175ms",
    ]);
  });

  it("tells Slack the same", async () => {
    expect(await report("slack", "/slack")).toMatchObject({ code: 0 });
    const [posted] = await inbox.first("/slack");
    expect((posted!.body as { text: string }).text).toContain("- storefront: 20.0 req/s, 1.00 % errors");
  });

  it("fails when the robot refuses, and does not say its URL", async () => {
    const { code, stdout, stderr } = await report("wecom", "/refused");
    expect(code).toBe(1);
    expect(stdout).toContain("the webhook's answer has no errcode");
    expect(stdout + stderr).not.toContain(KEY);
  });
});
