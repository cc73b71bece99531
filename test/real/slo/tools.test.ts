import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { controlPlane, type ControlPlane } from "../control-plane";
import { toolFile, toolFiles, toolProgram, toolVersion } from "../tools/cache";

const output = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

describe("a program", () => {
  it.each(["prometheus", "promtool"])("%s says which Prometheus it is of", (program) => {
    const [, major, minor, patch] = /^v0\.(\d)(\d+)\.(\d+)$/.exec(toolVersion("prometheus"))!;
    const said = output(toolProgram("prometheus", program), "--version");
    expect(said).toContain(`${program}, version ${major}.${minor}.${patch} `);
  });

  it.each(["alertmanager", "amtool"])("%s says which Alertmanager it is of", (program) => {
    const said = output(toolProgram("alertmanager", program), "--version");
    expect(said).toContain(`${program}, version ${toolVersion("alertmanager").slice(1)} `);
  });

  it("prometheus-adapter, which can't say its version, names its flags and is built of that version", () => {
    const program = toolProgram("prometheus-adapter");
    expect(spawnSync(program, ["--help"], { encoding: "utf8" }).stderr).toContain("--metrics-relist-interval");
    const [, , built = ""] = output("go", "version", "-m", program).split("\n");
    expect(built.split("\t").slice(1, 4)).toEqual([
      "mod",
      "sigs.k8s.io/prometheus-adapter",
      toolVersion("prometheus-adapter"),
    ]);
  });

  it("chromium says which it is", () => {
    expect(output(toolFile("chromium", "chromium"), "--version")).toMatch(/^Chromium \d+\.\d+\.\d+\.\d+/);
  });
});

describe("chromium", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "gantry-page-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("runs the scripts of a page and writes down what became of it", () => {
    const page = join(folder, "page.html");
    writeFileSync(page, "<p id=a></p><script>a.textContent = [1, 2].map((x) => x * 21).join()</script>");
    const options = ["--headless", "--no-sandbox", "--dump-dom", pathToFileURL(page).href];
    expect(output(toolFile("chromium", "chromium"), ...options)).toContain('<p id="a">21,42</p>');
  });
});

describe("the definitions of custom resources", () => {
  const KINDS = [
    "alertmanagerconfigs.monitoring.coreos.com",
    "podmonitors.monitoring.coreos.com",
    "prometheusrules.monitoring.coreos.com",
    "scaledobjects.keda.sh",
    "triggerauthentications.keda.sh",
  ].map((name) => `customresourcedefinition.apiextensions.k8s.io/${name}`);
  let plane: ControlPlane;
  beforeAll(async () => {
    plane = await controlPlane();
  });
  afterAll(() => plane?.stop());

  it("are taken by an API server, applied on its side", async () => {
    const folder = dirname(toolFiles("slo-crds")[0]!);
    const { stdout, stderr } = await plane.kubectl(["apply", "--server-side", "--output=name", `--filename=${folder}`]);
    expect({ names: stdout.trim().split("\n").sort(), stderr }).toEqual({ names: KINDS, stderr: "" });
    const { code } = await plane.kubectl(["wait", "--for=condition=established", "--timeout=30s", ...KINDS]);
    expect(code).toBe(0);
  });
});
