// modfile.GoVersionRE; a release candidate has no patch number, though the pattern would allow one.
const VERSION = /^([1-9]\d*)\.(0|[1-9]\d*)(?:\.(0|[1-9]\d*))?(?:([a-z]+)(\d+))?$/;
/** From here on `1.21` is the language, older than its release candidates, and `1.21.0` is the first release. */
const LANGUAGE_BEFORE_RELEASE = 21;

/** Whether a text may stand in a go directive, e.g. `1.26.0`, `1.26` or `1.27rc1`. */
export function isGoVersion(text: string): boolean {
  return VERSION.test(text);
}

/** Negative, zero or positive as one version of Go is older than, equal to or newer than the other; go/version.Compare. */
export function compareGo(one: string, other: string): number {
  const [a, b] = [orderOf(one), orderOf(other)];
  const at = a.findIndex((part, index) => part !== b[index]);
  return at < 0 ? 0 : a[at]! < b[at]! ? -1 : 1;
}

export function newerGo(one: string, other: string): string {
  return compareGo(one, other) < 0 ? other : one;
}

/** The number N of the release `1.N`. */
export function minorOf(version: string): number {
  return Number(VERSION.exec(version)?.[2] ?? 0);
}

/** Major, minor, patch (−1 when there is none), kind and number of a pre-release; "" < "alpha" < "beta" < "rc". */
function orderOf(version: string): readonly (number | string)[] {
  const [, major, minor, patch, kind = "", number] = VERSION.exec(version) ?? [];
  const none = kind === "" && Number(minor) < LANGUAGE_BEFORE_RELEASE ? 0 : -1;
  return [
    Number(major ?? 0),
    Number(minor ?? 0),
    patch === undefined ? none : Number(patch),
    kind,
    Number(number ?? 0),
  ];
}
