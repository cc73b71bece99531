import type { Construct } from "constructs";
import type { Delivery } from "../../lib/alerting";
import { alertmanagerFile } from "../../lib/alerting";
import type { Environment } from "../../lib/environment";
import { KubeObject } from "../base/kube-object";
import { programLabels, reasons } from "../base/labels";
import type { PodContribution } from "../base/pod-contribution";
import { alertmanagerConfig } from "./alertmanager-config";

/** What a pod of Alertmanager mounts. */
export type AlertmanagerMounts = Pick<PodContribution, "volumes" | "mounts">;

const FOLDER = "/etc/alertmanager";

/** What a configuration needs besides the delivery that it is about. */
export interface ConfigurationPlan {
  readonly name: string;
  readonly optOuts: Parameters<typeof reasons>[0];
  /** The secrets as files of a pod, each with the name of its receiver. */
  readonly secrets: PodContribution;
  readonly environment: Environment;
}

/**
 * The configuration of Alertmanager: an AlertmanagerConfig where the operator is, else a ConfigMap.
 * @returns what a pod of Alertmanager mounts; nothing where the operator makes it
 */
export function createConfiguration(
  scope: Construct,
  delivery: Delivery,
  { name, optOuts, secrets, environment }: ConfigurationPlan,
): AlertmanagerMounts | undefined {
  const labels = programLabels(name);
  const annotations = reasons(optOuts);
  const own = Object.keys(annotations).length > 0 ? { annotations } : {};
  if (environment.has("prometheus-operator")) {
    const head = { name, labels: { ...labels, ...environment.monitorLabels }, ...own };
    const spec = alertmanagerConfig(delivery, (receiver) => keyOf(secrets, receiver));
    new KubeObject(scope, "Resource", "AlertmanagerConfig", head, { spec });
    return undefined;
  }
  const text = alertmanagerFile(delivery, (receiver) => `${secrets.mounts[0]!.mountPath}/${receiver}`);
  new KubeObject(scope, "Resource", "ConfigMap", { name, labels, ...own }, { data: { "alertmanager.yml": text } });
  return {
    volumes: [{ configMap: { name }, name: "alertmanager" }, ...secrets.volumes],
    mounts: [{ mountPath: FOLDER, name: "alertmanager", readOnly: true }, ...secrets.mounts],
  };
}

/** Where the operator finds what a pod would find as a file. */
function keyOf({ volumes }: PodContribution, path: string): { name: string; key: string } | undefined {
  const secrets = volumes.flatMap(({ projected }) => projected?.sources?.flatMap(({ secret }) => secret ?? []) ?? []);
  const found = secrets.find(({ items }) => items?.[0]?.path === path);
  return found && { name: found.name ?? "", key: found.items![0]!.key };
}
