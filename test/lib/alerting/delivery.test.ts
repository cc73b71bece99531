import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { AlertRoute, Delivery, Pace, RouteNode } from "../../../lib/alerting";
import { Receiver, deliveryFindings, routeTree } from "../../../lib/alerting";
import { heartbeat } from "../../../lib/alerting/watchdog";
import { SecretRef } from "../../../lib/secret-ref";
import { Duration } from "../../../lib/units";

type Labels = Readonly<Record<string, string>>;

const hook = Receiver.webhook({ url: SecretRef.existing("alerts", "url") });
const NAMES = ["a", "b", "c"] as const;
const every = Duration.minutes(5);
const pace = (minutes: number): Pace => ({
  wait: Duration.seconds(0),
  interval: Duration.minutes(minutes),
  repeat: Duration.minutes(minutes),
});
const [PAGES, TICKETS] = [pace(1), pace(2)];

function delivery(routes: readonly AlertRoute[]): Delivery {
  const receivers = { a: hook, b: hook, c: hook, rest: hook, heartbeat: hook };
  const watchdog = { receiver: "heartbeat", every, namespace: "shop" };
  return { receivers, default: "rest", routes, pages: PAGES, tickets: TICKETS, watchdog };
}

const routes = fc.array(
  fc
    .record({
      severity: fc.constantFrom("page", "ticket", undefined),
      team: fc.constantFrom("shop", "billing", undefined),
      receiver: fc.constantFrom(...NAMES),
    })
    .filter(({ severity, team }) => severity !== undefined || team !== undefined),
  { maxLength: 6 },
);

/** Alerts of every kind that routes can tell apart. */
const ALERTS: readonly Labels[] = ["page", "ticket", "critical", undefined].flatMap((severity) =>
  ["shop", "billing", "search", undefined].map((team) => ({ ...(severity && { severity }), ...(team && { team }) })),
);

const has = (labels: Labels, wanted: Labels) => Object.entries(wanted).every(([name, value]) => labels[name] === value);

/** Whom Alertmanager tells, and at what pace: the first child that matches, and so on; a node inherits what it does not say (dispatch/route.go). */
function resolved(node: RouteNode, labels: Labels, inherited?: Pace): { receiver: string; pace: Pace | undefined } {
  const own = node.pace ?? inherited;
  const next = node.routes.find((child) => has(labels, child.labels));
  return next ? resolved(next, labels, own) : { receiver: node.receiver, pace: own };
}

function firstMatch(all: readonly AlertRoute[], { severity, team }: Labels): number {
  return all.findIndex(
    (one) => (one.severity === undefined || one.severity === severity) && (one.team === undefined || one.team === team),
  );
}

describe("the tree of routes", () => {
  it("tells whom the first matching route names, else the default, and pages at their own pace", () => {
    fc.assert(
      fc.property(routes, (given) => {
        const tree = routeTree(delivery(given));
        for (const labels of ALERTS) {
          expect(resolved(tree, labels)).toEqual({
            receiver: given[firstMatch(given, labels)]?.receiver ?? "rest",
            pace: labels["severity"] === "page" ? PAGES : TICKETS,
          });
        }
      }),
    );
  });

  it("gives the alert that always fires to its receiver, and nothing else", () => {
    fc.assert(
      fc.property(routes, (given) => {
        const tree = routeTree(delivery(given));
        const watchdog = { alertname: "Watchdog", namespace: "shop", severity: "none" };
        expect(resolved(tree, watchdog)).toEqual({ receiver: "heartbeat", pace: heartbeat(every) });
        expect(resolved(tree, { ...watchdog, namespace: "other" }).receiver).not.toBe("heartbeat");
      }),
    );
  });

  it("has no branch behind one that takes every page", () => {
    const page = { severity: "page", team: undefined, receiver: "a" } as const;
    const tree = routeTree(delivery([page, { severity: undefined, team: "shop", receiver: "b" }]));
    expect(tree.routes.map(({ routes }) => routes.length)).toEqual([0, 1, 0]);
  });

  it("has no branch for the alert that always fires when nobody wants it", () => {
    const tree = routeTree({ ...delivery([]), watchdog: undefined });
    expect(resolved(tree, { alertname: "Watchdog", namespace: "shop" }).receiver).toBe("rest");
  });
});

describe("a route", () => {
  it("is refused when no alert could ever take it, and only then", () => {
    fc.assert(
      fc.property(routes, (given) => {
        const found = deliveryFindings(delivery(given)).filter(({ code }) => code === "route-unreachable");
        const reached = new Set(ALERTS.map((labels) => firstMatch(given, labels)));
        const dead = given.flatMap((_, index) => (reached.has(index) ? [] : [`routes[${index}]`]));
        expect(found.map(({ field }) => field)).toEqual(dead);
      }),
    );
  });
});
