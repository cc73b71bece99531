/** One field of an interface that is to be written. */
export interface Field {
  readonly name: string;
  /** As TypeScript. */
  readonly type: string;
  readonly optional: boolean;
  readonly doc: string;
}

/** One interface that is to be written. */
export interface Interface {
  readonly name: string;
  readonly doc: string;
  readonly fields: readonly Field[];
}

/** One kind with everything that it reaches. */
export interface Kind {
  readonly kind: string;
  readonly apiVersion: string;
  readonly clusterScoped: boolean;
}

/** A list of values of a type. */
export function arrayOf(type: string): string {
  return type.includes(" ") ? `Array<${type}>` : `${type}[]`;
}

/** An object with free keys and values of a type. */
export function mapOf(type: string): string {
  return `Record<string, ${type}>`;
}

const MAX_DOC = 160;

/** The first sentence of a description, at most 160 characters. */
export function firstSentence(description = ""): string {
  const flat = description
    .split(/\n\s*\n/)[0]!
    .replaceAll("*/", "* /")
    .replace(/\s+/g, " ")
    .trim();
  const sentence = /^.*?[.!?](?= [A-Z"'`(]|$)/.exec(flat)?.[0] ?? flat;
  if (sentence.length <= MAX_DOC) return sentence;
  return `${sentence.slice(0, sentence.lastIndexOf(" ", MAX_DOC - 1))}…`;
}
