import { describe, expect, it } from "@jest/globals";
import { laterText } from "../../../lib/later";
import { SecretRef, SecretSource } from "../../../lib/secret-ref";
import { isHidden, isSecret, isSecretText, masked } from "../../../lib/secret-text";
import { thrownBy } from "./thrown-by";

const JWT = `eyJ${"a".repeat(10)}.eyJ${"b".repeat(10)}`;

describe("a text is a secret by its look", () => {
  it.each([
    ["-----BEGIN PRIVATE KEY-----\nMII", "****"],
    ["key: -----BEGIN EC PRIVATE KEY-----\nMII\n", "key: ****"],
    [`id AKIA${"A7".repeat(8)} end`, "id **** end"],
    [`ASIA${"A7".repeat(8)}`, "****"],
    [`ghp_${"a".repeat(36)}`, "****"],
    [`gho_${"a".repeat(36)}`, "****"],
    [`glpat-${"a_b-".repeat(5)}`, "****"],
    [`xoxb-${"a-b".repeat(5)}`, "****"],
    [`Bearer ${JWT}.sig`, "Bearer ****"],
    [`${JWT}.`, "****"],
    ["postgres://shop:hunter2@db/orders", "postgres://shop:****@db/orders"],
    ["amqp+tls://shop:a@b@mq", "amqp+tls://shop:****@mq"],
    ["redis://:hunter2@cache", "redis://:****@cache"],
    ["a://x:1@b c://y:2@d", "a://x:****@b c://y:****@d"],
  ])("%j", (text, shown) => {
    expect(isSecretText(text)).toBe(true);
    expect(masked(text)).toBe(shown);
  });
});

describe("a text is no secret by its look", () => {
  it.each([
    "-----BEGIN PUBLIC KEY-----\nMII",
    `AKIA${"A7".repeat(7)}`,
    `XAKIA${"A7".repeat(8)}`,
    `ghp_${"a".repeat(35)}`,
    "glpat-short",
    "xoxb-short",
    `x-${JWT}.sig`,
    `eyJ${"a".repeat(10)}`,
    "https://shop.example.test/a:b@c",
    "postgres://shop@db/orders",
    "postgres://shop:$(PASSWORD)@db/orders",
    "postgres://shop:${PASSWORD}@db/orders",
    "postgres://shop:{PASSWORD}@db/orders",
    "postgres://shop:<password>@db/orders",
    "postgres://shop:%s@db/orders",
    "postgres://shop:****@db/orders",
    "s://a:b@",
  ])("%j", (text) => {
    expect(isSecretText(text)).toBe(false);
    expect(masked(text)).toBe(text);
  });
});

describe("the name of a variable", () => {
  it.each([
    "DB_PASSWORD",
    "dbPassword",
    "PASSWD",
    "passphrase",
    "PASS",
    "PWD",
    "client-secret",
    "apiToken",
    "CREDENTIAL",
    "CREDENTIALS",
    "JWT",
    "bearer",
    "API_KEY",
    "apikey",
    "accessKey",
    "private-key",
  ])("%s promises a secret", (name) => {
    expect(isSecret(name, "hunter2")).toBe(true);
    expect(isHidden(name)).toBe(true);
  });

  it.each(["MAX_TOKENS", "secrets", "passwords"])("%s is not shown, and may hold any text", (name) => {
    expect(isSecret(name, "4096")).toBe(false);
    expect(isHidden(name)).toBe(true);
  });

  it.each(["COMPASS", "PASSENGERS", "tokenizer", "KEY", "public_key", "secretary", "LOG_LEVEL"])(
    "%s does not",
    (name) => {
      expect(isSecret(name, "hunter2")).toBe(false);
      expect(isHidden(name)).toBe(false);
    },
  );

  it.each(["TOKEN_FILE", "token.path", "TOKEN_URL", "token-ttl", "SECRET_NAME", "JWT_ENABLED"])(
    "%s points to a secret and holds none",
    (name) => {
      expect(isSecret(name, "value")).toBe(false);
    },
  );

  it.each(["TOKEN_FILES", "FILE_TOKEN"])("%s holds a secret", (name) => {
    expect(isSecret(name, "value")).toBe(true);
  });

  it("that promises a secret may be empty", () => {
    expect(isSecret("TOKEN", "")).toBe(false);
  });

  it("that promises nothing does not hide a secret", () => {
    expect(isSecret("DSN", "postgres://shop:hunter2@db/orders")).toBe(true);
  });
});

describe("a reference to a secret", () => {
  const vault = { provider: "vault", object: "db", parameters: { roleName: "shop" } };

  it.each([
    [SecretRef.existing("shop", "url"), { from: "existing", name: "shop", key: "url" }],
    [SecretRef.sealed("AgBy"), { from: "sealed", cipher: "AgBy" }],
    [SecretRef.csi(vault), { from: "csi", ...vault }],
    [
      SecretRef.external({ store: "vault", key: "shop/url" }),
      { from: "external", store: "vault", storeKind: "ClusterSecretStore", key: "shop/url" },
    ],
    [
      SecretRef.external({ store: "vault", storeKind: "SecretStore", key: "shop", property: "url" }),
      { from: "external", store: "vault", storeKind: "SecretStore", key: "shop", property: "url" },
    ],
  ])("says where it comes from, and is a variable unless it is a file: %#", (secret, origin) => {
    expect(secret).toMatchObject({ origin, as: "variable" });
    expect(secret.asFile()).toMatchObject({ origin, as: "file" });
    expect(Object.isFrozen(secret)).toBe(true);
  });
});

describe("a source of secrets", () => {
  it("finds the key and the name of a Secret in the path", () => {
    const { origin } = SecretSource.existing().reference("shop/orders/database-url");
    expect(origin).toEqual({ from: "existing", name: "shop-orders", key: "database-url" });
  });

  it.each([
    [{ store: "vault" }, "shop/url"],
    [{ store: "vault", prefix: "prod/" }, "prod/shop/url"],
  ])("looks a path up in a store: %#", (options, key) => {
    const source = SecretSource.external(options);
    expect(source.reference("shop/url").origin).toEqual({
      from: "external",
      store: "vault",
      storeKind: "ClusterSecretStore",
      key,
    });
    expect(Object.isFrozen(source)).toBe(true);
  });
});

describe("a secret that pulumi up puts in", () => {
  it("is what app.later gave back", () => {
    expect(SecretRef.later(laterText("database-url"))).toMatchObject({
      origin: { from: "later", text: laterText("database-url") },
      as: "variable",
    });
  });

  it("is never a literal, which is not shown", () => {
    expect(thrownBy(() => SecretRef.later("postgres://shop:hunter2@db/shop"))).toMatchObject({
      code: "literal-secret",
      got: 'a literal ("****")',
      allowed: "what app.later gave back: a literal would be readable in every output",
      fix: 'SecretRef.later(app.later("database-url", output))',
    });
  });
});
