import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Receiver, Watchdog } from "../../../app";
import { freePort } from "../plane/free-port";
import { Supervised } from "../plane/supervised";
import { configured, secret } from "./alertmanager/declared";
import { Inbox } from "./alertmanager/inbox";
import type { Sent } from "./alertmanager/server";
import { Alertmanager } from "./alertmanager/server";

const PAST = "2020-01-01T00:00:00Z";
const hook = Receiver.webhook({ url: secret("x"), timeout: "1s" });

let inbox: Inbox;

beforeAll(async () => {
  inbox = await Inbox.open();
});

afterAll(() => inbox?.close());

function burning(alertname: string, severity: string, labels: Readonly<Record<string, string>>): Sent {
  return { labels: { alertname, severity, namespace: "shop", service: "storefront", team: "shop", ...labels } };
}

/** The alerts of a request, as the name and the objective. */
function told(body: unknown): string[] {
  const { status, alerts } = body as { status: string; alerts: { labels: Record<string, string> }[] };
  return alerts.map(({ labels }) => `${status} ${labels["alertname"]} ${labels["slo"] ?? ""}`.trim());
}

/** Milliseconds between one request and the next. */
function gaps(path: string): number[] {
  const times = inbox.to(path).map(({ at }) => at);
  return times.slice(1).map((at, index) => at - times[index]!);
}

describe("a page", () => {
  let alertmanager: Alertmanager;
  beforeAll(async () => {
    const { text } = configured({
      receivers: { oncall: hook, chat: hook },
      default: "chat",
      routes: [{ severity: "page", receiver: "oncall" }],
      pages: { wait: "0s", interval: "2s", repeat: "4s" },
      tickets: { wait: "1s", interval: "2s", repeat: "1h" },
      watchdog: Watchdog.off("not in this test"),
    });
    const secrets = { oncall: `${inbox.url}/oncall`, chat: `${inbox.url}/chat` };
    alertmanager = await Alertmanager.start(text, secrets);
  });
  afterAll(() => alertmanager?.stop());

  it("silences tickets of the same service and objective, and only those, until it is over", async () => {
    const fast = burning("ErrorBudgetBurnsFast", "page", { slo: "availability" });
    await alertmanager.send(
      fast,
      burning("ErrorBudgetBurnsSlowly", "ticket", { slo: "availability" }),
      burning("ErrorBudgetBurnsSlowly", "ticket", { slo: "latency" }),
      burning("ErrorBudgetBurnsSlowly", "ticket", { slo: "availability", service: "pricing" }),
      burning("LatencyP95High", "ticket", {}),
    );
    await inbox.first("/oncall");
    await inbox.first("/chat", 3);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(
      inbox
        .to("/chat")
        .flatMap(({ body }) => told(body))
        .sort(),
    ).toEqual([
      "firing ErrorBudgetBurnsSlowly availability",
      "firing ErrorBudgetBurnsSlowly latency",
      "firing LatencyP95High",
    ]);
    await alertmanager.send({ ...fast, endsAt: PAST });
    const [, , , fourth] = await inbox.first("/chat", 4);
    expect(told(fourth!.body)).toContain("firing ErrorBudgetBurnsSlowly availability");
  });

  it("is repeated when its declaration says, and not one look later", async () => {
    await alertmanager.send(burning("ServiceDown", "page", { service: "slow" }));
    const isDown = () => inbox.to("/oncall").filter(({ body }) => told(body).includes("firing ServiceDown"));
    await new Promise((resolve) => setTimeout(resolve, 9500));
    const times = isDown().map(({ at }) => at);
    expect(times.slice(1).map((at, index) => Math.round((at - times[index]!) / 1000))).toEqual([4, 4]);
  });
});

describe("the alert that always fires", () => {
  let alertmanager: Alertmanager;
  let programs: Supervised;
  beforeAll(async () => {
    const { text, rules } = configured({
      receivers: { chat: hook, heartbeat: hook },
      default: "chat",
      watchdog: { receiver: "heartbeat", every: "10s" },
    });
    const secrets = { heartbeat: `${inbox.url}/heartbeat`, chat: `${inbox.url}/watched` };
    alertmanager = await Alertmanager.start(text, secrets);
    programs = await Supervised.start();
    writeFileSync(join(programs.folder, "rules.yaml"), rules);
    const target = [{ targets: [`127.0.0.1:${alertmanager.port}`] }];
    const configuration = { rule_files: ["rules.yaml"], alerting: { alertmanagers: [{ static_configs: target }] } };
    writeFileSync(join(programs.folder, "prometheus.yml"), JSON.stringify(configuration));
    const flags = ["--storage.tsdb.path=data", `--web.listen-address=127.0.0.1:${await freePort()}`];
    programs.run("prometheus", "prometheus", ["--config.file=prometheus.yml", ...flags]);
  });
  afterAll(async () => {
    await programs?.stop();
    await alertmanager?.stop();
  });

  it("comes from Prometheus to its receiver again and again, and to nobody else", async () => {
    const all = await inbox.first("/heartbeat", 4, 90_000);
    expect(all.flatMap(({ body }) => told(body))).toEqual(Array(4).fill("firing Watchdog"));
    expect(gaps("/heartbeat").map((gap) => Math.round(gap / 1000))).toEqual([10, 10, 10]);
    expect(inbox.to("/watched")).toEqual([]);
  });

  it("says nothing when it ends: that nobody hears of it is the message", async () => {
    const { labels } = (inbox.to("/heartbeat")[0]!.body as { alerts: Sent[] }).alerts[0]!;
    await programs.stop();
    await alertmanager.send({ labels, endsAt: PAST });
    const before = inbox.to("/heartbeat").length;
    await new Promise((resolve) => setTimeout(resolve, 12_000));
    expect(inbox.to("/heartbeat")).toHaveLength(before);
  });
});
