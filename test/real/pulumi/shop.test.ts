import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { driftTable, readDrift } from "../../../targets/pulumi/drift";
import { previewComment } from "../../../targets/pulumi/preview-comment";
import { controlPlane, type ControlPlane } from "../control-plane";
import { installCrds } from "../core/crds";
import { current, present, remove } from "../core/live";
import { readFolder } from "../core/manifests";
import type { KubeObject } from "../plane/kube-object";
import { remaining, waitFor } from "../plane/wait-for";
import { counts } from "./plane/events";
import type { Temporary } from "./plane/project";
import { providerName } from "./plane/provider";
import { type Operation, PulumiEngine } from "./plane/pulumi-engine";
import type { Choices } from "./shop/program";
import { programProject, repositoryProject, stackOn } from "./shop/projects";
import { settled } from "./shop/settled";

const SHOP = resolve(__dirname, "../../golden/shop");
const ENVIRONMENTS = ["dev", "test", "staging", "prod"] as const;
const MINUTES = 60_000;
/** The provider, the component of the chart and the provider of what is kept. */
const BESIDES = 3;

let plane: ControlPlane;
let engine: PulumiEngine;
let repository: Temporary;
let program: Temporary;

beforeAll(async () => {
  plane = await controlPlane({ kwok: true });
  await installCrds(plane.client);
  engine = new PulumiEngine(plane);
  [repository, program] = [repositoryProject(), programProject()];
  for (const stack of ENVIRONMENTS) for (const one of [repository, program]) await stackOn(plane, engine, one, stack);
}, 5 * MINUTES);

afterAll(async () => {
  await engine?.close();
  repository?.remove();
  program?.remove();
  await plane?.stop();
}, MINUTES);

/** What a run changed, or what was said where it failed. */
function changed(operation: Operation): unknown {
  return operation.code === 0 ? counts(operation) : `${errors(operation)}${operation.stderr}`;
}

const SECRET = "postgres://shop:canary-7f3a@orders.example.test/shop";

const errors = ({ diagnostics }: Operation): string => diagnostics.map(({ message }) => message).join("\n");

describe.each(["dev", "prod"])(`pulumi up of this repository's %s, with ${providerName}`, (stack) => {
  const objects = readFolder(join(SHOP, stack, "shop"));
  const operate = (...words: string[]) => engine.operate([...words, "--stack", stack], repository);
  let applied: unknown;

  it(
    "says in a preview that it creates what synthesis wrote",
    async () => {
      expect(changed(await operate("preview"))).toEqual({ create: objects.length + BESIDES });
      expect(await present(plane.client, objects)).toEqual([]);
    },
    MINUTES,
  );

  it(
    "creates it",
    async () => {
      expect(changed(await operate("up"))).toEqual({ create: objects.length + BESIDES });
      applied = (await current(plane.client, objects)).map(settled);
      expect(applied).toHaveLength(objects.length);
    },
    5 * MINUTES,
  );

  it(
    "changes nothing by a second run",
    async () => {
      expect(changed(await operate("up"))).toEqual({});
    },
    MINUTES,
  );

  it("says where the shop is reached, and what runs", async () => {
    const { stdout } = await engine.run(["stack", "output", "--json", "--stack", stack], repository);
    const { urls, deployed } = JSON.parse(stdout) as {
      urls: Record<string, string[]>;
      deployed: Record<string, string>;
    };
    expect(urls["storefront"]?.[0]).toMatch(/^https:\/\/shop\./);
    expect(deployed["storefront"]).toMatch(/@sha256:[0-9a-f]{64}$/);
  });

  if (stack === "prod") {
    it(
      "keeps what holds data from being deleted",
      async () => {
        const operation = await operate("destroy");
        expect(operation.code).not.toBe(0);
        expect(errors(operation)).toContain("protect");
        expect(await present(plane.client, objects)).toHaveLength(objects.length);
        await engine.run(["state", "unprotect", "--all", "--yes", "--stack", stack], repository);
      },
      MINUTES,
    );
  }

  it(
    "leaves nothing behind",
    async () => {
      expect((await operate("destroy")).code).toBe(0);
      expect(await remaining(() => present(plane.client, objects))).toEqual([]);
      expect(await engine.resources(repository, stack)).toEqual([]);
    },
    5 * MINUTES,
  );

  it(
    "has made the objects that kubectl makes of dist/",
    async () => {
      for (const object of objects) await plane.client.apply(object);
      const byKubectl = (await current(plane.client, objects)).map(settled);
      expect(applied).toEqual(byKubectl);
      expect(await remove(plane.client, objects)).toEqual([]);
    },
    5 * MINUTES,
  );
});

describe(`four environments side by side, with ${providerName}`, () => {
  const operate = (stack: string, words: readonly string[], choices: Choices = {}) =>
    engine.operate([...words, "--stack", stack], { ...program, env: { PROGRAM: JSON.stringify(choices) } });
  const deployment = (stack: string, name = "web") => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace: `shop-${stack}` },
  });
  const live = async (stack: string, name?: string) => (await plane.client.get(deployment(stack, name))).body;
  const secretsIn = (namespace: string) => plane.client.list("v1", "Secret", { namespace });
  const configuration = async (stack: string): Promise<unknown[]> => {
    const maps = await plane.client.list("v1", "ConfigMap", { namespace: `shop-${stack}` });
    return maps.map((map) => (map as { data?: unknown }).data);
  };
  const operations = (operation: Operation) =>
    operation.steps.filter(({ op }) => op !== "same").map(({ op, urn }) => `${op} ${urn.split("::").at(-1)}`);

  it(
    "come up",
    async () => {
      for (const stack of ENVIRONMENTS) expect((await operate(stack, ["up"])).code).toBe(0);
      for (const stack of ENVIRONMENTS) expect((await live(stack)).metadata.name).toBe("web");
    },
    5 * MINUTES,
  );

  it(
    "change one by one, and only what a variable is in",
    async () => {
      const others = await Promise.all(ENVIRONMENTS.slice(1).map((stack) => live(stack)));
      const operation = await operate("dev", ["up"], { logLevel: "debug" });
      expect(operations(operation).sort()).toEqual([
        "create-replacement shop/Web/Config/Resource",
        "delete-replaced shop/Web/Config/Resource",
        "replace shop/Web/Config/Resource",
        "update shop/Web/Workload/Resource",
      ]);
      const after = await Promise.all(ENVIRONMENTS.slice(1).map((stack) => live(stack)));
      expect(after.map(template)).toEqual(others.map(template));
    },
    2 * MINUTES,
  );

  it("keep the configuration that a rollback may need", async () => {
    const maps = await plane.client.list("v1", "ConfigMap", { namespace: "shop-dev" });
    expect(maps.filter(({ metadata }) => metadata.name.startsWith("web-config-"))).toHaveLength(2);
  });

  it(
    "replace nothing when a construct is renamed",
    async () => {
      const { uid } = (await live("test")).metadata as { uid?: string };
      const operation = await operate("test", ["up"], { isRenamed: true });
      expect({ code: operation.code, changed: operations(operation) }).toEqual({ code: 0, changed: [] });
      expect((await live("test")).metadata).toMatchObject({ uid });
      expect((await engine.resources(program, "test")).map(({ urn }) => urn.split("::").at(-1))).toContain(
        "shop/Shopfront/Workload/Resource",
      );
    },
    2 * MINUTES,
  );

  it(
    "stay consistent when the server refuses an object, and the next run heals",
    async () => {
      const refused = await operate("staging", ["up"], { isRefused: true, logLevel: "warn" });
      expect(refused.code).not.toBe(0);
      expect(errors(refused)).toMatch(/example\.test\/v1/);
      const healed = await operate("staging", ["up"], { logLevel: "warn" });
      expect(healed.code).toBe(0);
      expect(changed(await operate("staging", ["up"], { logLevel: "warn" }))).toEqual({});
    },
    3 * MINUTES,
  );

  it(
    "recover from a run that was killed: cancel, adopt, up",
    async () => {
      const env = { PROGRAM: JSON.stringify({ more: 5 } satisfies Choices) };
      const running = engine.start(["up", "--yes", "--skip-preview", "--stack", "dev"], { ...program, env });
      await waitFor(
        "the first of the new services",
        async () => {
          const found = await Promise.all(
            [0, 1, 2, 3, 4].map((index) => plane.client.get(deployment("dev", `more${index}`))),
          );
          return found.some(({ status }) => status === 200);
        },
        MINUTES,
      );
      await running.kill();
      await engine.run(["cancel", "--yes", "--stack", "dev"], program);
      await engine.run(["config", "set", "adopt", "true", "--stack", "dev"], program);
      const recovered = await operate("dev", ["up"], { more: 5 });
      expect({ code: recovered.code, said: recovered.code === 0 ? "" : errors(recovered) }).toEqual({
        code: 0,
        said: "",
      });
      expect(changed(await operate("dev", ["up"], { more: 5 }))).toEqual({});
      expect((await live("dev", "more4")).metadata.name).toBe("more4");
    },
    5 * MINUTES,
  );

  it(
    "are refused before anything is applied where the kubeconfig leads to another cluster",
    async () => {
      await engine.run(["config", "set", "server", "https://other.example.test:6443", "--stack", "prod"], program);
      const operation = await operate("prod", ["up"], { logLevel: "error" });
      expect(operation.code).not.toBe(0);
      expect(`${errors(operation)}${operation.stderr}`).toContain("https://other.example.test:6443");
      expect(operations(operation)).toEqual([]);
      await engine.run(["config", "set", "server", plane.url, "--stack", "prod"], program);
    },
    MINUTES,
  );

  it(
    "take a value from another stack",
    async () => {
      expect((await operate("test", ["up"], { isRenamed: true, reads: "dev" })).code).toBe(0);
      expect(await configuration("test")).toContainEqual({ LOG_LEVEL: "info", PEER: "from dev" });
    },
    2 * MINUTES,
  );

  it(
    "take a secret from the configuration, which no state, no output and no name shows",
    async () => {
      const set = (...more: string[]) =>
        engine.run(["config", "set", "databaseUrl", SECRET, "--stack", "staging", ...more], program);
      await set();
      const plain = await operate("staging", ["up"], { logLevel: "warn" });
      expect(plain.code).not.toBe(0);
      expect(`${errors(plain)}${plain.stdout}`).toContain("plain-secret");
      await set("--secret");
      const encrypted = await operate("staging", ["up"], { logLevel: "warn" });
      const [secret] = await secretsIn("shop-staging");
      expect(secret).toMatchObject({ data: { DATABASE_URL: Buffer.from(SECRET).toString("base64") }, immutable: true });
      // Without the lines for those who debug the SDK: it writes every answer of the engine there.
      const shown = ({ diagnostics }: Operation) => diagnostics.filter(({ severity }) => severity !== "debug");
      const said = [plain, encrypted].map((one) => one.stdout + one.stderr + JSON.stringify(shown(one)));
      const state = JSON.stringify(await engine.resources(program, "staging"));
      const forms = [SECRET, Buffer.from(SECRET).toString("base64")];
      expect([...said, state].flatMap((text) => forms.filter((form) => text.includes(form)))).toEqual([]);
    },
    3 * MINUTES,
  );

  it(
    "drift, and are told so without a change",
    async () => {
      const drift = async () => {
        const words = ["refresh", "--preview-only", "--run-program", "--json", "--stack", "prod"];
        return driftTable(readDrift((await engine.run(words, program)).stdout));
      };
      expect(await drift()).toMatch(/^0 drifted, \d+ as they were\n$/);
      const patch = '--patch={"spec":{"revisionHistoryLimit":7}}';
      await plane.kubectl(["patch", "deployment", "web", "--namespace=shop-prod", "--type=merge", patch]);
      expect(await drift()).toMatch(/^Deployment +shop-prod\/web +changed +spec\.revisionHistoryLimit\n1 drifted/);
      expect((await operate("prod", ["up", "--refresh"])).code).toBe(0);
      expect(await drift()).toMatch(/^0 drifted/);
    },
    3 * MINUTES,
  );

  it(
    "say in a pull request what would change",
    async () => {
      const env = { PROGRAM: JSON.stringify({ logLevel: "error" } satisfies Choices) };
      const { stdout } = await engine.run(["preview", "--json", "--stack", "prod"], { ...program, env });
      const comment = previewComment(stdout, "shared/prod");
      expect(comment).toContain("<!-- gantry-preview shared/prod -->");
      expect(comment).toMatch(/\| replace \| ConfigMap \|/);
      expect(comment).toMatch(/\| update \| Deployment \|/);
    },
    MINUTES,
  );

  it.each([
    ["a chart that is registered twice", "prod", { isTwice: true }, "another GantryChart of this program has this one"],
    ["a stack without environment", "nowhere", {}, "one of dev, test, staging, prod"],
  ] as const)(
    "are refused before anything is applied for %s",
    async (_, stack, choices, words) => {
      if (stack === "nowhere") await stackOn(plane, engine, program, stack);
      const operation = await operate(stack, ["up"], choices);
      expect(operation.code).not.toBe(0);
      expect(`${errors(operation)}${operation.stdout}${operation.stderr}`).toContain(words);
      expect(operations(operation).filter((one) => !one.endsWith("cluster"))).toEqual([]);
    },
    MINUTES,
  );

  it(
    "go away whole",
    async () => {
      for (const stack of ENVIRONMENTS) {
        await engine.run(["state", "unprotect", "--all", "--yes", "--stack", stack], program);
        expect((await operate(stack, ["destroy"])).code).toBe(0);
        expect(await engine.resources(program, stack)).toEqual([]);
      }
      const namespaces = ENVIRONMENTS.map((stack) => ({
        apiVersion: "v1",
        kind: "Namespace",
        metadata: { name: `shop-${stack}` },
      }));
      expect(await remaining(() => present(plane.client, namespaces))).toEqual([]);
    },
    5 * MINUTES,
  );
});

function template({ spec }: KubeObject & { readonly spec?: { readonly template?: unknown } }): unknown {
  return spec?.template;
}
