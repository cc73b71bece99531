import type { Complaint } from "../../../lib/errors";
import { refuseAll } from "../../../lib/errors";
import type { FieldTable } from "../../../lib/fields";
import { readFields, recordOf, text, value } from "../../../lib/fields";
import { show } from "../../../lib/show";
import { CLUSTER } from "./cluster";
import type { ClusterProvider } from "../kubernetes-provider";
import { clusterProvider } from "./cluster-provider";
import { readConfiguration } from "./configuration";
import { localKubeconfigs } from "./local-kubeconfig";
import { planStack } from "./plan";
import { refuseProgram } from "./refusal";
import type { SettingValues, Settings } from "./setting";
import { Setting } from "./setting";

export interface GantryStackOptions<S extends Settings> {
  /** What every stack sets beside the settings of its cluster, which are `context`, `server`, `kubeconfig` and `adopt`. @default {} */
  readonly settings?: S & { readonly [K in keyof typeof CLUSTER]?: never };
}

const OPTIONS: FieldTable<{ readonly settings: Settings }> = {
  settings: {
    type: recordOf(
      text("letters, digits, _ and -, a letter first", settingName, ["images"]),
      value<Setting<unknown>>('Setting.text("…"), Setting.choice(…), Setting.secret("…") …', Setting),
    ),
    default: {},
    doc: "what every stack sets beside the settings of its cluster",
  },
};

/** What a Pulumi program begins with: the environment, the settings and the cluster of the stack that it runs for. */
export class GantryStack<E, S extends Settings> {
  private constructor(
    /** The environment with the name of the stack. */
    readonly environment: E,
    /** What the stack's configuration says, with every default filled in. */
    readonly settings: SettingValues<S>,
    /** The one provider for the stack's cluster. */
    readonly provider: ClusterProvider,
  ) {
    Object.freeze(this);
  }

  /**
   * Reads the stack that Pulumi runs this program for: `pulumi up --stack prod` is the environment `prod`.
   * @example const stack = GantryStack.of(environments, { settings: { images: Setting.choice("lock", "build").default("lock") } });
   * @throws ValidationError with everything that is wrong with the stack, its configuration and the way to its cluster.
   */
  static of<E, S extends Settings = Record<string, never>>(
    environments: Readonly<Record<string, E>>,
    options: GantryStackOptions<S> = {},
  ): GantryStack<E, S> {
    const { values, findings } = readFields(options, OPTIONS);
    const wrong = findings.map((finding) => ({ ...finding, path: "GantryStack" }));
    if (wrong.length > 0) refuseAll(wrong, GantryStack.of);
    const plan = planStack(environments, values.settings as S, readConfiguration(), localKubeconfigs);
    if (plan.problems.length > 0) refuseProgram(plan.problems);
    return new GantryStack(plan.environment as E, plan.settings, clusterProvider(plan.cluster));
  }
}

function settingName(name: string): Complaint | undefined {
  const fix = "choose another name";
  if (Object.hasOwn(CLUSTER, name)) {
    const allowed = "a name that no setting of the cluster has: every stack has those";
    return { code: "setting-name", got: show(name), allowed, fix };
  }
  if (/^[A-Za-z][\w-]*$/.test(name)) return undefined;
  return { code: "setting-name", got: show(name), allowed: "letters, digits, _ and -, a letter first", fix };
}
