import type { Input } from "@pulumi/pulumi";
import type { Cluster } from "./cluster";
import { ClusterProvider } from "../kubernetes-provider";
import { addressOf } from "./cluster";

/** What the provider needs to know besides its fixed options. */
export interface ClusterProviderOptions extends Cluster {
  /** The text of a kubeconfig, as a secret. @default - the kubeconfig of the machine */
  readonly kubeconfig: Input<string> | undefined;
  /** Objects that are in the cluster already become those of the stack. */
  readonly adopt: boolean;
}

/**
 * Options that are the same for every stack. What is left out here, the provider would take from PULUMI_K8S_* variables: two machines would do two
 * different things (sdk/nodejs/provider.ts and provider/pkg/provider/provider.go of pulumi-kubernetes 4.34).
 */
const FIXED = {
  /** Fields have owners, so that an autoscaler keeps its replicas and a second writer is a conflict instead of a silent change. */
  enableServerSideApply: true,
  /** Somebody else's fields are not taken by force. */
  enablePatchForce: false,
  /**
   * ConfigMaps and Secrets with stable names change in place, as `kubectl apply` changes them; else they are deleted and made again below running pods.
   * Those that are `immutable` still get a new name.
   */
  enableConfigMapMutable: true,
  enableSecretMutable: true,
  /** A cluster that does not answer is an error: neither forgotten with all its objects, nor passed over. */
  deleteUnreachable: false,
  skipUpdateUnreachable: false,
  /**
   * The provider waits on its own side before it asks the API server: 50 requests a second by default, which is 40 s of pure waiting for 500 objects with
   * four requests each. The server guards itself: 400 reads and 200 writes at a time (`--max-requests-inflight` and
   * `--max-mutating-requests-inflight` of kube-apiserver, their defaults).
   */
  kubeClientSettings: { qps: 200, burst: 400 },
} as const;

/**
 * The one provider of a stack. Pulumi knows the cluster by the declared address of its API server, in one spelling: a renamed context, new credentials or
 * another machine's kubeconfig change nothing, and another cluster replaces every object. The provider's own guess compares kubeconfigs, and replaces
 * everything when only one of their other fields changes. Where the same cluster gets a new address: `pulumi stack export`, change `clusterIdentifier`,
 * `pulumi stack import`, and set `server`.
 */
export function clusterProvider({ context, server, kubeconfig, adopt }: ClusterProviderOptions): ClusterProvider {
  return new ClusterProvider("cluster", {
    ...FIXED,
    context,
    clusterIdentifier: addressOf(server)!,
    // Empty: the machine's, found by the provider as kubectl does. Left out, the path in KUBECONFIG would get into the state.
    kubeconfig: kubeconfig ?? "",
    upsertExistingObjects: adopt,
  });
}
