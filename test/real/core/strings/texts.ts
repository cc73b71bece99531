import fc from "fast-check";

// What a YAML parser may take for something else, or lose: types of YAML 1.1 and 1.2, markers, keys of JavaScript.
const LOOKALIKES = [
  ..."y Y n N yes Yes no NO on On off OFF true True false null Null NULL ~ = << .inf -.Inf .nan NaN inf".split(" "),
  ..."0 -0 00 010 0o17 0x1F 0b101 1_000 1e3 1E400 .5 1. +1 190:20:30 1:30 12:30:45 0.10 1.10".split(" "),
  ..."2001-12-14 2001-12-14t21:59:43.10-05:00 2026-11-21 --- ... - ? : # | > ! & * % @ ` {} [] {a [b ,".split(" "),
  ..."!!binary !!str &a *a | |- |+ >- - - ? a: 'a \"a \\ \\u0000 %YAML {{x}} ${{x}} $(X) $$(X) __proto__".split(" "),
  ...["", " ", "  ", "\t", "\n", "\n\n", "\r", "\r\n", "a: b", "a #b", " a", "a ", "---\na: b", "a\n---\nb", "...\nb"],
  ...["\ufeff", "\ufeffa", "\u0085", "\u2028", "\u2029", "a\u0085b", "a\u2028 b", "\u0000", "\u001b[31m", "\u007f"],
  ...["\ufffe", "\uffff", "\u200b", "\u202e", "\u00a0", "\u{10ffff}", "\u{1f468}\u200d\u{1f469}", "e\u0301", "é"],
];
const HARD = [
  ..." \t\n\r\u0085\u2028\u2029\u0000\u0007\u001f\u007f\u009f\u00a0\ufeff\ufffd\ufffe\uffff:#-?{}[],&*!|>'\"%@`\\=~0.\u00e9\u{1f600}",
];
const NUMERIC = [..."0123456789_.:+-eExXoabTZ~"];
const BREAKS = [
  "\n",
  "\r\n",
  "\r",
  "\u0085",
  "\u2028",
  "\u2029",
  "\n\n",
  "\n ",
  "\n\t",
  " \n",
  "\n---\n",
  "\n...\n",
  "\n- ",
  "\n#",
];

// Every code point but the surrogates.
const anything = fc.string({ unit: "binary", maxLength: 30 });
const hard = fc.string({ unit: fc.constantFrom(...HARD), maxLength: 20 });

/** A text that a parser might read otherwise than it was written. */
export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: anything },
  { weight: 4, arbitrary: hard },
  { weight: 2, arbitrary: fc.string({ unit: fc.constantFrom(...NUMERIC), maxLength: 12 }) },
  { weight: 2, arbitrary: fc.constantFrom(...LOOKALIKES) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...LOOKALIKES), hard).map((parts) => parts.join("")) },
  { weight: 3, arbitrary: lines(fc.string({ maxLength: 12 })) },
  { weight: 2, arbitrary: lines(hard) },
  {
    weight: 1,
    arbitrary: fc.tuple(anything, fc.integer({ min: 1, max: 400 })).map(([one, times]) => one.repeat(times)),
  },
);

function lines(line: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .array(fc.tuple(line, fc.constantFrom(...BREAKS)), { maxLength: 6 })
    .map((parts) => parts.map((part) => part.join("")).join(""));
}

/** A text that no file can hold: a surrogate without its partner. */
export const broken: fc.Arbitrary<string> = fc
  .tuple(anything, fc.constantFrom("\ud800", "\udbff", "\udc00", "\udfff"), fc.string({ maxLength: 5 }))
  .map((parts) => parts.join(""));
