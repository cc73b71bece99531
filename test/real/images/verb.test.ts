import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { toolProgram } from "../tools/cache";
import { GitProject } from "./git-project";
import { imageBuilder, type ImageBuilder } from "./plane/image-builder";

const MINUTES = 60_000;

let builder: ImageBuilder;
let project: GitProject;

beforeAll(async () => {
  builder = await imageBuilder();
  project = new GitProject(builder);
  for (const name of ["one", "two"]) {
    project.write(`services/${name}/go.mod`, `module example.test/${name}\n\ngo 1.26.0\n`);
  }
  project.write("services/one/main.go", greeter("one"));
  project.write("services/two/main.go", greeter("two"));
  project.write("main.ts", stack());
  await project.git("init", "--quiet");
  await project.commit("the first version");
}, 10 * MINUTES);

afterAll(async () => {
  await builder?.close();
  project?.remove();
});

const greeter = (name: string) =>
  `package main\n\nimport (\n\t"fmt"\n\t"net/http"\n)\n\nfunc main() {\n\thttp.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "${name}") })\n\tpanic(http.ListenAndServe(":8080", nil))\n}\n`;

/** Two programs in two environments, pushed to two registries. */
function stack(): string {
  const registries = [builder.registry, builder.secondRegistry].map((address) => `Registry.at("${address}/shop")`);
  return `import { AppChart, Environment, GantryApp, GoImage, GoModule, GoService, Registry, readImageLock, run } from "gantry-cdk";

const environments = Environment.all<{ stage: "development" | "production"; kubernetes: "1.35" }, "dev" | "prod">({
  dev: { stage: "development", kubernetes: "1.35" },
  prod: { stage: "production", kubernetes: "1.35" },
});

run(() => {
  const modules = ["one", "two"].map((name) => GoModule.read(\`services/\${name}\`));
  const images = readImageLock();
  return Object.values(environments).map((environment) => {
    const app = new GantryApp({ environment, images });
    const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
    for (const module of modules) {
      const name = module.path.split("/").at(-1)!;
      const image = new GoImage(chart, \`\${name}-image\`, { module, registries: [${registries.join(", ")}] });
      new GoService(chart, name, { image });
    }
    return app;
  });
}, { args: process.argv.slice(2), outdir: "dist", docker: "docker", buildx: ["${toolProgram("buildx")}"] });
`;
}

const digests = () => Object.values(project.lock().environments["prod"] ?? {}).map(({ digest }) => digest);

describe("the verb images, with stand-ins for the published bases", () => {
  it(
    "builds for both platforms, pushes to both registries and writes one digest for all environments",
    async () => {
      expect(await project.images()).toMatchObject({ code: 0 });
      const { dev, prod } = project.lock().environments;
      expect(dev).toEqual(prod);
      for (const [name, { digest, ref }] of Object.entries(prod ?? {})) {
        expect(ref).toBe(`${builder.registry}/shop/${name}`);
        for (const registry of [builder.registry, builder.secondRegistry]) {
          expect(await platforms(`${registry}/shop/${name}@${digest}`)).toEqual(["linux/amd64", "linux/arm64"]);
        }
      }
    },
    10 * MINUTES,
  );

  it(
    "makes synthesis deploy exactly these digests",
    async () => {
      expect(await project.gantry([])).toMatchObject({ code: 0 });
      const { one } = project.lock().environments["prod"] ?? {};
      expect(project.text("dist/prod/shop/deployment.one.yaml")).toContain(`${one?.ref}@${one?.digest}`);
    },
    MINUTES,
  );

  it(
    "gives one digest for one commit, with and without the cache",
    async () => {
      const before = project.text("images.lock.json");
      expect(await project.images()).toMatchObject({ code: 0 });
      expect(project.text("images.lock.json")).toBe(before);
      expect(await project.images("--no-cache")).toMatchObject({ code: 0 });
      expect(project.text("images.lock.json")).toBe(before);
    },
    10 * MINUTES,
  );

  it(
    "gives another digest to the program that was edited, and to no other",
    async () => {
      const [one, two] = digests();
      project.write("services/one/main.go", greeter("another one"));
      await project.commit("another greeting");
      expect(await project.images()).toMatchObject({ code: 0 });
      expect(digests()[0]).not.toBe(one);
      expect(digests()[1]).toBe(two);
    },
    10 * MINUTES,
  );

  it(
    "builds only what is named, and knows its names",
    async () => {
      expect(await project.gantry(["images", "--only", "three"])).toMatchObject({
        code: 1,
        stderr: expect.stringContaining("one of one, two"),
      });
    },
    MINUTES,
  );

  it(
    "refuses sources that no commit holds, before a builder is started",
    async () => {
      project.write("services/two/main.go", greeter("somebody's draft"));
      const { code, stderr } = await project.images();
      expect(code).toBe(1);
      expect(stderr).toContain("[source-dirty]");
      expect(stderr).not.toContain("#1 ");
      await project.git("checkout", "--", "services/two/main.go");
    },
    MINUTES,
  );

  it(
    "leaves the lock file as it was when a build fails",
    async () => {
      const before = project.text("images.lock.json");
      project.write("services/two/main.go", "package main\n\nfunc main() { return 1 }\n");
      await project.commit("a program that does not compile");
      const { code, stderr } = await project.images();
      expect(code).toBe(1);
      expect(stderr).toContain("images.lock.json is what it was");
      expect(project.text("images.lock.json")).toBe(before);
    },
    10 * MINUTES,
  );
});

async function platforms(image: string): Promise<string[]> {
  const index = JSON.parse(await builder.crane("manifest", image)) as {
    readonly manifests: readonly { readonly platform: { readonly os: string; readonly architecture: string } }[];
  };
  return index.manifests.map(({ platform }) => `${platform.os}/${platform.architecture}`);
}
