import type { Complaint } from "../errors";
import { show } from "../show";
import { orRefuse } from "./or-refuse";

type Unit = "ms" | "s" | "m" | "h" | "d";

/** A span of time: a `Duration`, or text such as `300ms`, `20s` or `1h30m`. */
export type DurationLike = Duration | `${number}${Unit}` | `${number}h${number}m` | `${number}m${number}s`;

const MILLIS: Readonly<Record<Unit, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 };
const UNITS = Object.keys(MILLIS) as readonly Unit[];
const GRAMMAR = /^(?=\d)(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+)s)?(?:(\d+)ms)?$/;
/** The longest time of a Go program, 2⁶³−1 ns, in ms: about 292 years. */
const LONGEST = 9_223_372_036_854;

/** A span of time in whole milliseconds, 0 included, up to 292 years. Every factory throws a `ValidationError`. */
export class Duration {
  static of(duration: DurationLike): Duration {
    return duration instanceof Duration ? duration : orRefuse(Duration.tryOf(duration), Duration.of);
  }

  /** Reads whole numbers with units, the larger unit first: d h m s ms. */
  static tryOf(text: string): Duration | Complaint {
    const counts = GRAMMAR.exec(text)?.slice(1);
    if (!counts) return unknownGrammar(text);
    return Duration.checked(
      counts.reduce((sum, count, at) => sum + Number(count ?? 0) * MILLIS[UNITS[at]!], 0),
      text,
    );
  }

  static millis(count: number): Duration {
    return orRefuse(Duration.checked(count, `${count} ms`), Duration.millis);
  }

  static seconds(count: number): Duration {
    return orRefuse(Duration.checked(count * MILLIS.s, `${count} s`), Duration.seconds);
  }

  static minutes(count: number): Duration {
    return orRefuse(Duration.checked(count * MILLIS.m, `${count} min`), Duration.minutes);
  }

  static hours(count: number): Duration {
    return orRefuse(Duration.checked(count * MILLIS.h, `${count} h`), Duration.hours);
  }

  static days(count: number): Duration {
    return orRefuse(Duration.checked(count * MILLIS.d, `${count} d`), Duration.days);
  }

  private static checked(count: number, typed: string): Duration | Complaint {
    if (Number.isInteger(count) && count >= 0 && count <= LONGEST) return new Duration(count);
    return {
      code: "duration-range",
      got: show(typed),
      allowed: "whole milliseconds, not negative, at most 292 years",
      fix: 'write it as in "300ms" or "1h30m"',
    };
  }

  private constructor(private readonly count: number) {
    Object.freeze(this);
  }

  toMillis(): number {
    return this.count;
  }

  /** Whole seconds, as most fields of Kubernetes want them. Throws for a part of a second. */
  toSeconds(): number {
    return orRefuse(this.tryToSeconds(), this.toSeconds);
  }

  tryToSeconds(): number | Complaint {
    if (this.count % MILLIS.s === 0) return this.count / MILLIS.s;
    const above = Math.ceil(this.count / MILLIS.s);
    return {
      code: "duration-part-of-second",
      got: show(`${this}`),
      allowed: "whole seconds",
      fix: `write "${above}s"`,
    };
  }

  plus(other: Duration): Duration {
    return orRefuse(Duration.checked(this.count + other.count, `${this} + ${other}`), this.plus);
  }

  /** Negative, zero or positive as this span is shorter than, equal to or longer than the other. */
  compare(other: Duration): number {
    return this.count - other.count;
  }

  isLessThan(other: Duration): boolean {
    return this.compare(other) < 0;
  }

  /** The shortest text, as Prometheus reads it: `1d12h`, `1h30m`, `300ms`, `0s`. */
  toString(): string {
    return spell(this.count, UNITS);
  }

  /** The text for Go's `time.ParseDuration`, which has no days: `36h`, `20s`. */
  toGo(): string {
    return spell(this.count, UNITS.slice(1));
  }

  toJSON(): string {
    return this.toString();
  }
}

function spell(millis: number, units: readonly Unit[]): string {
  let rest = millis;
  let text = "";
  for (const unit of units) {
    const count = Math.floor(rest / MILLIS[unit]);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * MILLIS[unit];
  }
  return text || "0s";
}

function unknownGrammar(text: string): Complaint {
  const [, number = "", unit = "s"] = /^(\d+(?:\.\d+)?) ?(ms|[smhd])?$/.exec(text) ?? [];
  const millis = Math.round(Number(number) * MILLIS[unit as Unit]);
  return {
    code: "duration-grammar",
    got: show(text),
    allowed: "whole numbers with the units d h m s ms, the larger unit first, without blanks",
    fix: number && millis <= LONGEST ? `write "${spell(millis, UNITS)}"` : 'write it as in "300ms" or "1h30m"',
  };
}
