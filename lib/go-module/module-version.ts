// golang.org/x/mod/semver: v1.2.3, shorthands v1 and v1.2, pre-release and build.
const SEMVER =
  /^v(0|[1-9]\d*)(?:\.(0|[1-9]\d*)(?:\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*))*))?(?:\+([\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*))?)?)?$/;

/** A version as go.mod holds it, or nothing: `v1.2` becomes `v1.2.0`, and of what follows a + only `incompatible` stays. */
export function canonicalVersion(text: string): string | undefined {
  const [whole, major, minor = "0", patch = "0", pre, build] = SEMVER.exec(text) ?? [];
  if (whole === undefined) return undefined;
  return `v${major}.${minor}.${patch}${pre ? `-${pre}` : ""}${build === "incompatible" ? "+incompatible" : ""}`;
}

/**
 * Whether a version may be one of this module: the path of version 2 and later ends in it, as in `example.com/x/v2`.
 * @see https://go.dev/ref/mod#major-version-suffixes
 */
export function fitsPath(version: string, path: string): boolean {
  const major = majorOf(path);
  if (major === undefined) return false;
  const given = /^v\d+/.exec(version)?.[0];
  if (major === "") return given === "v0" || given === "v1" || version.endsWith("+incompatible");
  // Pseudo-versions that were once made for gopkg.in.
  return given === major || (path.startsWith("gopkg.in/") && major === "v1" && version.startsWith("v0.0.0-"));
}

/** The major version that a module path ends in: `v2`, or "" for none; nothing when the end is malformed, as in `/v1` or `/v02`. */
function majorOf(path: string): string | undefined {
  if (path.startsWith("gopkg.in/")) return /\.(v(?:0|[1-9]\d*))(?:-unstable)?$/.exec(path)?.[1];
  const [, end] = /\/v([\d.]+)$/.exec(path) ?? [];
  if (end === undefined) return "";
  return /^(?:[2-9]|[1-9]\d+)$/.test(end) ? `v${end}` : undefined;
}

/** Whether the end of a module path, by convention its major version, is well formed. */
export function hasSoundMajor(path: string): boolean {
  return majorOf(path) !== undefined;
}
