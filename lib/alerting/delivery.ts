import type { Pace } from "./pace";
import type { Receiver } from "./receiver";
import { WATCHDOG, heartbeat } from "./watchdog";
import type { Duration } from "../units";

/** Which alerts a receiver gets; of several routes the first that matches. */
export interface AlertRoute {
  readonly severity: "page" | "ticket" | undefined;
  readonly team: string | undefined;
  readonly receiver: string;
}

/** Where the alert that always fires goes, and how often. */
export interface Heartbeat {
  readonly receiver: string;
  readonly every: Duration;
}

/** Everything that is decided about the delivery of alerts. */
export interface Delivery {
  readonly receivers: Readonly<Record<string, Receiver>>;
  readonly default: string;
  readonly routes: readonly AlertRoute[];
  readonly pages: Pace;
  readonly tickets: Pace;
  /** Where the alert of this namespace goes that always fires; nothing when nobody wants it. */
  readonly watchdog: (Heartbeat & { readonly namespace: string }) | undefined;
}

/** A node of Alertmanager's tree of routes. */
export interface RouteNode {
  readonly receiver: string;
  /** Labels that an alert must have. */
  readonly labels: Readonly<Record<string, string>>;
  /** @default - the one of the node above */
  readonly pace?: Pace;
  readonly routes: readonly RouteNode[];
}

/** Alerts with the same values of these labels are one message. */
export const GROUP_BY = ["namespace", "service", "alertname"];

/** A page silences the tickets of the same service and objective: who is awake already needs no second message. */
export const INHIBITION = {
  source: { severity: "page" },
  target: { severity: "ticket" },
  equal: ["namespace", "service", "slo"],
} as const;

/** The routes as a tree: pages have a pace of their own, so they have a branch of their own. */
export function routeTree({ default: fallback, routes, pages, tickets, watchdog }: Delivery): RouteNode {
  const paged = routes.filter(({ severity }) => severity !== "ticket").map((one) => leaf(one.receiver, teamOf(one)));
  const others = routes.filter(({ severity }) => severity !== "page");
  return {
    receiver: fallback,
    labels: {},
    pace: tickets,
    routes: [
      ...(watchdog ? [always(watchdog)] : []),
      { receiver: fallback, labels: { severity: "page" }, pace: pages, routes: reachable(paged) },
      ...others.map((one) => leaf(one.receiver, { ...(one.severity && { severity: one.severity }), ...teamOf(one) })),
    ],
  };
}

function always({ receiver, every, namespace }: NonNullable<Delivery["watchdog"]>): RouteNode {
  return { ...leaf(receiver, { alertname: WATCHDOG, namespace }), pace: heartbeat(every) };
}

function leaf(receiver: string, labels: RouteNode["labels"]): RouteNode {
  return { receiver, labels, routes: [] };
}

function teamOf({ team }: AlertRoute): RouteNode["labels"] {
  return team === undefined ? {} : { team };
}

/** The routes up to the first one that takes everything. */
function reachable(routes: readonly RouteNode[]): readonly RouteNode[] {
  const last = routes.findIndex(({ labels }) => Object.keys(labels).length === 0);
  return last < 0 ? routes : routes.slice(0, last + 1);
}
