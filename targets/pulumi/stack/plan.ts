import type { Problem } from "../../../lib/errors";
import { didYouMean } from "../../../lib/fields";
import { show } from "../../../lib/show";
import { CLUSTER, clusterProblems } from "./cluster";
import type { Configuration } from "./configuration";
import { defaultProviderProblems } from "./default-provider";
import type { KubeconfigText } from "./kubeconfig";
import { readSettings } from "./read-settings";
import type { SettingValues, Settings } from "./setting";

/** Everything that a stack is made of; `environment`, `settings` and `cluster` are whole when there are no problems. */
export interface StackPlan<E, S extends Settings> {
  readonly environment: E | undefined;
  readonly settings: SettingValues<S>;
  readonly cluster: SettingValues<typeof CLUSTER>;
  readonly problems: readonly Problem[];
}

/** Holds a stack's configuration against what the program declares. @param local the kubeconfigs of the machine, asked for only when they are used */
export function planStack<E, S extends Settings>(
  environments: Readonly<Record<string, E>>,
  settings: S,
  configuration: Configuration,
  local: () => readonly KubeconfigText[],
): StackPlan<E, S> {
  const { values, problems } = readSettings({ ...CLUSTER, ...settings }, configuration);
  const cluster = values as SettingValues<typeof CLUSTER>;
  const key = `${configuration.project}:kubeconfig`;
  const text = configuration.texts[key];
  const kubeconfigs = text === undefined ? local() : [{ name: key, text }];
  return {
    environment: Object.hasOwn(environments, configuration.stack) ? environments[configuration.stack] : undefined,
    settings: own(values, settings),
    cluster,
    problems: [
      ...unknownStack(Object.keys(environments), configuration),
      ...problems,
      ...clusterProblems(cluster, kubeconfigs, configuration),
      ...defaultProviderProblems(configuration),
    ],
  };
}

function own<S extends Settings>(values: Readonly<Record<string, unknown>>, settings: S): SettingValues<S> {
  return Object.freeze(
    Object.fromEntries(Object.keys(settings).map((name) => [name, values[name]])),
  ) as SettingValues<S>;
}

function unknownStack(names: readonly string[], { project, stack }: Configuration): Problem[] {
  if (names.includes(stack)) return [];
  const near = didYouMean(stack, names);
  const fix = near ? `did you mean ${near}? pulumi stack select ${near}` : `pulumi stack select ${names[0] ?? "…"}`;
  const allowed = `one of ${names.join(", ")}: a stack has the name of its environment`;
  return [{ code: "unknown-stack", path: project, field: "stack", got: show(stack), allowed, fix }];
}
