import { describe, expect, it } from "@jest/globals";
import * as pulumi from "@pulumi/pulumi";
import type { Stage } from "../../../../lib/environment";
import type { ImageBuild, ImageOptions, PushOptions } from "../../../../targets/pulumi/images";
import { buildImages } from "../../../../targets/pulumi/images";
import type { Registered } from "../recorder";
import { registered } from "../recorder";

const HEX = "0a".repeat(32);
const COMMIT = "sha-de974bb3894e";
const REPOSITORY = "registry.example.test/shop/tea";

/** Two registries, two platforms, nothing private. */
const BUILD: ImageBuild = {
  path: "prod/shop/TeaImage",
  reference: `${REPOSITORY}@sha256:${"0".repeat(64)}`,
  context: "services/tea",
  dockerfile: "node_modules/.cache/gantry/prod/shop/tea/Dockerfile",
  stage: "release",
  platforms: ["linux/amd64", "linux/arm64"],
  args: { VERSION: COMMIT, SOURCE_DATE_EPOCH: "1763726400" },
  repositories: [REPOSITORY, "mirror.example.test/shop/tea"],
  tag: COMMIT,
  cache: `${REPOSITORY}:cache`,
  output: "type=image,push=true,rewrite-timestamp=true",
  secrets: [],
  users: { "registry.example.test": "ci" },
  hosts: ["registry.example.test", "mirror.example.test"],
};

/** How the wire marks a secret. @see sdk/nodejs/runtime/rpc.ts */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

class Chart extends pulumi.ComponentResource {
  constructor() {
    super("gantry:index:Chart", "shop");
  }
}

/** What runs the image. */
class Pod extends pulumi.CustomResource {
  constructor(image: pulumi.Input<string> | undefined) {
    super("test:index:Pod", "pod", { image });
  }
}

interface Outcome {
  readonly resources: readonly Registered[];
  /** What containers run. */
  readonly image: unknown;
}

interface Given {
  readonly build?: Partial<ImageBuild>;
  readonly stage?: Stage;
  readonly preview?: boolean;
  /** What the provider answers besides the inputs. */
  readonly outputs?: object;
}

async function built(options: ImageOptions, given: Given = {}): Promise<Outcome> {
  const { build = {}, stage = "production", preview = false, outputs = { digest: `sha256:${HEX}` } } = given;
  const program = () => {
    const context = { parent: new Chart(), stage, options, logicalName: () => "shop/TeaImage" };
    new Pod(buildImages([{ ...BUILD, ...build }], context).get(BUILD.reference));
  };
  const all = await registered(program, { preview, outputs });
  const resources = all.filter(({ type }) => type.startsWith("docker"));
  return { resources, image: all.find(({ type }) => type === "test:index:Pod")?.inputs["image"] };
}

const only = ({ resources }: Outcome) => {
  expect(resources).toHaveLength(1);
  return resources[0]!;
};

describe("an image that pulumi up builds", () => {
  it("is one resource for all platforms and registries, below the chart", async () => {
    const { type, name, parent, inputs } = only(await built({}));
    expect({ type, name }).toEqual({ type: "docker-build:index:Image", name: "shop/TeaImage" });
    expect(parent).toContain("gantry:index:Chart::shop");
    expect(inputs).toMatchObject({
      context: { location: "services/tea" },
      dockerfile: { location: BUILD.dockerfile },
      target: "release",
      platforms: ["linux/amd64", "linux/arm64"],
      buildArgs: BUILD.args,
      tags: [`${REPOSITORY}:${COMMIT}`, `mirror.example.test/shop/tea:${COMMIT}`],
      exports: [{ raw: "type=image,push=true,rewrite-timestamp=true" }],
      push: false,
    });
  });

  it("is what containers run, by its digest, from the first registry", async () => {
    expect((await built({})).image).toBe(`${REPOSITORY}@sha256:${HEX}`);
  });

  it("stays in the registry when it leaves the stack: another environment may run that digest", async () => {
    expect(only(await built({})).retainOnDelete).toBe(true);
  });

  it("is unknown in a preview that did not build it, also when an older one is there", async () => {
    expect((await built({}, { preview: true, outputs: { digest: "" } })).image).toBe(pulumi.unknown);
  });

  it.each<[Stage, boolean]>([
    ["production", true],
    ["development", false],
  ])("is built in a preview in %s: %s", async (stage, isBuilt) => {
    expect(only(await built({}, { stage })).inputs).toMatchObject({ buildOnPreview: isBuilt });
  });

  it("takes further arguments, which can't replace those of Git", async () => {
    const { inputs } = only(await built({ args: { GOPROXY: "off", VERSION: "v9" } }));
    expect(inputs["buildArgs"]).toEqual({ GOPROXY: "off", ...BUILD.args });
  });

  it("is built by the builder that is named", async () => {
    expect(only(await built({ builder: "ci" })).inputs["builder"]).toEqual({ name: "ci" });
    expect(only(await built({})).inputs).not.toHaveProperty("builder");
  });

  it.each<[string, PushOptions, boolean]>([
    ["reads the layers of npm run images and leaves none", {}, false],
    ["leaves its layers where it is asked to", { cache: true }, true],
  ])("%s", async (_, options, leaves) => {
    const { inputs } = only(await built(options));
    expect(inputs["cacheFrom"]).toEqual([{ registry: { ref: `${REPOSITORY}:cache` } }]);
    expect(inputs["cacheTo"]).toEqual(leaves ? [{ registry: { ref: `${REPOSITORY}:cache`, mode: "max" } }] : undefined);
  });
});

describe("credentials", () => {
  const secret = (value: unknown) => expect.objectContaining({ [SIGNATURE]: SECRET, value }) as unknown;
  const password = pulumi.output("hunter2");

  it("are handed to the build as secrets, in the order of the hosts", async () => {
    const registries = {
      "registry.example.test": { password },
      "mirror.example.test": { username: "robot", password },
    };
    expect(only(await built({ registries })).inputs["registries"]).toEqual(
      secret([
        { address: "mirror.example.test", username: "robot", password: "hunter2" },
        { address: "registry.example.test", username: "ci", password: "hunter2" },
      ]),
    );
  });

  it("for private modules reach the builds that mount them, and a new password builds nothing anew", async () => {
    const netrc = pulumi.output("machine git.example.test password hunter2");
    const { inputs } = only(await built({ netrc }, { build: { secrets: ["netrc"] } }));
    expect(inputs["secrets"]).toEqual(secret({ netrc: "machine git.example.test password hunter2" }));
    expect(inputs["ignoreSecretsInDiffCalculation"]).toEqual(["netrc"]);
    expect(only(await built({ netrc })).inputs).not.toHaveProperty("secrets");
  });
});

describe('images: "local"', () => {
  const local = (given: Given = {}) =>
    built("local", { stage: "development", outputs: { repoDigest: `sha256:${HEX}` }, ...given });

  it("builds with the Docker engine and pushes nothing", async () => {
    const [image] = (await local()).resources;
    expect(image).toMatchObject({ type: "docker:index/image:Image", name: "shop/TeaImage" });
    expect(image?.inputs).toMatchObject({
      imageName: `${REPOSITORY}:${COMMIT}`,
      build: { context: "services/tea", dockerfile: BUILD.dockerfile, target: "release", args: BUILD.args },
      skipPush: true,
    });
  });

  it("calls the image after its content, so that another one is another rollout", async () => {
    const { resources, image } = await local();
    expect(resources[1]).toMatchObject({
      type: "docker:index/tag:Tag",
      inputs: { sourceImage: `${REPOSITORY}:${COMMIT}`, targetImage: `${REPOSITORY}:${HEX.slice(0, 12)}` },
    });
    expect(image).toBe(`${REPOSITORY}:${HEX.slice(0, 12)}`);
  });

  it("is unknown in a preview", async () => {
    expect((await local({ preview: true, outputs: {} })).image).toBe(pulumi.unknown);
  });
});

describe("a program without images to build", () => {
  it("registers nothing", async () => {
    const program = () =>
      buildImages([], { parent: new Chart(), stage: "production", options: {}, logicalName: (path) => path });
    expect((await registered(program)).map(({ type }) => type)).toEqual(["gantry:index:Chart"]);
  });
});
