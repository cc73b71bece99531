import type { KubeObject } from "../../plane/kube-object";
import type { Linter } from "./lint";

/** A change of the shop in prod that makes it worse, and the linters that must each see it. */
export interface Defect {
  readonly title: string;
  readonly seenBy: readonly Linter[];
  /** The objects with the defect. */
  plant(objects: KubeObject[]): KubeObject[];
}

/** As free as a manifest is. */
// prettier-ignore
interface Loose { [field: string]: Loose }

type Change = (pod: Loose, container: Loose) => void;

/** A defect in the pods of the storefront's Deployment. */
function inPod(title: string, seenBy: readonly Linter[], change: Change): Defect {
  return inObject("Deployment", "storefront", title, seenBy, (object) => {
    const pod = object["spec"]!["template"]!["spec"]!;
    change(pod, pod["containers"]![0]!);
  });
}

function inObject(
  kind: string,
  name: string,
  title: string,
  seenBy: readonly Linter[],
  change: (object: Loose) => void,
): Defect {
  const isMeant = (one: KubeObject) => one.kind === kind && one.metadata.name.startsWith(name);
  return { title, seenBy, plant: (objects) => objects.filter((one) => (isMeant(one) && change(loose(one)), true)) };
}

function loose(value: unknown): Loose {
  return value as Loose;
}

export const DEFECTS: readonly Defect[] = [
  inPod("a writable root filesystem", ["kube-score", "kubesec", "Checkov"], (_, container) => {
    delete container["securityContext"]!["readOnlyRootFilesystem"];
  }),
  inPod("a privileged container", ["kube-score", "kubesec"], (_, container) => {
    container["securityContext"]!["privileged"] = loose(true);
  }),
  inPod("capabilities that stay", ["kubesec"], (_, container) => {
    delete container["securityContext"]!["capabilities"];
  }),
  inPod("root", ["kube-score", "kubesec"], (pod) => {
    pod["securityContext"]!["runAsUser"] = loose(0);
  }),
  inPod("no seccomp profile, in spite of its exemption", ["kubesec"], (pod) => {
    delete pod["securityContext"]!["seccompProfile"];
  }),
  inPod("no AppArmor, in spite of its exemption", ["kubesec"], (pod) => {
    pod["securityContext"]!["appArmorProfile"]!["type"] = loose("Unconfined");
  }),
  inPod("a pull policy that no exemption names", ["kube-score"], (_, container) => {
    container["imagePullPolicy"] = loose("Never");
  }),
  inPod("an image by tag", ["kube-score", "Checkov"], (_, container) => {
    container["image"] = loose("registry.example.test/shop/storefront:v1");
  }),
  inPod("memory above its request", ["kube-score"], (_, container) => {
    container["resources"]!["requests"]!["memory"] = loose("256Mi");
  }),
  inPod("no readiness probe", ["kube-score"], (_, container) => {
    delete container["readinessProbe"];
  }),
  inPod("a field that no Kubernetes has", ["kubeconform", "kubesec"], (_, container) => {
    container["readynessProbe"] = loose({});
  }),
  inPod("an amount that is none", ["kubeconform", "kubesec"], (_, container) => {
    container["resources"]!["limits"]!["memory"] = loose("512 MB");
  }),
  inPod("text where a number belongs", ["kubeconform", "kubesec"], (pod) => {
    pod["terminationGracePeriodSeconds"] = loose("30s");
  }),
  inObject(
    "ExternalSecret",
    "storefront",
    "a field that a custom resource does not have",
    ["kubeconform"],
    (object) => {
      object["spec"]!["refreshIntervall"] = loose("1h");
    },
  ),
  {
    title: "pods without a network policy",
    seenBy: ["kube-score", "Checkov"],
    plant: (objects) => objects.filter(({ kind }) => kind !== "NetworkPolicy"),
  },
  {
    title: "pods without a disruption budget",
    seenBy: ["kube-score"],
    plant: (objects) => objects.filter(({ kind }) => kind !== "PodDisruptionBudget"),
  },
];
