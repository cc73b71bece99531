/** What is read of a pod. */
export interface Pod {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly Volume[];
  readonly securityContext?: User;
  readonly terminationGracePeriodSeconds?: number;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly Variable[];
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
  readonly readinessProbe?: Probe;
  readonly startupProbe?: Probe;
  readonly resources?: { readonly limits?: Readonly<Record<string, string>> };
  readonly securityContext?: User & {
    readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] };
    readonly readOnlyRootFilesystem?: boolean;
  };
  readonly volumeMounts?: readonly Mount[];
  /** Always: a sidecar among the init containers. */
  readonly restartPolicy?: string;
}

export interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly configMapKeyRef?: { readonly name: string; readonly key: string };
    readonly secretKeyRef?: { readonly name: string; readonly key: string };
    readonly fieldRef?: { readonly fieldPath: string };
  };
}

export interface Probe {
  readonly httpGet?: { readonly path?: string; readonly port: Port; readonly scheme?: string };
  readonly grpc?: { readonly port: number };
  readonly tcpSocket?: { readonly port: Port };
  readonly exec?: { readonly command: readonly string[] };
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
}

export interface Volume {
  readonly name: string;
  readonly emptyDir?: { readonly sizeLimit?: string };
  readonly configMap?: { readonly name: string };
  readonly secret?: object;
  readonly projected?: object;
  readonly persistentVolumeClaim?: { readonly claimName: string };
}

export interface Mount {
  readonly name: string;
  readonly mountPath: string;
  readonly subPath?: string;
  readonly readOnly?: boolean;
}

/** By number, or by the name of a container's port. */
export type Port = number | string;

interface User {
  readonly runAsUser?: number;
  readonly runAsGroup?: number;
}

/** The number of a port. */
export function portNumber({ containers, initContainers = [] }: Pod, port: Port): number | undefined {
  if (typeof port === "number") return port;
  const ports = [...containers, ...initContainers].flatMap((container) => container.ports ?? []);
  return ports.find(({ name }) => name === port)?.containerPort;
}
