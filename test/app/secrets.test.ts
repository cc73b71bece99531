import { describe, expect, it } from "@jest/globals";
import type { AppChart } from "../../app";
import { GoWorker, RawObject, SecretRef } from "../../app";
import { CANARY, DOORS, LOOKS, plantings, valuePlantings } from "../support/canaries";
import { IMAGE, complaintsOf, environment, render, shopChart } from "../support/program";
import { told } from "../support/told";

// All front doors and all looks: test/real/core/secrets.test.ts.
const LOOK = "a URL with a password inside of a text";
const [SERVICE] = DOORS;

describe(LOOK, () => {
  it.each([
    ["any prop of a GoService", plantings(SERVICE, LOOKS[LOOK]!)],
    ["any value type", valuePlantings(LOOKS[LOOK]!)],
  ])("reaches no file and no message from %s", (_, plant) => {
    const leaks = plant.flatMap((declare, index) =>
      told((chart) => declare(chart, "Web")).includes(CANARY) ? [index] : [],
    );
    expect(plant.length).toBeGreaterThan(20);
    expect(leaks).toEqual([]);
  });
});

const metadata = { name: "web" };
const variable = { name: "DB_PASSWORD", value: CANARY };
const pod = { spec: { containers: [{ name: "web", env: [variable] }] } };
const BY_NAME: [string, (chart: AppChart) => void][] = [
  ["a config value", (chart) => worker(chart, { config: { DB_PASSWORD: CANARY } })],
  ["a config value under a dotted key", (chart) => worker(chart, { config: { "database.password": CANARY } })],
  ["libpq's own variable", (chart) => worker(chart, { config: { PGPASSWORD: CANARY } })],
  ["a number in config", (chart) => worker(chart, { config: { PIN_SECRET: 20261121 } })],
  ["a list in config", (chart) => worker(chart, { config: { API_TOKEN: [CANARY] } })],
  [
    "a variable of an init container",
    (chart) => worker(chart, { init: { a: { image: IMAGE, env: { TOKEN: CANARY } } } }),
  ],
  ["a variable of a sidecar", (chart) => worker(chart, { sidecars: { a: { image: IMAGE, env: { apiKey: CANARY } } } })],
  ["a literal in secrets", (chart) => worker(chart, { secrets: { DATABASE_URL: CANARY } })],
  ["a record in secrets", (chart) => worker(chart, { secrets: { DATABASE_URL: { value: CANARY } } })],
  ["a list in secrets", (chart) => worker(chart, { secrets: { DATABASE_URL: [CANARY] } })],
  ["a number in secrets", (chart) => worker(chart, { secrets: { DATABASE_URL: 20261121 } })],
  ["a text for secrets", (chart) => worker(chart, { secrets: CANARY })],
  ["a list for secrets", (chart) => worker(chart, { secrets: [variable] })],
  ["an unknown prop", (chart) => worker(chart, { dbPassword: CANARY })],
  ["a variable in a list for config", (chart) => worker(chart, { config: [variable] })],
  ["a variable of a raw object", (chart) => raw(chart, { apiVersion: "v1", kind: "Pod", metadata, ...pod })],
  ["a Secret", (chart) => raw(chart, { apiVersion: "v1", kind: "Secret", metadata, stringData: { any: CANARY } })],
  [
    "an unwritable value of a raw object",
    (chart) => raw(chart, { apiVersion: "v1", kind: "X", metadata, password: new Map([[CANARY, 1]]) }),
  ],
];

function worker(chart: AppChart, props: object): GoWorker {
  return new GoWorker(chart, "Web", { image: IMAGE, ...props });
}

function raw(chart: AppChart, props: object): RawObject {
  return new RawObject(chart, "Raw", props as never);
}

describe("a value whose name promises a secret", () => {
  it.each(BY_NAME)("reaches no file and no message: %s", (_, declare) => {
    const text = told(declare);
    expect(text).toContain('"code"');
    expect(text).not.toMatch(new RegExp(`${CANARY}|20261121`));
  });

  it("is refused when a patch brings it in", () => {
    const complaints = complaintsOf((chart) =>
      worker(chart, {}).patch(
        "Deployment",
        (object) => object.spec.template.spec.containers[0]!.env!.push(variable),
        "a try",
      ),
    );
    expect(complaints).toEqual([
      expect.stringMatching(/^literal-secret spec\.template\.spec\.containers\[0\]\.env\[\d+\]\.value$/),
    ]);
  });

  it("is not in the settings of a program that was given a literal for a reference", () => {
    const { chart } = shopChart();
    const { settings } = worker(chart, { secrets: { DATABASE_URL: CANARY } });
    expect(JSON.stringify(settings)).not.toContain(CANARY);
  });
});

describe("what no name and no look tells to be a secret", () => {
  it("is written as it was typed", () => {
    const { objects } = render((chart) => worker(chart, { config: { GREETING: CANARY } }));
    const config = objects.find(({ manifest }) => manifest.kind === "ConfigMap");
    expect(config?.manifest["data"]).toEqual({ GREETING: CANARY });
  });

  it("is quoted by the message about its own field, and by no other", () => {
    const { app, chart } = shopChart();
    worker(chart, { priorityClass: `${CANARY}!`, config: { GREETING: 5 } });
    expect(
      app
        .render()
        .problems.filter(({ got }) => got.includes(CANARY))
        .map(({ field }) => field),
    ).toEqual(["priorityClass"]);
  });

  it.each([
    ["a URL whose password is put in later", "postgres://shop:$(DB_PASSWORD)@db/orders"],
    ["a URL with a template", "postgres://shop:${DB_PASSWORD}@db/orders"],
    ["a URL of an example", "postgres://shop:<password>@db/orders"],
    ["a format", "postgres://%s:%s@%s/orders"],
    ["a URL without a password", "postgres://shop@db:5432/orders?sslmode=require"],
    ["a port and an at sign", "http://db:8080/users/@me"],
  ])("may be an argument: %s", (_, text) => {
    expect(complaintsOf((chart) => worker(chart, { args: [text] }))).toEqual([]);
  });
});

describe("a cipher", () => {
  it("is printed: only the cluster can read it", () => {
    const { objects } = render(
      (chart) => worker(chart, { secrets: { A: SecretRef.sealed("AgBcipher") } }),
      environment({ installed: ["sealed-secrets"] }),
    );
    expect(JSON.stringify(objects.map(({ manifest }) => manifest))).toContain("AgBcipher");
  });
});
