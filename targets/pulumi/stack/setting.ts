import type { Output } from "@pulumi/pulumi";
import { secret } from "@pulumi/pulumi";
import type { Complaint } from "../../../lib/errors";
import { refuseAll } from "../../../lib/errors";
import type { FieldTable, FieldType } from "../../../lib/fields";
import { Place, choice, flag, integer, list, readFields, text } from "../../../lib/fields";
import { show } from "../../../lib/show";

/** Bounds of a whole number, both included. */
export interface IntegerBounds {
  readonly min: number;
  readonly max: number;
}

/** The settings of a program by name: the setting `images` is the key `<project>:images` of a stack's configuration. */
export type Settings = Readonly<Record<string, Setting<unknown>>>;

/** What the program gets, by the names of the settings. */
export type SettingValues<S extends Settings> = {
  readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never;
};

const ANY_WHOLE_NUMBER = integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
const BOUNDS: FieldTable<IntegerBounds> = {
  min: { type: ANY_WHOLE_NUMBER, required: true, doc: "the smallest number" },
  max: { type: ANY_WHOLE_NUMBER, required: true, doc: "the largest number" },
};

/** One key of a stack's configuration. A stack without it is refused, unless the setting has a default or is optional. */
export class Setting<T> {
  private constructor(
    /** Type and bounds of the value. */
    readonly type: FieldType<unknown>,
    /** What the program gets for a value that the type has read. */
    readonly give: (value: unknown) => T,
    /** Pulumi encrypts it. */
    readonly isSecret: boolean,
    readonly isRequired: boolean,
    /** What stands in for a value that is missing, when none is required. */
    readonly fallback: T | undefined,
  ) {
    Object.freeze(this);
  }

  /** A text that is not empty. @param meaning what it is, for who reads that it is missing: "address of the mail server" */
  static text(meaning: string): Setting<string> {
    return Setting.plain(text(meaning, notEmpty, []));
  }

  /** One of a few words. */
  static choice<const V extends string>(...words: readonly [V, ...V[]]): Setting<V> {
    return Setting.plain(choice(...words));
  }

  /** A whole number. @throws ValidationError when a bound is no whole number. */
  static integer(bounds: IntegerBounds): Setting<number> {
    const { values, findings } = readFields(bounds, BOUNDS);
    const problems = findings.map((finding) => ({ ...finding, path: "" }));
    if (problems.length > 0) refuseAll(problems, Setting.integer);
    const { min, max } = values as IntegerBounds;
    return Setting.plain(integer(min, max));
  }

  /** Yes or no. */
  static flag(): Setting<boolean> {
    return Setting.plain(flag);
  }

  /** A list: as YAML in `Pulumi.<stack>.yaml`, or as JSON. */
  static list<I extends string | number | boolean>(of: Setting<I>): Setting<readonly I[]> {
    return Setting.plain(list(of.type as FieldType<I>));
  }

  /**
   * A text that Pulumi encrypts. The program gets an `Output` and never the text; a value in plain text is refused.
   * @param meaning what it is: "postgres URL of the shop"
   */
  static secret(meaning: string): Setting<Output<string>> {
    return new Setting(text(meaning, notEmpty, []), (value) => secret(value as string), true, true, undefined);
  }

  private static plain<V>(type: FieldType<V>): Setting<V> {
    return new Setting(type, (value) => value as V, false, true, undefined);
  }

  /** With a value for stacks that set none. @throws ValidationError when it is none that a stack could set. */
  default(value: T extends Output<unknown> ? never : T): Setting<T> {
    const place = new Place("default");
    const read = this.type.read(value, place);
    const problems = [...(this.isSecret ? [NO_DEFAULT] : []), ...place.findings].map((one) => ({ ...one, path: "" }));
    if (problems.length > 0) refuseAll(problems, this.default);
    return new Setting(this.type, this.give, false, false, read as T);
  }

  /** `undefined` for stacks that set none. */
  optional(): Setting<T | undefined> {
    return new Setting<T | undefined>(this.type, this.give, this.isSecret, false, undefined);
  }
}

function notEmpty(given: string): Complaint | undefined {
  if (given !== "") return undefined;
  return { code: "empty-setting", got: show(given), allowed: "a text that is not empty", fix: "set it" };
}

const NO_DEFAULT = {
  code: "secret-default",
  field: "default",
  got: 'a literal ("****")',
  allowed: "no secret in a program: who reads its source has it",
  fix: "Setting.secret(…).optional(), or let each stack set its own",
};
