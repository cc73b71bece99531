import { describe, expect, it } from "@jest/globals";
import { Registry } from "../../lib/registry";
import { RegistryCredentials } from "../../lib/registry/credentials";
import { RETENTION } from "../../lib/registry/retention";
import type { Retention } from "../../lib/registry/retention";
import { readFields } from "../../lib/fields";
import { SecretRef } from "../../lib/secret-ref";
import { thrownBy } from "./values/thrown-by";

const SECRET = SecretRef.existing("registry", "password");
const PLANTED = "hunter2hunter2";
const HERE = { path: "", field: "", source: expect.stringMatching(/registry-messages\.test\.ts:\d+$/) };
const EXAMPLE =
  'e.g. Registry.at("registry.example.test/shop", { credentials: RegistryCredentials.password("ci", SecretRef.existing(…)) })';

const at = (address: unknown, options?: object) => thrownBy(() => Registry.at(address as string, options));
const harbor = (options: object, address = "harbor.example.test/shop") =>
  thrownBy(() => Registry.harbor(address, options));

describe("the address of a registry", () => {
  it.each([
    ["shop/team", '"shop/team"'],
    ["https://registry.example.test", '"https://registry.example.test"'],
    [undefined, "nothing"],
    [7, "7"],
    [["registry.example.test"], '["registry.example.test"]'],
    [{ host: "registry.example.test" }, '{"host":"registry.example.test"}'],
  ])("is not %j", (address, got) => {
    expect(at(address)).toEqual({
      ...HERE,
      code: "registry-address",
      got,
      allowed: "host[:port][/path] without a scheme; a host has a dot or a port or is localhost, a path is lower case",
      fix: EXAMPLE,
    });
  });

  it.each([
    [`ci:${PLANTED}@registry.example.test/shop`, '"****@registry.example.test/shop"'],
    [`ci:${PLANTED}@x@registry.example.test`, '"****@registry.example.test"'],
    [`${PLANTED}@`, '"****@"'],
  ])("shows where the registry is, and no credentials: %s", (address, got) => {
    expect(at(address)).toEqual({
      ...HERE,
      code: "literal-credential",
      got,
      allowed: "an address without a user or a password",
      fix: EXAMPLE,
    });
  });

  it.each(["registry.example.test:1", "registry.example.test:65535/shop"])("may have the port of %s", (address) =>
    expect(at(address)).toBeUndefined(),
  );

  it("is what the registry is written as", () => {
    expect(String(Registry.at("registry.example.test/shop"))).toBe("registry.example.test/shop");
  });

  it("can't be changed", () => expect(Object.isFrozen(Registry.at("registry.example.test/shop"))).toBe(true));
});

describe("the name of a repository", () => {
  it("is told with its rule", () => {
    expect(thrownBy(() => Registry.at("registry.example.test").repository("Storefront"))).toEqual({
      ...HERE,
      code: "repository-name",
      got: '"Storefront"',
      allowed:
        "lower-case letters and digits with single ., _ or -, parts between /; at most 255 characters with the registry",
      fix: 'e.g. "storefront"',
    });
  });
});

describe("the options of a registry", () => {
  it.each([
    ["credentials", 7, 'RegistryCredentials.password("ci", SecretRef.existing(…))'],
    ["pullSecret", {}, "a string: the name of a Secret"],
    ["replicateTo", "dr.example.test", "a list"],
  ])("say what they take: %s", (field, given, allowed) => {
    expect(harbor({ [field]: given })).toMatchObject({ code: "wrong-type", path: "", field, allowed });
  });

  it("say what a list of registries is made of", () => {
    expect(harbor({ replicateTo: ["dr.example.test"] })).toMatchObject({
      field: "replicateTo[0]",
      allowed: 'Registry.at("registry.example.test/shop")',
    });
  });

  it.each(["registry", "registry.shop", "a".repeat(253)])("take every name of a Secret: %s", (pullSecret) =>
    expect(at("registry.example.test", { pullSecret })).toBeUndefined(),
  );

  it("tell of a name that no Secret has, and where it was given", () => {
    expect(at("registry.example.test", { pullSecret: "My_Secret" })).toMatchObject({
      ...HERE,
      field: "pullSecret",
      allowed: expect.stringContaining("Secret"),
    });
  });
});

describe("the user of a registry", () => {
  const user = (given: unknown) => thrownBy(() => RegistryCredentials.password(given as string, SECRET));
  const RULE = {
    code: "registry-user",
    allowed: "a user of 1 to 255 printable ASCII characters without blanks and colons (RFC 7617)",
    fix: "name the user; the password is a SecretRef of its own",
  };

  it.each([
    ["", 'user ""'],
    ["a b", 'user "a b"'],
    ["é", 'user "é"'],
    [undefined, "user nothing"],
    [7, "user 7"],
    [`ci:${PLANTED}`, 'a user "****" with a colon'],
    [`ghp_${"a".repeat(36)}`, 'user "****"'],
    ["a".repeat(256), `user "${"a".repeat(78)}…`],
  ])("is not %j", (given, got) => expect(user(given)).toEqual({ ...HERE, ...RULE, got }));

  it.each(["!", "~", "9", ";", "robot$shop+ci", "a".repeat(255)])("may be %s", (given) =>
    expect(user(given)).toBeUndefined(),
  );
});

describe("a secret in the place of its reference", () => {
  const { token, password, certificate } = RegistryCredentials;
  it.each<[string, (given: never) => unknown]>([
    ["token", (given) => token(given)],
    ["password", (given) => password("ci", given)],
    ["certificate", (given) => certificate(given, SECRET)],
    ["key", (given) => certificate(SECRET, given)],
  ])("is refused by its name, and not shown: %s", (name, made) => {
    expect(thrownBy(() => made(PLANTED as never))).toEqual({
      ...HERE,
      code: "literal-credential",
      got: `${name}: "****"`,
      allowed: "a SecretRef: where the secret is, not the secret",
      fix: 'e.g. SecretRef.existing("registry", "password")',
    });
  });

  it.each([
    [undefined, "key: nothing"],
    [true, "key: true"],
    [{ name: "registry" }, 'key: {"name":"registry"}'],
  ])("is shown where it is no text: %j", (given, got) => {
    expect(thrownBy(() => certificate(SECRET, given as never))).toMatchObject({ got });
  });

  it("is told from what it stands for", () => {
    expect(certificate(SECRET, SECRET).method.by).toBe("certificate");
    expect(Object.isFrozen(certificate(SECRET, SECRET))).toBe(true);
  });
});

describe("a project of Harbor", () => {
  it.each(["harbor.example.test", "harbor.example.test/shop/team", "harbor.example.test/a__b"])(
    "is not %s",
    (address) => {
      expect(harbor({}, address)).toEqual({
        ...HERE,
        code: "harbor-project",
        got: JSON.stringify(address),
        allowed: "host[:port]/project; a project is lower-case letters and digits with single ., _ or - inside",
        fix: 'e.g. Registry.harbor("harbor.example.test/shop")',
      });
    },
  );

  it.each(["a", "shop2", "shop-team.one_two", "7"])("may be %s", (project) =>
    expect(Registry.harbor(`harbor.example.test/${project}`).harbor).toEqual({
      project,
      retention: undefined,
      replicateTo: [],
    }),
  );

  it("copies to each destination once", () => {
    const dr = Registry.at("dr.example.test");
    expect(harbor({ replicateTo: [dr, Registry.at("eu.example.test"), dr] })).toEqual({
      ...HERE,
      code: "replicates-twice",
      got: '"dr.example.test" twice',
      allowed: "each destination once, and not the project itself",
      fix: "leave it out of replicateTo",
    });
  });

  it("keeps something, or has no rule", () => {
    expect(harbor({ retention: {} })).toEqual({
      ...HERE,
      code: "retention-empty",
      got: "a retention that keeps nothing",
      allowed: "at least one of keep, days and tags",
      fix: "set keep: 10, or leave retention out: Harbor keeps everything",
    });
  });

  it.each<Retention>([{ keep: 1 }, { keep: 32_766 }, { days: 1 }, { days: 20_190_904 }, { tags: ["v*"] }])(
    "may keep %j and nothing else",
    (retention) => expect(harbor({ retention })).toBeUndefined(),
  );

  it.each<Retention>([{ days: 0 }, { days: 20_190_905 }])("can't keep %j", (retention) =>
    expect(harbor({ retention })).toMatchObject({ code: "out-of-range", field: "retention.days" }),
  );
});

describe("a pattern of tags", () => {
  const tags = (given: unknown) => harbor({ retention: { tags: [given] } });

  it.each(["v*", "v?.1", "{v,release-}*", "{v}", "{rc-1,b.2,*}-x", "v{1,2}{3,45}", "a".repeat(128)])(
    "may be %s",
    (given) => expect(tags(given)).toBeUndefined(),
  );

  it.each(["", "v 1", "{", "{}", "{a,}", "{,a}", "{a,,b}", "{ab,c d}", "{a b}", "v*!", "!v*", "a,b", "a".repeat(129)])(
    "is not %j",
    (given) => {
      expect(tags(given)).toEqual({
        ...HERE,
        code: "tag-pattern",
        field: "retention.tags[0]",
        got: given.length > 80 ? expect.stringMatching(/^"a+…$/) : JSON.stringify(given),
        allowed: "characters of tags, *, ? and {a,b}, at most 128 characters",
        fix: 'e.g. "v*"',
      });
    },
  );

  it("is a text", () => expect(tags(7)).toMatchObject({ allowed: "a string: a pattern of tags" }));
});

describe("the fields of a retention", () => {
  it.each(Object.entries(RETENTION))("say what they are for, and what happens without them: %s", (_, field) => {
    expect(field.doc.split(" ").length).toBeGreaterThan(3);
    expect(field.otherwise).toMatch(/^no \w+ keeps an image$/);
  });

  it("show patterns that are taken", () => {
    const { shape } = RETENTION.tags.type;
    const examples = shape.kind === "list" && shape.of.kind === "text" ? shape.of.examples : [];
    expect(examples.length).toBeGreaterThan(1);
    expect(readFields({ tags: examples }, RETENTION).findings).toEqual([]);
  });
});
