import type { Json } from "../../../../../lib/rendered";
import type { ObjectAddress } from "../../../plane/kube-object";
import { type Difference, differences } from "./differences";
import { isObject, type Properties } from "./properties";

/** Whether the content of these may change in place: the provider's `enableConfigMapMutable` and `enableSecretMutable`. */
export interface Mutable {
  readonly configMaps: boolean;
  readonly secrets: boolean;
}

/** What a change is for the engine. */
export interface Plan {
  readonly differences: readonly (Difference & { readonly replaces: boolean })[];
  /** The new object would have the old one's name: the old one has to go first. */
  readonly deleteBeforeReplace: boolean;
}

/**
 * Fields that can't change in place, by group and kind; an asterisk is any item of a list.
 *
 * Source: provider/pkg/provider/diff.go of pulumi-kubernetes 4.32; of pods, volumes and services only what this repository can declare.
 */
const REPLACING: Readonly<Record<string, readonly string[]>> = {
  "apps/DaemonSet": ["spec.selector"],
  "apps/Deployment": ["spec.selector"],
  "apps/StatefulSet": [
    "spec.podManagementPolicy",
    "spec.revisionHistoryLimit",
    "spec.selector",
    "spec.serviceName",
    "spec.volumeClaimTemplates",
  ],
  "batch/Job": ["spec.completions", "spec.parallelism", "spec.selector", "spec.template"],
  "core/PersistentVolumeClaim": ["spec.accessModes", "spec.selector", "spec.storageClassName", "spec.volumeName"],
  "core/ResourceQuota": ["spec.scopes"],
  "core/Secret": ["type"],
  "core/Service": ["spec.clusterIP"],
  "rbac.authorization.k8s.io/ClusterRoleBinding": ["roleRef"],
  "rbac.authorization.k8s.io/RoleBinding": ["roleRef"],
  "storage.k8s.io/StorageClass": ["parameters", "provisioner"],
};

const IDENTITY = ["metadata.name", "metadata.namespace"];

/** What becomes of the old inputs by the new ones. A namespace that is not named is `default`. */
export function plan(before: Properties, after: Properties, mutable: Mutable): Plan {
  const fields = [...IDENTITY, ...replacingFields(after, mutable)];
  const found = differences(named(before), named(after)).map((difference) => ({
    ...difference,
    replaces: fields.some((field) => within(difference.path.join("."), field)),
  }));
  const moved = found.some(({ path }) => IDENTITY.includes(path.join(".")));
  return { differences: found, deleteBeforeReplace: !moved && found.some(({ replaces }) => replaces) };
}

function replacingFields(object: Properties, mutable: Mutable): readonly string[] {
  const kind = groupAndKind(object);
  const immutable = object["immutable"] === true;
  const fields = REPLACING[kind] ?? [];
  if (kind === "core/ConfigMap" && (immutable || !mutable.configMaps)) return ["data", "binaryData"];
  if (kind === "core/Secret" && (immutable || !mutable.secrets)) return [...fields, "data", "stringData"];
  return fields;
}

function groupAndKind(object: Properties): string {
  const { apiVersion, kind } = object as unknown as ObjectAddress;
  const [group, version] = apiVersion.split("/");
  return `${version === undefined ? "core" : group}/${kind}`;
}

/** Either lies in the other: a selector that is gone takes its labels along. */
function within(path: string, field: string): boolean {
  return `${path}.`.startsWith(`${field}.`) || `${field}.`.startsWith(`${path}.`);
}

function named(object: Properties): Json {
  const metadata = object["metadata"];
  return isObject(metadata) ? { ...object, metadata: { namespace: "default", ...metadata } } : object;
}
