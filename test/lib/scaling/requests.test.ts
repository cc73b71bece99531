import { describe, expect, it } from "@jest/globals";
import { requestRate } from "../../../lib/scaling";
import { Dialect } from "../../../lib/slo";
import { Duration } from "../../../lib/units";

const measured = {
  namespace: "shop",
  service: "storefront",
  dialect: Dialect.clientGolang,
  scrape: Duration.seconds(15),
};

describe("the requests of a service", () => {
  it("are counted over two minutes, and are 0 where its pods are scraped and have had none", () => {
    expect(requestRate(measured).text).toBe(
      'sum(rate(http_request_duration_seconds_count{job="storefront",namespace="shop"}[2m]))' +
        ' or sum(up{job="storefront",namespace="shop"} == 1) * 0',
    );
  });

  it("are counted for each pod in the same way", () => {
    expect(requestRate(measured, ["pod"]).text).toBe(
      'sum by (pod) (rate(http_request_duration_seconds_count{job="storefront",namespace="shop"}[2m]))' +
        ' or sum by (pod) (up{job="storefront",namespace="shop"} == 1) * 0',
    );
  });

  it.each([
    ["30s", "[2m]"],
    ["31s", "[2m4s]"],
    ["5m", "[20m]"],
  ] as const)("are counted over four scrapes at least: %s", (scrape, window) => {
    expect(requestRate({ ...measured, scrape: Duration.of(scrape) }).text).toContain(`${window}))`);
  });

  it("have the name and the labels of the dialect, and pods those of the scrape", () => {
    expect(requestRate({ ...measured, dialect: Dialect.istio }).text).toBe(
      'sum(rate(istio_requests_total{destination_service_name="storefront",destination_service_namespace="shop",reporter="destination"}[2m]))' +
        ' or sum(up{job="storefront",namespace="shop"} == 1) * 0',
    );
  });
});
