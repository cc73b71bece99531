import { quoted } from "../promql";
import type { Json } from "../rendered";
import { toYaml } from "../render/yaml";
import type { Delivery, RouteNode } from "./delivery";
import { GROUP_BY, INHIBITION, routeTree } from "./delivery";
import type { Integration, Mail, PagerDuty, Slack, WeComApp, Webhook } from "./integration";
import { repeatInterval } from "./pace";

type Fields = { [field: string]: Json };

/**
 * `alertmanager.yml` for Alertmanager 0.34 or newer. It holds no secret: those are files.
 * @param fileOf the path of the file with the secret of a receiver
 * @see https://prometheus.io/docs/alerting/latest/configuration/
 */
export function alertmanagerFile(delivery: Delivery, fileOf: (receiver: string) => string): string {
  const { receivers, watchdog } = delivery;
  const { receiver, ...rest } = route(routeTree(delivery));
  return toYaml({
    route: { receiver: receiver!, group_by: [...GROUP_BY], ...rest },
    inhibit_rules: [
      {
        source_matchers: matchers(INHIBITION.source),
        target_matchers: matchers(INHIBITION.target),
        equal: [...INHIBITION.equal],
      },
    ],
    receivers: Object.entries(receivers).map(([name, { integration, secret }]) => {
      const own = { send_resolved: name !== watchdog?.receiver };
      return { name, ...section(integration, own, secret ? fileOf(name) : "") };
    }),
  });
}

function route({ receiver, labels, pace, routes }: RouteNode): Fields {
  return {
    receiver,
    ...(Object.keys(labels).length > 0 && { matchers: matchers(labels) }),
    ...(pace && {
      group_wait: String(pace.wait),
      group_interval: String(pace.interval),
      repeat_interval: String(repeatInterval(pace)),
    }),
    ...(routes.length > 0 && { routes: routes.map(route) }),
  };
}

function matchers(labels: Readonly<Record<string, string>>): string[] {
  return Object.entries(labels).map(([name, value]) => `${name}=${quoted(value)}`);
}

function section(integration: Integration, own: Fields, file: string): Fields {
  switch (integration.kind) {
    case "webhook":
      return { webhook_configs: [{ ...own, url_file: file, ...webhook(integration) }] };
    case "wecom-app":
      return { wechat_configs: [{ ...own, api_secret_file: file, ...weComApp(integration) }] };
    case "slack":
      return { slack_configs: [{ ...own, api_url_file: file, ...slack(integration) }] };
    case "pagerduty":
      return { pagerduty_configs: [{ ...own, routing_key_file: file, ...pagerDuty(integration) }] };
    case "mail":
      return { email_configs: [{ ...own, ...mail(integration, file) }] };
  }
}

function webhook({ payload, timeout }: Webhook): Fields {
  return { timeout: timeout.toGo(), ...(payload !== undefined && { payload }) };
}

function weComApp({ corpId, agentId, users, parties, tags, message }: WeComApp): Fields {
  const [to_user, to_party, to_tag] = [users, parties, tags].map((ids) => ids.join("|")) as [string, string, string];
  return { corp_id: corpId, agent_id: agentId, to_user, to_party, to_tag, message };
}

function slack({ title, link, text, timeout }: Slack): Fields {
  return { title, title_link: link, text, fallback: title, timeout: timeout.toGo() };
}

function pagerDuty({ event, link, timeout }: PagerDuty): Fields {
  return { ...event, links: [{ href: link, text: "Runbook" }], timeout: timeout.toGo() };
}

function mail({ to, from, server, user, isEncrypted, subject, text }: Mail, file: string): Fields {
  return {
    to: to.join(", "),
    from,
    smarthost: server,
    require_tls: isEncrypted,
    ...(user !== undefined && { auth_username: user, auth_password_file: file }),
    headers: { Subject: subject },
    text,
    html: "",
  };
}
