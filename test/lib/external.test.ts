import { describe, expect, it } from "@jest/globals";
import { External, GoService, SecretRef } from "../../app";
import { ValidationError } from "../../lib/errors";
import { IMAGE, complaintsOf, only, render } from "../support/program";

const url = "DATABASE_URL";
const secrets = { DATABASE_URL: SecretRef.existing("storefront", "database-url") };
const orders = External.postgres("orders-db", "orders.example.test", { version: "17", url, cidrs: ["10.10.0.0/24"] });

function codesOf(make: () => unknown): readonly string[] {
  try {
    make();
  } catch (error) {
    if (error instanceof ValidationError) return error.problems.map(({ code, field }) => `${code} ${field}`.trim());
    throw error;
  }
  return [];
}

describe("a server outside of the program", () => {
  it("is a TCP endpoint on the port that its protocol is known by", () => {
    expect(orders).toMatchObject({ port: 5432, protocol: "TCP", cidrs: ["10.10.0.0/24"] });
    expect(External.redis("cache", "192.0.2.7", { version: "8", url })).toMatchObject({
      port: 6379,
      cidrs: ["192.0.2.7/32"],
    });
  });

  it("may listen on another port", () => {
    expect(External.postgres("db", "db.example.test", { version: "18", url, port: 6432 }).port).toBe(6432);
  });

  it("has a database of its own name, unless it is said to have another", () => {
    expect(orders.backing?.database).toBe("orders-db");
    expect(External.postgres("db", "h", { version: "18", url, database: "orders" }).backing?.database).toBe("orders");
  });

  it("can't be changed", () => {
    expect(Object.isFrozen(orders) && Object.isFrozen(orders.backing)).toBe(true);
  });

  const make = (options: object, name = "db") =>
    External.postgres(name, "db.example.test", { version: "17", url, ...options });
  it.each<[string, () => unknown, string]>([
    ["an unknown version", () => make({ version: "9" }), "not-supported version"],
    ["no variable", () => make({ url: undefined }), "required url"],
    ["a variable that is none", () => make({ url: "database-url" }), "name-grammar url"],
    ["a database that a URL would escape", () => make({ database: "my orders" }), "database-name database"],
    ["port 0", () => make({ port: 0 }), "out-of-range port"],
    ["a name that is no host", () => make({}, "Orders DB"), "name-grammar name"],
    ["an option that is not there", () => make({ user: "shop" }), "unknown-prop user"],
    [
      "a version that Redis does not have",
      () => External.redis("cache", "h", { version: "17" as "8", url }),
      "not-supported version",
    ],
  ])("is refused: %s", (_, declare, complaint) => {
    expect(codesOf(declare)).toEqual([complaint]);
  });
});

describe("a program that needs a server", () => {
  it("reaches it through its network policy", () => {
    const rendered = render((chart) => new GoService(chart, "Storefront", { image: IMAGE, secrets, needs: [orders] }));
    expect(only(rendered, "NetworkPolicy", "storefront").spec.egress).toContainEqual({
      ports: [{ port: 5432, protocol: "TCP" }],
      to: [{ ipBlock: { cidr: "10.10.0.0/24" } }],
    });
  });

  it("is told in the rendered program, in order of names", () => {
    const chat = External.tcp("chat", "chat.example.test", 443);
    const rendered = render((chart) => {
      new GoService(chart, "Storefront", { image: IMAGE, secrets, needs: [orders, chat] });
    });
    expect(rendered.externals).toEqual([
      { app: "shop", program: "storefront", name: "chat", host: "chat.example.test", port: 443, protocol: "TCP" },
      expect.objectContaining({
        name: "orders-db",
        backing: { engine: "postgres", version: "17", url, database: "orders-db" },
      }),
    ]);
  });

  it("must have the variable that leads there", () => {
    const declare = { image: IMAGE, config: { LOG_LEVEL: "info" }, needs: [orders] };
    expect(complaintsOf((chart) => new GoService(chart, "Storefront", declare))).toEqual([
      "unknown-variable needs[0].url",
    ]);
  });

  it("may have that variable in its configuration, under a key with dots", () => {
    const declare = {
      image: IMAGE,
      config: { "database.url": "postgres://orders.example.test/orders" },
      needs: [orders],
    };
    expect(complaintsOf((chart) => new GoService(chart, "Storefront", declare))).toEqual([]);
  });
});
