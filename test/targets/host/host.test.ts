import { describe, expect, it } from "@jest/globals";
import type { GoServiceProps } from "../../../app";
import {
  AppChart,
  Environment,
  GantryApp,
  GoService,
  ImageRef,
  RawObject,
  Route,
  SecretRef,
  Volume,
} from "../../../app";
import { hostFiles } from "../../../targets/host";
import { fixtureShop } from "../../support/shop";

const ENVIRONMENT = Environment.of("test", {
  stage: "development",
  kubernetes: "1.35",
  installed: ["gateway-api"],
  gateway: { name: "public", namespace: "gateway" },
});
const image = ImageRef.tagged("registry.example.test/shop/web:v1.4.2");

/** What a host gets for the services of one chart. */
function hostOf(
  services: Readonly<Record<string, Partial<GoServiceProps>>>,
  more: (chart: AppChart) => void = () => undefined,
) {
  const app = new GantryApp({ environment: ENVIRONMENT });
  const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
  for (const [id, props] of Object.entries(services)) new GoService(chart, id, { image, ...props });
  more(chart);
  const rendered = app.render();
  expect(rendered.problems).toEqual([]);
  const { files, problems } = hostFiles(rendered);
  return { problems, text: (file: string) => files.find((one) => one.file === `host/${file}`)?.text ?? "", files };
}

function codes(
  services: Readonly<Record<string, Partial<GoServiceProps>>>,
  more?: (chart: AppChart) => void,
): string[] {
  return hostOf(services, more).problems.map(({ code }) => code);
}

describe("the shop on a host", () => {
  const { files, problems } = hostFiles(fixtureShop("prod").render());
  const text = (file: string) => files.find((one) => one.file === `host/${file}`)?.text ?? "";

  it("is a unit and an environment file for each program that runs on, and a site for each host", () => {
    expect(problems).toEqual([]);
    expect(files.map(({ file }) => file).sort()).toEqual(
      [
        ...["mailer", "pricing", "storefront"].flatMap((name) => [`host/${name}.env`, `host/${name}.service`]),
        "host/mailer.secrets.env.example",
        "host/shop.example.test.nginx.conf",
        "host/storefront.secrets.env.example",
      ].sort(),
    );
  });

  it("says in each file's first line where it is from", () => {
    const first = files.map((file) => file.text.split("\n")[0]);
    expect(
      first.filter((line) => !/^# Made by Gantry from prod\/shop\/\S+; edits are overwritten\.$/.test(line!)),
    ).toEqual([]);
  });

  it("has the limits and the grace period of the Deployment", () => {
    expect(text("storefront.service")).toContain("\nMemoryMax=536870912\nCPUQuota=50%\n");
    expect(text("storefront.service")).toContain("\nTimeoutStopSec=30s\n");
  });

  it("has the configuration, and of a secret the name only", () => {
    expect(text("storefront.env")).toContain('\nLOG_LEVEL="error"\n');
    expect(text("storefront.env")).not.toContain("DATABASE_URL");
    expect(text("storefront.secrets.env.example")).toMatch(/\nDATABASE_URL=\n$/);
    expect(text("storefront.service")).toContain("\nEnvironmentFile=/etc/shop/storefront.secrets.env\n");
  });

  it("finds the Services of the program on the machine itself", () => {
    expect(text("storefront.env")).toContain('\nPRICING_ADDR="127.0.0.1:9000"\n');
  });

  it("gives each program a metrics port of its own, in the order of names", () => {
    const ports = ["mailer", "pricing", "storefront"].map(
      (name) => /PORT_METRICS="(\d+)"/.exec(text(`${name}.env`))?.[1],
    );
    expect(ports).toEqual(["9090", "9091", "9092"]);
  });

  it("leads the host of the route to the program, and HTTP to HTTPS", () => {
    const site = text("shop.example.test.nginx.conf");
    expect(site).toContain("  server 127.0.0.1:8080;\n");
    expect(site).toContain("\n  return 308 https://shop.example.test$request_uri;\n");
    expect(site).toContain('  location "/" { proxy_pass http://shop.example.test_8080; }\n');
  });
});

describe("a program on a host", () => {
  it.each([
    ["a b", String.raw`"a b"`],
    ["100%", "100%%"],
    ["$HOME", "$$HOME"],
    ["${HOME}", '"$${HOME}"'],
    [`it's "x"`, String.raw`"it's \"x\""`],
    ["a\\b", String.raw`"a\\b"`],
    ["a\nb\tc", String.raw`"a\x0ab\x09c"`],
    [";", `";"`],
    ["", `""`],
    ["--level=info", "--level=info"],
  ])("gets the argument %j", (arg, word) => {
    expect(hostOf({ Web: { args: [arg] } }).text("web.service")).toContain(`\nExecStart=/usr/local/bin/web ${word}\n`);
  });

  it.each([
    [`a "b" \\ \` $c %d`, '"a \\"b\\" \\\\ \\` \\$c %d"'],
    ["a\nb", '"a\nb"'],
    [" # x ", '" # x "'],
  ])("gets the value %j", (value, quoted) => {
    expect(hostOf({ Web: { config: { TEXT: value } } }).text("web.env")).toContain(`\nTEXT=${quoted}\n`);
  });

  it("reads a secret that is a file from systemd's credentials", () => {
    const secrets = { TLS_KEY: SecretRef.existing("web-tls", "tls.key").asFile() };
    const { text } = hostOf({ Web: { secrets } });
    expect(text("web.service")).toContain("\nLoadCredential=TLS_KEY:/etc/shop/web.credentials/TLS_KEY\n");
    expect(text("web.service")).toContain("\nEnvironment=TLS_KEY_FILE=%d/TLS_KEY\n");
    expect(text("web.env")).not.toContain("TLS_KEY");
  });

  it("gets its folders from systemd", () => {
    const volumes = { cache: Volume.scratch("/var/cache/web", "1Gi"), sockets: Volume.scratch("/run/web", "1Mi") };
    const { text } = hostOf({ Web: { volumes } });
    expect(text("web.service")).toContain("\nCacheDirectory=web\nRuntimeDirectory=web\n");
  });

  it("may share its machine with a program of the same ports", () => {
    const { text, problems } = hostOf({ A: { ports: { http: 8080 } }, B: { ports: { http: 8080 } } });
    expect(problems).toEqual([]);
    expect(text("b.env")).toContain('\nGANTRY_PORT_HTTP="8081"\n');
  });

  it("is the same whatever was declared first", () => {
    const [one, other] = [hostOf({ A: {}, B: {} }), hostOf({ B: {}, A: {} })];
    expect(one.text("b.env")).toBe(other.text("b.env"));
    expect(one.text("a.env")).toBe(other.text("a.env"));
  });

  it.each<[string, Partial<GoServiceProps>]>([
    ["host-volume", { volumes: { data: Volume.scratch("/data", "1Gi") } }],
    ["host-volume", { volumes: { data: Volume.scratch("/var/cache/a b", "1Gi") } }],
    ["host-reference", { args: ["--level=$(LOG_LEVEL)"] }],
    ["host-text", { args: ["\uFEFF"] }],
    ["host-text", { config: { TEXT: "\uFFFE" } }],
    ["host-route-path", { expose: Route.host("a.example.test", { path: "/a%20b" }) }],
  ])("is refused with %s", (code, props) => {
    expect(codes({ Web: props })).toEqual([code]);
  });

  it("has no file when something is refused", () => {
    expect(hostOf({ Web: { args: ["$(A)"] }, Other: {} }).files).toEqual([]);
  });

  it("is refused when a proxy is no address", () => {
    const { problems } = hostFiles(fixtureShop("prod").render(), { proxies: ["10.0.0.0/8", "10.0.0.0/33", "x; }"] });
    expect(problems.map(({ code, field }) => [code, field])).toEqual([
      ["host-proxy", "proxies[1]"],
      ["host-proxy", "proxies[2]"],
    ]);
  });
});

/** An HTTPRoute of somebody's own. */
function route(spec: object): (chart: AppChart) => void {
  const parentRefs = [{ name: "public", namespace: "gateway" }];
  const metadata = { name: "own", namespace: "shop" };
  return (chart) =>
    new RawObject(chart, "Own", {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      metadata,
      spec: { parentRefs, ...spec },
    });
}

const BACKEND = { name: "web", port: 80 };
/** Its route makes the Gateway known. */
const ROUTED = { Web: { expose: Route.host("web.example.test") } };
const HOSTNAMES = ["own.example.test"];

describe("a route on a host", () => {
  it("leads a prefix to whole parts of a path", () => {
    const site = hostOf({ Web: { expose: Route.host("a.example.test", { path: "/api" }) } }).text(
      "a.example.test.nginx.conf",
    );
    expect(site).toContain('location = "/api" {');
    expect(site).toContain('location "/api/" {');
  });

  it("prefers the route that names a path exactly", () => {
    const rules = ["Exact", "PathPrefix"].map((type) => ({
      matches: [{ path: { type, value: "/api" } }],
      backendRefs: [BACKEND],
    }));
    const site = hostOf(ROUTED, route({ hostnames: HOSTNAMES, rules })).text("own.example.test.nginx.conf");
    expect(site.match(/location .* \{/g)).toEqual(['location = "/api" {', 'location "/api/" {']);
  });

  it("speaks gRPC to a gRPC port", () => {
    const services = { Pricing: { ports: { grpc: 9000 }, expose: Route.host("prices.example.test") } };
    const site = hostOf(services).text("prices.example.test.nginx.conf");
    expect(site).toContain("{ grpc_pass grpc://prices.example.test_9000; }");
  });

  it("joins two programs that share a host in one site", () => {
    const services = {
      Web: { expose: Route.host("a.example.test") },
      Admin: { ports: { http: 8081 }, expose: Route.host("a.example.test", { path: "/admin" }) },
    };
    const site = hostOf(services).text("a.example.test.nginx.conf");
    expect(site.match(/proxy_pass \S+;/g)).toEqual([
      "proxy_pass http://a.example.test_8080;",
      "proxy_pass http://a.example.test_8081;",
      "proxy_pass http://a.example.test_8081;",
    ]);
  });

  it("takes every name below a wildcard, and redirects to the one that was asked", () => {
    const { files, text } = hostOf({ Web: { expose: Route.host("*.example.test") } });
    expect(files.map(({ file }) => file)).toContain("host/wildcard.example.test.nginx.conf");
    expect(text("wildcard.example.test.nginx.conf")).toContain("return 308 https://$host$request_uri;");
  });

  it.each<[string, object]>([
    ["host-route-host", { rules: [{ backendRefs: [BACKEND] }] }],
    ["host-route-rule", { hostnames: HOSTNAMES, rules: [{ backendRefs: [BACKEND, { ...BACKEND, weight: 9 }] }] }],
    ["host-route-rule", { hostnames: HOSTNAMES, rules: [{ matches: [{ method: "GET" }], backendRefs: [BACKEND] }] }],
    [
      "host-route-rule",
      { hostnames: HOSTNAMES, rules: [{ filters: [{ type: "RequestMirror" }], backendRefs: [BACKEND] }] },
    ],
  ])("is refused with %s: %j", (code, spec) => {
    expect(codes(ROUTED, route(spec))).toContain(code);
  });
});
