import type { GantryAppProps } from "../../app";
import { describe, expect, it } from "@jest/globals";
import { join } from "node:path";
import {
  AppChart,
  Budget,
  Cpu,
  Duration,
  Environment,
  External,
  GantryApp,
  GoService,
  ImageRef,
  Percent,
  Probe,
  Quota,
  Replicas,
  Resources,
  Size,
  ValidationError,
  Volume,
  synthesize,
} from "../../app";
import { put, temporaryFolder, textsIn } from "../support/folder";
import { IMAGE, environment } from "../support/program";

const folder = temporaryFolder();

/** A program with three mistakes, two of them in one construct. */
function wrong(name: string): GantryApp {
  const app = new GantryApp({ environment: environment({}, name) });
  const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
  new GoService(chart, "Web", { image: IMAGE, scaling: { min: 1 }, cpu: "2", cpuLimit: "1" });
  new GoService(chart, "Api", { image: IMAGE, calls: ["wbe"] });
  return app;
}

function right(name: string): GantryApp {
  const app = new GantryApp({ environment: environment({}, name) });
  const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
  new GoService(chart, "Web", { image: IMAGE });
  return app;
}

function refusalOf(action: () => unknown): ValidationError {
  let thrown: unknown;
  try {
    action();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(ValidationError);
  return thrown as ValidationError;
}

describe("a program with mistakes", () => {
  it("is refused once, with every problem of every environment, in order of their places", () => {
    const { problems } = refusalOf(() => synthesize([wrong("prod"), wrong("dev")], { outdir: folder.path }));
    expect(problems.map(({ path, field }) => `${path} ${field}`)).toEqual([
      "prod/shop/Api calls[0]",
      "prod/shop/Web cpuLimit",
      "prod/shop/Web scaling.min",
      "dev/shop/Api calls[0]",
      "dev/shop/Web cpuLimit",
      "dev/shop/Web scaling.min",
    ]);
  });

  it("says of each problem where it is, what stands there, what is allowed and what to do", () => {
    const { problems } = refusalOf(() => wrong("prod").synth());
    expect(problems.find(({ field }) => field === "scaling.min")).toEqual({
      code: "replicas-too-few",
      path: "prod/shop/Web",
      field: "scaling.min",
      got: "1",
      allowed: "at least 2: one pod cannot outlive a node drain",
      fix: 'set it to 2, or Replicas.single("reason")',
      source: expect.stringMatching(/^test\/app\/refusal\.test\.ts:\d+$/),
    });
  });

  it("names a line for each problem", () => {
    const { problems } = refusalOf(() => wrong("prod").synth());
    expect(problems.filter(({ source }) => !source?.startsWith("test/app/refusal.test.ts:"))).toEqual([]);
  });

  it("prints a paragraph for each problem", () => {
    const { message } = refusalOf(() => wrong("prod").synth());
    expect(message.split("\n\n").map((paragraph) => paragraph.split("\n").length)).toEqual([1, 4, 4, 5]);
    expect(message).toMatch(/^3 problems, nothing was written:\n/);
    expect(message).toMatch(/\n {2}prod\/shop\/Web {2}scaling\.min +\[replicas-too-few\]\n {4}got 1, need at least 2/);
  });

  it("prints no stack and no secret", () => {
    const app = new GantryApp({ environment: environment() });
    const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
    new GoService(chart, "Web", { image: IMAGE, config: { DB: "postgres://shop:hunter2@db/shop" } });
    const { message } = refusalOf(() => app.synth());
    expect(message).not.toMatch(/hunter2|node_modules|undefined/);
  });

  it("writes nothing, and touches nothing of what is there", () => {
    synthesize([right("prod"), right("dev")], { outdir: folder.path });
    put(join(folder.path, "prod/shop/stranger.yaml"), "mine: true\n");
    const before = textsIn(folder.path);
    refusalOf(() => synthesize([right("dev"), wrong("prod")], { outdir: folder.path }));
    expect(textsIn(folder.path)).toEqual(before);
  });

  it("gives no YAML either", () => {
    expect(refusalOf(() => wrong("prod").synthYaml()).problems).toHaveLength(3);
  });

  it("is refused when the cdk8s command would delete its output", () => {
    const options = { outdir: folder.path, mirror: join(folder.path, "../", folder.path.split("/").at(-1)!) };
    expect(refusalOf(() => synthesize([right("prod")], options)).problems).toMatchObject([
      { code: "output-folder", path: "cdk8s.yaml", field: "output", fix: "output: .cdk8s" },
    ]);
    expect(textsIn(folder.path)).toEqual({});
  });
});

describe("a program without mistakes", () => {
  it("is written into a folder for each environment, each object into a file of its own", () => {
    synthesize([right("prod")], { outdir: folder.path });
    const texts = textsIn(folder.path);
    expect(Object.keys(texts)).toContain("prod/shop/deployment.web.yaml");
    expect(texts["prod/shop/service.web.yaml"]).toMatch(
      /^# Made by Gantry from prod\/shop\/Web\/Service; edits are overwritten\.\n---\napiVersion: v1\nkind: Service\n/,
    );
  });

  it("leaves the folders of environments alone that it does not answer for", () => {
    synthesize([right("prod"), right("dev")], { outdir: folder.path });
    const report = synthesize([right("dev")], { outdir: folder.path, environments: ["dev"] });
    expect(report.deleted).toEqual([]);
    expect(Object.keys(textsIn(folder.path))).toContain("prod/shop/deployment.web.yaml");
  });

  it("takes the files of an environment away that is gone", () => {
    synthesize([right("prod"), right("dev")], { outdir: folder.path });
    expect(synthesize([right("dev")], { outdir: folder.path }).deleted).toContain("prod/shop/deployment.web.yaml");
    expect(Object.keys(textsIn(folder.path)).filter((file) => file.startsWith("prod/"))).toEqual([]);
  });

  it("takes the files of a construct away that is gone", () => {
    synthesize([right("prod")], { outdir: folder.path });
    const empty = new GantryApp({ environment: environment() });
    new AppChart(empty, "shop", { team: "shop", email: "shop-team@example.test" });
    expect(synthesize([empty], { outdir: folder.path }).deleted).toContain("prod/shop/deployment.web.yaml");
  });

  it("is the same as a stream of YAML", () => {
    const stream = right("prod").synthYaml();
    expect(stream.match(/^---$/gm)).toHaveLength(right("prod").render().objects.length);
  });

  it("does not learn anything from another program in the process", () => {
    const alone = right("prod").synthYaml();
    const other = wrong("dev");
    const beside = right("prod");
    other.render();
    expect([beside.synthYaml(), beside.render().problems]).toEqual([alone, []]);
  });
});

describe("a value type", () => {
  const values: [string, () => unknown][] = [
    ["Size.of", () => Size.of("1 Gi")],
    ["Size.mebibytes", () => Size.mebibytes(-1)],
    ["Duration.of", () => Duration.of("soon" as never)],
    ["Duration.seconds", () => Duration.seconds(NaN)],
    ["Cpu.of", () => Cpu.of("many" as never)],
    ["Percent.of", () => Percent.of("0%")],
    ["ImageRef.pinned", () => ImageRef.pinned("registry.example.test/a:v1")],
    ["ImageRef.tagged", () => ImageRef.tagged("registry.example.test/a:latest")],
    ["External.tcp", () => External.tcp("db", "db.example.test", 0)],
    ["Replicas.fixed", () => Replicas.fixed(1)],
    ["Replicas.single", () => Replicas.single("")],
    ["Budget.off", () => Budget.off(" ")],
    ["Resources.of", () => Resources.of({ cpu: "many" as never, memory: "1Gi" })],
    ["Volume.scratch", () => Volume.scratch("/cache", "1 GB" as never)],
    ["Probe.http", () => Probe.http("/", { period: "soon" as never })],
    ["Quota.fitted", () => Quota.fitted({ cpu: "many" as never })],
    ["env.secret", () => environment().secret("token")],
    ["Environment.of", () => Environment.of("prod", { stage: "production", kubernetes: "1.20" as never })],
  ];

  it.each(values)("refuses at the line of its caller: %s", (_, action) => {
    const { stack, problems } = refusalOf(action);
    expect(stack!.split("\n").find((line) => /^\s+at /.test(line))).toContain("refusal.test.ts");
    expect(problems).toHaveLength(1);
  });
});

describe("an app", () => {
  it("is refused at once, with everything that is wrong with it", () => {
    const props = { environment: "prod", outDir: "out" } as unknown as GantryAppProps;
    expect(refusalOf(() => new GantryApp(props)).problems).toMatchObject([
      { code: "unknown-prop", path: "GantryApp", field: "outDir", fix: "did you mean outdir?" },
      { code: "wrong-type", path: "GantryApp", field: "environment" },
    ]);
  });

  it("does not take an environment that nobody checked", () => {
    const props = { environment: { name: "prod", stage: "prod", kubernetes: "1.35" } } as unknown as GantryAppProps;
    expect(refusalOf(() => new GantryApp(props)).problems).toMatchObject([
      { code: "wrong-type", field: "environment" },
    ]);
  });
});
