import { addressText, type KubeObject } from "../../plane/kube-object";
import { lastShop, search } from "./releases";

/** A release from which no upgrade leads to the next one, and where that must be seen. */
export interface Planted {
  readonly title: string;
  readonly object: string;
  readonly field: string;
  readonly previous: readonly KubeObject[];
  readonly next: readonly KubeObject[];
}

/** As free as a manifest is. */
// prettier-ignore
interface Loose { [field: string]: Loose }

type Change = (spec: Loose, object: Loose) => void;

/** What a fault must name. */
type Place = Pick<Planted, "object" | "field">;

/** Here the next release is the last one itself, so that only the planted change is in the way. */
const NEXT = lastShop("prod");

export const PLANTED: readonly Planted[] = [
  inShop("selector of a Deployment", { object: "Deployment/shop/storefront", field: "spec.selector" }, (spec) => {
    for (const labels of [spec["selector"]!["matchLabels"]!, spec["template"]!["metadata"]!["labels"]!])
      labels["app.kubernetes.io/instance"] = loose("front");
  }),
  inShop(
    "template of a Job of the same name",
    { object: "Job/shop/storefront-migrate-", field: "spec.template" },
    (spec) => {
      spec["template"]!["spec"]!["containers"]![0]!["args"] = loose(["migrate", "--all"]);
    },
  ),
  inShop(
    "content of an immutable ConfigMap of the same name",
    { object: "ConfigMap/shop/storefront-config-", field: "data" },
    (_, object) => {
      object["data"]!["LOG_LEVEL"] = loose("debug");
    },
  ),
  inShop("kind of address of a Service", { object: "Service/shop/pricing", field: "spec.clusterIP" }, (spec) => {
    spec["clusterIP"] = loose("None");
  }),
  {
    title: "claim of a StatefulSet",
    object: "StatefulSet/search/index",
    field: "spec.volumeClaimTemplates[0].spec.resources.requests.storage",
    previous: changed(search(), "StatefulSet/search/index", (spec) => {
      spec["volumeClaimTemplates"]![0]!["spec"]!["resources"]!["requests"]!["storage"] = loose("50Gi");
    }),
    next: search(),
  },
];

function inShop(title: string, place: Place, change: Change): Planted {
  return { title, ...place, previous: changed(NEXT, place.object, change), next: NEXT };
}

/** Copies of the objects, with a change in the one whose address begins so. */
function changed(objects: readonly KubeObject[], address: string, change: Change): KubeObject[] {
  const copies = structuredClone([...objects]);
  const meant = copies.find((object) => addressText(object).startsWith(address))!;
  change(loose(meant["spec"]), loose(meant));
  return copies;
}

function loose(value: unknown): Loose {
  return value as Loose;
}
