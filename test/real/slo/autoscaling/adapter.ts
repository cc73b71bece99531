import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import type { Rendered } from "../../../../lib/rendered";
import type { ControlPlane } from "../../control-plane";
import { selfSigned } from "../../plane/certificate";
import { freePort } from "../../plane/free-port";
import type { KubeObject } from "../../plane/kube-object";
import type { Supervised } from "../../plane/supervised";
import { waitFor } from "../../plane/wait-for";

const SERVICE = { name: "prometheus-adapter", namespace: "default" };
const GROUPS = ["metrics.k8s.io", "custom.metrics.k8s.io", "external.metrics.k8s.io"];

interface Config {
  readonly rules?: readonly unknown[];
  readonly externalRules?: readonly unknown[];
}

/** The adapter's configuration: its usual rules for processor time and memory, and the parts that the label finds in a program. */
export function adapterConfig({ objects }: Rendered): string {
  const parts = objects.flatMap(({ manifest }): Config[] => {
    if (manifest.metadata.labels?.["gantry.dev/prometheus-adapter-rules"] !== "true") return [];
    return Object.values(manifest["data"] as Record<string, string>).map((text) => load(text) as Config);
  });
  return JSON.stringify({
    resourceRules: {
      cpu: resource("rate(container_cpu_usage_seconds_total{<<.LabelMatchers>>}[30s])"),
      memory: resource("container_memory_working_set_bytes{<<.LabelMatchers>>}"),
      window: "30s",
    },
    rules: parts.flatMap(({ rules = [] }) => rules),
    externalRules: parts.flatMap(({ externalRules = [] }) => externalRules),
  });
}

function resource(used: string): object {
  const overrides = Object.fromEntries(["namespace", "node", "pod"].map((name) => [name, { resource: name }]));
  const query = `sum by (<<.GroupBy>>) (${used})`;
  return { containerLabel: "container", containerQuery: query, nodeQuery: query, resources: { overrides } };
}

/** Starts Prometheus Adapter as the server of all three APIs of metrics; resolves when the API server has found it. */
export async function startAdapter(
  programs: Supervised,
  { client, kubeconfig }: ControlPlane,
  prometheus: string,
  config: string,
): Promise<void> {
  const { certificate, key } = selfSigned(`${SERVICE.name}.${SERVICE.namespace}.svc`);
  const files = { "adapter.json": config, "adapter.crt": certificate, "adapter.key": key };
  for (const [file, text] of Object.entries(files)) writeFileSync(join(programs.folder, file), text);
  const port = await freePort();
  programs.run("prometheus-adapter", "prometheus-adapter", [
    "--config=adapter.json",
    `--prometheus-url=${prometheus}`,
    "--metrics-relist-interval=2s",
    "--metrics-max-age=1m",
    "--bind-address=127.0.0.1",
    `--secure-port=${port}`,
    "--tls-cert-file=adapter.crt",
    "--tls-private-key-file=adapter.key",
    ...["lister", "authentication", "authorization"].map((part) => `--${part}-kubeconfig=${kubeconfig}`),
  ]);
  const registration = objects(port, certificate);
  for (const object of registration) await client.apply(object);
  const apis = registration.slice(1);
  await waitFor("the APIs of metrics", () => Promise.race([areAvailable(client, apis), programs.broken]), 60_000);
}

/** A Service may not have a loopback address, but may name one. */
function objects(port: number, certificate: string): KubeObject[] {
  const spec = { type: "ExternalName", externalName: "127.0.0.1" };
  const apis = GROUPS.map((group) => ({
    apiVersion: "apiregistration.k8s.io/v1",
    kind: "APIService",
    metadata: { name: `v1beta1.${group}` },
    spec: {
      group,
      version: "v1beta1",
      service: { ...SERVICE, port },
      caBundle: Buffer.from(certificate).toString("base64"),
      groupPriorityMinimum: 100,
      versionPriority: 100,
    },
  }));
  return [{ apiVersion: "v1", kind: "Service", metadata: SERVICE, spec }, ...apis];
}

interface Conditions extends KubeObject {
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

async function areAvailable(client: ControlPlane["client"], apis: readonly KubeObject[]): Promise<boolean> {
  const found = await Promise.all(apis.map((api) => client.get<Conditions>(api)));
  return found.every(({ body }) =>
    body.status?.conditions?.some(({ type, status }) => type === "Available" && status === "True"),
  );
}
