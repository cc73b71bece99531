import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { Receiver, SmtpTls } from "../../../app";
import { temporaryFolder } from "../../support/folder";
import { configured, secret, templatesIn } from "./alertmanager/declared";
import { DIFFICULT, RUNBOOK, alert } from "./alertmanager/messages";
import { amtool } from "./alertmanager/server";

const hook = Receiver.webhook({ url: secret("x") });
const mail = { from: "alerts@example.test", server: "localhost:25", to: ["shop@example.test"] };

const { text: ROUTED } = configured({
  receivers: { chat: hook, oncall: hook, shop: hook, "shop-pages": hook, heartbeat: hook },
  default: "chat",
  routes: [
    { severity: "page", team: "shop", receiver: "shop-pages" },
    { team: "shop", receiver: "shop" },
    { severity: "page", receiver: "oncall" },
    { severity: "ticket", team: "billing", receiver: "shop" },
  ],
  watchdog: { receiver: "heartbeat" },
});

const { text: EVERY_KIND } = configured({
  receivers: {
    called: Receiver.weComRobot({ url: secret("x"), mention: ["13800001111"] }),
    app: Receiver.weComApp({ corpId: "ww1", agentId: "1", secret: secret("x"), users: ["@all"] }),
    dingtalk: Receiver.dingTalkRobot({ url: secret("x"), mention: ["13800001111", "@all"] }),
    feishu: Receiver.feishuRobot({ url: secret("x") }),
    slack: Receiver.slack({ url: secret("x") }),
    pagerduty: Receiver.pagerDuty({ key: secret("x") }),
    mail: Receiver.mail({ ...mail, user: "alerts", password: secret("x") }),
    relay: Receiver.mail({ ...mail, tls: SmtpTls.off("a relay on loopback") }),
    heartbeat: hook,
  },
  default: "called",
  routes: ["app", "dingtalk", "feishu", "slack", "pagerduty", "mail", "relay"].map((name) => ({
    team: name,
    receiver: name,
  })),
  watchdog: { receiver: "heartbeat" },
});

const folder = temporaryFolder();

function write(name: string, text: string): string {
  const file = join(folder.path, name);
  writeFileSync(file, text);
  return file;
}

describe("amtool", () => {
  it.each([
    ["every kind of receiver", EVERY_KIND, 9],
    ["routes", ROUTED, 5],
  ])("takes the configuration with %s", async (_, text, count) => {
    const { code, stdout } = await amtool("check-config", write("alertmanager.yml", text));
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining(`- ${count} receivers`) });
  });

  it.each([
    ["shop-pages", "severity=page team=shop"],
    ["shop", "severity=ticket team=shop"],
    ["shop", "severity=warning team=shop"],
    ["oncall", "severity=page team=billing"],
    ["oncall", "severity=page"],
    ["shop", "severity=ticket team=billing"],
    ["chat", "severity=ticket team=search"],
    ["chat", "alertname=NodeDown"],
    ["heartbeat", "alertname=Watchdog namespace=shop severity=none"],
    ["chat", "alertname=Watchdog namespace=monitoring severity=none"],
  ])("routes to %s what has %s", async (receiver, labels) => {
    const file = write("alertmanager.yml", ROUTED);
    const options = [`--config.file=${file}`, `--verify.receivers=${receiver}`];
    const { code, stdout } = await amtool("config", "routes", "test", ...options, ...labels.split(" "));
    expect({ code, stdout: stdout.trim() }).toEqual({ code: 0, stdout: receiver });
  });

  it("would tell of a wrong receiver", async () => {
    const options = [`--config.file=${write("alertmanager.yml", ROUTED)}`, "--verify.receivers=oncall"];
    expect((await amtool("config", "routes", "test", ...options, "severity=ticket")).code).toBe(1);
  });
});

describe("a template", () => {
  const { labels, annotations } = alert("shop", DIFFICULT);
  const one = { status: "firing", labels, annotations };
  const data = {
    receiver: "x",
    status: "firing",
    alerts: [one, { ...one, status: "resolved" }],
    groupLabels: {},
    commonLabels: labels,
    commonAnnotations: { runbook_url: RUNBOOK },
    externalURL: "http://localhost:9093",
  };

  const rendered = (template: string) =>
    amtool(
      "template",
      "render",
      "--template.glob=none",
      `--template.data=${write("data.json", JSON.stringify(data))}`,
      `--template.text=${template}`,
    );

  it.each(templatesIn(EVERY_KIND))("%s is rendered for a group of two", async (path, template) => {
    const { code, stdout, stderr } = await rendered(template);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const text = path.endsWith("payload") ? JSON.stringify(JSON.parse(stdout)) : stdout;
    expect(text).toMatch(/LatencyP99High|storefront|shop|critical|wiki/);
  });

  it("that was not closed would be found", async () => {
    expect((await rendered("{{ with .CommonLabels }}")).code).not.toBe(0);
  });
});
