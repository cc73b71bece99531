import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { AlertDeliveryProps } from "../../../app";
import { Receiver, SmtpTls, Watchdog } from "../../../app";
import { waitFor } from "../plane/wait-for";
import { secret } from "./alertmanager/declared";
import { DIFFICULT, RUNBOOK, alert, message } from "./alertmanager/messages";
import { RENDERINGS, Running } from "./alertmanager/running";

const CALLED = ["13800001111", "+8613900002222"];

function delivery(mailPort: number): AlertDeliveryProps {
  const mail = { from: "alerts@example.test", server: `localhost:${mailPort}` };
  const app = { corpId: "ww1", agentId: "1000002", users: ["zhang", "li"], parties: ["7"], tags: ["8"] };
  const people = { to: ["shop@example.test", "boss@example.test"], user: "alerts", password: secret("mail") };
  const relay = { to: ["relay@example.test"], tls: SmtpTls.off("a relay on loopback") };
  const receivers = {
    wecom: Receiver.weComRobot({ url: secret("wecom") }),
    "wecom-called": Receiver.weComRobot({ url: secret("wecom-called"), mention: [...CALLED, "@all"] }),
    "wecom-app": Receiver.weComApp({ ...app, secret: secret("wecom-app") }),
    dingtalk: Receiver.dingTalkRobot({ url: secret("dingtalk"), mention: CALLED }),
    "dingtalk-all": Receiver.dingTalkRobot({ url: secret("dingtalk-all"), mention: ["@all"] }),
    feishu: Receiver.feishuRobot({ url: secret("feishu") }),
    slack: Receiver.slack({ url: secret("slack") }),
    pagerduty: Receiver.pagerDuty({ key: secret("pagerduty") }),
    webhook: Receiver.webhook({ url: secret("webhook") }),
    mail: Receiver.mail({ ...mail, ...people }),
    relay: Receiver.mail({ ...mail, ...relay }),
    rest: Receiver.webhook({ url: secret("rest") }),
  };
  return {
    receivers,
    default: "rest",
    routes: Object.keys(receivers).flatMap((name) => (name === "rest" ? [] : [{ team: name, receiver: name }])),
    pages: { wait: "0s", interval: "12s", repeat: "1h" },
    watchdog: Watchdog.off("not in this test"),
  };
}

/** What is in the place of an address at the inbox. */
const SECRETS = { "wecom-app": "s3cret", pagerduty: "r0uting", mail: "pa55" };

describe.each(RENDERINGS)("by %s, a difficult text arrives as it is", (rendering) => {
  let running: Running;
  beforeAll(async () => {
    running = await Running.start(rendering, delivery, SECRETS);
    const { routes = [] } = delivery(25);
    await running.alertmanager.send(...routes.map(({ receiver }) => alert(receiver, DIFFICULT)));
  }, 180_000);
  afterAll(() => running?.stop());

  /** The body of the first request to a path. */
  async function body(path: string): Promise<unknown> {
    const [first] = await running.inbox.first(path);
    return first!.body;
  }

  it("at a group robot of WeCom", async () => {
    expect(await body("/wecom")).toEqual({ msgtype: "text", text: { content: message("wecom", DIFFICULT) } });
  });

  it("at a group robot of WeCom that calls people, whose numbers stay texts", async () => {
    const mentioned_mobile_list = [...CALLED, "@all"];
    const content = message("wecom-called", DIFFICULT);
    expect(await body("/wecom-called")).toEqual({ msgtype: "text", text: { content, mentioned_mobile_list } });
  });

  it("at members, departments and tags of WeCom", async () => {
    const [token] = await running.inbox.first("/cgi-bin/gettoken");
    expect(token!.body).toBeUndefined();
    expect(await body("/cgi-bin/message/send")).toEqual({
      msgtype: "text",
      agentid: "1000002",
      touser: "zhang|li",
      toparty: "7",
      totag: "8",
      safe: "0",
      text: { content: message("wecom-app", DIFFICULT) },
      markdown: { content: "" },
    });
  });

  it("at a robot of DingTalk that calls people", async () => {
    const content = `${message("dingtalk", DIFFICULT)}\n@13800001111 @+8613900002222`;
    const at = { atMobiles: CALLED };
    expect(await body("/dingtalk")).toEqual({ msgtype: "text", text: { content }, at });
  });

  it("at a robot of DingTalk that calls everybody", async () => {
    const content = message("dingtalk-all", DIFFICULT);
    expect(await body("/dingtalk-all")).toEqual({ msgtype: "text", text: { content }, at: { isAtAll: true } });
  });

  it("at a robot of Feishu", async () => {
    expect(await body("/feishu")).toEqual({ msg_type: "text", content: { text: message("feishu", DIFFICULT) } });
  });

  it("at Slack, which reads its escapes", async () => {
    const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    expect(await body("/slack")).toMatchObject({
      attachments: [
        {
          title: "Alert firing: LatencyP99High of storefront",
          title_link: RUNBOOK,
          text: escaped(message("slack", DIFFICULT)),
          fallback: "Alert firing: LatencyP99High of storefront",
          color: "danger",
        },
      ],
    });
  });

  it("at PagerDuty, as a critical event with the whole alert", async () => {
    expect(await body("/pagerduty")).toMatchObject({
      routing_key: "r0uting",
      event_action: "trigger",
      links: [{ href: RUNBOOK, text: "Runbook" }],
      payload: {
        summary: `LatencyP99High: ${DIFFICULT}`,
        severity: "critical",
        source: "shop/storefront",
        class: "LatencyP99High",
        component: "storefront",
        group: "shop",
        custom_details: { num_firing: 1, firing: [{ status: "firing", annotations: { summary: DIFFICULT } }] },
      },
    });
  });

  it("at a program of your own", async () => {
    const { labels, annotations } = alert("webhook", DIFFICULT);
    expect(await body("/webhook")).toMatchObject({
      version: "4",
      status: "firing",
      receiver: expect.stringMatching(/webhook$/),
      groupLabels: { namespace: "shop", service: "storefront", alertname: "LatencyP99High" },
      alerts: [{ status: "firing", labels, annotations }],
    });
  });

  it("by mail, encrypted and with a login", async () => {
    expect(await running.mailbox.to("boss@example.test")).toEqual([
      {
        from: "alerts@example.test",
        to: ["shop@example.test", "boss@example.test"],
        login: "alerts:pa55",
        isEncrypted: true,
        subject: "Alert firing: LatencyP99High of storefront",
        parts: { "text/plain": message("mail", DIFFICULT) },
      },
    ]);
  });

  it("by mail through a relay without TLS", async () => {
    const [mail] = await running.mailbox.to("relay@example.test");
    expect(mail).toMatchObject({ isEncrypted: false, parts: { "text/plain": message("relay", DIFFICULT) } });
    expect(mail!.login).toBeUndefined();
  });
});

describe("a message", () => {
  let running: Running;
  beforeAll(async () => {
    running = await Running.start("alertmanager.yml", delivery, SECRETS);
  });
  afterAll(() => running?.stop());

  /** The text of the first message to a robot that begins so. */
  async function textAt(path: string, begin: string): Promise<string> {
    const find = () =>
      running.inbox
        .to(path)
        .map(({ body }) => body as { text?: { content: string }; content?: { text: string } })
        .map(({ text, content }) => text?.content ?? content?.text ?? "")
        .find((one) => one.startsWith(begin));
    return waitFor(`${begin} at ${path}`, () => Promise.resolve(find()));
  }

  it("of an alert that no route takes goes to the default", async () => {
    await running.alertmanager.send(alert("nobody", "seen"));
    const [first] = await running.inbox.first("/rest");
    expect(first!.body).toMatchObject({ receiver: "rest", commonLabels: { team: "nobody" } });
  });

  it("without the labels and notes of Gantry's alerts has what is there", async () => {
    await running.alertmanager.send({ labels: { alertname: "NodeDown", severity: "page", team: "feishu" } });
    expect(await textAt("/feishu", "Alert firing: NodeDown")).toBe(
      "Alert firing: NodeDown\nseverity: page\nteam: feishu\n- firing: ",
    );
  });

  it("to WeCom that is too long is cut to 2,048 bytes", async () => {
    await running.alertmanager.send(alert("wecom", "🔥".repeat(5000), { alertname: "Long" }));
    const { length } = Buffer.from(await textAt("/wecom", "Alert firing: Long"));
    expect([length > 1600, length <= 2048]).toEqual([true, true]);
  });

  it.each(["feishu", "dingtalk"])("to %s that is too long is cut to a body of 20 kB", async (team) => {
    await running.alertmanager.send(alert(team, "<".repeat(5000), { alertname: "Long" }));
    const text = await textAt(`/${team}`, "Alert firing: Long");
    const { bytes } = running.inbox.to(`/${team}`).find(({ body }) => JSON.stringify(body).includes("Long"))!;
    expect([text.length >= 3000, bytes > 17_000, bytes <= 20_000]).toEqual([true, true, true]);
  });

  it("loses the characters that would make YAML of its JSON fail, and nothing else", async () => {
    await running.alertmanager.send(
      alert("wecom", "a\u007fb\u0085c\ufeffd\uffffe\u0001f\u2028g\u00a0h", { alertname: "Odd" }),
    );
    const text = await textAt("/wecom", "Alert firing: Odd");
    expect(text).toContain("- firing: abcde\u0001f\u2028g\u00a0h");
  });

  it("says that it is over", async () => {
    await running.alertmanager.send(alert("wecom", DIFFICULT));
    await textAt("/wecom", "Alert firing: LatencyP99High");
    await running.alertmanager.send({ ...alert("wecom", DIFFICULT), endsAt: "2020-01-01T00:00:00Z" });
    expect(await textAt("/wecom", "Alert resolved")).toBe(message("wecom", DIFFICULT, "resolved"));
  });
});
