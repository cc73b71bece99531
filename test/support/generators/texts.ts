import fc from "fast-check";
import type { TextShape } from "../../../lib/fields/field-type";
import { checkTimeZone } from "../../../lib/math/time-zone";

const LABEL = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
/** YAML and shells read these as something else than text; Kubernetes expands `$(…)`. */
const TREACHEROUS = ["", "no", "~", "0o17", "1e3", "1:30", "---", "=", " a ", "a: b # c", "$(HOME) $$ %s", '"', "'\\n"];
const CHARACTERS = [
  "\u0001\u007f\u0085",
  "\u2028\u2029\ufeff\ufffe",
  "é日本\u{1f600}",
  "\u202egpj.exe\u200b",
  "\r\n\t\n",
];
const PLAIN = fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom(...TREACHEROUS, ...CHARACTERS));
const ZONES = Intl.supportedValuesOf("timeZone").filter((zone) => !checkTimeZone(zone));
/** In an hour of the day in which no zone sets its clocks. */
const TIMES =
  /^([0-9]|[1-5][0-9]|\*|\*\/15) (8|9|1[0-8]|8-18|9,17) (\*|[1-9]|1-28\/3) (\*|jan|2-11) (\*|[0-6]|mon-fri)$/;

/** Texts that keep a rule, by the rule's words; for another rule there are the examples of the shape. */
const KEPT: Readonly<Record<string, fc.Arbitrary<string>>> = {
  "a DNS label": LABEL,
  "a construct id": fc.constantFrom("Shopfront", "Web", "catalogue-2"),
  "an https address without # and ?": fc.constantFrom("https://wiki.example.test/shop", "http://wiki.example.test/a/b"),
  "a DNS label of at most 63 characters": LABEL,
  "a DNS label of at most 40 characters, letter first": fc.stringMatching(/^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/),
  "the name of a PriorityClass": LABEL,
  "the name of a StorageClass": fc.stringMatching(/^[a-z0-9]{1,63}(\.[a-z0-9]{1,63}){0,2}$/),
  "a variable name: letters, digits and _, no digit first": fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,40}$/),
  "a key of a ConfigMap": fc.stringMatching(/^[A-Za-z_][A-Za-z0-9._-]{0,60}$/),
  "an annotation key": fc.stringMatching(/^([a-z]{1,20}\.test\/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/),
  "an absolute path without .. and :": fc.stringMatching(/^(\/[A-Za-z0-9_-][A-Za-z0-9._-]{0,20}){1,4}$/),
  "a path below the profile folder": fc.stringMatching(/^\w{1,20}(\/[\w-]{1,20}){0,3}$/),
  "a port name": fc.stringMatching(/^[a-z]([a-z0-9]{0,4}(-[a-z0-9]{1,4}){0,2})$/),
  "a Go version": fc.stringMatching(/^1\.[1-9]\d?(\.\d)?$/),
  "an API group": fc.constantFrom("", "apps", "coordination.k8s.io"),
  "a resource, in the plural": fc.stringMatching(/^[a-z]{1,12}(\/[a-z]{1,8})?$/),
  "a verb": fc.constantFrom("get", "list", "watch", "create", "update", "patch", "delete"),
  "the name of an object": LABEL,
  "text without NUL": PLAIN,
  "any text": PLAIN,
  "five fields of cron": fc.stringMatching(TIMES),
  "an IANA time zone": fc.constantFrom(...ZONES),
};

/** A text that keeps the rule of a shape. */
export function keptText({ rule, examples }: TextShape): fc.Arbitrary<string> {
  return fc.oneof(fc.constantFrom(...examples), ...(Object.hasOwn(KEPT, rule) ? [KEPT[rule]!] : []));
}

const LENGTHS = [1, 2, 15, 16, 40, 41, 52, 53, 63, 64, 253, 254, 255, 256];
const EDGES = LENGTHS.flatMap((length) => ["a".repeat(length), `${"a".repeat(length - 1)}-`, "9".repeat(length)]);
const KEYS = ["__proto__", "constructor", "toString", "hasOwnProperty", "prototype"];
const SHAPES = [
  "A",
  "a.b",
  "a/b",
  "/",
  "/a",
  "/a/",
  "//a",
  "/a/../b",
  "/a:b",
  "..",
  ".",
  "..a",
  "-",
  "a--b",
  "*",
  "a,b",
];
const TIMELY = [
  "@daily",
  "@every 1h30m",
  "0 0 31 2 *",
  "30 2 * * *",
  "* * * * * *",
  "TZ=UTC * * * * *",
  "Local",
  "EST",
];
const LONE = ["\ud800", "a\udfff", "\0"];

/** A text at the edge of some rule, on either side of it. */
export const edgyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...EDGES),
  fc.constantFrom(...KEYS, ...SHAPES, ...TIMELY, ...TREACHEROUS, ...CHARACTERS, ...LONE),
  fc.string({ unit: "binary" }),
);

/** Bytes that Kubernetes takes of a whole record, by the rule of its keys. */
const MOST_BYTES: Readonly<Record<string, number>> = {
  "a key of a ConfigMap": 1_048_576,
  "an absolute path without .. and :": 1_048_576,
  "an annotation key": 262_144,
};

/** A record of texts about as large as Kubernetes takes; nothing where records are not measured. */
export function largeRecord({ rule }: TextShape): fc.Arbitrary<Record<string, string>> | undefined {
  const most = MOST_BYTES[rule];
  if (most === undefined) return undefined;
  const key = rule === "an absolute path without .. and :" ? "/large" : "large";
  // Annotations count with their keys, and with those that Gantry adds: 30 bytes or so.
  const beside = [0, key.length, ...Array.from({ length: 40 }, (_, more) => key.length + more)];
  const lengths = [most - 1, most, most + 1, ...(most < 1_000_000 ? beside.map((bytes) => most - bytes) : [])];
  return fc
    .tuple(fc.constantFrom("x", "é"), fc.constantFrom(...lengths))
    .map(([letter, bytes]) => ({ [key]: letter.repeat(bytes / Buffer.byteLength(letter)) }));
}
