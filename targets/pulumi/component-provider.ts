import * as kubernetes from "@pulumi/kubernetes";
import type { ComponentResourceOptions, ProviderResource } from "@pulumi/pulumi";

/** The provider that the Kubernetes objects of a component get, where one is named: its own, or that of the component around it. */
export function clusterProviderOf(options: ComponentResourceOptions = {}): ProviderResource | undefined {
  const { provider, providers, parent } = options;
  const given = [provider, ...(Array.isArray(providers) ? providers : Object.values(providers ?? {}))];
  return (
    given.find((one) => kubernetes.Provider.isInstance(one)) ?? parent?.getProvider("kubernetes:core/v1:Namespace")
  );
}
