import { describe, expect, it } from "@jest/globals";
import { ScalingMetric, adapterName, adapterRules, requestRate } from "../../../lib/scaling";
import { Dialect } from "../../../lib/slo";
import { Duration } from "../../../lib/units";

const shop = { namespace: "shop", name: "storefront" };
const measured = {
  namespace: "shop",
  service: "storefront",
  dialect: Dialect.clientGolang,
  scrape: Duration.seconds(15),
};
const requests = ScalingMetric.requestsPerPod(100);
const jobs = ScalingMetric.query("sum(jobs_waiting)", { perPod: 30 });

describe("the rules for Prometheus Adapter", () => {
  it("serve requests for each pod, as soon as Prometheus knows of the pod", () => {
    expect(adapterRules(shop, [requests], measured)).toEqual({
      rules: [
        {
          metricsQuery: requestRate(measured, ["pod"]).text,
          name: { as: "shop_storefront_requests_per_second" },
          resources: { overrides: { namespace: { resource: "namespace" }, pod: { resource: "pod" } } },
          seriesQuery: 'up{job="storefront",namespace="shop",pod!=""}',
        },
      ],
    });
  });

  it("serve a query as it is, without the namespace of who asks", () => {
    expect(adapterRules(shop, [jobs], undefined)).toEqual({
      externalRules: [
        {
          metricsQuery: "sum(jobs_waiting)",
          name: { as: adapterName(shop, jobs) },
          resources: { namespaced: false },
          seriesQuery: "up",
        },
      ],
    });
  });

  it("keep the adapter from reading a query as a template of Go", () => {
    const odd = ScalingMetric.query('sum(jobs{queue="<<.Series>>"})', { perPod: 1 });
    expect(adapterRules(shop, [odd], undefined)).toMatchObject({
      externalRules: [{ metricsQuery: 'sum(jobs{queue="<<"<<">>.Series>>"})' }],
    });
  });

  it("name a metric after its namespace, its target and its query, and after nothing else", () => {
    const names = [
      adapterName(shop, requests),
      adapterName({ namespace: "shop-storefront", name: "a" }, requests),
      adapterName({ namespace: "shop", name: "storefront-a" }, requests),
      adapterName(shop, jobs),
      adapterName({ ...shop, name: "b" }, jobs),
      adapterName(shop, ScalingMetric.query("sum(jobs_failed)", { perPod: 30 })),
    ];
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z0-9_-]+$/.test(name))).toEqual([]);
    expect(adapterName(shop, ScalingMetric.query("sum(jobs_waiting)", { perPod: 1 }))).toBe(adapterName(shop, jobs));
  });
});
