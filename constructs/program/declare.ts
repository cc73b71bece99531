import type { Construct } from "constructs";
import type { Environment } from "../../lib/environment";
import type { FieldTable, Finding } from "../../lib/fields";
import { readFields } from "../../lib/fields";
import { environmentOf } from "../base/context";
import { remember, report } from "../base/report";
import type { Party } from "../base/wiring";
import { identify } from "./identity";
import { declareUnmade } from "./program";
import type { ProgramSettings } from "./program-fields";
import { programFindings } from "./program-findings";

/** How a front door reads its props. */
export interface Declaring<S extends ProgramSettings> {
  readonly table: FieldTable<S>;
  /** What is wrong beyond the types of the fields and the rules of every program; a field that could not be read is missing. */
  readonly rules: (values: Partial<S>, environment: Environment) => readonly Finding[];
  /** Ports that others may call. @default - it cannot be called */
  readonly ports?: (values: Partial<S>) => NonNullable<Party["ports"]>;
}

/** A program with a name, so that others can refer to it; and its settings, unless something is wrong with them. */
export interface Declared<S> {
  readonly environment: Environment;
  readonly identity: Party;
  /** What could be read. */
  readonly values: Readonly<Partial<S>>;
  /** Every prop with its default; nothing when the declaration is refused, and then the construct makes no parts. */
  readonly settings: S | undefined;
}

/** What every front door of a program begins with: reads the props, names the program, and records everything that is wrong. */
export function declare<S extends ProgramSettings>(
  construct: Construct,
  constructor: abstract new (...args: never[]) => Construct,
  props: unknown,
  { table, rules, ports }: Declaring<S>,
): Declared<S> {
  remember(construct, constructor);
  const environment = environmentOf(construct);
  const { values, findings } = readFields<S>(props, table);
  const identity = identify(construct, values, ports?.(values));
  const own = [...programFindings(values, environment), ...rules(values, environment)];
  const isRefused = report(construct, [...identity.findings, ...findings, ...own]);
  if (isRefused) declareUnmade(construct, identity);
  return { environment, identity, values, settings: isRefused ? undefined : (values as S) };
}
