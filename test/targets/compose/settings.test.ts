import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { GoServiceProps } from "../../../app";
import { External, GoService, SecretRef } from "../../../app";
import { portVariable, variableName } from "../../../targets/compose/texts";
import { IMAGE } from "../../support/program";
import type { Declare } from "./support";
import { built, serviceOf, textsOf } from "./support";

const shop = (props: Partial<GoServiceProps> = {}): Declare => {
  return (chart) => new GoService(chart, "Storefront", { image: built(chart, "storefront"), ...props });
};
const setting = (props: Partial<GoServiceProps>, name: string) =>
  serviceOf(shop(props), "storefront").environment?.[name];

describe("a setting of a program", () => {
  it("is that of the environment, unless whoever runs Compose has another", () => {
    expect(setting({ config: { LOG_LEVEL: "debug" } }, "LOG_LEVEL")).toBe("${STOREFRONT__LOG_LEVEL-debug}");
  });

  it("keeps its dollar signs", () => {
    expect(setting({ config: { PRICE: "$5 ${X}".slice(0, 2) } }, "PRICE")).toBe("${STOREFRONT__PRICE-$$5}");
  });

  it.each(["a{b", "a}b", "two\nlines", '{"json": "$1"}'])("is fixed where no default can hold it: %j", (text) => {
    expect(setting({ config: { TEXT: text } }, "TEXT")).toBe(text.replaceAll("$", "$$$$"));
  });

  it("follows from the manifest where no environment sets it", () => {
    expect(setting({}, "GANTRY_PORT_HTTP")).toBe("8080");
  });

  it("is empty and yours when it is a secret", () => {
    expect(setting({ secrets: { TOKEN: SecretRef.existing("storefront", "token") } }, "TOKEN")).toBe(
      "${STOREFRONT__TOKEN:-}",
    );
  });

  it("of a container beside it has the references that Kubernetes would replace", () => {
    const sidecars = { proxy: { image: IMAGE, env: { PLAIN: "a$(b)" } } };
    expect(serviceOf(shop({ sidecars }), "storefront-proxy").environment).toEqual({ PLAIN: "a$$(b)" });
  });
});

describe("the env file of an environment", () => {
  const secrets = {
    DATABASE_URL: SecretRef.existing("storefront", "url"),
    TOKEN: SecretRef.existing("storefront", "token"),
  };
  const needs = [External.postgres("orders-db", "db.example.test", { version: "17", url: "DATABASE_URL" })];
  const files = textsOf(shop({ config: { LOG_LEVEL: "debug" } }), {
    staging: shop({ config: { LOG_LEVEL: "info", GREETING: 'say "hi" $5' }, secrets, needs }),
  });

  it("has the settings of that environment, and secrets by name only", () => {
    expect(files.get(".env.staging")?.split("\n").slice(2)).toEqual([
      "",
      "# storefront",
      'STOREFRONT__GREETING="say \\"hi\\" \\$5"',
      "STOREFRONT__LOG_LEVEL=info",
      "# STOREFRONT__TOKEN=",
      "",
    ]);
  });

  it("is there for every environment, and begins with who made it", () => {
    for (const name of ["dev", "staging"])
      expect(files.get(`.env.${name}`)).toMatch(new RegExp(`^# Made by Gantry from ${name}; `));
  });
});

describe("an address of another environment", () => {
  it("leads to the same program", () => {
    const declare: Declare = (chart) => new GoService(chart, "B", { image: built(chart, "b") });
    const other = textsOf(declare, { staging: declare }).get("compose.yaml");
    expect(other).toContain("b.shop.svc.cluster.local");
  });
});

describe("a variable of whoever runs Compose", () => {
  const name = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,8}[a-z0-9])?$/);
  const key = fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,8}$/);

  it("is one that shells and Compose take", () => {
    fc.assert(
      fc.property(name, key, (service, setting) => {
        expect(variableName(service, setting)).toMatch(/^[A-Za-z_][A-Za-z0-9_]*$/);
        expect(portVariable(service, "http")).toMatch(/^[A-Za-z_][A-Za-z0-9_]*$/);
      }),
    );
  });

  it("belongs to one setting of one program", () => {
    fc.assert(
      fc.property(name, key, name, key, (a, x, b, y) => {
        fc.pre(a !== b || x !== y);
        expect(variableName(a, x)).not.toBe(variableName(b, y));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["a-b", "C", "a", "B__C"],
    ["a--b", "C", "a", "_B__C"],
  ])("of %s and %s is not that of %s and %s", (a, x, b, y) => {
    expect(variableName(a, x)).not.toBe(variableName(b, y));
  });
});
