import type { Complaint } from "../../lib/errors";
import { text } from "../../lib/fields";
import { show } from "../../lib/show";

/** A value of a variable: any Unicode text without NUL, which no process can be given. */
export const environmentText = text("text without NUL", withoutNul, ["info", "", "a=b, c"]);

/** An argument of a program; the same as a variable's value. */
export const argument = text("text without NUL", withoutNul, ["serve", "--verbose"]);

/** A path in a container: absolute, normal, without a colon. */
export const absolutePath = text(
  "an absolute path without .. and :",
  (path) => {
    if (/^(?:\/[^/:\0]+)+$/.test(path) && !/\/\.{1,2}(?:\/|$)/.test(path)) return undefined;
    return {
      code: "absolute-path",
      got: show(path),
      allowed: "an absolute path without . or .., colon, or slash at the end",
      fix: 'e.g. "/etc/storefront/app.yaml"',
    };
  },
  ["/etc/storefront/app.yaml"],
);

function withoutNul(given: string): Complaint | undefined {
  if (!given.includes("\0")) return undefined;
  return {
    code: "nul-character",
    got: show(given),
    allowed: "text without U+0000: no process can be given one",
    fix: "remove the character, or use files",
  };
}
