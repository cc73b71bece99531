import type { Entry } from "./since";
import { constant, header } from "./write-types";

/** The table of the fields that not every supported minor accepts and honours, and the ways that lead there. */
export function sinceFile(
  sources: readonly string[],
  entries: readonly Entry[],
  paths: ReadonlyMap<string, ReadonlyArray<[string, string]>>,
): string {
  return [
    header(sources) + 'import type { KubernetesVersion } from "../../lib/kubernetes";',
    "",
    SINCE_DOC,
    constant(
      'since: Readonly<Record<string, KubernetesVersion | "never">>',
      entries.map(({ key, minor, evidence }) => `${JSON.stringify(key)}: "${minor ?? "never"}", // ${evidence}`),
    ),
    PATHS_DOC,
    constant(
      "pathsToSince: Readonly<Record<string, Readonly<Record<string, string>>>>",
      [...paths].map(
        ([name, leads]) => `${name}: { ${leads.map(([field, to]) => `${field}: ${JSON.stringify(to)}`).join(", ")} },`,
      ),
    ),
  ].join("\n");
}

const SINCE_DOC = `/**
 * The first supported minor in which a cluster without special feature gates accepts and honours a field; fields that
 * all of them honour are missing. \`never\`: not even in the newest. \`Definition.field=value\` is one value of a field or in its list.
 * \`Definition.field~use\` is a use that no single value shows: \`~regular\` on a container that is no init container,
 * \`~relaxed\` names beyond the older rules, \`~digit-first\` names that start with a digit, \`~hostNetwork\` together with it.
 * Behind each: the feature gate, or \`schema\` where the field itself is new.
 */`;

const PATHS_DOC =
  "/** For each definition (a kind is one), the fields that lead towards an entry of `since`, and the definition they hold or list. */";
