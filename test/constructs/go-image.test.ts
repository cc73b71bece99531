import { describe, expect, it } from "@jest/globals";
import { AppChart, GantryApp } from "../../app";
import type { GoImageProps } from "../../constructs";
import { GoImage, GoService } from "../../constructs";
import { ImageLock } from "../../lib/image-lock";
import type { LockedImage } from "../../lib/image-lock";
import { Base } from "../../lib/image/base";
import { Registry } from "../../lib/registry";
import { GO_BUILDER } from "../../lib/versions";
import { moduleOf, moduleWith } from "../support/modules";
import { complaintsOf, environment, only, problemsOf, render } from "../support/program";

const development = environment({ stage: "development" }, "dev");
const registries = [Registry.at("registry.example.test/shop")];
const LOCKED: LockedImage = {
  ref: "registry.example.test/shop/storefront",
  digest: `sha256:${"0a".repeat(32)}`,
  platforms: ["linux/amd64", "linux/arm64"],
  source: "0123",
};

const declare = (props: Partial<GoImageProps>) => (chart: AppChart) =>
  new GoImage(chart, "StorefrontImage", { module: moduleOf(), registries, name: "storefront", ...props });

/** A service with an image, in production, after a build that wrote this down. */
function locked(image: LockedImage | undefined, props: Partial<GoImageProps> = {}) {
  const images = new ImageLock(
    { version: 1, environments: { prod: image ? { storefront: image } : {} } },
    "images.lock.json",
  );
  const app = new GantryApp({ environment: environment(), images });
  const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
  new GoService(chart, "Storefront", { image: declare(props)(chart) });
  return app.render();
}

const codes = (rendered: ReturnType<typeof locked>) => rendered.problems.map(({ code, path }) => `${path} ${code}`);

describe("the image that a container runs", () => {
  it("is the digest that the build wrote down", () => {
    const deployment = only(locked(LOCKED), "Deployment");
    expect(deployment.spec.template.spec.containers[0]?.image).toBe(`${LOCKED.ref}@${LOCKED.digest}`);
  });

  it("is pulled with the Secret of the first registry", () => {
    const [first, second] = ["registry.example.test/shop", "mirror.example.test/shop"];
    const both = [Registry.at(first, { pullSecret: "registry" }), Registry.at(second, { pullSecret: "mirror" })];
    const account = only(locked(LOCKED, { registries: both }), "ServiceAccount");
    expect(account.imagePullSecrets).toEqual([{ name: "registry" }]);
  });

  it("is a tag in development before the first build", () => {
    const rendered = render((chart) => new GoService(chart, "Storefront", { image: declare({})(chart) }), development);
    expect(only(rendered, "Deployment").spec.template.spec.containers[0]?.image).toBe(
      "registry.example.test/shop/storefront:dev",
    );
  });

  it("must have been built in production, and the error names the command", () => {
    const rendered = locked(undefined);
    expect(codes(rendered)).toEqual(["prod/shop/StorefrontImage image-not-built"]);
    expect(rendered.problems[0]?.fix).toContain("npm run images");
  });

  it("must have been built for every platform that is declared", () => {
    expect(codes(locked({ ...LOCKED, platforms: ["linux/amd64"] }))).toEqual([
      "prod/shop/StorefrontImage image-platforms",
    ]);
  });

  it("must be where the environment pulls from", () => {
    expect(codes(locked({ ...LOCKED, ref: "old.example.test/storefront" }))).toEqual([
      "prod/shop/StorefrontImage image-repository",
    ]);
  });
});

describe("the name of an image", () => {
  it("is the name of the module's folder where nothing else is said", () => {
    const module = moduleWith("price-list");
    const rendered = render((chart) => new GoImage(chart, "Image", { module, registries }), development);
    expect(rendered.images.map(({ name }) => name)).toEqual(["price-list"]);
  });

  it("belongs to one image", () => {
    const twice = (chart: AppChart) => {
      declare({})(chart);
      new GoImage(chart, "Other", { module: moduleOf(), registries, name: "storefront" });
    };
    expect(complaintsOf(twice, development)).toEqual(["duplicate-name name"]);
  });
});

describe("a declaration that no builder could carry out", () => {
  const several = moduleWith("api", "jobs");
  const cgo = moduleOf({ "main.go": 'package main\n\nimport "C"\n\nfunc main() {}\n' });
  const newer = moduleOf({ "go.mod": "module example.test/shop\n\ngo 1.99.0\n" });
  it.each<[string, Partial<GoImageProps>, string]>([
    ["no command of several", { module: several }, "go-command command"],
    ["an unknown command", { module: several, command: "server" }, "go-command command"],
    ["cgo without a C library", { module: cgo }, "cgo-base base"],
    ["a module newer than the builder", { module: newer }, "go-version module"],
    ["no registry", { registries: [] }, "too-few registries"],
    ["an unknown platform", { platforms: ["linux/amd46" as "linux/amd64"] }, "not-supported platforms[0]"],
    ["a base that is no reference", { builder: "Go Lang" }, "image-reference builder"],
    ["a pattern with a comma in it", { privateModules: ["a.test,b.test"] }, "module-pattern privateModules[0]"],
    ["a label of two lines", { labels: { note: "a\nb" } }, "control-character labels.note"],
    ["a name that starts with a dash", { name: "-rf" }, "name-grammar name"],
  ])("is refused: %s", (_, props, complaint) => {
    expect(complaintsOf(declare(props), development)).toEqual([complaint]);
  });

  it("is told with the line of the source", () => {
    expect(problemsOf(declare({ module: cgo }), development)[0]?.got).toContain("main.go:3");
  });

  it("leaves what uses the image with nothing to add", () => {
    const both = (chart: AppChart) => new GoService(chart, "Storefront", { image: declare({ module: cgo })(chart) });
    expect(complaintsOf(both, development)).toEqual(["cgo-base base"]);
  });
});

describe("production", () => {
  it.each<[string, Partial<GoImageProps>, string]>([
    ["a base", { base: Base.image("mirror.example.test/static:1") }, "base"],
    ["a builder", { builder: "golang:1.26" }, "builder"],
  ])("wants %s by its digest and says how to get it", (_, props, field) => {
    const found = problemsOf(declare(props)).filter(({ code }) => code === "base-not-pinned");
    expect(found.map((problem) => problem.field)).toEqual([field]);
    expect(found[0]?.fix).toContain("npm run versions");
  });

  it("takes the bases that Gantry names", () => {
    expect(GO_BUILDER.reference).toMatch(/@sha256:[0-9a-f]{64}$/);
    expect(complaintsOf(declare({ base: Base.alpine }))).toEqual(["image-not-built"]);
  });
});
