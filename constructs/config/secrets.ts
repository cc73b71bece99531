import { Construct } from "constructs";
import { hash } from "../../lib/names";
import type { SecretOrigin, SecretRef } from "../../lib/secret-ref";
import { KubeObject } from "../base/kube-object";
import { programLabels } from "../base/labels";
import type { PodContribution } from "../base/pod-contribution";
import { wiringOf } from "../base/context";
import type { EnvVar, Volume, VolumeMount } from "../imports/kubernetes";

/** Everything that is decided about a program's secrets. */
export interface SecretsPlan {
  readonly name: string;
  readonly namespace: string;
  /** By variable name. */
  readonly refs: Readonly<Record<string, SecretRef>>;
  readonly wave: number | undefined;
}

type Origin<F extends SecretOrigin["from"]> = Extract<SecretOrigin, { from: F }>;
type Named<F extends SecretOrigin["from"]> = readonly [variable: string, origin: Origin<F>];

const FOLDER = "/var/run/secrets/gantry";

/** References to secrets, and the objects that fetch them; a secret's value never passes through here. */
export class Secrets extends Construct {
  readonly contribution: PodContribution;

  constructor(
    scope: Construct,
    id: string,
    private readonly plan: SecretsPlan,
  ) {
    super(scope, id);
    this.declareExisting(pick(plan, "existing"));
    this.external(pick(plan, "external"));
    this.sealed(pick(plan, "sealed"));
    this.csi(pick(plan, "csi"));
    this.later(pick(plan, "later"));
    this.contribution = contribution(plan);
  }

  private declareExisting(refs: readonly Named<"existing">[]): void {
    for (const [, { name }] of refs) wiringOf(this).declare({ kind: "Secret", namespace: this.plan.namespace, name });
  }

  /** https://external-secrets.io/latest/api/externalsecret/ */
  private external(refs: readonly Named<"external">[]): void {
    for (const [id, group] of groups(refs, ({ storeKind, store }) => `${storeKind}/${store}`)) {
      const { store, storeKind } = group[0]![1];
      const name = externalName(this.plan.name, group[0]![1]);
      new KubeObject(
        this,
        `External-${hash(id)}`,
        "ExternalSecret",
        this.head(name),
        {
          spec: {
            data: group.map(([secretKey, { key, property }]) => ({ remoteRef: { key, property }, secretKey })),
            refreshInterval: "1h",
            secretStoreRef: { kind: storeKind, name: store },
            target: { creationPolicy: "Owner", deletionPolicy: "Retain", name },
          },
        },
        { wave: this.plan.wave },
      );
    }
  }

  /** https://github.com/bitnami-labs/sealed-secrets: the cipher holds for this name and namespace only. */
  private sealed(refs: readonly Named<"sealed">[]): void {
    if (refs.length === 0) return;
    const encryptedData = Object.fromEntries(refs.map(([variable, { cipher }]) => [variable, cipher]));
    const name = sealedName(this.plan.name);
    const template = { metadata: { name, namespace: this.plan.namespace }, type: "Opaque" };
    new KubeObject(
      this,
      "Sealed",
      "SealedSecret",
      this.head(name),
      { spec: { encryptedData, template } },
      { wave: this.plan.wave },
    );
  }

  /** https://secrets-store-csi-driver.sigs.k8s.io/topics/sync-as-kubernetes-secret: synced to a Secret while a pod mounts the volume. */
  private csi(refs: readonly Named<"csi">[]): void {
    for (const [id, group] of groups(refs, csiGroup)) {
      const { provider, parameters } = group[0]![1];
      const name = csiName(this.plan.name, group[0]![1]);
      new KubeObject(
        this,
        `Csi-${hash(id)}`,
        "SecretProviderClass",
        this.head(name),
        {
          spec: {
            parameters: { ...parameters },
            provider,
            secretObjects: [
              {
                data: group.map(([key, { object }]) => ({ key, objectName: object })),
                secretName: name,
                type: "Opaque",
              },
            ],
          },
        },
        { wave: this.plan.wave },
      );
    }
  }

  /** Named after its content and kept, like a ConfigMap of configuration; the values come with `pulumi up`. */
  private later(refs: readonly Named<"later">[]): void {
    if (refs.length === 0) return;
    const stringData = Object.fromEntries(refs.map(([variable, { text }]) => [variable, text]));
    const { wave } = this.plan;
    new KubeObject(
      this,
      "Later",
      "Secret",
      this.head(laterName(this.plan)),
      { immutable: true, stringData, type: "Opaque" },
      { wave, keep: true, contentNamed: true },
    );
  }

  private head(name: string) {
    return { name, labels: programLabels(this.plan.name) };
  }
}

function pick<F extends SecretOrigin["from"]>({ refs }: SecretsPlan, from: F): Named<F>[] {
  const isFrom = (entry: readonly [string, SecretOrigin]): entry is Named<F> & [string, SecretOrigin] =>
    entry[1].from === from;
  return Object.entries(refs)
    .map(([variable, { origin }]) => [variable, origin] as const)
    .filter(isFrom);
}

function groups<T>(
  refs: readonly (readonly [string, T])[],
  key: (origin: T) => string,
): [string, (readonly [string, T])[]][] {
  const found = new Map<string, (readonly [string, T])[]>();
  for (const ref of refs) found.set(key(ref[1]), [...(found.get(key(ref[1])) ?? []), ref]);
  return [...found];
}

function csiGroup({ provider, parameters }: Origin<"csi">): string {
  return JSON.stringify([provider, Object.entries(parameters).sort()]);
}

function externalName(name: string, { storeKind, store }: Origin<"external">): string {
  return `${name}-${hash(`${storeKind}/${store}`)}`;
}

function sealedName(name: string): string {
  return `${name}-sealed`;
}

function csiName(name: string, origin: Origin<"csi">): string {
  return `${name}-${hash(csiGroup(origin))}`;
}

function laterName(plan: SecretsPlan): string {
  return `${plan.name}-secret-${hash(JSON.stringify(pick(plan, "later")))}`;
}

/** Where the pod finds a secret: the name of a Secret and the key in it. */
function located(plan: SecretsPlan, variable: string, { origin }: SecretRef): { name: string; key: string } {
  switch (origin.from) {
    case "existing":
      return { name: origin.name, key: origin.key };
    case "external":
      return { name: externalName(plan.name, origin), key: variable };
    case "sealed":
      return { name: sealedName(plan.name), key: variable };
    case "csi":
      return { name: csiName(plan.name, origin), key: variable };
    case "later":
      return { name: laterName(plan), key: variable };
  }
}

function contribution(plan: SecretsPlan): PodContribution {
  const env: EnvVar[] = [];
  const sources: { secret: { items: { key: string; path: string }[]; name: string } }[] = [];
  for (const [variable, ref] of Object.entries(plan.refs)) {
    const { name, key } = located(plan, variable, ref);
    if (ref.as === "variable") env.push({ name: variable, valueFrom: { secretKeyRef: { key, name } } });
    else {
      env.push({ name: `${variable}_FILE`, value: `${FOLDER}/${variable}` });
      sources.push({ secret: { items: [{ key, path: variable }], name } });
    }
  }
  const files = sources.length > 0;
  const classes = [...new Set(pick(plan, "csi").map(([, origin]) => csiName(plan.name, origin)))];
  const volumes: Volume[] = classes.map((name, index) => ({
    csi: { driver: "secrets-store.csi.k8s.io", readOnly: true, volumeAttributes: { secretProviderClass: name } },
    name: `csi-${index}`,
  }));
  const mounts: VolumeMount[] = classes.map((_, index) => ({
    mountPath: `/var/run/secrets/csi-${index}`,
    name: `csi-${index}`,
    readOnly: true,
  }));
  return {
    env,
    // 0440: readable for the pod's group, which is the program's own.
    volumes: files ? [{ name: "secrets", projected: { defaultMode: 0o440, sources } }, ...volumes] : volumes,
    mounts: files ? [{ mountPath: FOLDER, name: "secrets", readOnly: true }, ...mounts] : mounts,
  };
}
