import type { Delivery, Integration, Mail, PagerDuty, RouteNode, Slack, WeComApp, Webhook } from "../../lib/alerting";
import { GROUP_BY, INHIBITION, repeatInterval, routeTree } from "../../lib/alerting";
import type {
  AlertmanagerConfigSpec,
  AlertmanagerConfigSpecInhibitRulesSourceMatch as Matcher,
  AlertmanagerConfigSpecReceivers as Entry,
  AlertmanagerConfigSpecReceiversDiscordConfigsApiURL as SecretKey,
  AlertmanagerConfigSpecRoute as Route,
} from "../imports/crds/alertmanager-config";

/**
 * The same delivery for the Prometheus Operator, which puts the secrets in. @param keyOf where the secret of a receiver is
 * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1alpha1.AlertmanagerConfig
 */
export function alertmanagerConfig(
  delivery: Delivery,
  keyOf: (receiver: string) => SecretKey | undefined,
): AlertmanagerConfigSpec {
  const { receivers, watchdog } = delivery;
  return {
    route: { groupBy: [...GROUP_BY], ...route(routeTree(delivery)) },
    inhibitRules: [
      {
        sourceMatch: matchers(INHIBITION.source),
        targetMatch: matchers(INHIBITION.target),
        equal: [...INHIBITION.equal],
      },
    ],
    receivers: Object.entries(receivers).map(([name, { integration }]) => ({
      name,
      ...section(integration, { sendResolved: name !== watchdog?.receiver }, keyOf(name)),
    })),
  };
}

function route({ receiver, labels, pace, routes }: RouteNode): Route {
  return {
    receiver,
    ...(Object.keys(labels).length > 0 && { matchers: matchers(labels) }),
    ...(pace && {
      groupWait: String(pace.wait),
      groupInterval: String(pace.interval),
      repeatInterval: String(repeatInterval(pace)),
    }),
    ...(routes.length > 0 && { routes: routes.map(route) }),
  };
}

function matchers(labels: Readonly<Record<string, string>>): Matcher[] {
  return Object.entries(labels).map(([name, value]) => ({ name, value, matchType: "=" }));
}

function section(
  integration: Integration,
  own: { readonly sendResolved: boolean },
  key: SecretKey | undefined,
): Omit<Entry, "name"> {
  switch (integration.kind) {
    case "webhook":
      return { webhookConfigs: [{ ...own, urlSecret: key, ...webhook(integration) }] };
    case "wecom-app":
      return { wechatConfigs: [{ ...own, apiSecret: key, ...weComApp(integration) }] };
    case "slack":
      return { slackConfigs: [{ ...own, apiURL: key, ...slack(integration) }] };
    case "pagerduty":
      return { pagerdutyConfigs: [{ ...own, routingKey: key, ...pagerDuty(integration) }] };
    case "mail":
      return { emailConfigs: [{ ...own, authPassword: key, ...mail(integration) }] };
  }
}

function webhook({ payload, timeout }: Webhook) {
  return { timeout: String(timeout), payload };
}

function weComApp({ corpId, agentId, users, parties, tags, message }: WeComApp) {
  const [toUser, toParty, toTag] = [users, parties, tags].map((ids) => ids.join("|"));
  return { corpID: corpId, agentID: agentId, toUser, toParty, toTag, message };
}

function slack({ title, link, text, timeout }: Slack) {
  return { title, titleLink: link, text, fallback: title, timeout: String(timeout) };
}

function pagerDuty({ event, link, timeout }: PagerDuty) {
  // What the text of a link is called in this version of the kind.
  const pagerDutyLinkConfigs = [{ href: link, alt: "Runbook" }];
  return { ...event, pagerDutyLinkConfigs, timeout: String(timeout) };
}

function mail({ to, from, server, user, isEncrypted, subject, text }: Mail) {
  return {
    to: to.join(", "),
    from,
    smarthost: server,
    requireTLS: isEncrypted,
    authUsername: user,
    headers: [{ key: "Subject", value: subject }],
    text,
    html: "",
  };
}
