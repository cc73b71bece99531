import type { FieldTable } from "../fields";
import { integer, list, text } from "../fields";
import { show } from "../show";

/** Which images of a Harbor project are kept; an image that any of these keeps stays. */
export interface Retention {
  /** As many images of each repository, the last pushed first. @default - no number keeps an image */
  readonly keep?: number;
  /** What was pushed within this many days. @default - no age keeps an image */
  readonly days?: number;
  /** What has a tag of one of these patterns, for ever: `*` and `?` within a tag, `{a,b}`. @default - no tag keeps an image */
  readonly tags?: readonly string[];
}

/** Harbor takes 15 rules (src/server/v2.0/handler/retention.go); two are the number and the days. */
const MOST_PATTERNS = 13;

const pattern = text(
  "a pattern of tags",
  (given) => {
    if (/^(?:[\w.*?-]|\{[\w.*?-]+(?:,[\w.*?-]+)*\})+$/.test(given) && given.length <= 128) return undefined;
    return {
      code: "tag-pattern",
      got: show(given),
      allowed: "characters of tags, *, ? and {a,b}, at most 128 characters",
      fix: 'e.g. "v*"',
    };
  },
  ["v*", "{v,release-}*"],
);

/** The bounds are Harbor's own: src/pkg/retention/policy/rule/{latestps,daysps}/evaluator.go. */
export const RETENTION: FieldTable<Retention> = {
  keep: {
    type: integer(1, 32_766),
    doc: "how many images of each repository are kept",
    otherwise: "no number keeps an image",
  },
  days: { type: integer(1, 20_190_904), doc: "for how many days an image is kept", otherwise: "no age keeps an image" },
  tags: { type: list(pattern, MOST_PATTERNS), doc: "tags that are kept for ever", otherwise: "no tag keeps an image" },
};
