import { describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { Receiver, alertmanagerFile } from "../../../lib/alerting";
import { SecretRef } from "../../../lib/secret-ref";
import { Duration } from "../../../lib/units";

// What the templates yield is tried with Alertmanager itself; here is what stands in them.
const url = SecretRef.existing("alerts", "url");
const calm = { wait: Duration.seconds(0), interval: Duration.minutes(5), repeat: Duration.hours(1) };
const app = { corpId: "ww1", agentId: "1", secret: url, users: ["@all"] };
const CLEANED = '| toJson | reReplaceAll `[\\x7f-\\x9f\\x{feff}\\x{fffe}\\x{ffff}]` "" }}';

/** The one entry of a receiver in `alertmanager.yml`. */
function entry(receiver: Receiver): Record<string, unknown> {
  const delivery = {
    receivers: { x: receiver },
    default: "x",
    routes: [],
    pages: calm,
    tickets: calm,
    watchdog: undefined,
  };
  const { receivers } = parse(alertmanagerFile(delivery, (name) => `/secrets/${name}`)) as {
    receivers: [Record<string, unknown>];
  };
  return (Object.values(receivers[0]).find(Array.isArray) as [Record<string, unknown>])[0];
}

/** What is printed, after everything is put into variables. */
const printed = (template: unknown) => String(template).split("\n").at(-1);

describe("a template", () => {
  it.each<[string, Receiver, string]>([
    [
      "a robot of WeCom",
      Receiver.weComRobot({ url }),
      '"msgtype" "text" "text" (dict "content" (printf "%.512s" $text))',
    ],
    [
      "a robot of WeCom that calls people",
      Receiver.weComRobot({ url, mention: ["13800001111", "@all"] }),
      '"msgtype" "text" "text" (dict "content" (printf "%.512s" $text) "mentioned_mobile_list" (list "13800001111" "@all"))',
    ],
    [
      "a robot of DingTalk",
      Receiver.dingTalkRobot({ url }),
      '"msgtype" "text" "text" (dict "content" (printf "%.3000s" $text))',
    ],
    [
      "a robot of DingTalk that calls people",
      Receiver.dingTalkRobot({ url, mention: ["13800001111", "13900002222"] }),
      '"msgtype" "text" "text" (dict "content" (printf "%s\\n@13800001111 @13900002222" (printf "%.3000s" $text))) "at" (dict "atMobiles" (list "13800001111" "13900002222"))',
    ],
    [
      "a robot of DingTalk that calls everybody",
      Receiver.dingTalkRobot({ url, mention: ["@all"] }),
      '"msgtype" "text" "text" (dict "content" (printf "%.3000s" $text)) "at" (dict "isAtAll" true)',
    ],
    [
      "a robot of Feishu",
      Receiver.feishuRobot({ url }),
      '"msg_type" "text" "content" (dict "text" (printf "%.3000s" $text))',
    ],
  ])("of %s yields JSON, cut to what it takes", (_, receiver, items) => {
    expect(printed(entry(receiver)["payload"])).toBe(`{{ (dict ${items}) ${CLEANED}`);
  });

  it("of a program of your own is left to Alertmanager", () => {
    expect(entry(Receiver.webhook({ url, timeout: "3s" }))).toEqual({
      send_resolved: true,
      url_file: "/secrets/x",
      timeout: "3s",
    });
  });

  it("of an application of WeCom is cut to what it takes", () => {
    expect(printed(entry(Receiver.weComApp(app))["message"])).toBe('{{ printf "%.512s" $text }}');
  });

  it("of Slack escapes what Slack reads as markup", () => {
    const { title, text, title_link, fallback } = entry(Receiver.slack({ url }));
    const escape = 'reReplaceAll "&" "&amp;" | reReplaceAll "<" "&lt;" | reReplaceAll ">" "&gt;"';
    expect([printed(title), printed(text)]).toEqual([`{{ $head | ${escape} }}`, `{{ $text | ${escape} }}`]);
    expect([title_link, fallback]).toEqual(["{{ .CommonAnnotations.runbook_url }}", title]);
  });

  it("of PagerDuty says in one line what goes on", () => {
    expect(entry(Receiver.pagerDuty({ key: url }))).toEqual({
      send_resolved: true,
      routing_key_file: "/secrets/x",
      description:
        "{{ .CommonLabels.alertname }}: {{ range $index, $alert := .Alerts }}{{ if $index }}; {{ end }}{{ $alert.Annotations.summary }}{{ end }}",
      severity: '{{ if eq .CommonLabels.severity "page" }}critical{{ else }}warning{{ end }}',
      source: "{{ .CommonLabels.namespace }}/{{ .CommonLabels.service }}",
      class: "{{ .CommonLabels.alertname }}",
      component: "{{ .CommonLabels.service }}",
      group: "{{ .CommonLabels.namespace }}",
      links: [{ href: "{{ .CommonAnnotations.runbook_url }}", text: "Runbook" }],
      timeout: "10s",
    });
  });

  it("of mail has its subject and its text, and the text has everything", () => {
    const mail = { to: ["a@example.test"], from: "b@example.test", server: "smtp:25" };
    const { headers, text } = entry(Receiver.mail(mail)) as { headers: { Subject: string }; text: string };
    expect([printed(headers.Subject), printed(text)]).toEqual(["{{ $head }}", "{{ $text }}"]);
    const parts = [".Status", ".CommonLabels.alertname", ".CommonLabels.service"];
    for (const part of parts) expect(headers.Subject).toContain(part);
    const more = ['"severity" "namespace" "team"', ".CommonAnnotations.runbook_url", ".Annotations.summary"];
    for (const part of [...parts, ...more]) expect(text).toContain(part);
  });
});
