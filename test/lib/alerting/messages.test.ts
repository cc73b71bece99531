import { describe, expect, it } from "@jest/globals";
import type { Delivery } from "../../../lib/alerting";
import { Receiver, SmtpTls, deliveryFindings } from "../../../lib/alerting";
import { SecretRef } from "../../../lib/secret-ref";
import { Duration } from "../../../lib/units";
import { thrownBy } from "../values/thrown-by";

const url = SecretRef.existing("alerts", "url");
const hook = Receiver.webhook({ url });
const [none, hour] = [Duration.seconds(0), Duration.hours(1)];
const calm = { wait: none, interval: Duration.minutes(5), repeat: hour };
const mail = (options: object) =>
  Receiver.mail({ to: ["a@example.test"], from: "b@example.test", server: "smtp:25", ...options });

describe("a receiver says what it needs", () => {
  it.each<[string, () => unknown, object]>([
    [
      "a literal",
      () => Receiver.slack({ url: "https://hooks.example.test/x" as never }),
      {
        got: 'a literal ("****")',
        allowed: "a reference: whoever has it can write to your people, and output files are kept in Git",
        fix: 'env.secret("alerts/robot-url"), or SecretRef.existing("name", "key")',
      },
    ],
    ["null", () => Receiver.slack({ url: null as never }), { got: "a value of type null" }],
    ["a number", () => Receiver.slack({ url: 7 as never }), { got: "a value of type number" }],
    [
      "a phone number",
      () => Receiver.weComRobot({ url, mention: ["1"] }),
      { got: '"1"', allowed: "a phone number, digits only, or @all", fix: 'e.g. "13800001111"' },
    ],
    [
      "an address",
      () => mail({ from: "b" }),
      { got: '"b"', allowed: "an e-mail address", fix: 'e.g. "shop-oncall@example.test"' },
    ],
    [
      "a mail server",
      () => mail({ server: "smtp" }),
      {
        got: '"smtp"',
        allowed: "the host and port of a mail server, without a scheme",
        fix: 'e.g. "smtp.example.test:587"',
      },
    ],
    [
      "a login as a whole",
      () => mail({ user: "a" }),
      { got: "only user", allowed: "both user and password, or neither", fix: "add password, or remove user" },
    ],
    [
      "a login as a whole, the other way round",
      () => mail({ password: url }),
      { got: "only password", fix: "add user, or remove password" },
    ],
    [
      "TLS for a login",
      () => mail({ user: "a", password: url, tls: SmtpTls.off("a relay") }),
      {
        got: "a password, and SmtpTls.off(…)",
        allowed: "no login: without TLS everybody on the way could read the password",
        fix: "leave tls out, or user and password",
      },
    ],
    [
      "somebody to tell",
      () => Receiver.weComApp({ corpId: "ww1", agentId: "1", secret: url }),
      {
        got: "nobody",
        allowed: "at least one of users, parties and tags: the message goes to nobody else",
        fix: 'users: ["@all"]',
      },
    ],
  ])("%s", (_, make, words) => {
    expect(thrownBy(make)).toMatchObject({ ...words, path: "" });
  });
});

describe("a delivery says what it needs", () => {
  const good: Delivery = {
    receivers: { chat: hook, heartbeat: hook },
    default: "chat",
    routes: [],
    pages: calm,
    tickets: calm,
    watchdog: { receiver: "heartbeat", every: hour, namespace: "shop" },
  };
  const shop = { severity: undefined, team: "shop", receiver: "chat" };

  it.each<[string, Partial<Delivery>, object]>([
    [
      "a receiver with a name that is like another",
      { default: "chta" },
      { got: '"chta"', allowed: "one of receivers: chat, heartbeat", fix: 'did you mean "chat"?' },
    ],
    [
      "a receiver with a name that is like no other",
      { default: "somebody-else" },
      { fix: "name one of them, or add it to receivers" },
    ],
    ["a receiver at all", { receivers: {} }, { allowed: "one of receivers: there are none" }],
    [
      "something for a receiver to do",
      { receivers: { chat: hook, heartbeat: hook, idle: hook } },
      {
        got: '"idle", which nothing goes to',
        allowed: "a receiver that default, a route or the watchdog names",
        fix: "remove it, or add a route",
      },
    ],
    [
      "a condition",
      { routes: [{ ...shop, team: undefined }] },
      { got: "neither severity nor team", allowed: "severity, team, or both", fix: "use default for all" },
    ],
    [
      "the narrower route first",
      { routes: [shop, { ...shop, severity: "page" }] },
      {
        got: "a route that nothing reaches: routes[0] takes all of it",
        allowed: "routes that can each match: the first one counts",
        fix: "put the narrower route first, or remove it",
      },
    ],
    [
      "a receiver for the alert that always fires",
      { receivers: { chat: hook }, watchdog: { receiver: "chat", every: hour, namespace: "shop" } },
      {
        got: '"chat"',
        allowed: "a receiver of its own: among other messages nobody would miss it",
        fix: 'heartbeat: Receiver.webhook({ url: env.secret("alerts/heartbeat-url") })',
      },
    ],
    [
      "time for the receiver of the alert that always fires",
      { watchdog: { receiver: "heartbeat", every: Duration.seconds(20), namespace: "shop" } },
      {
        got: "20s, and a receiver that may take 10s",
        allowed: "more than twice the timeout of its receiver: a message that failed is tried again in between",
        fix: 'set it to "30s", or lower the timeout',
      },
    ],
    [
      "time for a receiver",
      { pages: { ...calm, interval: Duration.seconds(10) } },
      {
        got: "10s, and a receiver that may take 10s",
        allowed: "more than the timeout of every receiver: a request that is still under way then is given up",
        fix: 'set it to "20s", or lower the timeout',
      },
    ],
    [
      "a repeat at a look",
      { tickets: { ...calm, repeat: Duration.minutes(7) } },
      {
        got: "7m, with interval 5m",
        allowed: "a multiple of interval: Alertmanager looks at a group only then",
        fix: 'set it to "10m"',
      },
    ],
  ])("%s", (_, change, words) => {
    expect(deliveryFindings({ ...good, ...change })[0]).toMatchObject(words);
  });

  it("nothing, when it is right", () => {
    expect(deliveryFindings(good)).toEqual([]);
  });
});
