import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { readImageLock, synthesize } from "../../app";
import { dockerFiles } from "../../app/docker-files";
import { writeFiles } from "../../lib/files";
import { environments } from "../../stacks/environments";
import { readModules } from "../../stacks/modules";
import { shop } from "../../stacks/shop";
import { MARKER } from "../../targets/yaml";
import { temporaryFolder, textsIn } from "../support/folder";

const ROOT = join(__dirname, "../..");
const GOLDEN = join(__dirname, "shop");
const GOLDEN_DOCKER = join(__dirname, "docker");
const folder = temporaryFolder();

const images = readImageLock(join(ROOT, "images.lock.json"));
const modules = readModules(join(ROOT, "examples/services"));
const programs = () => Object.values(environments).map((environment) => shop(environment, modules, images));

function write(outdir: string): void {
  synthesize(programs(), { outdir });
}

function docker() {
  const rendered = programs().map((app) => app.render());
  const { files, problems } = dockerFiles(rendered, { docker: "docker", local: "dev", host: "test" });
  expect(problems).toEqual([]);
  return files;
}

if (process.env["UPDATE_GOLDEN"] === "1") {
  write(GOLDEN);
  writeFiles(GOLDEN_DOCKER, docker(), { marker: MARKER });
}

describe("the output of the example shop", () => {
  it("is what was reviewed, byte for byte; UPDATE_GOLDEN=1 writes it anew", () => {
    write(folder.path);
    expect(textsIn(folder.path)).toEqual(textsIn(GOLDEN));
  });

  it("is what was reviewed for builders, Compose and a machine of its own, too", () => {
    const golden = Object.entries(textsIn(GOLDEN_DOCKER)).filter(([file]) => file !== ".gantry-files");
    expect(Object.fromEntries(docker().map(({ file, text }) => [file, text]))).toEqual(Object.fromEntries(golden));
  });
});
