import type { KubeObject } from "../../plane/kube-object";

/** What the claims of the example with state bind to: a class without a provisioner, and as many disks as there are pods. */
export function disks(storageClassName: string, count: number): KubeObject[] {
  const storageClass = {
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata: { name: storageClassName },
    provisioner: "kubernetes.io/no-provisioner",
  };
  const volumes = Array.from({ length: count }, (_, index) => ({
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name: `disk-${index}` },
    spec: {
      storageClassName,
      capacity: { storage: "100Gi" },
      accessModes: ["ReadWriteOnce"],
      hostPath: { path: `/disk-${index}` },
    },
  }));
  return [storageClass, ...volumes];
}
