import type { KubeObject } from "../plane/kube-object";

const IMAGE = "registry.example.test/program:1";

/** A container that Pod Security `restricted` admits. */
function hardenedContainer(): Readonly<Record<string, unknown>> {
  const securityContext = {
    runAsNonRoot: true,
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    seccompProfile: { type: "RuntimeDefault" },
  };
  return { name: "main", image: IMAGE, securityContext };
}

/** A container that asks for everything that `restricted` forbids by saying nothing. */
export function rootContainer(): Readonly<Record<string, unknown>> {
  return { name: "main", image: IMAGE };
}

export function namespace(name: string, labels: Readonly<Record<string, string>> = {}): KubeObject {
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } };
}

export function pod(name: string, namespace: string, container = hardenedContainer()): KubeObject {
  return { apiVersion: "v1", kind: "Pod", metadata: { name, namespace }, spec: { containers: [container] } };
}

export function deployment(name: string, namespace: string, replicas: number): KubeObject {
  const labels = { app: name };
  const template = { metadata: { labels }, spec: { containers: [hardenedContainer()] } };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace },
    spec: { replicas, selector: { matchLabels: labels }, template },
  };
}
