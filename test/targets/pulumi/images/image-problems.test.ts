import { describe, expect, it } from "@jest/globals";
import * as pulumi from "@pulumi/pulumi";
import { Place } from "../../../../lib/fields";
import type { ImageBuild, ImageOptions } from "../../../../targets/pulumi/images";
import { IMAGE_OPTIONS, imageProblems } from "../../../../targets/pulumi/images";
import { missingPackage } from "../../../../targets/pulumi/images/packages";

const BUILD = {
  path: "prod/shop/TeaImage",
  secrets: [],
  users: { "registry.example.test": "ci" },
  hosts: ["registry.example.test", "mirror.example.test:5000"],
} as unknown as ImageBuild;
const PRIVATE: ImageBuild = { ...BUILD, secrets: ["netrc"] };
const password = pulumi.output("hunter2");

const complaints = (options: ImageOptions, build = BUILD, stage: "development" | "production" = "production") =>
  imageProblems([build], options, stage).map(({ code, path, field }) => `${code} ${path} ${field}`);

/** What is wrong with options by themselves. */
function findings(given: unknown) {
  const place = new Place("images");
  IMAGE_OPTIONS.read(given, place);
  return place.findings;
}

describe("options of images", () => {
  it.each<[string, unknown, string]>([
    ["an unknown one", { registry: {} }, "unknown-prop images.registry"],
    ["a word that is none", "locally", "not-supported images"],
    [
      "a password in plain text",
      { registries: { "registry.example.test": { password: "hunter2" } } },
      'literal-credential images.registries["registry.example.test"].password',
    ],
    ["no password", { registries: { a: { username: "ci" } } }, "required images.registries.a.password"],
    ["a netrc in plain text", { netrc: "machine a password hunter2" }, "literal-credential images.netrc"],
    ["an argument that Git sets", { args: { VERSION: "v1" } }, "build-argument images.args.VERSION"],
    ["an argument that no Dockerfile could name", { args: { "a b": "" } }, 'build-argument images.args["a b"]'],
    ["a cache that is no flag", { cache: "yes" }, "wrong-type images.cache"],
  ])("are refused: %s", (_, given, complaint) => {
    const found = findings(given);
    expect(found.map(({ code, field }) => `${code} ${field}`)).toEqual([complaint]);
    expect(JSON.stringify(found)).not.toContain("hunter2");
  });

  it("take Outputs for users too, and nothing at all", () => {
    expect(findings({ registries: { a: { username: pulumi.output("ci"), password } } })).toEqual([]);
    expect(findings({})).toEqual([]);
    expect(findings("local")).toEqual([]);
  });
});

describe("logins for registries", () => {
  it("that no image goes to or comes from are refused, with the one that was meant", () => {
    const [problem] = imageProblems([BUILD], { registries: { "registry.exmaple.test": { password } } }, "production");
    expect(problem).toMatchObject({ code: "unknown-registry", fix: 'did you mean "registry.example.test"?' });
    expect(problem?.allowed).toContain("mirror.example.test:5000");
  });

  it("take the user from the program, or say one", () => {
    const login = { "mirror.example.test:5000": { password } };
    expect(complaints({ registries: { "registry.example.test": { password } } })).toEqual([]);
    expect(complaints({ registries: login })).toEqual([
      'registry-user GantryChart images.registries["mirror.example.test:5000"].username',
    ]);
  });
});

describe("a package that is not installed", () => {
  it("is named, with the way to get it", () => {
    expect(missingPackage("@pulumi/no-such-package" as "@pulumi/docker")).toMatchObject([
      { code: "missing-package", fix: "npm install @pulumi/no-such-package" },
    ]);
  });
});

describe("private modules", () => {
  it("want credentials", () => {
    expect(complaints({}, PRIVATE)).toEqual(["netrc-missing prod/shop/TeaImage privateModules"]);
    expect(complaints({ netrc: password }, PRIVATE)).toEqual([]);
  });
});

describe('images: "local"', () => {
  it("is for development, and for modules without credentials", () => {
    expect(complaints("local", BUILD, "development")).toEqual([]);
    expect(complaints("local", PRIVATE)).toEqual([
      "local-images GantryChart images",
      "local-images prod/shop/TeaImage privateModules",
    ]);
  });
});

describe("a program without images to build", () => {
  it("has no problem with options that another stack needs", () => {
    expect(imageProblems([], { registries: { "elsewhere.example.test": { password } } }, "production")).toEqual([]);
  });
});
