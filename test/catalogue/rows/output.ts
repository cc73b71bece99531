import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApiObject, App } from "cdk8s";
import type { Construct } from "constructs";
import type { AppChart } from "../../../app";
import { AppChart as Chart, GantryApp, GoService, RawObject, synthesize } from "../../../app";
import type { Manifest } from "../../../lib/rendered";
import { moduleOf } from "../../support/modules";
import { IMAGE, environment, shopChart } from "../../support/program";
import { APP, POD } from "../manifests";
import { OBJECTIVES } from "./objectives";
import * as make from "../manifests";
import type { Row } from "../row";
import { elsewhere, kept, program, prop, raw, service } from "../row";

const SERVICES = process.env["GANTRY_LONG"] === "1" ? 10_000 : 300;
const PIPELINES = "the generated pipelines";
const filesOf = (declare: (chart: AppChart) => void) => () => {
  const { app, chart } = shopChart();
  const before = new Set(app.render().objects.map(({ file }) => file));
  declare(chart);
  return app
    .render()
    .objects.map(({ file }) => file)
    .filter((file) => !before.has(file));
};
const place = (chart: AppChart, id: string, manifest: object) => new RawObject(chart, id, manifest as Manifest);
const yamlWith = (variables: Readonly<Record<string, string>>) => {
  const old = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  const { app, chart } = shopChart();
  service(chart, {}, "Good");
  const yaml = app.synthYaml();
  for (const [name, value] of old) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  return yaml;
};
/** What a second run deletes after the first one wrote. */
function deletedAfter(second: (chart: AppChart) => void) {
  const outdir = mkdtempSync(join(tmpdir(), "gantry-"));
  const run = (declare: (chart: AppChart) => void) => {
    const app = new GantryApp({ environment: environment(), outdir });
    declare(new Chart(app, "shop", { team: "shop", email: "shop-team@example.test" }));
    return synthesize([app], { outdir }).deleted;
  };
  try {
    run((chart) => place(chart, "Gone", make.configMap({ "metadata.name": "gone" })));
    return run(second);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
/** Layers of constructs, each of which depends on the two of the layer before. */
function layers(count: number): number {
  const { app, chart } = shopChart();
  let before: Construct[] = [];
  for (let layer = 0; layer < count; layer++) {
    const pair = ["a", "b"].map((side) =>
      place(chart, `${side}${layer}`, make.configMap({ "metadata.name": `${side}${layer}` })),
    );
    for (const one of pair) one.node.addDependency(...before);
    before = pair;
  }
  return app.render().problems.length;
}
const deep = Array.from({ length: 1000 }).reduce<object>((inner) => ({ inner }), {});

/** Entries 140 to 155: output, order, versions, injection and size. */
export const OUTPUT: readonly Row[] = [
  program(
    140,
    'chart id "../../evil"',
    (chart) => new Chart(App.of(chart), "../../evil", { team: "shop", email: "shop-team@example.test" }),
    ["name-grammar", "namespace", "a DNS label", "use", "prod/..--..--evil"],
  ),
  program(
    140,
    'chart id ".."',
    (chart) => new Chart(App.of(chart), "..", { team: "shop", email: "shop-team@example.test" }),
    ["name-grammar", "namespace", "a DNS label", "choose one", "prod/.."],
  ),
  program(
    141,
    'outputFileExtension "/../../x.yaml"',
    () => new GantryApp({ environment: environment(), outputFileExtension: "/../../x.yaml" } as never),
    ["unknown-prop", "outputFileExtension", "one of environment, images, outdir", "remove it", "GantryApp"],
  ),
  kept(
    142,
    "one kind and name in two namespaces",
    filesOf((chart) => {
      place(chart, "A", make.configMap());
      place(chart, "B", make.configMap({ "metadata.namespace": "pay" }));
    }),
    ["shop/configmap.bad.yaml", "shop/configmap.bad.pay.yaml"],
  ),
  program(
    142,
    "two files that differ in letter case",
    (chart) => {
      place(chart, "A", make.role({ "metadata.name": "reader" }));
      place(chart, "Bad", make.role({ "metadata.name": "Reader" }));
    },
    ["duplicate-file", "", "different in more than letter case", ""],
  ),
  kept(143, "a construct that is gone", () => deletedAfter(() => undefined), ["prod/shop/configmap.gone.yaml"]),
  kept(
    144,
    "a new dependency between constructs",
    () => {
      const names = (isDependent: boolean) =>
        filesOf((chart) => {
          const a = place(chart, "A", make.configMap({ "metadata.name": "a" }));
          const b = place(chart, "B", make.configMap({ "metadata.name": "b" }));
          if (isDependent) a.node.addDependency(b);
        })().sort();
      return JSON.stringify(names(true)) === JSON.stringify(names(false));
    },
    true,
  ),
  kept(145, "40 layers of dependency diamonds", () => layers(40), 0),
  program(
    146,
    "a dependency cycle",
    (chart) => {
      const [a, b, c] = ["A", "B", "C"].map((id) =>
        place(chart, id, make.configMap({ "metadata.name": id.toLowerCase() })),
      );
      a!.node.addDependency(b!);
      b!.node.addDependency(c!);
      c!.node.addDependency(a!);
    },
    ["dependency-cycle", "", "without a cycle", "addDependency", "prod/shop/A"],
  ),
  kept(
    147,
    "CDK8S_LEGACY_HASH and CDK8S_DISABLE_SORT",
    () =>
      yamlWith({ CDK8S_LEGACY_HASH: "1", CDK8S_DISABLE_SORT: "1", TZ: "Asia/Kolkata", LANG: "tr_TR" }) === yamlWith({}),
    true,
  ),
  program(148, "apiVersion a/b/c", (chart) => place(chart, "Bad", { ...make.configMap(), apiVersion: "a/b/c" }), [
    "api-version",
    "apiVersion",
    "a group and a version",
    "apps/v1",
  ]),
  program(148, "an empty kind", (chart) => place(chart, "Bad", { ...make.configMap(), kind: "" }), [
    "kind",
    "kind",
    "CamelCase",
    "Deployment",
  ]),
  program(
    148,
    "apiVersion a/b/c of a cdk8s object",
    (chart) => new ApiObject(chart, "Bad", { ...make.configMap(), apiVersion: "v1", kind: "config map" }),
    ["kind", "kind", "a capital letter first", "ConfigMap"],
  ),
  {
    ...raw(
      149,
      "a field that is newer than the cluster",
      make.kubeService({ "spec.trafficDistribution": "PreferSameNode" }),
      ["kubernetes-too-old", "spec.trafficDistribution", "or newer; prod has 1.31", "upgrade the cluster"],
    ),
    environment: environment({ kubernetes: "1.31" }),
  },
  ...["example.test/my shop", "example.test/../shop", "example.test/-shop"].map((path) =>
    program(150, `the Go module path ${path}`, () => moduleOf({ "go.mod": `module "${path}"\n\ngo 1.26.0\n` }), [
      "go-module-path",
      "module",
      "no part begins with - or .",
      "go mod edit -module=",
      "go.mod:1",
    ]),
  ),
  program(150, "a Go program named -rf", () => moduleOf({ "cmd/-rf/main.go": "package main\n\nfunc main() {}\n" }), [
    "go-program-name",
    "",
    "beginning with a letter",
    "rename the folder",
    "cmd/-rf/main.go:3",
  ]),
  prop(150, "a Go version with a line break", { runtime: { go: "1.26\nRUN x" } }, [
    "go-version",
    "runtime.go",
    "a Go version",
    "go.mod",
  ]),
  elsewhere(151, "a branch, tag or service name with ${{ }} in a workflow", PIPELINES),
  ...OBJECTIVES,
  raw(
    154,
    "an account of another namespace",
    make.deployment({ [`${POD}.serviceAccountName`]: "pay/billing" }),
    ["unknown-reference", `${POD}.serviceAccountName`, "in namespace", ""],
    "RFC 1123",
  ),
  raw(
    154,
    "a Secret of another namespace",
    make.deployment({ [`${APP}.envFrom`]: [{ secretRef: { name: "pay/billing" } }] }),
    ["unknown-reference", `${APP}.envFrom[0].secretRef.name`, "in namespace", ""],
    "RFC 1123",
  ),
  prop(155, "a config value of 5 MB", { config: { TEXT: "x".repeat(5_000_000) } }, [
    "data-too-large",
    "data",
    "1048576 bytes",
    "split it",
    "prod/shop/Bad/Config/Resource",
  ]),
  program(
    155,
    "1,000 levels",
    (chart) =>
      place(chart, "Bad", {
        apiVersion: "example.test/v1",
        kind: "Gadget",
        metadata: { name: "bad" },
        spec: deep,
      }),
    ["too-deep", `spec${".inner".repeat(200)}`, "at most 200 levels", "flatter"],
  ),
  prop(155, "201 calls", { calls: Array.from({ length: 201 }, () => "pricing") }, [
    "too-many",
    "calls",
    "at most 200",
    "split it",
  ]),
  kept(
    155,
    "services by the hundred in one app, 10,000 of them with GANTRY_LONG=1",
    () => {
      const { app, chart } = shopChart();
      for (let index = 0; index < SERVICES; index++) new GoService(chart, `S${index}`, { image: IMAGE });
      return app.render().problems.length;
    },
    0,
  ),
];
