import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { AppChart } from "../../../app";
import { Dialect, GoService, GoWorker, ScalingMetric } from "../../../app";
import type { Rendered } from "../../../lib/rendered";
import { queryProblem } from "../../../lib/scaling/query-syntax";
import { IMAGE, all, environment, only, render } from "../../support/program";
import { controlPlane, type ControlPlane } from "../control-plane";
import { readManifests } from "../core/manifests";
import { run } from "../images/plane/command";
import type { KubeObject } from "../plane/kube-object";
import { waitFor } from "../plane/wait-for";
import { toolFiles, toolProgram } from "../tools/cache";
import { adapterConfig } from "./autoscaling/adapter";

const CREATED = 201;
const DIALECTS = ["clientGolang", "grpcMiddleware", "otelHttp", "otelGrpc", "istio"] as const;

const requests = ScalingMetric.requestsPerPod(0.5);
const queue = (name: string) =>
  ScalingMetric.queueLength({ metric: "queue_length", labels: { queue: name }, perPod: 30 });

function declare(chart: AppChart, min: number): void {
  for (const dialect of DIALECTS) {
    const scaling = { metrics: [requests], memory: "80%" } as const;
    new GoService(chart, `For-${dialect}`, { image: IMAGE, scaling, dialect: Dialect[dialect] });
  }
  const sidecars = { proxy: { image: IMAGE } };
  const metrics = [queue("or\"d'er`s {([\\"), ScalingMetric.query("sum(jobs_waiting) or vector(0)", { perPod: 1 })];
  new GoWorker(chart, "Packer", { image: IMAGE, sidecars, scaling: { min, max: 50, metrics } });
}

const rendered = (installed: "keda" | "prometheus-adapter"): Rendered =>
  render((chart) => declare(chart, installed === "keda" ? 0 : 2), environment({ installed: [installed] }));

const scalers = (of: Rendered) => all(of, "ScaledObject").map(({ manifest }) => manifest as unknown as KubeObject);

describe("a ScaledObject", () => {
  let plane: ControlPlane;
  beforeAll(async () => {
    plane = await controlPlane();
    const definitions = toolFiles("slo-crds").flatMap(readManifests);
    for (const definition of definitions) await plane.client.apply(definition);
    const found = () => plane.client.list("keda.sh/v1alpha1", "ScaledObject");
    await waitFor("the definition", () => found().then(Array.isArray));
  });
  afterAll(() => plane?.stop());

  it("is admitted as it is, without a warning", async () => {
    const given = rendered("keda");
    const namespaces = all(given, "Namespace").map(({ manifest }) => manifest as unknown as KubeObject);
    for (const namespace of namespaces) await plane.client.apply(namespace);
    for (const scaler of scalers(given)) {
      const { status, message, warnings, body } = await plane.client.apply(scaler);
      expect({ status, message, warnings }).toEqual({ status: CREATED, message: "", warnings: [] });
      expect(body["spec"]).toEqual(scaler["spec"]);
    }
    expect(scalers(given)).toHaveLength(DIALECTS.length + 1);
  });
});

/** What promtool says of queries, each as a rule. */
async function check(queries: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  const folder = mkdtempSync(join(tmpdir(), "gantry-queries-"));
  try {
    const rules = queries.map((expr, index) => ({ record: `query_${index}`, expr }));
    writeFileSync(join(folder, "rules.json"), JSON.stringify({ groups: [{ name: "queries", rules }] }));
    const { code, stdout, stderr } = await run(toolProgram("prometheus", "promtool"), [
      "check",
      "rules",
      join(folder, "rules.json"),
    ]);
    return { code, said: stdout + stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("promtool", () => {
  it("reads every query for KEDA", async () => {
    const queries = scalers(rendered("keda")).flatMap(({ metadata }) =>
      only(rendered("keda"), "ScaledObject", metadata.name).spec.triggers.flatMap((one) => one.metadata["query"] ?? []),
    );
    expect(queries).toHaveLength(DIALECTS.length + 2);
    expect(await check(queries)).toMatchObject({ code: 0, said: expect.stringContaining("7 rules found") as unknown });
  });

  it("reads every query for Prometheus Adapter", async () => {
    const config = JSON.parse(adapterConfig(rendered("prometheus-adapter"))) as Record<
      string,
      { metricsQuery: string }[]
    >;
    const queries = [...config["rules"]!, ...config["externalRules"]!].map(({ metricsQuery }) => metricsQuery);
    expect(await check(queries)).toMatchObject({ code: 0, said: expect.stringContaining("7 rules found") as unknown });
  });

  it.each(["sum(jobs", "sum(jobs))", "rate(jobs[2m)", "jobs{a='b}", 'jobs{a="b\n"}', "jobs{a=`b}", "", "# nothing"])(
    "refuses what we refuse: %j",
    async (query) => {
      expect(queryProblem(query)).toBeDefined();
      expect((await check([query])).code).not.toBe(0);
    },
  );
});
