import { Chart } from "cdk8s";
import type { Construct } from "constructs";
import { boardOf, renderDashboard } from "../../lib/dashboard";
import type { Monitored } from "../../lib/slo";
import { KubeObject } from "../base/kube-object";
import { programLabels } from "../base/labels";

/**
 * The dashboard of a service in a ConfigMap that Grafana's sidecar finds by its label and puts into the application's folder. The name of the file
 * must differ from those of other namespaces, because all of them land in one folder of the sidecar.
 * @see https://github.com/grafana-community/helm-charts/blob/main/charts/grafana/README.md#sidecar-for-dashboards
 */
export class DashboardMap extends KubeObject<"ConfigMap"> {
  constructor(scope: Construct, id: string, monitored: Monitored) {
    const { namespace, service } = monitored;
    super(
      scope,
      id,
      "ConfigMap",
      {
        name: `${service}-dashboard`,
        labels: { ...programLabels(service), grafana_dashboard: "1" },
        annotations: { grafana_folder: Chart.of(scope).node.id },
      },
      { data: { [`${namespace}.${service}.json`]: renderDashboard(boardOf(monitored)) } },
    );
  }
}
