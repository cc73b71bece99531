import { writeFileSync } from "node:fs";
import os from "node:os";
import { delimiter, join } from "node:path";
import { RunError, runtime } from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { ValidationError } from "../../../lib/errors";
import { GantryStack, Setting } from "../../../targets/pulumi/stack";
import { put, temporaryFolder } from "../../support/folder";
import { thrownBy } from "../../lib/values/thrown-by";
import { ENVIRONMENTS, SOUND, kubeconfig } from "./stack-inputs";

const SERVER = SOUND["shop:server"]!;
/** How Pulumi marks a secret on the wire (sdk/nodejs/runtime/rpc.ts). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const folder = temporaryFolder();
const ambient = process.env["KUBECONFIG"];
let registered: runtime.MockResourceArgs[] = [];

async function start(texts: Readonly<Record<string, string>>, secretKeys: string[] = [], stack = "dev"): Promise<void> {
  const mine: runtime.MockResourceArgs[] = [];
  registered = mine;
  await runtime.setMocks(
    {
      newResource: (args) => {
        mine.push(args);
        return { id: args.name, state: args.inputs as object };
      },
      call: () => ({}),
    },
    "shop",
    stack,
  );
  runtime.setAllConfig({ ...SOUND, ...texts }, secretKeys);
}

/** The inputs of the provider, once it is registered. */
async function inputsOf({
  provider,
}: {
  provider: { urn: { apply: (run: () => void) => unknown } };
}): Promise<unknown> {
  await new Promise<void>((resolve) => provider.urn.apply(() => resolve()));
  return registered[0]?.inputs;
}

function errorOf(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    if (error instanceof ValidationError) return error;
  }
  return new Error("It is not refused.");
}

beforeEach(() => {
  const files = ["missing", "kubeconfig"].map((name) => join(folder.path, name));
  writeFileSync(files[1]!, kubeconfig({ "shop-dev": SERVER }));
  process.env["KUBECONFIG"] = files.join(delimiter);
});

afterEach(() => {
  delete process.env["KUBECONFIG"];
  if (ambient !== undefined) process.env["KUBECONFIG"] = ambient;
});

describe("GantryStack", () => {
  it("is the environment of the stack, with its settings", async () => {
    await start({ "shop:images": "build" }, [], "prod");
    const stack = GantryStack.of(ENVIRONMENTS, { settings: { images: Setting.choice("lock", "build") } });
    expect(stack.environment).toBe(ENVIRONMENTS.prod);
    expect(stack.settings).toEqual({ images: "build" });
    expect([Object.isFrozen(stack), Object.isFrozen(stack.settings)]).toEqual([true, true]);
  });

  it("has one explicit provider that leaves nothing to the variables of the machine", async () => {
    await start({});
    expect(await inputsOf(GantryStack.of(ENVIRONMENTS))).toEqual({
      context: "shop-dev",
      clusterIdentifier: SERVER,
      kubeconfig: "",
      enableServerSideApply: "true",
      enablePatchForce: "false",
      enableConfigMapMutable: "true",
      enableSecretMutable: "true",
      deleteUnreachable: "false",
      skipUpdateUnreachable: "false",
      upsertExistingObjects: "false",
      kubeClientSettings: '{"qps":200,"burst":400}',
    });
    expect(registered.map(({ type, name }) => [type, name])).toEqual([["pulumi:providers:kubernetes", "cluster"]]);
  });

  it("takes over what is in the cluster when the stack says so", async () => {
    await start({ "shop:adopt": "true" });
    expect(await inputsOf(GantryStack.of(ENVIRONMENTS))).toMatchObject({ upsertExistingObjects: "true" });
  });

  it("hands a kubeconfig of the configuration to the provider as a secret", async () => {
    delete process.env["KUBECONFIG"];
    const text = kubeconfig({ "shop-dev": `${SERVER}/` });
    await start({ "shop:kubeconfig": text }, ["shop:kubeconfig"]);
    expect(await inputsOf(GantryStack.of(ENVIRONMENTS))).toMatchObject({
      kubeconfig: { [SIGNATURE]: SECRET, value: text },
    });
  });

  it("looks into the home folder where KUBECONFIG names nothing", async () => {
    const home = jest.spyOn(os, "homedir").mockReturnValue(folder.path);
    process.env["KUBECONFIG"] = "";
    put(join(folder.path, ".kube/config"), kubeconfig({ other: SERVER }));
    await start({});
    const problem = thrownBy(() => GantryStack.of(ENVIRONMENTS));
    home.mockRestore();
    expect(problem).toMatchObject({ code: "unknown-context", allowed: 'a context of ~/.kube/config: "other"' });
  });

  it("registers nothing when anything is wrong", async () => {
    await start({ "shop:context": "shop-prod" });
    expect(thrownBy(() => GantryStack.of(ENVIRONMENTS))).toMatchObject({
      code: "unknown-context",
      allowed: `a context of ${join(folder.path, "kubeconfig")}: "shop-dev"`,
    });
    expect(registered).toEqual([]);
  });

  it("is refused with an error that Pulumi prints without a stack", async () => {
    await start({ "shop:context": "" });
    const error = errorOf(() => GantryStack.of(ENVIRONMENTS));
    expect(error.message).toMatch(/^1 problem, nothing was applied:/);
    expect(RunError.isInstance(error)).toBe(true);
  });

  it("has no setting with the name of one of the cluster: it does not compile", async () => {
    await start({});
    const settings = { context: Setting.text("a context") };
    // @ts-expect-error Every stack has a context.
    expect(thrownBy(() => GantryStack.of(ENVIRONMENTS, { settings }))).toMatchObject({ code: "setting-name" });
  });

  it.each([
    ["context", Setting.flag(), "setting-name"],
    ["a:b", Setting.flag(), "setting-name"],
    ["images", "lock", "wrong-type"],
  ])("refuses the setting %s where it is declared", async (name, setting, code) => {
    await start({});
    const problem = thrownBy(() => GantryStack.of(ENVIRONMENTS, { settings: { [name]: setting } as never }));
    expect(problem).toMatchObject({ path: "GantryStack", code });
    expect(problem?.source).toContain("stack.test.ts");
  });
});
