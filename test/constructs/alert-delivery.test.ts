import { describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import type { AlertDeliveryProps, AppChart, Environment } from "../../app";
import { AlertDelivery, RawObject, Receiver, SecretRef, SmtpTls, Watchdog } from "../../app";
import { all, complaintsOf, environment, only, problemsOf, render } from "../support/program";

const OPERATOR = environment({ installed: ["prometheus-operator"], monitorLabels: { release: "stack" } });
const secret = (key: string) => SecretRef.existing("alerts", key);
const hook = Receiver.webhook({ url: secret("url"), timeout: "5s" });
const off = Watchdog.off("watched by somebody else");

const EVERY_KIND: AlertDeliveryProps = {
  receivers: {
    app: Receiver.weComApp({ corpId: "ww1", agentId: "2", secret: secret("app"), users: ["li", "wu"], parties: ["7"] }),
    chat: Receiver.weComRobot({ url: secret("robot"), mention: ["13800001111"] }),
    heartbeat: hook,
    mail: Receiver.mail({
      to: ["a@example.test", "b@example.test"],
      from: "alerts@example.test",
      server: "smtp.example.test:587",
      user: "alerts",
      password: secret("smtp"),
    }),
    oncall: Receiver.pagerDuty({ key: secret("pagerduty") }),
    relay: Receiver.mail({
      to: ["a@example.test"],
      from: "alerts@example.test",
      server: "relay:25",
      tls: SmtpTls.off("a relay in the cluster"),
    }),
    slack: Receiver.slack({ url: secret("slack") }),
  },
  default: "chat",
  routes: [
    { severity: "page", receiver: "oncall" },
    { severity: "ticket", team: "shop", receiver: "app" },
    { team: "billing", receiver: "mail" },
    { team: "search", receiver: "relay" },
    { team: "data", receiver: "slack" },
  ],
  pages: { repeat: "30m" },
  watchdog: { receiver: "heartbeat" },
};

const deliver = (props: AlertDeliveryProps) => (chart: AppChart) => new AlertDelivery(chart, "Alerts", props);

interface Configuration {
  readonly route: Readonly<Record<string, unknown>>;
  readonly receivers: readonly Readonly<Record<string, unknown>>[];
}

function file(props: AlertDeliveryProps, of?: Environment): Configuration {
  const { data } = only(render(deliver(props), of), "ConfigMap", "alerts");
  return parse(data["alertmanager.yml"]!) as Configuration;
}

function spec(props: AlertDeliveryProps): Configuration {
  return only(render(deliver(props), OPERATOR), "AlertmanagerConfig").spec as unknown as Configuration;
}

/** The one entry of a receiver. */
function entry({ receivers }: Configuration, name: string): Readonly<Record<string, unknown>> {
  const lists = Object.values(receivers.find((one) => one["name"] === name)!);
  return (lists.find(Array.isArray) as Record<string, unknown>[])[0]!;
}

describe("an AlertDelivery without the operator", () => {
  const configuration = file(EVERY_KIND);

  it("groups by service and alert, and has short waits for pages only", () => {
    const { routes, ...root } = configuration.route;
    expect(root).toEqual({
      receiver: "chat",
      group_by: ["namespace", "service", "alertname"],
      group_wait: "1m",
      group_interval: "5m",
      repeat_interval: "11h57m30s",
    });
    expect((routes as unknown[]).slice(0, 2)).toEqual([
      {
        receiver: "heartbeat",
        matchers: ['alertname="Watchdog"', 'namespace="shop"'],
        group_wait: "0s",
        group_interval: "2m30s",
        repeat_interval: "3m45s",
      },
      {
        receiver: "chat",
        matchers: ['severity="page"'],
        group_wait: "10s",
        group_interval: "5m",
        repeat_interval: "27m30s",
        routes: [{ receiver: "oncall" }],
      },
    ]);
  });

  it("silences the ticket of a service and objective while its page is out", () => {
    expect(file(EVERY_KIND)).toHaveProperty("inhibit_rules", [
      {
        source_matchers: ['severity="page"'],
        target_matchers: ['severity="ticket"'],
        equal: ["namespace", "service", "slo"],
      },
    ]);
  });

  it.each([
    ["chat", { url_file: "/var/run/secrets/gantry/chat", timeout: "10s" }],
    ["heartbeat", { url_file: "/var/run/secrets/gantry/heartbeat", timeout: "5s" }],
    ["slack", { api_url_file: "/var/run/secrets/gantry/slack" }],
    ["oncall", { routing_key_file: "/var/run/secrets/gantry/oncall" }],
    ["app", { api_secret_file: "/var/run/secrets/gantry/app", to_user: "li|wu", to_party: "7", to_tag: "" }],
    ["mail", { auth_username: "alerts", auth_password_file: "/var/run/secrets/gantry/mail", require_tls: true }],
    ["mail", { to: "a@example.test, b@example.test", smarthost: "smtp.example.test:587", html: "" }],
    ["relay", { require_tls: false }],
  ])("reads the secret of %s from a file", (name, fields) => {
    expect(entry(configuration, name)).toMatchObject(fields);
  });

  it("needs no login at a relay", () => {
    expect(Object.keys(entry(configuration, "relay"))).not.toContain("auth_password_file");
  });

  it("says when an alert is over, except to who waits for the one that always fires", () => {
    const told = configuration.receivers.map(({ name }) => [name, entry(configuration, String(name))["send_resolved"]]);
    expect(Object.fromEntries(told)).toMatchObject({ chat: true, mail: true, oncall: true, heartbeat: false });
  });

  it("has the rule of the alert that always fires in its namespace", () => {
    const { data } = only(render(deliver(EVERY_KIND)), "ConfigMap", "alerts-rules");
    const labels = { namespace: "shop", severity: "none" };
    const annotations = { summary: "Prometheus evaluates its rules, and Alertmanager delivers" };
    expect(parse(data["shop.alerts.yaml"]!)).toEqual({
      groups: [
        {
          name: "shop/alerts",
          interval: "30s",
          rules: [{ alert: "Watchdog", expr: "vector(1)", labels, annotations }],
        },
      ],
    });
  });

  it("gives an Alertmanager what it mounts", () => {
    const sources = [
      SecretRef.existing("alerts", "robot"),
      SecretRef.external({ store: "vault", key: "alerts/robot" }),
      SecretRef.sealed("AgBy"),
      SecretRef.csi({ provider: "vault", object: "robot", parameters: { roleName: "alerts" } }),
    ];
    for (const url of sources) {
      const rendered = render(
        (chart) => {
          const chat = Receiver.weComRobot({ url });
          const { mounts } = new AlertDelivery(chart, "Alerts", {
            receivers: { chat },
            default: "chat",
            watchdog: off,
          });
          new RawObject(chart, "Server", alertmanager(mounts!));
        },
        environment({ installed: ["external-secrets", "sealed-secrets", "secrets-store-csi"] }),
      );
      const pod = only(rendered, "Deployment").spec.template.spec;
      const paths = pod.containers[0]!.volumeMounts!.map(({ mountPath }) => mountPath);
      expect(paths.slice(0, 2)).toEqual(["/etc/alertmanager", "/var/run/secrets/gantry"]);
    }
  });
});

describe("an AlertDelivery with the operator", () => {
  it("says the same as without it", () => {
    const [own, theirs] = [file(EVERY_KIND), spec(EVERY_KIND)];
    expect(renamed(theirs.route)).toEqual(own.route);
    for (const name of Object.keys(EVERY_KIND.receivers)) {
      const [mine, other] = [entry(own, name), entry(theirs, name)];
      const words = (one: object) =>
        JSON.stringify(
          Object.values(one)
            .filter((value) => String(value).includes("{{"))
            .sort(),
        );
      expect(words(other)).toBe(words(mine));
      expect(other["sendResolved"]).toBe(mine["send_resolved"]);
    }
  });

  it.each([
    ["chat", "urlSecret", "robot"],
    ["slack", "apiURL", "slack"],
    ["oncall", "routingKey", "pagerduty"],
    ["app", "apiSecret", "app"],
    ["mail", "authPassword", "smtp"],
  ])("has the secret of %s put in by the operator", (name, field, key) => {
    expect(entry(spec(EVERY_KIND), name)[field]).toEqual({ name: "alerts", key });
  });

  it("is found by the labels of the environment, with its rule", () => {
    const rendered = render(deliver(EVERY_KIND), OPERATOR);
    expect(only(rendered, "AlertmanagerConfig").metadata.labels).toMatchObject({ release: "stack" });
    expect(only(rendered, "PrometheusRule").metadata.labels).toMatchObject({ release: "stack" });
    expect(all(rendered, "ConfigMap")).toEqual([]);
  });

  it("mounts nothing, because the operator makes the pods", () => {
    render((chart) => {
      expect(deliver(EVERY_KIND)(chart).mounts).toBeUndefined();
    }, OPERATOR);
  });

  it("is refused with a secret that nobody would mount", () => {
    const url = SecretRef.csi({ provider: "vault", object: "robot", parameters: {} });
    const chat = Receiver.weComRobot({ url });
    const installed = ["prometheus-operator", "secrets-store-csi"] as const;
    const props = { receivers: { chat }, default: "chat", watchdog: off };
    expect(complaintsOf(deliver(props), environment({ installed }))).toEqual(["secret-not-mounted receivers.chat"]);
  });
});

describe("an AlertDelivery", () => {
  const base = { receivers: { chat: hook }, default: "chat", watchdog: off };
  const two = { chat: hook, heartbeat: hook };

  it("needs no rule when nobody wants the alert that always fires, and keeps the reason", () => {
    const rendered = render(deliver(base));
    expect(all(rendered, "ConfigMap").map(({ manifest }) => manifest.metadata.name)).toEqual(["alerts"]);
    expect(only(rendered, "ConfigMap").metadata.annotations).toEqual({
      "gantry.dev/opt-out.watchdog": "watched by somebody else",
    });
  });

  it("may have a slow receiver for the alert that always fires: pages don't wait for it", () => {
    const slow = Receiver.webhook({ url: secret("url"), timeout: "1m" });
    const pages = { interval: "30s", repeat: "1h" } as const;
    const props = { ...base, receivers: { chat: hook, slow }, pages, watchdog: { receiver: "slow" } };
    expect(complaintsOf(deliver(props))).toEqual([]);
  });

  it("keeps the reason why mail is not encrypted", () => {
    expect(only(render(deliver(EVERY_KIND)), "ConfigMap", "alerts").metadata.annotations).toEqual({
      "gantry.dev/opt-out.smtp-tls": "a relay in the cluster",
    });
  });

  it("can be read back with its defaults", () => {
    render((chart) => {
      const { settings, name } = deliver(EVERY_KIND)(chart);
      expect(name).toBe("alerts");
      expect(String(settings.tickets!.repeat)).toBe("12h");
      expect(settings.watchdog).toMatchObject({ receiver: "heartbeat" });
    });
  });

  it.each<[string, object, readonly string[]]>([
    ["no receivers", { ...base, receivers: undefined }, ["required receivers"]],
    ["a route that is a word", { ...base, routes: ["page"] }, ["wrong-type routes[0]"]],
    [
      "a route without a condition before another one",
      { ...base, routes: [{ receiver: "chat" }, { team: "shop", receiver: "chat" }] },
      ["route-without-condition routes[0]"],
    ],
    [
      "a watchdog at no time",
      { ...base, receivers: two, watchdog: { receiver: "heartbeat", every: "soon" } },
      ["duration-grammar watchdog.every"],
    ],
    ["a watchdog without a receiver", { ...base, watchdog: {} }, ["required watchdog.receiver"]],
    ["no default", { ...base, default: undefined }, ["required default"]],
    ["a default that is not there", { ...base, default: "chta" }, ["unknown-receiver default"]],
    [
      "a route to nobody",
      { ...base, routes: [{ severity: "page", receiver: "oncal" }] },
      ["unknown-receiver routes[0].receiver"],
    ],
    ["a route without a receiver", { ...base, routes: [{ severity: "page" }] }, ["required routes[0].receiver"]],
    ["a route without a condition", { ...base, routes: [{ receiver: "chat" }] }, ["route-without-condition routes[0]"]],
    ["a route for no team", { ...base, routes: [{ team: "", receiver: "chat" }] }, ["empty-team routes[0].team"]],
    [
      "an unknown severity",
      { ...base, routes: [{ severity: "critical", receiver: "chat" }] },
      ["not-supported routes[0].severity"],
    ],
    [
      "two routes of which the first takes all",
      {
        ...base,
        routes: [
          { team: "shop", receiver: "chat" },
          { team: "shop", severity: "page", receiver: "chat" },
        ],
      },
      ["route-unreachable routes[1]"],
    ],
    ["a receiver that nothing goes to", { ...base, receivers: { ...two } }, ["idle-receiver receivers.heartbeat"]],
    [
      "a receiver that is a literal",
      { ...base, receivers: { chat: "https://hooks.example.test/x" } },
      ["literal-secret receivers.chat"],
    ],
    [
      "a receiver that Receiver did not make",
      { ...base, receivers: { chat: { url: "x" } } },
      ["wrong-type receivers.chat"],
    ],
    [
      "a receiver whose name is none",
      { ...base, receivers: { "On Call": hook, chat: hook } },
      ['name-grammar receivers["On Call"]'],
    ],
    ["nobody to watch", { ...base, watchdog: undefined }, ["required watchdog"]],
    [
      "a watchdog that goes to nobody",
      { ...base, watchdog: { receiver: "heartbeat" } },
      ["unknown-receiver watchdog.receiver"],
    ],
    [
      "a watchdog among other messages",
      { ...base, watchdog: { receiver: "chat" } },
      ["watchdog-shared watchdog.receiver"],
    ],
    [
      "a watchdog faster than its receiver",
      { ...base, receivers: two, watchdog: { receiver: "heartbeat", every: "10s" } },
      ["interval-too-short watchdog.every"],
    ],
    [
      "an interval shorter than a timeout",
      { ...base, pages: { interval: "5s", repeat: "1h" } },
      ["interval-too-short pages.interval"],
    ],
    ["a repeat between two looks", { ...base, tickets: { repeat: "7m" } }, ["repeat-interval tickets.repeat"]],
    [
      "a repeat that Alertmanager would forget",
      { ...base, tickets: { repeat: "6d" } },
      ["out-of-range tickets.repeat"],
    ],
    ["a wait below nothing", { ...base, pages: { wait: "-1s" } }, ["duration-grammar pages.wait"]],
    ["a prop that is not there", { ...base, templates: [] }, ["unknown-prop templates"]],
  ])("is refused with %s", (_, props, expected) => {
    expect(complaintsOf(deliver(props as AlertDeliveryProps))).toEqual(expected);
  });

  it("tells everything at once, and makes nothing", () => {
    const props = { ...base, default: "x", routes: [{ receiver: "y" }], pages: { repeat: "7m" } };
    expect(complaintsOf(deliver(props as AlertDeliveryProps))).toEqual([
      "unknown-receiver default",
      "repeat-interval pages.repeat",
      "route-without-condition routes[0]",
      "unknown-receiver routes[0].receiver",
    ]);
  });

  it("says whom somebody may have meant", () => {
    const [problem] = problemsOf(deliver({ ...base, receivers: two, default: "hartbeat" }));
    expect(problem).toMatchObject({ allowed: "one of receivers: chat, heartbeat", fix: 'did you mean "heartbeat"?' });
  });
});

/** The fields of an AlertmanagerConfig by the names that Alertmanager has for them. */
function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed);
  if (typeof value !== "object" || value === null) return value;
  if ("matchType" in value) return `${String(Reflect.get(value, "name"))}="${String(Reflect.get(value, "value"))}"`;
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [snake(name), renamed(one)]));
}

function alertmanager({ volumes, mounts }: NonNullable<AlertDelivery["mounts"]>) {
  const labels = { "app.kubernetes.io/instance": "alertmanager" };
  const container = {
    name: "alertmanager",
    image: `registry.example.test/alertmanager@sha256:${"0a".repeat(32)}`,
    resources: { requests: { cpu: "100m", memory: "64Mi" }, limits: { cpu: "200m", memory: "64Mi" } },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
    volumeMounts: mounts,
  };
  const securityContext = { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: "RuntimeDefault" } };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "alertmanager" },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container], securityContext, volumes } },
    },
  };
}
