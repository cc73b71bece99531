import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ImageLockFile } from "../../../app";
import { controlPlane, type ControlPlane } from "../control-plane";
import { everythingOf } from "../images/everything";
import { output } from "../images/plane/command";
import { imageBuilder, type ImageBuilder } from "../images/plane/image-builder";
import { privateProxy, tidy, trusting } from "../images/private-proxy";
import { freePort } from "../plane/free-port";
import { toolProgram } from "../tools/cache";
import type { Choices } from "./image-program";
import { ImageProject } from "./image-project";
import { counts } from "./plane/events";
import { providerName } from "./plane/provider";
import { type Operation, PulumiEngine } from "./plane/pulumi-engine";

const MINUTES = 60_000;
const PASSWORD = "canary-of-the-registry";
const PRIVATE = "private.example.test/greeting";
/** How a preview shows the image of a Deployment that it can't know. */
const UNKNOWN = /image *: "[^"]*@sha256:[^"]*" => \[unknown\]/;
const DEPLOYMENT = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "tea", namespace: "shop" } };

let plane: ControlPlane;
let builder: ImageBuilder;
let engine: PulumiEngine;
let project: ImageProject;

beforeAll(async () => {
  [plane, builder] = await Promise.all([controlPlane({ kwok: true }), imageBuilder()]);
  engine = new PulumiEngine(plane);
  project = new ImageProject();
  await project.commit();
  await engine.run(["stack", "init", "shop"], project);
}, 10 * MINUTES);

afterAll(async () => {
  await engine?.close();
  project?.remove();
  await builder?.close();
  await plane?.stop();
}, MINUTES);

function environment(choices: Partial<Choices> = {}): Record<string, string> {
  const { golang, static: runtime } = builder.standIns;
  const registries = [builder.registry, builder.secondRegistry];
  const all: Choices = { stage: "production", registries, golang, static: runtime, password: PASSWORD, ...choices };
  const { DOCKER_CONFIG = "", BUILDX_CONFIG = "" } = builder.env;
  return { DOCKER_CONFIG, BUILDX_CONFIG, PROGRAM: JSON.stringify(all) };
}

function operate(words: readonly string[], choices?: Partial<Choices>): Promise<Operation> {
  return engine.operate(words, { cwd: project.cwd, env: environment(choices) });
}

/** What a run changed, or what it said where it failed. */
function changed(operation: Operation): unknown {
  if (operation.code !== 0) return `${operation.stdout}${operation.stderr}`;
  return operation.steps.filter(({ op }) => op !== "same").map(({ op, type }) => `${op} ${type.split(":").at(-1)}`);
}

/** What the pods of the program run. */
async function deployed(): Promise<string> {
  const { body } = await plane.client.get<{
    spec: { template: { spec: { containers: readonly { readonly image: string }[] } } };
  }>(DEPLOYMENT);
  return body.spec.template.spec.containers[0]?.image ?? "";
}

const digestOf = (image: string) => image.split("@")[1] ?? "";

async function platforms(image: string): Promise<string[]> {
  const index = JSON.parse(await builder.crane("manifest", image)) as {
    readonly manifests: readonly { readonly platform: { readonly os: string; readonly architecture: string } }[];
  };
  return index.manifests.map(({ platform }) => `${platform.os}/${platform.architecture}`);
}

/** What the image that is deployed says, where it runs. */
async function greeting(): Promise<string> {
  const port = await freePort();
  const container = await builder.run(await deployed(), { port, env: { PORT: String(port) } });
  try {
    return await (await fetch(`http://${container.address}/`)).text();
  } finally {
    await container.stop();
  }
}

describe(`images that pulumi up builds, with stand-ins for the published bases and ${providerName}`, () => {
  it(
    "are built in a preview of production, and pushed nowhere",
    async () => {
      const { code, stdout } = await operate(["preview"]);
      expect({ code, stdout: code === 0 ? "" : stdout }).toEqual({ code: 0, stdout: "" });
      await expect(builder.crane("ls", `${builder.registry}/shop/tea`)).rejects.toThrow("NAME_UNKNOWN");
    },
    10 * MINUTES,
  );

  it(
    "are pushed to every registry for every platform, and the Deployment names the digest",
    async () => {
      const operation = await operate(["up"]);
      expect(changed(operation)).toContain("create Image");
      const [repository, digest] = (await deployed()).split("@");
      expect(repository).toBe(`${builder.registry}/shop/tea`);
      for (const registry of [builder.registry, builder.secondRegistry])
        expect(await platforms(`${registry}/shop/tea@${digest}`)).toEqual(["linux/amd64", "linux/arm64"]);
      const tag = `sha-${(await project.git("rev-parse", "HEAD")).slice(0, 12)}`;
      expect(await builder.crane("digest", `${builder.secondRegistry}/shop/tea:${tag}`)).toBe(digest);
    },
    10 * MINUTES,
  );

  it("run", async () => {
    expect(await greeting()).toBe("tea");
  });

  it(
    "are those of npm run images, digest for digest",
    async () => {
      const env = { ...process.env, ...builder.env, ...environment({ buildx: toolProgram("buildx") }) };
      await output(process.execPath, [join(project.cwd, "index.js")], { cwd: project.cwd, env });
      const lock = JSON.parse(readFileSync(join(project.cwd, "images.lock.json"), "utf8")) as ImageLockFile;
      expect(lock.environments["shop"]?.["tea"]?.digest).toBe(digestOf(await deployed()));
    },
    10 * MINUTES,
  );

  it("are left alone by a second run, and by a commit that does not touch them", async () => {
    expect(changed(await operate(["up"]))).toEqual([]);
    await project.commit();
    expect(changed(await operate(["up"]))).toEqual([]);
  });

  it("keep passwords out of the state and of themselves", async () => {
    const state = JSON.stringify(await engine.resources(project));
    expect(state).toContain("docker-build:index:Image");
    expect(state).not.toContain(PASSWORD);
    expect(await everythingOf(await deployed(), builder)).not.toContain(PASSWORD);
  });

  it(
    "follow an edit of their sources, and the preview says that the digest is not known yet",
    async () => {
      const before = await deployed();
      project.serve("more tea");
      await project.commit();
      const preview = await operate(["preview", "--diff"]);
      expect(changed(preview)).toEqual(["update Image", "update Deployment"]);
      expect(changed(await operate(["up"]))).toEqual(["update Image", "update Deployment"]);
      expect(preview.stdout).toMatch(UNKNOWN);
      expect(await deployed()).not.toBe(before);
    },
    10 * MINUTES,
  );

  it("are refused in production while no commit holds their sources, and nothing is applied", async () => {
    const before = await deployed();
    project.serve("a draft");
    const operation = await operate(["up"]);
    expect(operation.code).not.toBe(0);
    expect(operation.stdout).toContain("[source-dirty]");
    expect(counts(operation)).toEqual({});
    expect(await deployed()).toBe(before);
  });
});

describe("drafts in development", () => {
  const development = { stage: "development" } as const;

  it(
    "are built, and unknown in a preview, which builds nothing",
    async () => {
      const { stdout } = await operate(["preview", "--diff"], development);
      expect(stdout).toMatch(UNKNOWN);
      expect(changed(await operate(["up"], development))).toEqual(expect.arrayContaining(["update Image"]));
      expect(await builder.crane("digest", `${builder.registry}/shop/tea:dev`)).toBe(digestOf(await deployed()));
    },
    10 * MINUTES,
  );
});

describe("layers", () => {
  it(
    "are there for a new builder, of every platform",
    async () => {
      await project.commit();
      expect(changed(await operate(["up"], { cache: true }))).toContain("update Image");
      expect(await builder.buildx(["prune", "--all", "--force"])).toMatchObject({ code: 0 });
      const { stdout } = await operate(["up"], { cache: true, args: { ANOTHER: "argument" } });
      const steps = new Set([...stdout.matchAll(/#(\d+) \[[^\]]* build \d+\/\d+\] RUN/g)].map(([, number]) => number));
      expect(steps.size).toBe(2);
      for (const step of steps) expect(stdout).toContain(`#${step} CACHED`);
    },
    10 * MINUTES,
  );
});

describe("private modules", () => {
  const password = "canary-of-the-private-proxy";
  const source = 'package greeting\n\nconst Text = "from the private proxy"\n';

  it(
    "have their credentials in the build, and neither in the state nor in the image",
    async () => {
      const proxy = await privateProxy(builder.folder, PRIVATE, source, password);
      try {
        project.serve("greeting.Text", `${PRIVATE}@v1.0.0`);
        await tidy(join(project.cwd, "services/tea"), proxy, builder);
        const args = { GOPROXY: proxy.url, GONOPROXY: "none" };
        const [golang, privateModules] = [await trusting(proxy, builder), ["private.example.test/*"]];
        const choices = { stage: "development", golang, args, privateModules, netrc: proxy.netrc } as const;
        expect(changed(await operate(["up"], choices))).toContain("update Image");
        expect(await greeting()).toBe("from the private proxy");
        expect(JSON.stringify(await engine.resources(project))).not.toContain(password);
        expect(await everythingOf(await deployed(), builder)).not.toContain(password);
      } finally {
        proxy.close();
      }
    },
    10 * MINUTES,
  );
});

describe("the end of a stack", () => {
  it("leaves its images in the registry, where another environment may run them", async () => {
    const image = await deployed();
    const { code, stdout } = await operate(["destroy"]);
    expect({ code, stdout: code === 0 ? "" : stdout }).toEqual({ code: 0, stdout: "" });
    expect(await platforms(image)).toEqual(["linux/amd64", "linux/arm64"]);
    expect(counts(await operate(["destroy"]))).toEqual({});
  });
});
