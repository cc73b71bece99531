import { describe, expect, it } from "@jest/globals";
import { checkProgram } from "../../../lib/checks";
import type { Change } from "./mutate";
import { changed, problemsOf } from "./mutate";
import { DECLARED, goodService } from "./sample";
import { UNUSUAL } from "./unusual";

const POD = "spec.template.spec";
const APP = `${POD}.containers[0]`;
const GONE = { apiVersion: "v1", kind: "ConfigMap", data: undefined, spec: undefined };

const ACCEPTED: readonly Change[] = [
  {
    title: "an optional Secret that isn't there",
    in: "Deployment",
    set: { [`${APP}.env[1].valueFrom.secretKeyRef`]: { name: "gone", key: "x", optional: true } },
  },
  {
    title: "the account that every namespace has",
    in: "Deployment",
    set: { [`${POD}.serviceAccountName`]: "default" },
  },
  {
    title: "the certificates that every namespace has",
    in: "Deployment",
    set: { [`${POD}.volumes[1]`]: { name: "tmp", configMap: { name: "kube-root-ca.crt" } } },
  },
  {
    title: "a key of an ExternalSecret that fetches whatever there is",
    in: "ExternalSecret",
    set: { spec: { dataFrom: [{ extract: { key: "shop" } }] } },
  },
  {
    title: "a key of a SealedSecret",
    in: "ExternalSecret",
    set: { apiVersion: "bitnami.com/v1alpha1", kind: "SealedSecret", spec: { encryptedData: { password: "AgBy" } } },
  },
  {
    title: "a key that a SecretProviderClass syncs",
    in: "ExternalSecret",
    set: {
      apiVersion: "secrets-store.csi.x-k8s.io/v1",
      kind: "SecretProviderClass",
      spec: { secretObjects: [{ secretName: "storefront", data: [{ key: "password" }] }] },
    },
  },
  {
    title: "a Service for a name outside of the cluster",
    in: "Service",
    set: { spec: { type: "ExternalName", externalName: "db.example.test", ports: [{ name: "http", port: 80 }] } },
  },
  {
    title: "a Service without a selector for a reason",
    in: "Service",
    set: { "spec.selector": undefined, "metadata.annotations": { "gantry.dev/selectorless": "made by the operator" } },
  },
  {
    title: "a role for everything with a reason",
    in: "Role",
    set: { "rules[0].verbs": ["*"], "metadata.annotations": { "gantry.dev/opt-out.wildcard-role": "an operator" } },
  },
  {
    title: "a pod that looks up no name, with a reason",
    in: "NetworkPolicy",
    set: { "spec.egress": [], "metadata.annotations": { "gantry.dev/opt-out.dns-egress": "talks to addresses" } },
  },
  {
    title: "closed egress where another policy allows DNS",
    in: "NetworkPolicy",
    set: { "spec.egress": [] },
    add: [{ of: "NetworkPolicy", name: "dns", set: { "spec.podSelector": {} } }],
  },
  {
    title: "a Service of pods that an operator makes, with a reason",
    in: "Service",
    set: {
      "spec.selector": { "cnpg.io/cluster": "orders" },
      "metadata.annotations": { "gantry.dev/opt-out.dangling-service": "the database operator makes the pods" },
    },
    add: [{ of: "Service", name: "others" }],
  },
  {
    title: "a budget of pods that an operator makes, with a reason",
    in: "PodDisruptionBudget",
    set: {
      "spec.selector": { matchLabels: { "cnpg.io/cluster": "orders" } },
      "metadata.annotations": { "gantry.dev/opt-out.dangling-budget": "the database operator makes the pods" },
    },
  },
  {
    title: "a network policy of pods that an operator makes, with a reason",
    in: "NetworkPolicy",
    set: {
      "spec.podSelector": { matchLabels: { "cnpg.io/cluster": "orders" } },
      "metadata.annotations": { "gantry.dev/opt-out.dangling-network-policy": "the database operator makes the pods" },
    },
  },
  {
    title: "a ClusterRole that Kubernetes ships",
    in: "RoleBinding",
    set: { "roleRef.kind": "ClusterRole", "roleRef.name": "view" },
  },
  {
    title: "a budget that keeps two of three pods",
    in: "PodDisruptionBudget",
    set: { "spec.maxUnavailable": undefined, "spec.minAvailable": 2 },
  },
  {
    title: "a custom object that says nothing of a namespace",
    add: [
      {
        of: "ConfigMap",
        name: "gadget",
        set: { ...GONE, apiVersion: "example.test/v1", kind: "Gadget", "metadata.namespace": undefined },
      },
    ],
  },
  {
    title: "a cluster-scoped object without a namespace",
    add: [
      {
        of: "ConfigMap",
        name: "urgent",
        set: {
          ...GONE,
          apiVersion: "scheduling.k8s.io/v1",
          kind: "PriorityClass",
          "metadata.namespace": undefined,
          value: 1000,
        },
      },
    ],
  },
  {
    title: "one name in two namespaces",
    add: [{ of: "ConfigMap", name: "storefront", path: "prod/pay/storefront", set: { "metadata.namespace": "pay" } }],
  },
  {
    title: "a port of a container that stays, started first",
    in: "Deployment",
    set: {
      [`${POD}.initContainers[0]`]: {
        name: "proxy",
        image: "proxy:v1",
        restartPolicy: "Always",
        ports: [{ name: "proxy", containerPort: 7777 }],
        resources: { requests: { cpu: "10m" } },
      },
    },
  },
  {
    title: "an image with a port and a digest alone",
    in: "Deployment",
    set: { [`${APP}.image`]: `localhost:5000/a/b@sha256:${"a".repeat(64)}` },
  },
  { title: "an amount that is a number", in: "Deployment", set: { [`${APP}.resources.limits.cpu`]: 1 } },
];

describe("what is right", () => {
  it.each([...ACCEPTED, ...UNUSUAL])("is taken: $title", (change) => {
    expect(problemsOf(changed(change))).toEqual([]);
  });

  it("takes a Secret and a claim that were declared", () => {
    const objects = changed({
      title: "",
      in: "Deployment",
      set: {
        [`${APP}.env[1].valueFrom.secretKeyRef`]: { name: "legacy", key: "any" },
        [`${POD}.volumes[1]`]: { name: "tmp", persistentVolumeClaim: { claimName: "files" } },
      },
    });
    const declared = (["Secret", "PersistentVolumeClaim"] as const).map((kind) => {
      return { kind, namespace: "shop", name: kind === "Secret" ? "legacy" : "files" };
    });
    expect(checkProgram({ objects, declared: [...DECLARED, ...declared] })).toEqual([]);
  });

  it("takes a ClusterRole that was declared, in whatever namespace", () => {
    const roleRef = { "roleRef.kind": "ClusterRole", "roleRef.name": "metrics-reader" };
    const objects = changed({ title: "", in: "RoleBinding", set: roleRef });
    const declared = { kind: "ClusterRole", namespace: "monitoring", name: "metrics-reader" } as const;
    expect(checkProgram({ objects, declared: [...DECLARED, declared] })).toEqual([]);
  });

  it("doesn't take what was declared in another namespace", () => {
    const declared = [{ kind: "Gateway", namespace: "shop", name: "public" }] as const;
    expect(checkProgram({ objects: goodService(), declared }).map(({ code }) => code)).toEqual(["unknown-gateway"]);
  });
});

describe("a secret", () => {
  it("isn't shown in a problem", () => {
    const secret = { kind: "Secret", data: undefined, stringData: { token: "hunter2" } };
    const objects = changed({
      title: "",
      in: "Deployment",
      set: { [`${APP}.env[2]`]: { name: "DB_PASSWORD_OLD", value: "hunter2\0" } },
      add: [{ of: "ConfigMap", name: "keys", set: secret }],
    });
    expect(JSON.stringify(problemsOf(objects))).not.toContain("hunter2");
  });
});

describe("a reason that is empty", () => {
  it("is none", () => {
    const annotations = { "gantry.dev/opt-out.dangling-budget": " " };
    const set = { "spec.selector.matchLabels.team": "gone", "metadata.annotations": annotations };
    const found = problemsOf(changed({ title: "", in: "PodDisruptionBudget", set }));
    expect(found.map(({ code }) => code)).toEqual(["dangling-budget"]);
  });
});
