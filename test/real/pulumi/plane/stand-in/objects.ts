import { randomBytes } from "node:crypto";
import type { KubeObject } from "../../../plane/kube-object";
import { ALREADY_EXISTS, Cluster, NOT_FOUND, Refused } from "./cluster";
import { withoutIgnored } from "./ignored";
import { managersOf, withTakenOver } from "./managed-fields";
import { hasUnknown, isObject, type Properties } from "./properties";
import { annotation, goneObject, NotReady, readyObject, timeoutSeconds } from "./readiness";
import type { Settings } from "./settings";
import { managerOf, observedInputs, stateOf, wantedObject } from "./state";

const FORBIDDEN = 403;
/** The manager of a plain create; the first update takes its fields over. */
const CREATOR = "pulumi-kubernetes";

export interface Operation {
  readonly inputs: Properties;
  /** Let the server check and default, but keep nothing. */
  readonly preview: boolean;
  /** Seconds, 0 for the default. */
  readonly timeout: number;
}

export interface Update extends Operation {
  readonly state: Properties;
  readonly ignoreChanges: readonly string[];
}

/** What became of an operation; no id for what does not exist. */
export interface Outcome {
  readonly id: string;
  readonly state: Properties;
}

/** The object exists, but is not ready: the engine keeps it and says why. */
export class InitFailed extends Error {
  constructor(
    reason: string,
    readonly outcome: Outcome,
  ) {
    super(reason);
  }
}

/** Resources of the engine as objects of a cluster. */
export class Objects {
  private readonly cluster: Cluster;

  constructor(private readonly settings: Settings) {
    this.cluster = new Cluster(settings.session);
  }

  /** The inputs with the provider's own namespace, where they name none. */
  async checked(inputs: Properties): Promise<Properties> {
    const { namespace } = this.settings;
    const { metadata } = inputs;
    if (!namespace || !isObject(metadata) || metadata["namespace"]) return inputs;
    const namespaced = await this.cluster.isNamespaced(wantedObject(inputs));
    return namespaced === false ? inputs : { ...inputs, metadata: { ...metadata, namespace } };
  }

  async create({ inputs, preview, timeout }: Operation): Promise<Outcome> {
    const unseen = { id: "", state: inputs };
    if (preview && !(await this.canBeTried(inputs))) return unseen;
    const wanted = wantedObject(inputs);
    const manager = annotation(wanted, "patchFieldManager") ?? `${CREATOR}-${randomBytes(4).toString("hex")}`;
    try {
      const created = await this.created(wanted, manager, preview);
      return preview
        ? { id: "", state: stateOf(inputs, withoutStatus(created), manager) }
        : await this.whenReady(inputs, created, manager, timeout);
    } catch (error) {
      if (preview && error instanceof Refused && saysNothing(error)) return unseen;
      throw error;
    }
  }

  async update({ inputs, state, preview, timeout, ignoreChanges }: Update): Promise<Outcome> {
    if (preview && !(await this.canBeTried(inputs))) return { id: "", state: inputs };
    const wanted = wantedObject(inputs);
    const manager = annotation(wanted, "patchFieldManager") ?? managerOf(state);
    const live = await this.ownedObject(wanted, manager, preview);
    const object = withoutIgnored(wanted, live, ignoreChanges, manager);
    const force = this.forced(wanted) || (preview && managersOf(live).some((row) => row.manager === CREATOR));
    const applied = await this.cluster.apply(object, { manager, force, dryRun: preview });
    if (preview) return { id: "", state: stateOf(inputs, applied, manager) };
    return this.whenReady(inputs, applied, manager, timeout);
  }

  /** What is there now, and the inputs that would lead to it; nothing where the object is gone. */
  async read(inputs: Properties, state: Properties): Promise<(Outcome & { readonly inputs: Properties }) | undefined> {
    const wanted = wantedObject(inputs);
    const live = await this.cluster.find(wanted);
    if (!live) return undefined;
    const manager = managerOf(state);
    const applied = await this.cluster.apply(wanted, { manager, force: true, dryRun: true });
    const seen = observedInputs(inputs, live, applied);
    return { id: idOf(live), state: stateOf(seen, live, manager), inputs: seen };
  }

  async delete(state: Properties, timeout: number): Promise<void> {
    const object = wantedObject(state);
    await this.cluster.delete(object, propagation(object));
    if (annotation(object, "skipAwait") !== "true")
      await goneObject(this.cluster, object, timeoutSeconds(object, timeout));
  }

  private async canBeTried(inputs: Properties): Promise<boolean> {
    return !hasUnknown(inputs) && (await this.cluster.isNamespaced(wantedObject(inputs))) !== undefined;
  }

  private created(wanted: KubeObject, manager: string, dryRun: boolean): Promise<KubeObject> {
    if (!this.settings.upsert) return this.cluster.create(wanted, { manager: CREATOR, dryRun });
    return this.cluster.apply(wanted, { manager, force: this.forced(wanted) || dryRun, dryRun });
  }

  private async ownedObject(wanted: KubeObject, manager: string, preview: boolean): Promise<KubeObject> {
    const live = await this.cluster.find(wanted);
    if (!live) throw new Refused(NOT_FOUND, `${wanted.kind} "${wanted.metadata.name}" not found`);
    const managers = preview ? undefined : withTakenOver(live, manager);
    return managers ? this.cluster.replaceField(live, "/metadata/managedFields", managers) : live;
  }

  private forced(wanted: KubeObject): boolean {
    return this.settings.force || annotation(wanted, "patchForce") === "true";
  }

  private async whenReady(inputs: Properties, live: KubeObject, manager: string, timeout: number): Promise<Outcome> {
    const outcome = (object: KubeObject): Outcome => ({ id: idOf(object), state: stateOf(inputs, object, manager) });
    try {
      return outcome(await readyObject(this.cluster, live, timeoutSeconds(wantedObject(inputs), timeout)));
    } catch (error) {
      throw error instanceof NotReady ? new InitFailed(error.message, outcome(error.object)) : error;
    }
  }
}

function idOf({ metadata: { namespace, name } }: KubeObject): string {
  return namespace ? `${namespace}/${name}` : name;
}

/** What a dry run can't know: the object will be deleted first, its namespace will be created first, or we may not try. */
function saysNothing({ status, message }: Refused): boolean {
  if (status === NOT_FOUND) return message.startsWith("namespaces ");
  return status === ALREADY_EXISTS || status === FORBIDDEN || message.includes("field is immutable");
}

function propagation(object: KubeObject): string {
  const policy = annotation(object, "deletionPropagationPolicy") ?? "foreground";
  return policy[0]!.toUpperCase() + policy.slice(1).toLowerCase();
}

/** A dry run answers with a status that no controller has written. */
function withoutStatus(object: KubeObject): KubeObject {
  return Object.fromEntries(Object.entries(object).filter(([field]) => field !== "status")) as KubeObject;
}
