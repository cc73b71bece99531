import { Construct } from "constructs";
import { hash } from "../../lib/names";
import { KubeObject } from "../base/kube-object";
import { OWN, programLabels } from "../base/labels";
import type { PodContribution } from "../base/pod-contribution";

/** Everything that is decided about a program's configuration. */
export interface ConfigPlan {
  readonly name: string;
  /** By key; dotted keys become variables: `database.url` → `DATABASE_URL`. */
  readonly variables: Readonly<Record<string, string>>;
  /** By absolute path in the container. */
  readonly files: Readonly<Record<string, string>>;
  readonly wave: number | undefined;
}

const VOLUME = "config";
const KEPT = "Prune=false";
/** Bytes that client-side apply can keep in its annotation: 256 KiB, less what the object has besides its data. */
const CLIENT_SIDE = 250_000;

/**
 * Configuration as an immutable ConfigMap whose name carries a hash of its content: a change is a new object, pods roll, and the old one stays for
 * a rollback (https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-immutable).
 */
export class Config extends Construct {
  readonly contribution: PodContribution;

  constructor(scope: Construct, id: string, plan: ConfigPlan) {
    super(scope, id);
    const data = {
      ...plan.variables,
      ...Object.fromEntries(Object.entries(plan.files).map(([path, text]) => [fileKey(path), text])),
    };
    const isEmpty = Object.keys(data).length === 0;
    const name = `${plan.name}-config-${hash(JSON.stringify(data))}`;
    this.contribution = isEmpty ? { env: [], volumes: [], mounts: [] } : contribution(name, plan);
    if (isEmpty) return;
    const annotations = { "argocd.argoproj.io/sync-options": isLarge(data) ? `${KEPT},ServerSideApply=true` : KEPT };
    const labels = { ...programLabels(plan.name), [`${OWN}config-of`]: plan.name };
    new KubeObject(
      this,
      "Resource",
      "ConfigMap",
      { name, labels, annotations },
      { data, immutable: true },
      { wave: plan.wave, keep: true, contentNamed: true },
    );
  }
}

function isLarge(data: object): boolean {
  return Buffer.byteLength(JSON.stringify(data)) > CLIENT_SIDE;
}

/** The variable of a key: upper case, everything else an underscore. */
export function variableOf(key: string): string {
  return key.replace(/[^A-Za-z0-9_]/g, "_").toUpperCase();
}

/** The key of a file: its path with dots for slashes. */
export function fileKey(path: string): string {
  return path.replace(/^\//, "").replaceAll("/", ".");
}

function contribution(name: string, plan: ConfigPlan): PodContribution {
  const paths = Object.keys(plan.files);
  return {
    env: Object.keys(plan.variables).map((key) => ({
      name: variableOf(key),
      valueFrom: { configMapKeyRef: { key, name } },
    })),
    volumes:
      paths.length > 0
        ? [
            {
              configMap: { items: paths.map((path) => ({ key: fileKey(path), path: fileKey(path) })), name },
              name: VOLUME,
            },
          ]
        : [],
    mounts: paths.map((path) => ({ mountPath: path, name: VOLUME, readOnly: true, subPath: fileKey(path) })),
  };
}
