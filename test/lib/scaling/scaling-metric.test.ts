import { describe, expect, it } from "@jest/globals";
import { ScalingMetric } from "../../../lib/scaling";
import { thrownBy } from "../values/thrown-by";

const queue = (options: object) => () => ScalingMetric.queueLength({ metric: "queue_length", perPod: 1, ...options });

describe("a metric to scale by", () => {
  it("is the service's own requests, whose name the service knows", () => {
    expect(ScalingMetric.requestsPerPod(100)).toMatchObject({ query: undefined, perPod: 100 });
  });

  it("is the sum of what waits in the queues with these labels", () => {
    const labels = { vhost: "/", queue: 'or"ders' };
    expect(ScalingMetric.queueLength({ metric: "queue_length", labels, perPod: 30 })).toMatchObject({
      query: 'sum(queue_length{queue="or\\"ders",vhost="/"})',
      perPod: 30,
    });
  });

  it("is the sum of all series without labels", () => {
    expect(ScalingMetric.queueLength({ metric: "queue_length", perPod: 30 }).query).toBe("sum(queue_length)");
  });

  it("is a query as it was typed", () => {
    const query = " sum( jobs_waiting ) ";
    expect(ScalingMetric.query(query, { perPod: 0.5 })).toMatchObject({ query, perPod: 0.5 });
  });

  it.each([0.001, 0.3, 1, 1.005, 1e12])("is shared in thousandths: %d", (perPod) => {
    expect(ScalingMetric.requestsPerPod(perPod).perPod).toBe(perPod);
  });

  it.each([0, -1, 0.0005, 1.0001, 1e12 + 1, NaN, Infinity])("is not shared in parts of %d", (perPod) => {
    const made = [
      () => ScalingMetric.requestsPerPod(perPod),
      () => ScalingMetric.query("sum(a)", { perPod }),
      queue({ perPod }),
    ];
    const codes = made.map((make) => thrownBy(make)).map((problem) => `${problem?.code} ${problem?.got}`);
    expect(codes).toEqual(made.map(() => `scaling-per-pod ${perPod}`));
  });

  it.each([
    ["a metric with a dash", queue({ metric: "queue-length" }), "metric-name"],
    ["a label with a dash", queue({ labels: { ok: "1", "my-queue": "orders" } }), "label-name"],
    ["a label of Prometheus' own", queue({ labels: { __name__: "up" } }), "label-name"],
    ["a value that is a secret", queue({ labels: { key: `ghp_${"a".repeat(36)}` } }), "literal-secret"],
    ["something that is no option", queue({ perpod: 1 }), "unknown-prop"],
    ["no number", () => ScalingMetric.requestsPerPod("100" as never), "scaling-per-pod"],
    ["no options", () => ScalingMetric.query("sum(a)", undefined as never), "required"],
    ["no query", () => ScalingMetric.query(undefined as never, { perPod: 1 }), "required"],
    ["a query that is no text", () => ScalingMetric.query(1 as never, { perPod: 1 }), "wrong-type"],
    ["an empty query", () => ScalingMetric.query("", { perPod: 1 }), "query-syntax"],
  ])("is refused at the caller's line with %s", (_, make, code) => {
    const source = expect.stringContaining("scaling-metric.test.ts") as unknown;
    expect(thrownBy(make)).toMatchObject({ code, source });
  });
});
