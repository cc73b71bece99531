import { describe, expect, it } from "@jest/globals";
import { External } from "../../app";
import type { Field } from "../../lib/fields";
import { readFields } from "../../lib/fields";
import { POSTGRES, REDIS } from "../../lib/backing";
import { thrownBy } from "./values/thrown-by";

const HERE = { path: "", source: expect.stringMatching(/external-messages\.test\.ts:\d+$/) };
const NEEDED = { version: "17", url: "DATABASE_URL" } as const;
const postgres = (options: object, name = "db") =>
  thrownBy(() => External.postgres(name, "db.example.test", { ...NEEDED, ...options }));

describe.each(["tcp", "udp"] as const)("an endpoint by its port: %s", (protocol) => {
  const on = External[protocol];

  it("listens on a port of its host", () => {
    expect(on("chat", "chat.example.test", 443)).toMatchObject({
      name: "chat",
      host: "chat.example.test",
      port: 443,
      protocol: protocol.toUpperCase(),
      cidrs: [],
      backing: undefined,
    });
  });

  it.each([
    ["192.0.2.7", ["192.0.2.7/32"]],
    ["2001:db8::7", ["2001:db8::7/128"]],
    ["chat.example.test", []],
  ])("is one block of addresses where the host is an address: %s", (host, cidrs) => {
    expect(on("chat", host, 443).cidrs).toEqual(cidrs);
  });

  it("is behind the blocks that are given, whatever its host is", () => {
    expect(on("chat", "192.0.2.7", 443, { cidrs: ["10.20.0.0/16"] }).cidrs).toEqual(["10.20.0.0/16"]);
  });

  it("can't be changed", () => expect(Object.isFrozen(on("chat", "chat.example.test", 443))).toBe(true));

  it.each([1, 65_535])("may listen on port %d", (port) => {
    expect(on("chat", "chat.example.test", port).port).toBe(port);
  });

  it.each([
    [0, "0"],
    [-1, "-1"],
    [65_536, "65536"],
    [80.5, "80.5"],
    [NaN, "NaN"],
    ["443" as unknown as number, '"443"'],
  ])("has no port %p", (port, shown) => {
    expect(thrownBy(() => on("chat", "chat.example.test", port))).toEqual({
      ...HERE,
      code: "out-of-range",
      field: "",
      got: `port ${shown} of "chat"`,
      allowed: "a whole number from 1 to 65535",
      fix: "name the port it listens on",
    });
  });
});

describe("a server that a local run starts", () => {
  it("is known by its engine, version and variable", () => {
    expect(External.postgres("db", "db.example.test", { ...NEEDED }).backing).toEqual({
      engine: "postgres",
      version: "17",
      url: "DATABASE_URL",
      database: "db",
    });
    expect(External.redis("cache", "2001:db8::7", { version: "8", url: "CACHE_URL" })).toMatchObject({
      protocol: "TCP",
      cidrs: ["2001:db8::7/128"],
      backing: { engine: "redis", version: "8", url: "CACHE_URL", database: undefined },
    });
  });

  it.each(["a", "_a", "Orders", "orders-2_x", "a".repeat(63)])("may have the database %s", (database) => {
    expect(postgres({ database })).toBeUndefined();
  });

  it.each(["", "2orders", "-orders", "my orders", "orders/x", "orders!", "!orders", "a".repeat(64)])(
    "has no database %j",
    (database) => {
      expect(postgres({ database })).toEqual({
        ...HERE,
        code: "database-name",
        field: "database",
        got: JSON.stringify(database),
        allowed: "a letter or _ first, then letters, digits, _ and -, at most 63",
        fix: 'e.g. "orders"',
      });
    },
  );

  it.each([
    ["database", "a string: the name of a database"],
    ["url", "a string: the name of a variable"],
  ])("is told about what is no text at all: %s", (field, allowed) => {
    expect(postgres({ [field]: 7 })).toEqual({
      ...HERE,
      code: "wrong-type",
      field,
      got: "7",
      allowed,
      fix: 'write "7"',
    });
  });

  it("is told which blocks of addresses are meant", () => {
    expect(postgres({ cidrs: [10] })).toMatchObject({
      code: "wrong-type",
      field: "cidrs[0]",
      allowed: "a string: an address block",
    });
    expect(postgres({ cidrs: Array(101).fill("10.20.0.0/16") })).toMatchObject({ code: "too-many", field: "cidrs" });
  });

  it.each([
    ["version", "major version of the server"],
    ["url", "the variable by which the program finds it"],
  ])("is asked for what nobody can guess: %s", (field, allowed) => {
    expect(postgres({ [field]: undefined })).toEqual({
      ...HERE,
      code: "required",
      field,
      got: "nothing",
      allowed,
      fix: `set ${field}`,
    });
  });

  it.each([1, 65_535])("may listen on port %d", (port) => expect(postgres({ port })).toBeUndefined());

  it.each([0, 65_536])("does not listen on port %d", (port) => {
    expect(postgres({ port })).toMatchObject({
      ...HERE,
      code: "out-of-range",
      field: "port",
      got: String(port),
      allowed: "a whole number from 1 to 65535",
    });
  });

  it("has a name that a local run can use as a host", () => {
    expect(postgres({}, "Orders DB")).toMatchObject({
      ...HERE,
      code: "name-grammar",
      field: "name",
      got: '"Orders DB" with U+004F (O)',
    });
  });
});

describe.each<[string, Readonly<Record<string, Field<unknown>>>]>([
  ["postgres", { ...POSTGRES }],
  ["redis", { ...REDIS }],
])("the options of %s", (engine, table) => {
  const fields = Object.entries(table);

  it.each(fields)("say what they are for: %s", (_, { doc }) => expect(doc.split(" ").length).toBeGreaterThan(2));

  it.each(fields)("say what happens without them, or are required: %s", (_, { required = false, otherwise = "" }) => {
    expect(otherwise.split(" ").length > 2).toBe(!required);
  });

  const texts = fields.flatMap<{ name: string; examples: readonly (string | string[])[] }>(([name, { type }]) => {
    if (type.shape.kind === "text") return [{ name, examples: type.shape.examples }];
    if (type.shape.kind !== "list" || type.shape.of.kind !== "text") return [];
    return [{ name, examples: type.shape.of.examples.map((text) => [text]) }];
  });

  it.each(texts)("take the examples that the documentation shows: $name", ({ name, examples }) => {
    const given = { version: engine === "redis" ? "8" : "17", url: "DATABASE_URL" };
    const findings = examples.map((example) => readFields({ ...given, [name]: example }, table).findings);
    expect(findings).toEqual([[]]);
    expect(examples.flat().join("").length).toBeGreaterThan(2);
  });
});
