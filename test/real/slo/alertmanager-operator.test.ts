import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { AlertDelivery, Receiver } from "../../../app";
import type { Manifest } from "../../../lib/rendered";
import { temporaryFolder } from "../../support/folder";
import { environment, onlyRendered, render } from "../../support/program";
import { secret } from "./alertmanager/declared";
import { Operator } from "./alertmanager/operator";
import { amtool } from "./alertmanager/server";

const { objects, ...rendered } = render(
  (chart) =>
    new AlertDelivery(chart, "Alerts", {
      receivers: {
        chat: Receiver.weComRobot({ url: secret("chat") }),
        oncall: Receiver.pagerDuty({ key: secret("oncall") }),
        heartbeat: Receiver.webhook({ url: secret("heartbeat") }),
      },
      default: "chat",
      routes: [{ severity: "page", receiver: "oncall" }],
      watchdog: { receiver: "heartbeat" },
    }),
  environment({ installed: ["prometheus-operator"] }),
);
const { manifest: config } = onlyRendered({ objects, ...rendered }, "AlertmanagerConfig");
const keys = {
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "alerts", namespace: "shop" },
  stringData: { chat: "http://127.0.0.1/chat", oncall: "r0uting", heartbeat: "http://127.0.0.1/heartbeat" },
};

const folder = temporaryFolder();
let operator: Operator;
const files = { OnNamespace: "", None: "" };

beforeAll(async () => {
  operator = await Operator.start();
  await operator.apply(...objects.map(({ manifest }) => manifest), keys);
  files.OnNamespace = await operator.configuration("own", "shop", "shop/alerts/chat", "OnNamespace");
  files.None = await operator.configuration("every", "shop", "shop/alerts/chat", "None");
}, 180_000);

afterAll(() => operator?.stop());

describe("the operator", () => {
  it.each(["OnNamespace", "None"] as const)("makes a configuration that amtool takes, with %s", async (strategy) => {
    const file = join(folder.path, "alertmanager.yml");
    writeFileSync(file, files[strategy]);
    expect((await amtool("check-config", file)).code).toBe(0);
  });

  it.each([
    ["OnNamespace", "shop/alerts/oncall", "namespace=shop severity=page"],
    ["OnNamespace", "shop/alerts/chat", "namespace=shop severity=ticket"],
    ["OnNamespace", "shop/alerts/heartbeat", "namespace=shop alertname=Watchdog"],
    ["OnNamespace", "null", "namespace=billing severity=page"],
    ["None", "shop/alerts/oncall", "namespace=billing severity=page"],
    ["None", "shop/alerts/chat", "alertname=NodeDown"],
    ["None", "shop/alerts/heartbeat", "namespace=shop alertname=Watchdog"],
  ] as const)("with %s, gives to %s what has %s", async (strategy, receiver, labels) => {
    const file = join(folder.path, "alertmanager.yml");
    writeFileSync(file, files[strategy]);
    const options = [`--config.file=${file}`, `--verify.receivers=${receiver}`];
    const { code, stdout } = await amtool("config", "routes", "test", ...options, ...labels.split(" "));
    expect({ code, stdout: stdout.trim() }).toEqual({ code: 0, stdout: receiver });
  });
});

describe("an AlertmanagerConfig", () => {
  it("is left out as a whole while its Secret is missing", async () => {
    const metadata = { ...config.metadata, namespace: "bare" };
    await operator.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: "bare" } }, { ...config, metadata });
    await operator.configuration("bare", "bare", "null", "OnNamespace");
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(await operator.configuration("bare", "bare", "null", "OnNamespace")).not.toContain("bare/alerts");
    await operator.apply({ ...keys, metadata: { name: "alerts", namespace: "bare" } });
    const whole = await operator.configuration("bare", "bare", "bare/alerts/oncall", "OnNamespace");
    expect(whole).toContain("bare/alerts/heartbeat");
  });
});

describe("the API server", () => {
  it.each([
    ["a duration that is none", { route: { receiver: "chat", groupWait: "soon" } }, "groupWait"],
    ["a receiver without a name", { receivers: [{ webhookConfigs: [] }] }, "name"],
    ["a field that is not there", { receiver: "chat" }, "receiver"],
  ])("would refuse %s", async (_, spec, field) => {
    const wrong = { ...config, spec } as unknown as Manifest;
    const { status, message } = await operator.plane.client.apply(wrong, { dryRun: true, force: true });
    expect({ status: status >= 400, message }).toEqual({ status: true, message: expect.stringContaining(field) });
  });
});
