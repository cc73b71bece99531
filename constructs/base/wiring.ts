import type { IConstruct } from "constructs";
import type { Problem } from "../../lib/errors";
import { didYouMean } from "../../lib/fields";
import type { ImagePlan } from "../../lib/image/image-plan";
import type { LaterValue } from "../../lib/later";
import type { Declared, RenderedExternal } from "../../lib/rendered";
import { show } from "../../lib/show";

/** A program that others can name: what its pods are called, and where they listen. */
export interface Party {
  readonly construct: IConstruct;
  /** Environment and construct path. */
  readonly path: string;
  readonly app: string;
  readonly name: string;
  readonly namespace: string;
  /** The one label that selects its pods. */
  readonly selector: Readonly<Record<string, string>>;
  /** Pod ports that callers may reach; nothing when it is not there to be called. */
  readonly ports: readonly PartyPort[] | undefined;
}

/** A pod port that callers may reach. */
export interface PartyPort {
  readonly port: number;
  readonly protocol: "TCP" | "UDP";
}

/** What the pods of a program need at most, while a rollout is under way. */
export interface Demand {
  readonly namespace: string;
  readonly pods: number;
  /** Millicores. */
  readonly cpuRequest: number;
  /** Nothing when a container has no limit. */
  readonly cpuLimit: number | undefined;
  /** Bytes. */
  readonly memory: number;
  readonly storage: number;
}

/** Who answers for an application. */
export interface Owner {
  readonly team: string;
  readonly email: string;
  readonly runbooks: string | undefined;
}

interface Call {
  readonly from: Party;
  readonly to: IConstruct | string;
  readonly field: string;
}

/** Who is there and who calls whom, in one program. Calls may be mutual, and may name what is declared later. */
export class Wiring {
  /** What the pods of each program need. */
  readonly demands: Demand[] = [];
  /** What is built for the program. */
  readonly images: ImagePlan[] = [];
  /** What exists outside of the program. */
  readonly declared: Declared[] = [];
  /** What the programs need from outside. */
  readonly externals: RenderedExternal[] = [];
  /** What only `pulumi up` knows. */
  readonly later: LaterValue[] = [];
  /** Who answers for an application, by the chart's id. */
  readonly owners = new Map<string, Owner>();
  /** The ids that constructs had before they were renamed. */
  readonly formerIds = new Map<IConstruct, string>();
  /** By app and name. */
  private readonly parties = new Map<string, Party>();
  private readonly calls: Call[] = [];
  private resolved: Resolved | undefined;

  /** Records that somebody else makes an object. */
  declare(object: Declared): void {
    this.declared.push(object);
  }

  /** Makes a program known to the others. @returns the one that has its name already, if there is one */
  join(party: Party): Party | undefined {
    const key = `${party.app}/${party.name}`;
    const other = this.parties.get(key);
    if (!other) this.parties.set(key, party);
    this.resolved = undefined;
    return other;
  }

  /** Records that one program calls another: a construct, a name in the same app, or `app/name`. */
  call(from: Party, to: IConstruct | string, field: string): void {
    this.calls.push({ from, to, field });
    this.resolved = undefined;
  }

  /** The programs that call this one, in order of their paths. */
  callersOf(party: Party): readonly Party[] {
    return this.resolve().callers.get(party) ?? [];
  }

  /** The programs that this one calls, in order of their paths. */
  calleesOf(party: Party): readonly Party[] {
    return this.resolve().callees.get(party) ?? [];
  }

  /** Calls to programs that are not there. */
  problems(): readonly Problem[] {
    return this.resolve().problems;
  }

  private resolve(): Resolved {
    return (this.resolved ??= resolveCalls(this.parties, this.calls));
  }
}

interface Resolved {
  readonly callers: Map<Party, Party[]>;
  readonly callees: Map<Party, Party[]>;
  readonly problems: Problem[];
}

function resolveCalls(byName: ReadonlyMap<string, Party>, calls: readonly Call[]): Resolved {
  const byConstruct = new Map([...byName.values()].map((party) => [party.construct, party]));
  const resolved: Resolved = { callers: new Map(), callees: new Map(), problems: [] };
  for (const call of calls) {
    const key = typeof call.to === "string" && !call.to.includes("/") ? `${call.from.app}/${call.to}` : call.to;
    const to = typeof key === "string" ? byName.get(key) : byConstruct.get(key);
    if (!to) resolved.problems.push(nobodyThere(call, byName));
    else if (!to.ports) resolved.problems.push(notToBeCalled(call, to));
    else {
      add(resolved.callers, to, call.from);
      add(resolved.callees, call.from, to);
    }
  }
  for (const parties of [...resolved.callers.values(), ...resolved.callees.values()]) parties.sort(byPath);
  return resolved;
}

function add(map: Map<Party, Party[]>, key: Party, value: Party): void {
  const list = map.get(key);
  if (!list) map.set(key, [value]);
  else if (!list.includes(value)) list.push(value);
}

function byPath(a: Party, b: Party): number {
  return a.path < b.path ? -1 : 1;
}

function notToBeCalled({ from, field }: Call, { name, path }: Party): Problem {
  const fix = "remove it, or declare a GoService";
  const allowed = `a service: ${path} opens no port to others`;
  return { code: "not-callable", path: from.path, field, got: show(name), allowed, fix };
}

function nobodyThere(call: Call, byName: ReadonlyMap<string, Party>): Problem {
  const names = [...byName.values()].map((party) =>
    party.app === call.from.app ? party.name : `${party.app}/${party.name}`,
  );
  const wanted = typeof call.to === "string" ? call.to : call.to.node.path;
  const near = didYouMean(wanted, names);
  return {
    code: "unknown-callee",
    path: call.from.path,
    field: call.field,
    got: show(wanted),
    allowed: `a service of this program: ${names.sort().join(", ")}`,
    fix: near
      ? `did you mean ${show(near)}?`
      : "declare it, or list what is outside of the program in needs: [External.tcp(…)]",
  };
}
