import { isSecret } from "@pulumi/pulumi";
import type { Output } from "@pulumi/pulumi";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { ValidationError, formatProblems } from "../../../lib/errors";
import { Setting } from "../../../targets/pulumi/stack";
import { thrownBy } from "../../lib/values/thrown-by";
import { planOf, told } from "./stack-inputs";

const settings = {
  images: Setting.choice("lock", "build").default("lock"),
  replicas: Setting.integer({ min: 1, max: 9 }),
  debug: Setting.flag(),
  mailServer: Setting.text("address of the mail server"),
  hosts: Setting.list(Setting.text("a host")),
  databaseUrl: Setting.secret("postgres URL of the shop"),
};
const PASSWORD = "c0rrect-h0rse";
const WHOLE = {
  "shop:replicas": "3",
  "shop:debug": "true",
  "shop:mailServer": "mail.example.test",
  "shop:hosts": '["a.example.test","b.example.test"]',
  "shop:databaseUrl": PASSWORD,
};
const SECRET_KEYS = ["shop:databaseUrl"];

/** The problems when one key has another text, or none. */
function problemsWith(key: keyof typeof WHOLE | "shop:images", text: string | undefined) {
  const texts = new Map<string, string>(Object.entries(WHOLE)).set(key, text ?? "");
  if (text === undefined) texts.delete(key);
  return planOf(settings, Object.fromEntries(texts), SECRET_KEYS).problems;
}

describe("the settings of a stack", () => {
  it("are read as what they are declared to be", async () => {
    const { settings: values, problems } = planOf(settings, WHOLE, SECRET_KEYS);
    expect(problems).toEqual([]);
    const { databaseUrl, ...plain } = values;
    expect(plain).toEqual({
      images: "lock",
      replicas: 3,
      debug: true,
      mailServer: "mail.example.test",
      hosts: ["a.example.test", "b.example.test"],
    });
    expect(await isSecret(databaseUrl)).toBe(true);
  });

  it("have types: a secret is an Output, a choice one of its words", () => {
    const { settings: values } = planOf(settings, WHOLE, SECRET_KEYS);
    const images: "lock" | "build" = values.images;
    const url: Output<string> = values.databaseUrl;
    // @ts-expect-error A secret can't be read as text.
    const text: string = values.databaseUrl;
    expect([images, url]).toEqual(["lock", text]);
  });

  it("may be left out where they are optional or have a default", () => {
    const open = { note: Setting.text("a note").optional(), key: Setting.secret("a key").optional() };
    expect(planOf({ ...open, size: Setting.integer({ min: 0, max: 9 }).default(0) }).settings).toEqual({ size: 0 });
  });

  it.each([
    ["shop:images", "bild", "not-supported", '"bild"', 'one of "lock", "build"', 'did you mean "build"?'],
    ["shop:replicas", undefined, "required", "nothing", "a whole number from 1 to 9", ""],
    ["shop:replicas", "12", "out-of-range", "12", "a whole number from 1 to 9", "set it to 9, for example"],
    ["shop:replicas", "three", "out-of-range", '"three"', "a whole number from 1 to 9", "set it to 1, for example"],
    ["shop:replicas", "3.0", "out-of-range", '"3.0"', "a whole number from 1 to 9", "set it to 1, for example"],
    ["shop:debug", "yes", "wrong-type", '"yes"', "true or false", "pass true or false"],
    ["shop:mailServer", undefined, "required", "nothing", "a string: address of the mail server", ""],
    ["shop:mailServer", "", "required", "nothing", "a string: address of the mail server", ""],
    ["shop:hosts", "a.example.test", "wrong-type", '"a.example.test"', "a list", "pass a list"],
  ] as const)("%s: %j is refused", (key, text, code, got, allowed, fix) => {
    const command = `pulumi config set ${key} … --stack dev`;
    expect(problemsWith(key, text)).toEqual([
      { path: "Pulumi.dev.yaml", field: key, code, got, allowed, fix: fix ? `${fix}: ${command}` : command },
    ]);
  });

  it("name the item of a list that is wrong, as --path of the command does", () => {
    expect(problemsWith("shop:hosts", '["a.example.test",8080]')).toMatchObject([
      { field: "shop:hosts[1]", fix: 'write "8080": pulumi config set shop:hosts … --stack dev' },
    ]);
  });

  it("ask for a missing secret without the value on the command line", () => {
    expect(problemsWith("shop:databaseUrl", undefined)).toMatchObject([
      { code: "required", fix: "pulumi config set --secret shop:databaseUrl --stack dev" },
    ]);
  });

  it("are those of the project: keys of other namespaces belong to providers", () => {
    expect(planOf({}, { "aws:region": "eu-west-1", "shops:context": "x" }).problems).toEqual([]);
  });

  it("refuse a key that nothing declares, and say which one was meant", () => {
    expect(planOf({ replicas: Setting.integer({ min: 1, max: 9 }) }, { "shop:replcas": "3" }).problems).toMatchObject([
      { field: "shop:replicas", code: "required" },
      {
        field: "shop:replcas",
        code: "unknown-setting",
        allowed: "one of context, server, kubeconfig, adopt, replicas",
        fix: "did you mean shop:replicas? pulumi config rm shop:replcas --stack dev",
      },
    ]);
  });
});

describe("a secret in the configuration", () => {
  it("is refused in plain text", () => {
    expect(planOf(settings, WHOLE).problems).toMatchObject([
      {
        field: "shop:databaseUrl",
        code: "plain-secret",
        got: 'plain text ("****")',
        fix: "pulumi config set --secret shop:databaseUrl --stack dev; who could read the file has the old one",
      },
    ]);
  });

  it("is refused where the program reads plain text", () => {
    const problems = planOf(settings, WHOLE, [...SECRET_KEYS, "shop:mailServer"]).problems;
    expect(told(problems)).toEqual(["Pulumi.dev.yaml shop:mailServer secret-as-text"]);
  });

  it.each([
    ["mailPassword", PASSWORD],
    ["mailServer", "smtp://shop:hunter2@mail.example.test"],
  ])("is refused as the text of %s", (name, text) => {
    const { problems } = planOf({ [name]: Setting.text("how to reach the mail server") }, { [`shop:${name}`]: text });
    expect(told(problems)).toEqual([`Pulumi.dev.yaml shop:${name} literal-secret`]);
  });

  it("is never printed, whatever is wrong with it", () => {
    const keys = ["shop:databaseUrl", "shop:mailServer", "shop:replicas", "shop:unknown", "shop:hosts", "shop:images"];
    fc.assert(
      fc.property(fc.subarray(keys), fc.subarray(keys), (present, secretKeys) => {
        const texts = Object.fromEntries(present.map((key) => [key, PASSWORD]));
        const { problems } = planOf(settings, texts, secretKeys);
        const concerned = problems.filter(({ field }) => field === "shop:databaseUrl" || secretKeys.includes(field));
        expect(formatProblems(concerned)).not.toContain(PASSWORD);
      }),
    );
  });
});

describe("a setting", () => {
  it("has no default that a stack could not set", () => {
    expect(thrownBy(() => Setting.integer({ min: 1, max: 9 }).default(12))).toMatchObject({
      code: "out-of-range",
      field: "default",
      got: "12",
    });
  });

  it("has no default when it is a secret", () => {
    // @ts-expect-error Nor does it compile.
    expect(thrownBy(() => Setting.secret("a key").default(PASSWORD))).toMatchObject({ code: "secret-default" });
  });

  it("has bounds that are whole numbers", () => {
    expect(() => Setting.integer({ min: 0.5, maximum: 3 } as never)).toThrow(ValidationError);
  });
});
