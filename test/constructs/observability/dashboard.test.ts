import { describe, expect, it } from "@jest/globals";
import { DashboardMap } from "../../../constructs/observability/dashboard";
import type { Rendered } from "../../../lib/rendered";
import { Slo } from "../../../lib/slo";
import { ODD } from "../../lib/dashboard/boards";
import { monitored } from "../../lib/slo/support";
import { only, render } from "../../support/program";

const rendered = (more: Parameters<typeof monitored>[0] = {}) =>
  render((chart) => new DashboardMap(chart, "Dashboard", monitored(more)));

/** The one dashboard of a program. */
function dashboard(of: Rendered): { uid: string; title: string; tags: string[] } {
  const [text] = Object.values(only(of, "ConfigMap").data);
  return JSON.parse(text!) as never;
}

describe("the ConfigMap with a service's dashboard", () => {
  const { metadata, data } = only(rendered(), "ConfigMap");

  it("is found by Grafana's sidecar, and lands in the application's folder", () => {
    expect(metadata?.name).toBe("storefront-dashboard");
    expect(metadata?.labels).toMatchObject({ grafana_dashboard: "1", "app.kubernetes.io/name": "storefront" });
    expect(metadata?.annotations).toMatchObject({ grafana_folder: "shop" });
  });

  it("has one file, whose name no other namespace's has", () => {
    expect(Object.keys(data)).toEqual(["shop.storefront.json"]);
  });

  it("holds the dashboard as JSON", () => {
    expect(dashboard(rendered())).toMatchObject({ title: "shop / storefront", tags: ["gantry", "shop"] });
  });

  it("keeps what somebody typed", () => {
    expect(dashboard(rendered({ team: ODD })).tags).toEqual(["gantry", "shop", ODD]);
  });

  it("keeps its name and the address of its dashboard when a promise changes", () => {
    const other = rendered({ objectives: [Slo.availability(99.5)] });
    expect(only(other, "ConfigMap").metadata?.name).toBe(metadata?.name);
    expect(dashboard(other).uid).toBe(dashboard(rendered()).uid);
  });

  it("says where Grafana loads it, whatever the wiki's address", () => {
    const runbooks = "https://wiki.example.test/${pod}/[[pod]]";
    expect(JSON.stringify(dashboard(rendered({ runbooks })))).not.toContain(runbooks);
  });
});
