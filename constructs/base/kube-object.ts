import type { Construct } from "constructs";
import { ApiObject } from "cdk8s";
import type { Hints } from "../../lib/rendered";
import type { Kinds } from "../imports/kinds";
import { apiVersionOf, clusterScoped } from "../imports/kinds";

/** A kind that Gantry knows by type. */
export type Kind = keyof Kinds;

/** The fields of an object besides its head. */
export type Body<K extends Kind> = Omit<Kinds[K], "apiVersion" | "kind" | "metadata">;

/** The head of an object. */
export interface Head {
  readonly name: string;
  /** @default - the chart's namespace */
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A change made by hand, and why. */
export interface Patch {
  readonly mutate: (manifest: never) => void;
  readonly reason: string;
}

/** An object of a known kind: an `ApiObject` with types of the newest Kubernetes, and with hints for the ways out. */
export class KubeObject<K extends Kind = Kind> extends ApiObject {
  /** Changes made by hand, applied in this order after everything else is known. */
  readonly changes: Patch[] = [];

  constructor(
    scope: Construct,
    id: string,
    kind: K,
    head: Head,
    body: Body<K>,
    readonly hints: Hints = {},
  ) {
    const annotations =
      hints.wave === undefined ? head.annotations : { ...head.annotations, [WAVE]: String(hints.wave) };
    super(scope, id, {
      ...body,
      apiVersion: apiVersionOf[kind],
      kind,
      metadata: { ...head, ...(annotations && { annotations }) },
    });
    Object.defineProperty(this, BRAND, { value: true });
    // cdk8s gives every object the chart's namespace.
    if (clusterScoped.has(kind)) Reflect.set(this.metadata, "namespace", undefined);
  }

  /** Whether an object is one of ours; `instanceof` would say so of every `ApiObject`, because cdk8s overrides it. */
  static isKubeObject(object: unknown): object is KubeObject {
    return typeof object === "object" && object !== null && BRAND in object;
  }
}

const BRAND = Symbol.for("gantry.KubeObject");

// https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
const WAVE = "argocd.argoproj.io/sync-wave";

/** The waves in which a namespace comes up when a migration must run before its rollout. */
export const WAVES = { namespace: -3, prerequisite: -2, migration: -1 } as const;
