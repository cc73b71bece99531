import type { FieldTable, Finding } from "../fields";
import { unit } from "../fields";
import type { DurationLike } from "../units";
import { Duration } from "../units";

/** When a group of alerts is sent, and sent again. */
export interface AlertPaceOptions {
  /** How long the first message of a group waits for others of the group. @default - "10s" for pages, "1m" for tickets */
  readonly wait?: DurationLike;
  /** Time between two looks at the group: what is new in it is sent then, and what failed is tried again. @default "5m" */
  readonly interval?: DurationLike;
  /** When a group without news is sent again; a multiple of `interval`. @default - "1h" for pages, "12h" for tickets */
  readonly repeat?: DurationLike;
}

export interface Pace {
  readonly wait: Duration;
  readonly interval: Duration;
  readonly repeat: Duration;
}

/** How long Alertmanager remembers what it sent, unless its `--data.retention` says otherwise. */
const MEMORY = Duration.days(5);

/** Types, bounds, defaults and one sentence for each field of a pace. */
export function pace(wait: string, repeat: string): FieldTable<Pace> {
  const between = (min: Duration, max: Duration) => unit(Duration, { name: "duration", min, max });
  return {
    wait: {
      type: between(Duration.seconds(0), Duration.hours(1)),
      default: wait,
      doc: "how long a first message waits for others",
    },
    interval: {
      type: between(Duration.seconds(1), Duration.days(1)),
      default: "5m",
      doc: "time between two looks at a group",
    },
    repeat: {
      type: between(Duration.seconds(1), MEMORY),
      default: repeat,
      doc: "when a group without news is sent again; a multiple of interval",
    },
  };
}

/** What is wrong with a pace beyond its types. @param slowest the longest time that a request may take */
export function paceFindings(field: string, { interval, repeat }: Partial<Pace>, slowest: Duration): Finding[] {
  const findings: Finding[] = [];
  if (interval && interval.compare(slowest) <= 0) {
    findings.push({
      code: "interval-too-short",
      field: `${field}.interval`,
      got: `${interval}, and a receiver that may take ${slowest}`,
      allowed: "more than the timeout of every receiver: a request that is still under way then is given up",
      fix: `set it to "${slowest.plus(slowest)}", or lower the timeout`,
    });
  }
  if (interval && repeat && repeat.toMillis() % interval.toMillis() !== 0) {
    const next = Duration.millis(Math.ceil(repeat.toMillis() / interval.toMillis()) * interval.toMillis());
    findings.push({
      code: "repeat-interval",
      field: `${field}.repeat`,
      got: `${repeat}, with interval ${interval}`,
      allowed: "a multiple of interval: Alertmanager looks at a group only then",
      fix: `set it to "${next}"`,
    });
  }
  return findings;
}

/**
 * The `repeat_interval` that makes Alertmanager repeat when the pace says. It compares at each look with when the last message had been delivered,
 * which is always a little after a look: the multiple itself would repeat one look later.
 */
export function repeatInterval({ interval, repeat }: Pace): Duration {
  return Duration.millis(repeat.toMillis() - Math.floor(interval.toMillis() / 2));
}
