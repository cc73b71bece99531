const PART = /\\([^])|\[(?:(\^)|(?!\^))((?:\\[^]|[^\]\\])+)\]|[^]/gu;
const RANGE = /(?:\\([^])|([^\\-]))(?:-(?:\\([^])|([^\\-])))?/gu;

/** A pattern of one name, without slashes, as a regular expression; nothing when it is malformed. @see https://pkg.go.dev/path#Match */
export function nameGlob(pattern: string): RegExp | undefined {
  let isSound = true;
  const source = pattern.replace(PART, (part: string, escaped?: string, negated?: string, members?: string) => {
    if (escaped !== undefined) return literal(escaped);
    if (part === "*") return "[^]*";
    if (part === "?") return "[^]";
    const set = members === undefined ? undefined : classOf(members);
    if (set === undefined && /^[[\\]/.test(part)) isSound = false;
    return set === undefined ? literal(part) : `(?${negated ? "!" : "="}${set})[^]`;
  });
  return isSound ? new RegExp(`^${source}$`, "u") : undefined;
}

/** Alternatives for the members of a class; a range that ends before it begins holds nothing. */
function classOf(members: string): string | undefined {
  if (members.replace(RANGE, "") !== "") return undefined;
  const ranges = [...members.matchAll(RANGE)].map(([, a, b, c, d]) => [a ?? b ?? "", c ?? d ?? a ?? b ?? ""] as const);
  const sound = ranges.filter(([low, high]) => low.codePointAt(0)! <= high.codePointAt(0)!);
  return sound.length === 0 ? "(?!)" : `[${sound.map(([low, high]) => `${literal(low)}-${literal(high)}`).join("")}]`;
}

function literal(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}

/**
 * Whether a module path, or the beginning of it up to some slash, matches a pattern as in GOPRIVATE; a malformed pattern matches nothing.
 * @see https://pkg.go.dev/golang.org/x/mod/module#MatchPrefixPatterns
 */
export function matchesPrefix(pattern: string, path: string): boolean {
  const globs = pattern.replace(/\/$/, "").split("/").map(nameGlob);
  const parts = path.split("/");
  return globs.length <= parts.length && globs.every((glob, at) => glob?.test(parts[at]!) ?? false);
}
