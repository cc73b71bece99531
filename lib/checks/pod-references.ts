import { fields, isFields, list, text } from "./read";
import type { Workload } from "./workload";

/** A name of another object, somewhere in a pod. */
export interface PodReference {
  readonly kind: "ConfigMap" | "Secret" | "PersistentVolumeClaim" | "ServiceAccount";
  readonly name: string;
  /** The key that is read; nothing when all of them are. */
  readonly key?: string;
  /** JSON path of the name. */
  readonly field: string;
  /** JSON path of the key. */
  readonly keyField?: string;
}

type Source = "ConfigMap" | "Secret";

/** The objects that a workload's pods can't start without; optional ones are left out. */
export function podReferences({ pod, podField, containers }: Workload): PodReference[] {
  const references: PodReference[] = [];
  const accountKey = pod["serviceAccountName"] ? "serviceAccountName" : "serviceAccount";
  const account = text(pod[accountKey]);
  if (account) references.push({ kind: "ServiceAccount", name: account, field: `${podField}.${accountKey}` });
  list(pod["imagePullSecrets"]).forEach((value, index) => {
    const name = text(fields(value)["name"]);
    if (name) references.push({ kind: "Secret", name, field: `${podField}.imagePullSecrets[${index}].name` });
  });
  list(pod["volumes"]).forEach((volume, index) => addVolume(references, volume, `${podField}.volumes[${index}]`));
  for (const { spec, field } of containers) {
    list(spec["env"]).forEach((value, index) => addVariable(references, value, `${field}.env[${index}].valueFrom`));
    list(spec["envFrom"]).forEach((value, index) => addEnvFrom(references, value, `${field}.envFrom[${index}]`));
  }
  return references;
}

function addVariable(references: PodReference[], value: unknown, field: string): void {
  const source = fields(value)["valueFrom"];
  if (!isFields(source)) return;
  addKey(references, "ConfigMap", source["configMapKeyRef"], `${field}.configMapKeyRef`);
  addKey(references, "Secret", source["secretKeyRef"], `${field}.secretKeyRef`);
}

function addKey(references: PodReference[], kind: Source, value: unknown, field: string): void {
  const { name, key, optional } = fields(value);
  if (typeof name !== "string" || typeof key !== "string" || optional === true) return;
  references.push({ kind, name, key, field: `${field}.name`, keyField: `${field}.key` });
}

function addEnvFrom(references: PodReference[], value: unknown, field: string): void {
  const { configMapRef, secretRef } = fields(value);
  addWhole(references, "ConfigMap", configMapRef, "name", `${field}.configMapRef`);
  addWhole(references, "Secret", secretRef, "name", `${field}.secretRef`);
}

function addVolume(references: PodReference[], value: unknown, field: string): void {
  const { configMap, secret, projected, persistentVolumeClaim } = fields(value);
  addWhole(references, "ConfigMap", configMap, "name", `${field}.configMap`);
  addWhole(references, "Secret", secret, "secretName", `${field}.secret`);
  const claim = text(fields(persistentVolumeClaim)["claimName"]);
  const claimField = `${field}.persistentVolumeClaim.claimName`;
  if (claim) references.push({ kind: "PersistentVolumeClaim", name: claim, field: claimField });
  list(fields(projected)["sources"]).forEach((source, index) => {
    const place = `${field}.projected.sources[${index}]`;
    addWhole(references, "ConfigMap", fields(source)["configMap"], "name", `${place}.configMap`);
    addWhole(references, "Secret", fields(source)["secret"], "name", `${place}.secret`);
  });
}

function addWhole(references: PodReference[], kind: Source, value: unknown, nameKey: string, field: string): void {
  const source = fields(value);
  const name = text(source[nameKey]);
  if (!name || source["optional"] === true) return;
  const items = list(source["items"]);
  if (items.length === 0) references.push({ kind, name, field: `${field}.${nameKey}` });
  items.forEach((item, index) => {
    const key = text(fields(item)["key"]) ?? "";
    references.push({ kind, name, key, field: `${field}.${nameKey}`, keyField: `${field}.items[${index}].key` });
  });
}
