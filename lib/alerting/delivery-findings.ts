import type { Finding } from "../fields";
import { didYouMean, memberField } from "../fields";
import { show } from "../show";
import { Duration } from "../units";
import type { AlertRoute, Delivery, Heartbeat } from "./delivery";
import { paceFindings } from "./pace";
import type { Receiver } from "./receiver";
import { heartbeat } from "./watchdog";

/** A delivery of which some fields could not be read. */
interface Partly extends Partial<Omit<Delivery, "watchdog">> {
  readonly watchdog?: Heartbeat | undefined;
}

/** What is wrong with a delivery beyond the types of its fields. */
export function deliveryFindings(delivery: Partly): Finding[] {
  const { routes = [], watchdog } = delivery;
  return [
    ...receiverFindings(delivery),
    ...routes.flatMap((route, index) => routeFindings(route, index, routes)),
    ...sharedFindings(delivery),
    ...timingFindings(delivery),
    ...(watchdog ? heartbeatFindings(watchdog, delivery.receivers) : []),
  ];
}

/** Every receiver by the field that names it. */
function named({ default: fallback, routes = [], watchdog }: Partly): (readonly [field: string, name: string])[] {
  const all: (readonly [string, string | undefined])[] = [
    ["default", fallback],
    ...routes.map((route, index) => [`routes[${index}].receiver`, route?.receiver] as const),
    ["watchdog.receiver", watchdog?.receiver],
  ];
  return all.flatMap(([field, name]) => (name === undefined ? [] : [[field, name] as const]));
}

function receiverFindings(delivery: Partly): Finding[] {
  const { receivers, default: fallback } = delivery;
  if (!receivers) return [];
  const names = Object.keys(receivers);
  const used = named(delivery);
  const unknown = used.filter(([, name]) => !names.includes(name));
  // Without a default nobody knows whether a receiver is idle.
  const idle = fallback === undefined ? [] : names.filter((name) => !used.some(([, one]) => one === name));
  return [
    ...unknown.map(([field, name]) => unknownReceiver(field, name, names)),
    ...(unknown.length > 0 ? [] : idle.map(idleReceiver)),
  ];
}

function unknownReceiver(field: string, name: string, names: readonly string[]): Finding {
  const near = didYouMean(name, names);
  return {
    code: "unknown-receiver",
    field,
    got: show(name),
    allowed: `one of receivers: ${names.join(", ") || "there are none"}`,
    fix: near ? `did you mean ${show(near)}?` : "name one of them, or add it to receivers",
  };
}

function idleReceiver(name: string): Finding {
  return {
    code: "idle-receiver",
    field: memberField("receivers", name),
    got: `${show(name)}, which nothing goes to`,
    allowed: "a receiver that default, a route or the watchdog names",
    fix: "remove it, or add a route",
  };
}

function routeFindings(route: AlertRoute | undefined, index: number, routes: Delivery["routes"]): Finding[] {
  if (!route) return [];
  const field = `routes[${index}]`;
  if (route.severity === undefined && route.team === undefined) {
    const allowed = "severity, team, or both";
    return [
      { code: "route-without-condition", field, got: "neither severity nor team", allowed, fix: "use default for all" },
    ];
  }
  const before = routes.slice(0, index).findIndex((other) => covers(other, route));
  if (before < 0) return [];
  const got = `a route that nothing reaches: routes[${before}] takes all of it`;
  const allowed = "routes that can each match: the first one counts";
  return [{ code: "route-unreachable", field, got, allowed, fix: "put the narrower route first, or remove it" }];
}

function covers(wide: AlertRoute | undefined, narrow: AlertRoute): boolean {
  if (!wide || (wide.severity === undefined && wide.team === undefined)) return false;
  const takes = (key: "severity" | "team") => wide[key] === undefined || wide[key] === narrow[key];
  return takes("severity") && takes("team");
}

function sharedFindings(delivery: Partly): Finding[] {
  const own = delivery.watchdog?.receiver;
  const shared = named(delivery).some(([field, name]) => name === own && field !== "watchdog.receiver");
  if (!shared) return [];
  const allowed = "a receiver of its own: among other messages nobody would miss it";
  const fix = 'heartbeat: Receiver.webhook({ url: env.secret("alerts/heartbeat-url") })';
  return [{ code: "watchdog-shared", field: "watchdog.receiver", got: show(own), allowed, fix }];
}

function timingFindings({ receivers = {}, watchdog, pages, tickets }: Partly): Finding[] {
  const others = Object.entries(receivers).filter(([name]) => name !== watchdog?.receiver);
  const slowest = slowestOf(others.map(([, receiver]) => receiver));
  return [
    ...(pages ? paceFindings("pages", pages, slowest) : []),
    ...(tickets ? paceFindings("tickets", tickets, slowest) : []),
  ];
}

function heartbeatFindings({ receiver, every }: Heartbeat, receivers: Delivery["receivers"] = {}): Finding[] {
  if (every === undefined || receiver === undefined) return [];
  const slowest = slowestOf([receivers[receiver]]);
  if (heartbeat(every).interval.compare(slowest) > 0) return [];
  return [
    {
      code: "interval-too-short",
      field: "watchdog.every",
      got: `${every}, and a receiver that may take ${slowest}`,
      allowed: "more than twice the timeout of its receiver: a message that failed is tried again in between",
      fix: `set it to "${Duration.millis(slowest.toMillis() * 3)}", or lower the timeout`,
    },
  ];
}

function slowestOf(receivers: readonly (Receiver | undefined)[]): Duration {
  const timeouts = receivers.map((one) => one?.timeout ?? Duration.seconds(0));
  return timeouts.reduce((a, b) => (a.isLessThan(b) ? b : a), Duration.seconds(0));
}
