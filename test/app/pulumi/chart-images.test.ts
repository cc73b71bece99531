import { execFileSync } from "node:child_process";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { AppChart, GantryApp, GoImage, GoModule, GoWorker, Registry } from "../../../app";
import { GantryChart } from "../../../app/pulumi";
import { chartImages } from "../../../app/pulumi/chart-images";
import { put, temporaryFolder, textsIn } from "../../support/folder";
import { environment } from "../../support/program";
import { registered } from "../../targets/pulumi/recorder";

const folder = temporaryFolder();
const HERE = process.cwd();

beforeEach(() => {
  process.chdir(folder.path);
  put("services/tea/go.mod", "module example.test/tea\n\ngo 1.26.0\n");
  put("services/tea/main.go", "package main\n\nfunc main() {}\n");
  const somebody = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.test"];
  for (const words of [
    ["init", "-q"],
    ["add", "."],
    [...somebody, "commit", "-qm", "tea"],
  ])
    execFileSync("git", words);
});
afterEach(() => process.chdir(HERE));

function program() {
  const app = new GantryApp({ environment: environment(), images: "on-up" });
  const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
  const registries = [Registry.at("registry.example.test/shop")];
  const image = new GoImage(chart, "TeaImage", { module: GoModule.read("services/tea"), registries });
  new GoWorker(chart, "Tea", { image });
  return app;
}

class Chart extends pulumi.ComponentResource {
  constructor() {
    super("gantry:index:Chart", "teashop");
  }
}

const HEX = "0a".repeat(32);

/** What the Deployment of the chart runs. */
async function deployed(digest: string, preview = false): Promise<unknown> {
  const provider = () => new kubernetes.Provider("cluster", { context: "prod" });
  const chart = () => new GantryChart("shop", { app: program() }, { provider: provider() });
  const found = await registered(chart, { preview, outputs: { digest } });
  const { spec } = found.find(({ type }) => type === "kubernetes:apps/v1:Deployment")?.inputs as {
    spec: { template: { spec: { containers: readonly { readonly image: unknown }[] } } };
  };
  return spec.template.spec.containers[0]?.image;
}

describe("a Deployment whose image pulumi up builds", () => {
  it("runs the digest that the build gives", async () => {
    expect(await deployed(`sha256:${HEX}`)).toBe(`registry.example.test/shop/tea@sha256:${HEX}`);
  });

  it("is unknown in a preview that did not build, and never runs the text that stands for the digest", async () => {
    expect(await deployed("", true)).toBe(pulumi.unknown);
  });
});

describe("the images of a chart", () => {
  it("are registered under the component's name and their place below the chart", async () => {
    const images = chartImages("teashop", program().render(), "shop");
    expect(images.problems).toEqual([]);
    const found = await registered(() => images.build(new Chart()));
    expect(found.map(({ name }) => name)).toEqual(["teashop", "teashop/TeaImage"]);
  });

  it("have their Dockerfiles on the disk when they are registered, and not before", async () => {
    const images = chartImages("shop", program().render(), "shop");
    expect(Object.keys(textsIn(folder.path)).filter((file) => file.startsWith("node_modules"))).toEqual([]);
    const [, image] = await registered(() => images.build(new Chart()));
    const { location } = image!.inputs["dockerfile"] as { readonly location: string };
    expect(textsIn(folder.path)).toMatchObject({
      [location]: expect.stringContaining("AS release"),
      [`${location}.dockerignore`]: expect.stringContaining("**/.env*"),
    });
  });

  it("are refused together with their options", () => {
    put("services/tea/draft.go", "package main\n");
    const given = { registries: { a: { password: "hunter2" } } };
    const { problems } = chartImages("shop", program().render(), "shop", given);
    expect(problems.map(({ code }) => code)).toEqual(["source-dirty", "literal-credential"]);
  });
});
