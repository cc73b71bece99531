import type { Problem } from "./errors";
import { refuse, refuseAll } from "./errors";
import type { FieldTable } from "./fields";
import { choice, group, list, readFields, recordOf, text, value } from "./fields";
import { httpAddress } from "./http-address";
import type { ClusterFeature, KubernetesVersion } from "./kubernetes";
import { CLUSTER_FEATURES, KUBERNETES_VERSIONS, isAtLeast } from "./kubernetes";
import { dnsLabel, dnsSubdomain, labelKey, labelValue } from "./names";
import type { SecretRef } from "./secret-ref";
import { SecretSource } from "./secret-ref";
import { show } from "./show";

/** What the rules call production: digests, at least two pods, no node ports. */
export type Stage = "development" | "production";

/** A shared entry into the cluster that routes attach to. */
export interface GatewayOptions {
  readonly name: string;
  readonly namespace: string;
  /** The listener that terminates TLS. @default "https" */
  readonly listener?: string;
}

/** What Gantry must know about an environment. Add your own fields beside these. */
export interface EnvironmentProps {
  readonly stage: Stage;
  /** The cluster's minor version. */
  readonly kubernetes: KubernetesVersion;
  /** What is installed in the cluster. @default - nothing beyond Kubernetes */
  readonly installed?: readonly ClusterFeature[];
  /** How `env.secret(path)` becomes a reference. @default SecretSource.existing() */
  readonly secrets?: SecretSource;
  /** The Gateway that `Route.host` attaches to. @default - none: `Route.host` needs one */
  readonly gateway?: GatewayOptions;
  /** The namespace whose pods may read metrics. @default "monitoring" */
  readonly monitoringNamespace?: string;
  /** Labels by which the Prometheus of the operator selects monitors and rules, e.g. `{ release: "kube-prometheus-stack" }`. @default {} */
  readonly monitorLabels?: Readonly<Record<string, string>>;
  /** Where Prometheus answers queries. @default - http://prometheus.<monitoringNamespace>.svc.<clusterDomain>:9090 */
  readonly prometheus?: string;
  /** Appended to every namespace, where environments share a cluster. @default "" */
  readonly namespaceSuffix?: string;
  /** The cluster's DNS domain. @default "cluster.local" */
  readonly clusterDomain?: string;
}

/** `EnvironmentProps` with every default filled in. */
interface Settings {
  readonly stage: Stage;
  readonly kubernetes: KubernetesVersion;
  readonly installed: readonly ClusterFeature[];
  readonly secrets: SecretSource;
  readonly gateway: Required<GatewayOptions> | undefined;
  readonly monitoringNamespace: string;
  readonly monitorLabels: Readonly<Record<string, string>>;
  readonly prometheus: string | undefined;
  readonly namespaceSuffix: string;
  readonly clusterDomain: string;
}

const label = text("a DNS label", dnsLabel, ["monitoring"]);
const suffix = text("the end of a DNS label", (given) => dnsLabel(`x${given}`), ["-dev"]);
const domain = text("a DNS name", dnsSubdomain, ["cluster.local"]);

/** Types, defaults and one sentence for each field that Gantry must know about an environment. */
export const ENVIRONMENT: FieldTable<Settings> = {
  stage: { type: choice("development", "production"), required: true, doc: "what the rules call production" },
  kubernetes: { type: choice(...KUBERNETES_VERSIONS), required: true, doc: "the cluster's minor version" },
  installed: {
    type: list(choice(...CLUSTER_FEATURES)),
    default: [],
    doc: "what is installed in the cluster",
  },
  secrets: {
    type: value<SecretSource>("SecretSource.existing() or SecretSource.external(…)", SecretSource),
    default: SecretSource.existing(),
    doc: "how env.secret(path) becomes a reference",
  },
  gateway: {
    type: group<Required<GatewayOptions>>({
      name: { type: label, required: true, doc: "name of the Gateway" },
      namespace: { type: label, required: true, doc: "namespace of the Gateway" },
      listener: { type: label, default: "https", doc: "the listener that terminates TLS" },
    }),
    otherwise: "none: `Route.host` needs one",
    doc: "the Gateway that routes attach to",
  },
  monitoringNamespace: { type: label, default: "monitoring", doc: "the namespace whose pods may read metrics" },
  monitorLabels: {
    type: recordOf(text("a label key", labelKey, ["release"]), text("a label value", labelValue, ["stack"]), 20),
    default: {},
    doc: "labels by which the Prometheus of the operator selects monitors and rules",
  },
  prometheus: {
    type: text("an HTTP address", httpAddress, ["http://prometheus.monitoring.svc.cluster.local:9090"]),
    otherwise: "http://prometheus.<monitoringNamespace>.svc.<clusterDomain>:9090",
    doc: "where Prometheus answers queries",
  },
  namespaceSuffix: { type: suffix, default: "", doc: "appended to every namespace" },
  clusterDomain: { type: domain, default: "cluster.local", doc: "the cluster's DNS domain" },
};

/** An environment with the fields that the stacks put into it. */
export type EnvironmentOf<V extends EnvironmentProps> = Environment & Omit<V, keyof EnvironmentProps>;

/** One environment: its name, what Gantry must know, and whatever the stacks put into it. */
export class Environment {
  readonly stage: Stage;
  readonly kubernetes: KubernetesVersion;
  readonly installed: ReadonlySet<ClusterFeature>;
  readonly gateway: Required<GatewayOptions> | undefined;
  readonly monitoringNamespace: string;
  readonly monitorLabels: Readonly<Record<string, string>>;
  /** Where Prometheus answers queries. */
  readonly prometheus: string;
  readonly namespaceSuffix: string;
  readonly clusterDomain: string;
  private readonly source: SecretSource;

  private constructor(
    readonly name: string,
    { installed, secrets, ...settings }: Settings,
  ) {
    this.stage = settings.stage;
    this.kubernetes = settings.kubernetes;
    this.installed = new Set(installed);
    this.gateway = settings.gateway;
    this.monitoringNamespace = settings.monitoringNamespace;
    this.monitorLabels = settings.monitorLabels;
    this.namespaceSuffix = settings.namespaceSuffix;
    this.clusterDomain = settings.clusterDomain;
    this.prometheus =
      settings.prometheus ?? `http://prometheus.${settings.monitoringNamespace}.svc.${settings.clusterDomain}:9090`;
    this.source = secrets;
  }

  /**
   * Every environment of a program, as a record in which no value can be forgotten: name the record's type once.
   * @example Environment.all<ShopValues, "dev" | "prod">({ dev: { … }, prod: { … } })
   * @throws ValidationError with everything that is wrong with the fields of `EnvironmentProps`.
   */
  static all<V extends EnvironmentProps, N extends string>(
    records: Readonly<Record<N, V>>,
  ): Readonly<Record<N, EnvironmentOf<V>>> {
    const readings = Object.entries<V>(records).map(([name, values]) => ({ name, values, ...read(name, values) }));
    const problems = readings.flatMap((reading) => reading.problems);
    if (problems.length > 0) refuseAll(problems, Environment.all);
    const made = readings.map(({ name, values, settings }) => [name, Environment.make(name, values, settings)]);
    return Object.freeze(Object.fromEntries(made) as Record<N, EnvironmentOf<V>>);
  }

  /** A single environment. @throws ValidationError with everything that is wrong with the fields of `EnvironmentProps`. */
  static of<V extends EnvironmentProps>(name: string, values: V): EnvironmentOf<V> {
    const { settings, problems } = read(name, values);
    if (problems.length > 0) refuseAll(problems, Environment.of);
    return Environment.make(name, values, settings);
  }

  private static make<V extends EnvironmentProps>(name: string, values: V, settings: Settings): EnvironmentOf<V> {
    const environment = new Environment(name, settings);
    const whole = Object.assign(Object.create(Environment.prototype) as object, values, environment);
    return Object.freeze(whole) as unknown as EnvironmentOf<V>;
  }

  /**
   * A reference to a secret by its path, e.g. `storefront/database-url`, from where this environment keeps its secrets.
   * @throws ValidationError unless the path has two parts or more.
   */
  secret(path: string): SecretRef {
    if (/^[^/]+(?:\/[^/]+)+$/.test(path)) return this.source.reference(path);
    const allowed = "two parts or more with / between them";
    return refuse(
      { code: "secret-path", got: show(path), allowed, fix: 'e.g. "storefront/database-url"' },
      this.secret,
    );
  }

  /** Whether something is installed in the cluster. */
  has(feature: ClusterFeature): boolean {
    return this.installed.has(feature);
  }

  /** Whether the cluster is of this version or newer. */
  isAtLeast(version: KubernetesVersion): boolean {
    return isAtLeast(this.kubernetes, version);
  }
}

/** Reads the fields that Gantry knows; the others belong to the stacks. `settings` is whole when there are no problems. */
function read(name: string, values: object): { readonly settings: Settings; readonly problems: readonly Problem[] } {
  const known = Object.fromEntries(Object.entries(values).filter(([key]) => Object.hasOwn(ENVIRONMENT, key)));
  const { values: settings, findings } = readFields<Settings>(known, ENVIRONMENT);
  const wrong = dnsLabel(name);
  const all = [...(wrong ? [{ ...wrong, field: "name" }] : []), ...findings];
  return { settings: settings as Settings, problems: all.map((finding) => ({ ...finding, path: name })) };
}
