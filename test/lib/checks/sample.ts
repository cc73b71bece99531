import type { Declared, Json, Manifest, RenderedObject } from "../../../lib/rendered";

/** What the sample uses and somebody else makes. */
export const DECLARED: readonly Declared[] = [{ kind: "Gateway", namespace: "ingress", name: "public" }];

/** An object at a path of its own, in its own file. */
export function rendered(
  manifest: Manifest,
  path = `prod/shop/${manifest.metadata.name}/${manifest.kind}`,
): RenderedObject {
  const file = `${path.toLowerCase()}.yaml`;
  return { path, app: "shop", file, manifest, hints: {}, dependsOn: [], patches: [], source: "stacks/shop.ts:7" };
}

type Body = Readonly<Record<string, Json>>;

/** The objects of a Go service without a fault, with a StatefulSet and a CronJob at its side. */
export function goodService(name = "storefront"): RenderedObject[] {
  const object = ([apiVersion, kind, body]: readonly [apiVersion: string, kind: string, body: Body]) =>
    rendered({ apiVersion, kind, metadata: { name, namespace: "shop", labels: labels(name) }, ...body });
  return [
    ...[...program(name), ...network(name), ...access(name)].map(object),
    ...store(`${name}-store`),
    nightly(`${name}-nightly`),
  ];
}

function program(name: string): [string, string, Body][] {
  const selector = { matchLabels: labels(name) };
  const scaleTargetRef = { apiVersion: "apps/v1", kind: "Deployment", name };
  const scaling = { scaleTargetRef, minReplicas: 3, maxReplicas: 10, metrics: [cpuMetric()] };
  return [
    ["v1", "ConfigMap", { data: { LOG_LEVEL: "info", "app.yaml": "colour: green\n" } }],
    ["external-secrets.io/v1", "ExternalSecret", { spec: { data: [{ secretKey: "password" }] } }],
    ["apps/v1", "Deployment", { spec: { selector, template: podTemplate(name) } }],
    ["autoscaling/v2", "HorizontalPodAutoscaler", { spec: scaling }],
    ["policy/v1", "PodDisruptionBudget", { spec: { selector, maxUnavailable: 1 } }],
  ];
}

function network(name: string): [string, string, Body][] {
  const ports = [{ name: "http", port: 80, targetPort: "http" }];
  const parentRefs = [{ name: "public", namespace: "ingress" }];
  const rules = [{ backendRefs: [{ name, port: 80 }] }];
  return [
    ["v1", "Service", { spec: { selector: labels(name), ports } }],
    ["networking.k8s.io/v1", "NetworkPolicy", { spec: fence(name) }],
    ["gateway.networking.k8s.io/v1", "HTTPRoute", { spec: { hostnames: [`${name}.example.test`], parentRefs, rules } }],
    ["networking.k8s.io/v1", "Ingress", { spec: { rules: [ingressRule(name)] } }],
  ];
}

function access(name: string): [string, string, Body][] {
  const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name };
  const subjects = [{ kind: "ServiceAccount", name, namespace: "shop" }];
  const rules = [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get"] }];
  return [
    ["v1", "ServiceAccount", { automountServiceAccountToken: false }],
    ["rbac.authorization.k8s.io/v1", "Role", { rules }],
    ["rbac.authorization.k8s.io/v1", "RoleBinding", { roleRef, subjects }],
  ];
}

function labels(name: string): Record<string, string> {
  return { "app.kubernetes.io/instance": name };
}

function cpuMetric(): Json {
  return { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 50 } } };
}

function podTemplate(name: string): Record<string, Json> {
  return {
    metadata: { labels: { ...labels(name), "app.kubernetes.io/version": "1.4.2" } },
    spec: {
      serviceAccountName: name,
      terminationGracePeriodSeconds: 30,
      securityContext: { runAsNonRoot: true, runAsUser: 65532 },
      containers: [container(name)],
      volumes: [
        { name: "config", configMap: { name, items: [{ key: "app.yaml", path: "app.yaml" }] } },
        { name: "tmp", emptyDir: { sizeLimit: "64Mi" } },
      ],
    },
  };
}

function container(name: string): Record<string, Json> {
  return {
    name: "app",
    image: `registry.example.test/shop/${name}:v1.4.2@sha256:${"0123456789abcdef".repeat(4)}`,
    ports: [
      { name: "http", containerPort: 8080 },
      { name: "metrics", containerPort: 9090 },
    ],
    env: [
      { name: "LOG_LEVEL", valueFrom: { configMapKeyRef: { name, key: "LOG_LEVEL" } } },
      { name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name, key: "password" } } },
      { name: "GANTRY_DRAIN", value: "20s" },
    ],
    resources: { requests: { cpu: "250m", memory: "128Mi" }, limits: { cpu: "500m", memory: "128Mi" } },
    livenessProbe: { httpGet: { path: "/livez", port: "http" } },
    readinessProbe: { httpGet: { path: "/readyz", port: "http" } },
    lifecycle: { preStop: { sleep: { seconds: 5 } } },
    securityContext: { allowPrivilegeEscalation: false, privileged: false },
    volumeMounts: [
      { name: "config", mountPath: "/etc/app" },
      { name: "tmp", mountPath: "/tmp" },
    ],
  };
}

function fence(name: string): Record<string, Json> {
  return {
    podSelector: { matchLabels: labels(name) },
    policyTypes: ["Ingress", "Egress"],
    ingress: [{ from: [{ ipBlock: { cidr: "10.0.0.0/8", except: ["10.9.0.0/16"] } }] }],
    egress: [
      {
        ports: [
          { port: 53, protocol: "UDP" },
          { port: 53, protocol: "TCP" },
        ],
      },
    ],
  };
}

function ingressRule(name: string): Json {
  const backend = { service: { name, port: { name: "http" } } };
  return { host: `${name}.example.test`, http: { paths: [{ path: "/", pathType: "Prefix", backend }] } };
}

function store(name: string): RenderedObject[] {
  const metadata = { name, namespace: "shop" };
  const pod = {
    containers: [
      {
        name: "store",
        image: "registry.example.test/store:v2",
        ports: [{ name: "peer", containerPort: 7000 }],
        volumeMounts: [{ name: "data", mountPath: "/var/lib/store" }],
      },
    ],
  };
  const template = { metadata: { labels: labels(name) }, spec: pod };
  const volumeClaimTemplates = [{ metadata: { name: "data" }, spec: claim() }];
  const spec = {
    serviceName: name,
    replicas: 3,
    selector: { matchLabels: labels(name) },
    template,
    volumeClaimTemplates,
  };
  const ports = [{ name: "peer", port: 7000 }];
  return [
    rendered({ apiVersion: "apps/v1", kind: "StatefulSet", metadata, spec }),
    rendered({
      apiVersion: "v1",
      kind: "Service",
      metadata,
      spec: { clusterIP: "None", selector: labels(name), ports },
    }),
  ];
}

function claim(): Json {
  return { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };
}

function nightly(name: string): RenderedObject {
  const containers = [{ name: "report", image: "registry.example.test/report:v3" }];
  const template = { metadata: { labels: labels(name) }, spec: { restartPolicy: "Never", containers } };
  const spec = { schedule: "15 4 * * *", timeZone: "Etc/UTC", jobTemplate: { spec: { template } } };
  return rendered({ apiVersion: "batch/v1", kind: "CronJob", metadata: { name, namespace: "shop" }, spec });
}
