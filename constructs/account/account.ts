import { Construct } from "constructs";
import { KubeObject } from "../base/kube-object";
import { programLabels } from "../base/labels";
import type { PolicyRule } from "../imports/kubernetes";

/** A rule about the Kubernetes API, as in a Role. */
export interface Permission {
  /** @default [""] */
  readonly apiGroups?: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Names of objects in the namespace. @default - every object of these resources */
  readonly names?: readonly string[];
}

/** Who the program is for the Kubernetes API, and for a cloud that trusts it. */
export interface AccountPlan {
  readonly name: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly permissions: readonly Permission[];
  /** Names of the Secrets with which nodes pull the images. */
  readonly pullSecrets: readonly string[];
  readonly wave: number | undefined;
}

/** A service account of the program's own, without a token unless it has something to ask the Kubernetes API for. */
export class Account extends Construct {
  constructor(scope: Construct, id: string, { name, annotations, permissions, pullSecrets, wave }: AccountPlan) {
    super(scope, id);
    const head = { name, labels: programLabels(name) };
    new KubeObject(
      this,
      "Resource",
      "ServiceAccount",
      { ...head, annotations },
      {
        automountServiceAccountToken: false,
        ...(pullSecrets.length > 0 && { imagePullSecrets: pullSecrets.map((secret) => ({ name: secret })) }),
      },
      { wave },
    );
    if (permissions.length === 0) return;
    new KubeObject(this, "Role", "Role", head, { rules: permissions.map(rule) }, { wave });
    const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name };
    new KubeObject(
      this,
      "Binding",
      "RoleBinding",
      head,
      { roleRef, subjects: [{ kind: "ServiceAccount", name }] },
      { wave },
    );
  }
}

function rule({ apiGroups = [""], resources, verbs, names }: Permission): PolicyRule {
  return {
    apiGroups: [...apiGroups],
    resourceNames: names && [...names],
    resources: [...resources],
    verbs: [...verbs],
  };
}
