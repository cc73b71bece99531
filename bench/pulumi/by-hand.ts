// Registers the objects of the file MANIFESTS as somebody would who writes them with the typed classes, and prints processor time and memory.
import { readFileSync } from "node:fs";
import * as kubernetes from "@pulumi/kubernetes";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import { measured } from "./measured";

interface Written {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

type Class = new (name: string, args: object, options: CustomResourceOptions) => unknown;

const { apps, autoscaling, core, networking, policy } = kubernetes;
const CLASSES: Readonly<Record<string, unknown>> = {
  ...core.v1,
  Deployment: apps.v1.Deployment,
  HorizontalPodAutoscaler: autoscaling.v2.HorizontalPodAutoscaler,
  NetworkPolicy: networking.v1.NetworkPolicy,
  PodDisruptionBudget: policy.v1.PodDisruptionBudget,
};

void measured(() => {
  const provider = new kubernetes.Provider("cluster", { context: "prod" });
  const manifests = JSON.parse(readFileSync(process.env["MANIFESTS"]!, "utf8")) as readonly Written[];
  for (const manifest of manifests)
    new (CLASSES[manifest.kind] as Class)(`${manifest.kind}-${manifest.metadata.name}`, manifest, { provider });
});
