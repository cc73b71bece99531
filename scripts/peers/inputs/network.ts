import { Cron } from "cdk8s";
import type { AppChart, GoCronJobProps } from "../../../app";
import { GoCronJob, ImageRef, Route } from "../../../app";
import { PINNED, service } from "../gantry";
import type { Input } from "../input";
import * as plus from "../plus";

const RULE = ["Ingress", "spec", "rules", 0];
const SCHEDULE = ["CronJob", "spec", "schedule"];
const CLASS = { className: "nginx", tlsSecret: "shop-tls", controllerNamespace: "ingress" };

function cronJob(chart: AppChart, props: Partial<GoCronJobProps>): GoCronJob {
  return new GoCronJob(chart, "Bad", { image: ImageRef.pinned(PINNED), schedule: "0 7 * * *", ...props });
}

/** Hosts, paths, schedules and time zones. */
export const NETWORK: readonly Input[] = [
  {
    no: 131,
    input: "host HTTP://bad host",
    gantry: (chart) => service(chart, { expose: Route.ingress("HTTP://bad host", CLASS) }),
    plus: (chart) => plus.ingress(chart, "HTTP://bad host", "/"),
    helm: 'ingress: { enabled: true, hosts: [{ host: "HTTP://bad host", paths: [{ path: /, pathType: Prefix }] }] }',
    at: [...RULE, "host"],
    given: "HTTP://bad host",
  },
  {
    no: 132,
    input: "path /a b;rm",
    gantry: (chart) => service(chart, { expose: Route.ingress("shop.example.test", { ...CLASS, path: "/a b;rm" }) }),
    plus: (chart) => plus.ingress(chart, "shop.example.test", "/a b;rm"),
    helm: [
      "ingress:",
      "  enabled: true",
      "  hosts: [{ host: shop.example.test, paths: [{ path: /a b;rm, pathType: Prefix }] }]",
    ].join("\n"),
    at: [...RULE, "http", "paths", 0, "path"],
    given: "/a b;rm",
  },
  {
    no: 137,
    input: "schedule 99 */0 * * *",
    gantry: (chart) => cronJob(chart, { schedule: "99 */0 * * *" }),
    plus: (chart) => plus.cronJob(chart, { schedule: Cron.schedule({ minute: "99", hour: "*/0" }) }),
    helm: 'cronJob: { enabled: true, schedule: "99 */0 * * *" }',
    at: SCHEDULE,
    given: "99 */0 * * *",
  },
  {
    no: 138,
    input: "time zone Mars/Phobos",
    gantry: (chart) => cronJob(chart, { timeZone: "Mars/Phobos" }),
    plus: (chart) => plus.cronJob(chart, { timeZone: "Mars/Phobos" }),
    helm: "cronJob: { enabled: true, timeZone: Mars/Phobos }",
    at: ["CronJob", "spec", "timeZone"],
    given: "Mars/Phobos",
  },
  {
    no: 139,
    input: "schedule 0 0 31 2 *",
    gantry: (chart) => cronJob(chart, { schedule: "0 0 31 2 *" }),
    plus: (chart) =>
      plus.cronJob(chart, { schedule: Cron.schedule({ minute: "0", hour: "0", day: "31", month: "2" }) }),
    helm: 'cronJob: { enabled: true, schedule: "0 0 31 2 *" }',
    at: SCHEDULE,
    given: "0 0 31 2 *",
  },
];
