import { describe, expect, it } from "@jest/globals";
import type { Twin } from "./mutate";
import { problemsWith } from "./problems-with";

const TRIGGER = { type: "prometheus", metadata: { query: "sum(a)" } };

function found(triggers: readonly unknown[], ...others: readonly Twin[]) {
  const set = {
    apiVersion: "keda.sh/v1alpha1",
    kind: "ScaledObject",
    spec: { scaleTargetRef: { name: "other" }, triggers },
  };
  const keda: Twin = { of: "HorizontalPodAutoscaler", name: "keda", path: "prod/keda", set };
  return problemsWith("two-metric-servers", { add: [keda, ...others] }).map(({ path, field }) => `${path} ${field}`);
}

const rules = (text: string): Twin => ({
  of: "ConfigMap",
  name: "adapter",
  path: "prod/adapter",
  set: { data: { "config.yaml": text } },
});
const autoscaler = (...metrics: readonly unknown[]): Twin => ({
  of: "HorizontalPodAutoscaler",
  name: "more",
  path: "prod/more",
  set: { "spec.metrics": metrics },
});

describe("external.metrics.k8s.io", () => {
  it("has one server: external rules of Prometheus Adapter are refused beside KEDA", () => {
    const data = 'data["config.yaml"]';
    expect(found([TRIGGER], rules("rules: []\nexternalRules:\n- seriesQuery: up\n"))).toEqual([`prod/adapter ${data}`]);
    expect(found([TRIGGER], rules('"externalRules": {a: b}\n'))).toEqual([`prod/adapter ${data}`]);
  });

  it("has one server: a metric that KEDA does not know is refused beside it", () => {
    const metrics = [{ type: "Resource" }, { type: "External", external: { metric: { name: "a" } } }];
    expect(found([{ type: "cpu" }, TRIGGER], autoscaler(...metrics))).toEqual(["prod/more spec.metrics[1]"]);
  });

  it.each([
    ["custom metrics of Prometheus Adapter", rules("rules:\n- seriesQuery: up\nexternalRules: []\n")],
    ["a metric of each pod", autoscaler({ type: "Pods", pods: {} })],
    ["a text in which the word occurs", rules("note: externalRules are elsewhere\n")],
  ])("leaves room for %s", (_, other) => {
    expect(found([TRIGGER], other)).toEqual([]);
  });

  it("is not asked by a ScaledObject that measures processor time and memory", () => {
    const metric = { type: "External", external: {} };
    expect(found([{ type: "cpu" }, { type: "memory" }], autoscaler(metric))).toEqual([]);
  });

  it("is said to be KEDA's, and what may stay", () => {
    const [problem] = problemsWith("two-metric-servers", {
      add: [
        {
          of: "HorizontalPodAutoscaler",
          name: "keda",
          path: "prod/keda",
          set: { apiVersion: "keda.sh/v1alpha1", kind: "ScaledObject", spec: { triggers: [TRIGGER] } },
        },
        autoscaler({ type: "External" }),
      ],
    });
    expect(problem).toMatchObject({
      got: "an External metric without KEDA",
      allowed: expect.stringMatching(/prod\/keda that is KEDA.*custom\.metrics\.k8s\.io\) may stay/) as unknown,
      fix: "a ScaledObject with a trigger of type prometheus in its place",
    });
  });
});
