import { execFileSync } from "node:child_process";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { EnvironmentProps, GoImageProps } from "../../../app";
import {
  AppChart,
  GantryApp,
  GoImage,
  GoModule,
  GoWorker,
  Registry,
  RegistryCredentials,
  SecretRef,
} from "../../../app";
import { imageBuilds } from "../../../app/pulumi/image-builds";
import { put, temporaryFolder } from "../../support/folder";
import { environment } from "../../support/program";

const folder = temporaryFolder();
const HERE = process.cwd();
const DATE = "2026-11-21T12:00:00Z";

beforeEach(() => {
  process.chdir(folder.path);
  put("services/tea/go.mod", "module example.test/tea\n\ngo 1.26.0\n");
  put("services/tea/main.go", "package main\n\nfunc main() {}\n");
  git("init", "--quiet");
  git("add", "--all");
  git("-c", "user.name=Somebody", "-c", "user.email=somebody@example.test", "commit", "--quiet", "--message=tea");
});
afterEach(() => process.chdir(HERE));

function git(...words: readonly string[]): string {
  const env = { ...process.env, GIT_AUTHOR_DATE: DATE, GIT_COMMITTER_DATE: DATE };
  return execFileSync("git", words, { encoding: "utf8", env }).trim();
}

const password = SecretRef.existing("registry", "password");
const REGISTRIES = [
  Registry.at("registry.example.test/shop", { credentials: RegistryCredentials.password("ci", password) }),
  Registry.at("mirror.example.test/shop"),
];

/** A program with one worker, whose image `pulumi up` builds, unless somebody else does. */
function program(props: Partial<GoImageProps> = {}, values: Partial<EnvironmentProps> = {}, isBuilt = true) {
  const app = new GantryApp({ environment: environment(values), ...(isBuilt && { images: "on-up" as const }) });
  const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
  const module = GoModule.read("services/tea");
  const image = new GoImage(chart, "TeaImage", { module, registries: REGISTRIES, ...props });
  new GoWorker(chart, "Tea", { image });
  return { app, image };
}

const buildsOf = (...given: Parameters<typeof program>) => imageBuilds(program(...given).app.render(), "shop");
const built = (...given: Parameters<typeof program>) => buildsOf(...given).builds[0]!;

describe("what pulumi up builds", () => {
  it("is what npm run images builds: the stage, the context, the platforms and one digest for one source", () => {
    expect(built()).toMatchObject({
      path: "prod/shop/TeaImage",
      context: "services/tea",
      dockerfile: "node_modules/.cache/gantry/prod/shop/tea/Dockerfile",
      stage: "release",
      platforms: ["linux/amd64", "linux/arm64"],
      output: "type=image,push=true,rewrite-timestamp=true",
      cache: "registry.example.test/shop/tea:cache",
    });
  });

  it("says what Git says", () => {
    const commit = git("rev-parse", "HEAD");
    expect(built()).toMatchObject({
      tag: `sha-${commit.slice(0, 12)}`,
      args: {
        VERSION: `sha-${commit.slice(0, 12)}`,
        REVISION: commit,
        CREATED: "2026-11-21T12:00:00.000Z",
        SOURCE_DATE_EPOCH: String(Date.parse(DATE) / 1000),
      },
    });
  });

  it("goes to every registry, and knows the text that stands for it in the manifests", () => {
    const { reference, repositories } = built();
    expect(repositories).toEqual(["registry.example.test/shop/tea", "mirror.example.test/shop/tea"]);
    expect(reference).toBe(program().image.ref.reference);
  });

  it("names the users that the program names, and every registry that a login may be for", () => {
    expect(built()).toMatchObject({
      users: { "registry.example.test": "ci" },
      hosts: ["registry.example.test", "mirror.example.test", "docker.io", "gcr.io"],
    });
  });

  it("mounts credentials where modules are private", () => {
    expect(built().secrets).toEqual([]);
    expect(built({ privateModules: ["git.example.test/*"] }).secrets).toEqual(["netrc"]);
  });

  it("is made of a Dockerfile, and an ignore file that lets in the sources only", () => {
    const { files } = buildsOf();
    expect(files.map(({ file }) => file)).toEqual(["tea/Dockerfile", "tea/Dockerfile.dockerignore"]);
    expect(files[0]?.text).toContain("AS release");
    expect(files[1]?.text).toContain("**/.env*");
  });

  it("is nothing where a lock file names the digests", () => {
    expect(buildsOf({}, { stage: "development" }, false)).toMatchObject({ builds: [], files: [], problems: [] });
  });
});

describe("a program of several charts", () => {
  it("builds for each chart what it declares, and what it runs", () => {
    const { app, image } = program();
    const [other] = ["other", "idle"].map(
      (id) => new AppChart(app, id, { team: "shop", email: "shop-team@example.test" }),
    );
    new GoWorker(other!, "Tea", { image });
    const rendered = app.render();
    const paths = (chart: string) => imageBuilds(rendered, chart).builds.map(({ path }) => path);
    expect(paths("shop")).toEqual(["prod/shop/TeaImage"]);
    expect(paths("other")).toEqual(["prod/shop/TeaImage"]);
    expect(paths("idle")).toEqual([]);
  });
});

describe("sources with changes that no commit holds", () => {
  beforeEach(() => put("services/tea/main.go", 'package main\n\nfunc main() { println("draft") }\n'));

  it("are refused in production, with the files", () => {
    const { builds, problems } = buildsOf();
    expect(builds).toEqual([]);
    expect(problems).toMatchObject([{ code: "source-dirty", path: "prod/shop/TeaImage", field: "module" }]);
    expect(problems[0]?.got).toContain("services/tea/main.go");
  });

  it("are built in development, and neither tag nor label say that they are the commit", () => {
    const { tag, args } = built({}, { stage: "development" });
    expect(tag).toBe("dev");
    expect(args).toMatchObject({ VERSION: "dev", REVISION: `${git("rev-parse", "HEAD")}-dirty` });
  });
});
