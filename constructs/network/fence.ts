import { Lazy } from "cdk8s";
import type { Construct } from "constructs";
import type { External } from "../../lib/external";
import type { Peer } from "../../lib/ports";
import { KubeObject } from "../base/kube-object";
import { programLabels, selectorLabels } from "../base/labels";
import { wiringOf } from "../base/context";
import type { Party } from "../base/wiring";
import type {
  NetworkPolicyEgressRule,
  NetworkPolicyIngressRule,
  NetworkPolicyPeer,
  NetworkPolicyPort,
} from "../imports/kubernetes";

/** Everything that is decided about who may talk to a program, besides its callers. */
export interface FencePlan {
  readonly needs: readonly External[];
  /** Peers and the ports they may reach, e.g. the gateway or whoever reads metrics. */
  readonly admits: readonly { readonly peer: Peer; readonly ports: readonly number[] }[];
  readonly wave: number | undefined;
}

const NAMESPACE_NAME = "kubernetes.io/metadata.name";
// Everywhere but the instance metadata of the large clouds, which hands out the credentials of the node.
const ANYWHERE = [
  { ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.169.254/32"] } },
  { ipBlock: { cidr: "::/0", except: ["fd00:ec2::254/128"] } },
];

/**
 * What a program's pods may talk to, and who may talk to them; everything else is refused (https://kubernetes.io/docs/concepts/services-networking/network-policies/).
 * It follows from `calls` on both sides, from `needs`, and always lets name look-ups through.
 */
export class NetworkFence extends KubeObject<"NetworkPolicy"> {
  constructor(scope: Construct, id: string, party: Party, plan: FencePlan) {
    const wiring = wiringOf(scope);
    const callers = (): NetworkPolicyIngressRule[] =>
      wiring.callersOf(party).map((caller) => ({ from: [peer(party.namespace, caller)], ports: open(party) }));
    const callees = (): NetworkPolicyEgressRule[] =>
      wiring.calleesOf(party).map((callee) => ({ ports: open(callee), to: [peer(party.namespace, callee)] }));
    const admitted = plan.admits.map(({ peer: one, ports }) => ({
      from: [peer(party.namespace, one)],
      ports: tcp(ports),
    }));
    super(
      scope,
      id,
      "NetworkPolicy",
      { name: party.name, labels: programLabels(party.name) },
      {
        spec: {
          egress: Lazy.any({
            produce: () => [nameLookups(), ...callees(), ...plan.needs.map(external)],
          }) as NetworkPolicyEgressRule[],
          ingress: Lazy.any({ produce: () => unlessEmpty([...callers(), ...admitted]) }) as NetworkPolicyIngressRule[],
          podSelector: { matchLabels: selectorLabels(party.name) },
          policyTypes: ["Egress", "Ingress"],
        },
      },
      { wave: plan.wave },
    );
  }
}

/** The API server drops an empty list, and would see a change each time that it is applied again. */
function unlessEmpty<T>(rules: readonly T[]): readonly T[] | undefined {
  return rules.length > 0 ? rules : undefined;
}

/** Nothing in a namespace may talk to anything, unless another policy says so. */
export class DefaultDeny extends KubeObject<"NetworkPolicy"> {
  constructor(scope: Construct, id: string, wave: number) {
    super(
      scope,
      id,
      "NetworkPolicy",
      { name: "default-deny" },
      { spec: { egress: [nameLookups()], podSelector: {}, policyTypes: ["Egress", "Ingress"] } },
      { wave },
    );
  }
}

/** https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/: CoreDNS keeps the label of its predecessor. */
function nameLookups(): NetworkPolicyEgressRule {
  return {
    ports: [
      { port: 53, protocol: "UDP" },
      { port: 53, protocol: "TCP" },
    ],
    to: [
      {
        namespaceSelector: { matchLabels: { [NAMESPACE_NAME]: "kube-system" } },
        podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
      },
    ],
  };
}

function peer(home: string, { namespace, selector }: Peer): NetworkPolicyPeer {
  const podSelector = { matchLabels: { ...selector } };
  const namespaceSelector = { matchLabels: { [NAMESPACE_NAME]: namespace } };
  if (namespace === home) return { podSelector };
  return Object.keys(selector).length > 0 ? { namespaceSelector, podSelector } : { namespaceSelector };
}

function external({ cidrs, port, protocol }: External): NetworkPolicyEgressRule {
  const to = cidrs.length > 0 ? cidrs.map((cidr) => ({ ipBlock: { cidr } })) : ANYWHERE;
  return { ports: [{ port, protocol }], to };
}

function open({ ports = [] }: Party): NetworkPolicyPort[] {
  return ports.map(({ port, protocol }) => ({ port, protocol }));
}

function tcp(ports: readonly number[]): NetworkPolicyPort[] {
  return ports.map((port) => ({ port, protocol: "TCP" }));
}
