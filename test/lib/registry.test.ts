import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { ValidationError } from "../../lib/errors";
import { isImageReference } from "../../lib/image-ref";
import { Registry } from "../../lib/registry";
import { RegistryCredentials } from "../../lib/registry/credentials";
import { SecretRef } from "../../lib/secret-ref";

const SECRET = SecretRef.existing("registry", "password");
const PLANTED = "hunter2hunter2";

function refusal(made: () => unknown): ValidationError {
  try {
    made();
  } catch (error) {
    if (error instanceof ValidationError) return error;
    throw error;
  }
  throw new Error("it was accepted");
}

describe("a registry", () => {
  it.each([
    ["registry.example.test", "registry.example.test"],
    ["registry.example.test/shop", "registry.example.test"],
    ["registry.example.test:5000/shop/team", "registry.example.test:5000"],
    ["127.0.0.1:5000", "127.0.0.1:5000"],
    ["localhost/shop", "localhost"],
    ["registry:5000/shop", "registry:5000"],
  ])("may be %s", (address, host) => {
    expect(Registry.at(address)).toMatchObject({ address, host, credentials: undefined, harbor: undefined });
  });

  it.each([
    ["", "nothing"],
    ["shop", "no host: a path on Docker Hub"],
    ["shop/team", "no host: a path on Docker Hub"],
    ["https://registry.example.test/shop", "a scheme"],
    ["registry.example.test/Shop", "upper case in the path"],
    ["registry.example.test/", "an empty part"],
    ["registry.example.test//shop", "an empty part"],
    ["registry.example.test/shop:v1", "a tag"],
    ["registry.example.test:0/shop", "no port"],
    ["registry.example.test:65536/shop", "no port"],
    ["registry.example.test/shop shop", "a blank"],
    ["registry.example.test/$(reboot)", "a command"],
    [`registry.example.test/${"a".repeat(255)}`, "more than 255 characters"],
  ])("may not be %j: %s", (address) => {
    expect(refusal(() => Registry.at(address)).problems).toMatchObject([{ code: "registry-address" }]);
  });

  it.each([
    `ci:${PLANTED}@registry.example.test/shop`,
    `https://ci:${PLANTED}@registry.example.test/shop`,
    `${PLANTED}@registry.example.test`,
  ])("refuses credentials in its address without showing them", (address) => {
    const error = refusal(() => Registry.at(address));
    expect(error.problems).toMatchObject([{ code: "literal-credential" }]);
    expect(error.message).not.toContain(PLANTED);
  });

  it("refuses a literal in the place of its credentials without showing it", () => {
    const error = refusal(() => Registry.at("registry.example.test", { credentials: PLANTED } as never));
    expect(error.problems).toMatchObject([{ code: "wrong-type", field: "credentials" }]);
    expect(error.message).not.toContain(PLANTED);
  });

  it("refuses an option that it does not know", () => {
    const error = refusal(() => Registry.at("registry.example.test", { credential: undefined } as never));
    expect(error.problems).toMatchObject([{ code: "unknown-prop", fix: "did you mean credentials?" }]);
  });

  it("names the line of whoever made it", () => {
    expect(refusal(() => Registry.at("")).problems[0]?.source).toContain("registry.test.ts");
  });

  it.each(["storefront", "team/storefront", "a__b", "a-b.c"])("has a repository %s", (name) => {
    expect(Registry.at("registry.example.test/shop").repository(name)).toBe(`registry.example.test/shop/${name}`);
  });

  it.each(["", "Storefront", "a:v1", "a@sha256", "/a", "a/", "../a", "a b", "a..b", "a".repeat(240)])(
    "has no repository %j",
    (name) => {
      const registry = Registry.at("registry.example.test/shop");
      expect(refusal(() => registry.repository(name)).problems).toMatchObject([{ code: "repository-name" }]);
    },
  );

  it("gives references by the grammar or an error, for any names", () => {
    const part = fc.oneof(fc.stringMatching(/^[a-z0-9._/:@-]{0,12}$/), fc.string({ unit: "binary", maxLength: 8 }));
    fc.assert(
      fc.property(part, part, (path, name) => {
        try {
          const whole = Registry.at(`registry.example.test/${path}`).repository(name);
          expect(isImageReference(`${whole}:v1`)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(ValidationError);
        }
      }),
    );
  });
});

describe("the credentials of a registry", () => {
  it("are a token, a password, or a certificate with its key, each by reference", () => {
    expect(RegistryCredentials.token(SECRET).method).toEqual({ by: "token", token: SECRET });
    expect(RegistryCredentials.password("robot$shop+ci", SECRET).method).toMatchObject({ user: "robot$shop+ci" });
    expect(RegistryCredentials.certificate(SECRET, SECRET).method).toMatchObject({ certificate: SECRET, key: SECRET });
  });

  it.each<[string, () => unknown]>([
    ["a token", () => RegistryCredentials.token(PLANTED as never)],
    ["a password", () => RegistryCredentials.password("ci", PLANTED as never)],
    ["a certificate", () => RegistryCredentials.certificate(PLANTED as never, SECRET)],
    ["a key", () => RegistryCredentials.certificate(SECRET, PLANTED as never)],
    ["an object", () => RegistryCredentials.token({ token: PLANTED } as never)],
  ])("are not %s itself, which no message shows", (_, made) => {
    const error = refusal(made);
    expect(error.problems).toMatchObject([{ code: "literal-credential" }]);
    expect(error.message).not.toContain(PLANTED);
  });

  it.each(["", "a b", `ci:${PLANTED}`, "é", "a\n"])("have no user %j", (user) => {
    const error = refusal(() => RegistryCredentials.password(user, SECRET));
    expect(error.problems).toMatchObject([{ code: "registry-user" }]);
    expect(error.message).not.toContain(PLANTED);
  });

  it("can be printed without a secret", () => {
    const registry = Registry.at("registry.example.test", { credentials: RegistryCredentials.password("ci", SECRET) });
    expect(JSON.parse(JSON.stringify(registry.credentials))).toMatchObject({
      method: { by: "password", user: "ci", password: { origin: { from: "existing", name: "registry" } } },
    });
  });
});

describe("a Harbor", () => {
  it("knows its project and its rules", () => {
    const dr = Registry.at("dr.example.test/shop");
    const rules = { retention: { keep: 10, days: 90, tags: ["v*"] }, replicateTo: [dr] };
    const { harbor } = Registry.harbor("harbor.example.test/shop", rules);
    expect(harbor).toEqual({ project: "shop", ...rules });
  });

  it.each(["harbor.example.test", "harbor.example.test/shop/team", "harbor.example.test/a__b"])(
    "is no Harbor project: %s",
    (address) => {
      expect(refusal(() => Registry.harbor(address)).problems).toMatchObject([{ code: "harbor-project" }]);
    },
  );

  it.each<[object, string, string]>([
    [{ retention: {} }, "retention-empty", ""],
    [{ retention: { tags: [] } }, "retention-empty", ""],
    [{ retention: { keep: 0 } }, "out-of-range", "retention.keep"],
    [{ retention: { keep: 32_767 } }, "out-of-range", "retention.keep"],
    [{ retention: { days: 1.5 } }, "out-of-range", "retention.days"],
    [{ retention: { tags: ["v 1"] } }, "tag-pattern", "retention.tags[0]"],
    [{ retention: { tags: ["{a"] } }, "tag-pattern", "retention.tags[0]"],
    [{ retention: { tags: Array(14).fill("v*") } }, "too-many", "retention.tags"],
    [{ retention: { kepp: 3 } }, "unknown-prop", "retention.kepp"],
    [{ replicateTo: ["dr.example.test/shop"] }, "wrong-type", "replicateTo[0]"],
    [{ replicateTo: [Registry.at("harbor.example.test/shop")] }, "replicates-twice", ""],
    [{ replicateTo: [Registry.at("a.test"), Registry.at("a.test")] }, "replicates-twice", ""],
  ])("refuses %j", (options, code, field) => {
    const { problems } = refusal(() => Registry.harbor("harbor.example.test/shop", options));
    expect(problems).toMatchObject([{ code, field }]);
  });
});

describe("the Secret with which nodes pull", () => {
  it("is named, for a Harbor too", () => {
    expect(Registry.at("registry.example.test/shop", { pullSecret: "registry" }).pullSecret).toBe("registry");
    expect(Registry.harbor("registry.example.test/shop", { pullSecret: "registry" }).pullSecret).toBe("registry");
    expect(Registry.at("registry.example.test/shop").pullSecret).toBeUndefined();
  });

  it("has a name that a Secret can have", () => {
    const { problems } = refusal(() => Registry.at("registry.example.test/shop", { pullSecret: "My Secret" }));
    expect(problems).toMatchObject([{ field: "pullSecret", got: expect.stringContaining("My Secret") }]);
  });
});
