import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { beforeAll, describe, expect, it, jest } from "@jest/globals";
import { load } from "js-yaml";
import type { Shape } from "../../../lib/fields";
import { environments } from "../../../stacks/environments";
import type { Settings } from "../../../targets/pulumi/stack";
import { GantryStack } from "../../../targets/pulumi/stack";
import { CLUSTER } from "../../../targets/pulumi/stack/cluster";
import { planStack } from "../../../targets/pulumi/stack/plan";
import { configuration, kubeconfig } from "./stack-inputs";

const ROOT = join(__dirname, "../../..");

/** The settings that stacks/index.ts declares, taken where it asks for its stack. */
let shop: Settings = {};
beforeAll(() => {
  const taken = new Error("taken");
  const asked = jest.spyOn(GantryStack, "of").mockImplementation((_, { settings = {} } = {}) => {
    shop = settings;
    throw taken;
  });
  expect(() => createRequire(__filename)("../../../stacks") as unknown).toThrow(taken);
  asked.mockRestore();
});

interface Declaration {
  readonly type?: string;
  readonly default?: unknown;
  readonly value?: unknown;
  readonly description?: string;
}

function read(file: string): unknown {
  return load(readFileSync(join(ROOT, file), "utf8"));
}

const project = read("Pulumi.yaml") as { name: string; config: Readonly<Record<string, Declaration>> };
const declared = Object.entries(project.config).filter(([key]) => !key.includes(":"));

/** What Pulumi.yaml calls a type. */
function typeOf({ kind }: Shape): string {
  return kind === "integer" ? "integer" : kind === "flag" ? "boolean" : kind === "list" ? "array" : "string";
}

/** What the CLI hands to the program of a stack: its own configuration, and the project's where it has none. */
function textsOf(stack: string): Record<string, string> {
  const { config } = read(`Pulumi.${stack}.yaml`) as { config: Readonly<Record<string, unknown>> };
  const given = Object.entries(project.config).flatMap(([key, { value, default: fallback = value }]) =>
    fallback === undefined ? [] : [[key.includes(":") ? key : `${project.name}:${key}`, fallback] as const],
  );
  const all = [...given, ...Object.entries(config)];
  return Object.fromEntries(
    all.map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

describe("Pulumi.yaml of the shop", () => {
  it("declares every setting of the program that is required or has a default, and no other key", () => {
    // Without a default Pulumi itself would refuse a stack that does not set the key, and not say which stacks there are.
    const settings = Object.entries({ ...CLUSTER, ...shop }).filter(
      ([, { isRequired, fallback }]) => isRequired || fallback !== undefined,
    );
    const wanted = settings.map(([name, { type, fallback = "" }]) => [name, typeOf(type.shape), fallback]);
    expect(declared.map(([name, { type, default: fallback }]) => [name, type, fallback])).toEqual(
      expect.arrayContaining(wanted),
    );
    expect(declared).toHaveLength(wanted.length);
  });

  it("says what each key is for", () => {
    expect(declared.filter(([, { description = "" }]) => description.length < 20)).toEqual([]);
  });
});

describe("the stacks of the shop", () => {
  it("are its environments", () => {
    const files = readdirSync(ROOT).flatMap((file) => /^Pulumi\.(\w+)\.yaml$/.exec(file)?.[1] ?? []);
    expect(files.sort()).toEqual(Object.keys(environments).sort());
  });

  it.each(Object.values(environments))("have what the program needs: $name", ({ name, domain }) => {
    const texts = textsOf(name);
    const server = texts["shop:server"]!;
    const local = { name: "k", text: kubeconfig({ [`shop-${name}`]: server }) };
    const plan = planStack(environments, shop, configuration(texts, [], name), () => [local]);
    expect(plan.problems).toEqual([]);
    expect(plan.environment).toBe(environments[name as keyof typeof environments]);
    expect(new URL(server).hostname).toBe(`kubernetes.${domain}`);
  });

  it("have a cluster each", () => {
    const servers = Object.keys(environments).map((name) => textsOf(name)["shop:server"]);
    expect(new Set(servers).size).toBe(servers.length);
  });
});
