import { put } from "../lib/checks/mutate";

type Changes = Readonly<Record<string, unknown>>;
type Body = Readonly<Record<string, unknown>>;

/** The only container of a workload. */
export const APP = "spec.template.spec.containers[0]";
/** The pod of a workload. */
export const POD = "spec.template.spec";
const IMAGE = "registry.example.test/shop/bad:v1.4.2";
const LABELS = { app: "bad" };

/** An object of the shop with changes by JSON path; undefined removes the field. */
export function object(apiVersion: string, kind: string, body: Body, changes: Changes = {}): object {
  const manifest = {
    apiVersion,
    kind,
    metadata: { name: "bad", namespace: "shop" },
    ...(JSON.parse(JSON.stringify(body)) as Body),
  };
  for (const [field, value] of Object.entries(changes)) put(manifest, field, value);
  return manifest;
}

/** A container that Pod Security `restricted` admits. */
function container(): Body {
  const securityContext = {
    runAsNonRoot: true,
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    seccompProfile: { type: "RuntimeDefault" },
  };
  return { name: "app", image: IMAGE, securityContext };
}

function template(restartPolicy?: string): Body {
  return { metadata: { labels: LABELS }, spec: { ...(restartPolicy && { restartPolicy }), containers: [container()] } };
}

export const configMap = (changes?: Changes) => object("v1", "ConfigMap", { data: { colour: "green" } }, changes);
export const deployment = (changes?: Changes) =>
  object("apps/v1", "Deployment", { spec: { selector: { matchLabels: LABELS }, template: template() } }, changes);
export const statefulSet = (changes?: Changes) =>
  object("apps/v1", "StatefulSet", { spec: { selector: { matchLabels: LABELS }, template: template() } }, changes);
export const job = (changes?: Changes) => object("batch/v1", "Job", { spec: { template: template("Never") } }, changes);
export const cronJob = (changes?: Changes) => {
  const jobTemplate = { spec: { template: template("Never") } };
  return object("batch/v1", "CronJob", { spec: { schedule: "0 7 * * *", jobTemplate } }, changes);
};
export const kubeService = (changes?: Changes) =>
  object("v1", "Service", { spec: { selector: LABELS, ports: [{ port: 80 }] } }, changes);
export const autoscaler = (changes?: Changes) => {
  const scaleTargetRef = { apiVersion: "apps/v1", kind: "Deployment", name: "bad" };
  const target = { type: "Utilization", averageUtilization: 50 };
  const metrics = [{ type: "Resource", resource: { name: "cpu", target } }];
  return object(
    "autoscaling/v2",
    "HorizontalPodAutoscaler",
    { spec: { scaleTargetRef, minReplicas: 2, maxReplicas: 4, metrics } },
    changes,
  );
};
export const budget = (changes?: Changes) =>
  object("policy/v1", "PodDisruptionBudget", { spec: { selector: { matchLabels: LABELS } } }, changes);
export const ingress = (changes?: Changes) => {
  const backend = { service: { name: "bad", port: { number: 80 } } };
  const rules = [{ host: "shop.example.test", http: { paths: [{ path: "/", pathType: "Prefix", backend }] } }];
  return object("networking.k8s.io/v1", "Ingress", { spec: { rules } }, changes);
};
export const networkPolicy = (changes?: Changes) => {
  const ingress = [{ from: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }];
  const spec = { podSelector: { matchLabels: LABELS }, policyTypes: ["Ingress"], ingress };
  return object("networking.k8s.io/v1", "NetworkPolicy", { spec }, changes);
};
export const secret = (changes?: Changes) => object("v1", "Secret", {}, changes);
export const role = (changes?: Changes) => {
  const rules = [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get"] }];
  return object("rbac.authorization.k8s.io/v1", "Role", { rules }, changes);
};
export const namespace = (name: unknown, changes?: Changes) =>
  object("v1", "Namespace", {}, { metadata: { name }, ...changes });
