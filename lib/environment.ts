import type { ClusterFeature, KubernetesVersion } from "./kubernetes";
import { checkVersion, isAtLeast } from "./kubernetes";
import type { SecretRef } from "./secret-ref";
import { SecretSource } from "./secret-ref";

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
  /** Appended to every namespace, where environments share a cluster. @default "" */
  readonly namespaceSuffix?: string;
  /** The cluster's DNS domain. @default "cluster.local" */
  readonly clusterDomain?: string;
}

/** An environment with the fields that the stacks put into it. */
export type EnvironmentOf<V extends EnvironmentProps> = Environment & Omit<V, keyof EnvironmentProps>;

/** One environment: its name, what Gantry must know, and whatever the stacks put into it. */
export class Environment {
  readonly stage: Stage;
  readonly kubernetes: KubernetesVersion;
  readonly installed: ReadonlySet<ClusterFeature>;
  readonly gateway: Required<GatewayOptions> | undefined;
  readonly monitoringNamespace: string;
  readonly namespaceSuffix: string;
  readonly clusterDomain: string;
  private readonly source: SecretSource;

  private constructor(
    readonly name: string,
    props: EnvironmentProps,
  ) {
    this.stage = props.stage;
    this.kubernetes = props.kubernetes;
    this.installed = new Set(props.installed);
    this.gateway = props.gateway && { listener: "https", ...props.gateway };
    this.monitoringNamespace = props.monitoringNamespace ?? "monitoring";
    this.namespaceSuffix = props.namespaceSuffix ?? "";
    this.clusterDomain = props.clusterDomain ?? "cluster.local";
    this.source = props.secrets ?? SecretSource.existing();
  }

  /**
   * Every environment of a program, as a record in which no value can be forgotten: name the record's type once.
   * @example Environment.all<ShopValues, "dev" | "prod">({ dev: { … }, prod: { … } })
   * @throws ValidationError when a Kubernetes version is not supported.
   */
  static all<V extends EnvironmentProps, N extends string>(
    records: Readonly<Record<N, V>>,
  ): Readonly<Record<N, EnvironmentOf<V>>> {
    const made = Object.entries<V>(records).map(
      ([name, values]) => [name, Environment.of(name, values, Environment.all)] as const,
    );
    return Object.freeze(Object.fromEntries(made)) as Readonly<Record<N, EnvironmentOf<V>>>;
  }

  /** A single environment. @throws ValidationError when the Kubernetes version is not supported. */
  static of<V extends EnvironmentProps>(
    name: string,
    values: V,
    above: (...args: never[]) => unknown = Environment.of,
  ): EnvironmentOf<V> {
    checkVersion(values.kubernetes, above);
    const environment = new Environment(name, values);
    return Object.freeze(
      Object.assign(Object.create(Environment.prototype) as object, values, environment),
    ) as EnvironmentOf<V>;
  }

  /** A reference to a secret by its path, e.g. `storefront/database-url`, from where this environment keeps its secrets. */
  secret(path: string): SecretRef {
    return this.source.reference(path);
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
