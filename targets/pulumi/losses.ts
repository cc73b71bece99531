import type { Step } from "./digest";

/** What goes with an object that holds data. */
const DATA: Readonly<Record<string, string>> = {
  ConfigMap: "pods that need it can't start without it",
  CustomResourceDefinition: "every object of its kind goes with it",
  Namespace: "everything in it goes with it",
  PersistentVolume: "the data on it may go with it",
  PersistentVolumeClaim: "the data of its volume go with it, unless the storage class retains them",
  Secret: "pods that need it can't start without it",
  "pulumi:providers:kubernetes": "every object of its cluster goes with it",
};

/** What stops with an object that selects pods. */
const SELECTORS: Readonly<Record<string, string>> = {
  DaemonSet: "its pods stop",
  Deployment: "its pods stop",
  Job: "its pods stop",
  ReplicaSet: "its pods stop",
  Service: "its address goes with it",
  StatefulSet: "its pods stop",
};

const REASONS: ReadonlyMap<string, string> = new Map(Object.entries({ ...DATA, ...SELECTORS }));

/** What is lost when the step is taken; nothing when the object stays, or another one with another name takes its place first. */
export function lossOf({ operation, kind, forcing, isRetained }: Step): string | undefined {
  const isRenamed = operation === "replace" && forcing.includes("metadata.name");
  if ((operation !== "delete" && operation !== "replace") || isRenamed || isRetained) return undefined;
  return REASONS.get(kind);
}
