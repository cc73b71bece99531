import type { AppChart } from "../../../app";
import { GoCronJob, RawObject, Route } from "../../../app";
import type { Manifest } from "../../../lib/rendered";
import { IMAGE, environment, only, render } from "../../support/program";
import * as make from "../manifests";
import type { Refused, Row, Want } from "../row";
import { kept, noted, program, prop, raw, server, service } from "../row";

const gateway = environment({ installed: ["gateway-api"], gateway: { name: "public", namespace: "gateway" } });
const HOST = "spec.rules[0].host";
const PATH = "spec.rules[0].http.paths[0].path";
const TLS = { className: "nginx", tlsSecret: "shop-tls", controllerNamespace: "ingress" };
const onIngress = (host: string, path?: string) => ({ expose: Route.ingress(host, { ...TLS, ...(path && { path }) }) });
const BLOCK = "spec.ingress[0].from[0].ipBlock";
const SNIPPET = 'metadata.annotations["nginx.ingress.kubernetes.io/server-snippet"]';
/** A schedule, with the CronJob that it would have become. */
function cron(
  no: number,
  input: string,
  props: { schedule?: string; timeZone?: string },
  want: Want,
  says?: string,
): Refused {
  const declare = (chart: AppChart) => new GoCronJob(chart, "Bad", { image: IMAGE, schedule: "0 7 * * *", ...props });
  const changes = Object.fromEntries(Object.entries(props).map(([key, value]) => [`spec.${key}`, value]));
  return program(no, input, declare, want, server(make.cronJob(changes), says));
}
const named = (manifest: object, name: string) => ({ ...manifest, metadata: { name, namespace: "shop" } }) as Manifest;

/** Entries 131 to 139: hosts, paths, address blocks, roles and schedules. */
export const NETWORK: readonly Row[] = [
  ...(
    [
      ["HTTP://bad host", "RFC 1123"],
      ["10.0.0.1", "must be a DNS name"],
      ["shop.example.test.", "RFC 1123"],
    ] as const
  ).flatMap(([host, says]) => [
    prop(131, `host ${host}`, onIngress(host), [
      "host",
      "expose",
      "a DNS name, or *. and a DNS name",
      "shop.example.test",
    ]),
    raw(
      131,
      `host ${host} of an Ingress`,
      make.ingress({ [HOST]: host }),
      ["host", HOST, "a DNS name in lower case", "shop.example.test"],
      says,
    ),
  ]),
  {
    ...prop(131, "host HTTP://bad host on the Gateway", { expose: Route.host("HTTP://bad host") }, [
      "host",
      "expose",
      "a DNS name",
      "shop.example.test",
    ]),
    environment: gateway,
  },
  prop(132, "path /a b;rm", onIngress("shop.example.test", "/a b;rm"), [
    "route-path",
    "expose",
    "begins with /",
    "/api",
  ]),
  noted(
    "a ; in a path of type Prefix is for the controller to judge: the server takes it",
    raw(132, "path /a b;rm of an Ingress", make.ingress({ [PATH]: "/a b;rm" }), [
      "ingress-path",
      PATH,
      "a URL's path without ;",
      "/orders",
    ]),
  ),
  program(
    132,
    "one host and path of two Ingresses",
    (chart) => {
      new RawObject(chart, "Bad", make.ingress() as Manifest);
      new RawObject(chart, "Other", named(make.ingress(), "other"));
    },
    ["duplicate-route", PATH, "one route to a host and path", "prod/shop/Bad", "prod/shop/Other"],
    server(named(make.ingress(), "other")),
  ),
  {
    ...program(
      132,
      "one host and path of two services",
      (chart) => {
        service(chart, { expose: Route.host("shop.example.test") }, "Good");
        service(chart, { expose: Route.host("shop.example.test") }, "Bad");
      },
      [
        "duplicate-route",
        "spec.rules[0].matches[0]",
        "one route to a host and path",
        "prod/shop/Bad",
        "prod/shop/Good/Route",
      ],
    ),
    environment: gateway,
  },
  raw(
    132,
    "a certificate for a host without a rule",
    make.ingress({ "spec.tls": [{ hosts: ["other.example.test"], secretName: "shop-tls" }] }),
    ["tls-host-without-rule", "spec.tls[0].hosts[0]", "shop.example.test", "spec.rules"],
  ),
  raw(133, "a snippet annotation", make.ingress({ [SNIPPET]: "deny all;" }), [
    "ingress-snippet",
    SNIPPET,
    "runs as its own configuration",
    "for that one setting",
  ]),
  raw(
    134,
    "CIDR 10.0.0.999/33",
    make.networkPolicy({ [`${BLOCK}.cidr`]: "10.0.0.999/33" }),
    ["cidr", `${BLOCK}.cidr`, "/0 to /32", "10.0.0.0/8"],
    "must be a valid CIDR",
  ),
  raw(
    134,
    "except outside of the block",
    make.networkPolicy({ [`${BLOCK}.except`]: ["11.0.0.0/16"] }),
    ["cidr-except", `${BLOCK}.except[0]`, "inside of", "correct one"],
    "must be a strict subset",
  ),
  raw(134, "ingress from 0.0.0.0/0", make.networkPolicy({ [`${BLOCK}.cidr`]: "0.0.0.0/0" }), [
    "open-ingress",
    `${BLOCK}.cidr`,
    "who may connect",
    "gantry.dev/opt-out.open-ingress",
  ]),
  kept(
    135,
    "a network policy without DNS",
    () => {
      const rendered = render((chart) => service(chart, {}, "Good"));
      return only(rendered, "NetworkPolicy", "good").spec?.egress?.[0]?.ports?.map(
        ({ port, protocol }) => `${protocol} ${port}`,
      );
    },
    ["UDP 53", "TCP 53"],
  ),
  program(
    135,
    "a network policy of an object without DNS",
    (chart) => {
      new RawObject(chart, "Pods", make.deployment() as Manifest);
      new RawObject(
        chart,
        "Bad",
        make.networkPolicy({
          spec: { podSelector: {}, policyTypes: ["Egress"], egress: [] },
          "metadata.namespace": "other",
        }) as Manifest,
      );
      new RawObject(chart, "Others", make.deployment({ "metadata.namespace": "other" }) as Manifest);
    },
    ["dns-egress", "spec.egress", "DNS for every pod", "53"],
    server(make.networkPolicy({ spec: { podSelector: {}, policyTypes: ["Egress"], egress: [] } })),
  ),
  prop(136, "verbs * of an account", { account: { permissions: [{ resources: ["configmaps"], verbs: ["*"] }] } }, [
    "wildcard-role",
    "account.permissions[0].verbs[0]",
    "without *",
    "name what the program asks for",
  ]),
  raw(136, "verbs * of a Role", make.role({ "rules[0].verbs": ["*"] }), [
    "wildcard-role",
    "rules[0].verbs",
    "names one by one",
    "gantry.dev/opt-out.wildcard-role",
  ]),
  raw(136, "resources * of a Role", make.role({ "rules[0].resources": ["*"] }), [
    "wildcard-role",
    "rules[0].resources",
    "names one by one",
    "gantry.dev/opt-out.wildcard-role",
  ]),
  cron(
    137,
    "schedule 99 */0 * * *",
    { schedule: "99 */0 * * *" },
    ["schedule-grammar", "schedule", "0 to 59", "correct the minute"],
    "spec.schedule",
  ),
  cron(
    137,
    "a schedule of six fields",
    { schedule: "0 0 7 * * *" },
    ["schedule-grammar", "schedule", "five fields", "30 4 * * *"],
    "spec.schedule",
  ),
  cron(
    137,
    "an empty schedule",
    { schedule: "" },
    ["schedule-grammar", "schedule", "five fields", "30 4 * * *"],
    "spec.schedule",
  ),
  cron(
    138,
    "time zone Mars/Phobos",
    { timeZone: "Mars/Phobos" },
    ["time-zone", "timeZone", "an IANA time zone", ""],
    "unknown time zone",
  ),
  cron(
    138,
    "TZ= inside of the schedule",
    { schedule: "TZ=UTC 0 7 * * *" },
    ["schedule-time-zone", "schedule", "without a time zone", "set the time zone of the job"],
    "TZ",
  ),
  cron(139, "schedule 0 0 31 2 *", { schedule: "0 0 31 2 *" }, [
    "schedule-never",
    "schedule",
    "a day that some month has",
    "choose another day",
  ]),
  cron(139, "02:30 in Europe/Berlin", { schedule: "30 2 * * *", timeZone: "Europe/Berlin" }, [
    "schedule-in-dst-gap",
    "schedule",
    "neither skip nor repeat",
    "Etc/UTC",
  ]),
  raw(
    139,
    "02:30 in Europe/Berlin of an object",
    make.cronJob({ "spec.schedule": "30 2 * * *", "spec.timeZone": "Europe/Berlin" }),
    ["schedule-in-dst-gap", "spec.schedule", "neither skip nor repeat", "gantry.dev/opt-out.daylight-saving"],
  ),
];
