const SIMPLE: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  '"': '"',
};
const ESCAPE = /\\(?:([abfnrtv\\"])|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-3][0-7]{2})|)/g;

/**
 * The value of a Go string literal in double or back quotes, or nothing when an escape is malformed. Bytes above 127 that are written as `\x` or
 * octal escapes are read as characters of that number.
 * @see https://go.dev/ref/spec#String_literals
 */
export function unquote(literal: string): string | undefined {
  const body = literal.slice(1, -1);
  if (literal.startsWith("`")) return body.replaceAll("\r", "");
  let isSound = true;
  const text = body.replace(ESCAPE, (_, simple?: string, x?: string, u?: string, U?: string, octal?: string) => {
    if (simple !== undefined) return SIMPLE[simple] ?? "";
    const code = octal === undefined ? Number.parseInt(x ?? u ?? U ?? "", 16) : Number.parseInt(octal, 8);
    const isCharacter = code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    isSound &&= isCharacter;
    return isCharacter ? String.fromCodePoint(code) : "";
  });
  return isSound ? text : undefined;
}
