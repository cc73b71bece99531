import type { Complaint } from "./errors";
import { dnsLabel, hash } from "./names";
import { show } from "./show";

/** A value that is known only while `pulumi up` runs, and the text that stands for it until then. */
export interface LaterValue {
  readonly name: string;
  /** A DNS label of at most 57 characters, so that it fits wherever a name, a host or a value fits. */
  readonly text: string;
  /** What `pulumi up` puts in its place: an Output. */
  readonly value: unknown;
}

const LONGEST_NAME = 40;
const PREFIX = "later-";
const HASH = 10;

/** The text that stands for the later value of this name. */
export function laterText(name: string): string {
  return `${PREFIX}${name}-${hash(`${PREFIX}${name}`, HASH)}`;
}

/** Whether a text is what stands for a later value, and nothing else. */
export function isLaterText(text: string): boolean {
  return text.startsWith(PREFIX) && text === laterText(text.slice(PREFIX.length, -HASH - 1));
}

/** What is wrong with the name of a later value, beside the others of its program. */
export function laterComplaint(name: string, others: readonly LaterValue[]): Complaint | undefined {
  const fix = 'e.g. app.later("bucket", bucket.id)';
  if (typeof name !== "string" || dnsLabel(name) || name.length > LONGEST_NAME)
    return { code: "later-name", got: show(name), allowed: `a DNS label of at most ${LONGEST_NAME} characters`, fix };
  if (!others.some((other) => other.name === name)) return undefined;
  return {
    code: "duplicate-name",
    got: show(name),
    allowed: "a name of its own: another later value has this one",
    fix,
  };
}
