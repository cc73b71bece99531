import { isDeepStrictEqual } from "node:util";
import { openedProperties, type Properties } from "./properties";
import { activeCluster } from "./settings";

const CLUSTER_INPUTS = ["kubeconfig", "context", "cluster"];
const IDENTIFIER = "clusterIdentifier";

/**
 * Which inputs of the provider changed, and which of them mean another cluster, so that every object has to be made anew. An
 * identifier that stays says that the cluster stays.
 *
 * Source: DiffConfig in provider/pkg/provider/provider.go of pulumi-kubernetes 4.32.
 */
export function configChanges(sealedOlds: Properties, sealedNews: Properties): { diffs: string[]; replaces: string[] } {
  const [olds, news] = [openedProperties(sealedOlds), openedProperties(sealedNews)];
  const keys = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
  const diffs = keys.filter((key) => !isDeepStrictEqual(olds[key], news[key]));
  return { diffs, replaces: diffs.length > 0 ? replacing(olds, news, diffs) : [] };
}

function replacing(olds: Properties, news: Properties, diffs: readonly string[]): string[] {
  if (olds[IDENTIFIER] && news[IDENTIFIER]) return diffs.filter((key) => key === IDENTIFIER);
  const moved = !isDeepStrictEqual(activeCluster(olds), activeCluster(news));
  return moved ? diffs.filter((key) => CLUSTER_INPUTS.includes(key)) : [];
}
