/** Part of a history: how many requests a second, and which share of them goes how. */
export interface Stretch {
  readonly minutes: number;
  /** @default 10 */
  readonly perSecond?: number;
  /** Share of requests with code 500. @default 0 */
  readonly failing?: number;
  /** Share of requests that take 3 s; the others take 20 ms. @default 0 */
  readonly slow?: number;
}

const NAMES = { job: "storefront", namespace: "shop" };
const METRIC = "http_request_duration_seconds";
/** Upper bounds of the buckets, the slow requests being above 2. */
const BOUNDS = ["0.1", "0.3", "2.0", "5.0", "+Inf"];

/** The series of the storefront as its Prometheus would hold them. @param seconds between two samples */
export function traffic(stretches: readonly Stretch[], seconds: number): Readonly<Record<string, string>> {
  const counter = (of: (stretch: Required<Stretch>) => number) => counts(stretches, seconds, of);
  const buckets = BOUNDS.map((le, index) => [
    name(`${METRIC}_bucket`, { code: "200", le }),
    counter(({ perSecond, slow }) => perSecond * (index < 3 ? 1 - slow : 1)),
  ]);
  return {
    [name("up", {})]: counts(stretches, seconds, () => 0, 1),
    [name(`${METRIC}_count`, { code: "200" })]: counter(({ perSecond, failing }) => perSecond * (1 - failing)),
    [name(`${METRIC}_count`, { code: "500" })]: counter(({ perSecond, failing }) => perSecond * failing),
    ...(Object.fromEntries(buckets) as Record<string, string>),
  };
}

/** The name of a series of the storefront. */
export function name(metric: string, labels: Readonly<Record<string, string>>): string {
  const all = Object.entries({ ...NAMES, ...labels }).map(([label, value]) => `${label}="${value}"`);
  return `${metric}{${all.join(",")}}`;
}

/** The same samples of a counter, one stretch after the other, as `start+step×count`. */
function counts(
  stretches: readonly Stretch[],
  seconds: number,
  of: (stretch: Required<Stretch>) => number,
  start = 0,
): string {
  let from = start;
  return stretches
    .map((stretch) => {
      const step = of({ perSecond: 10, failing: 0, slow: 0, ...stretch }) * seconds;
      const count = (stretch.minutes * 60) / seconds;
      const text = `${from}+${step}x${count - 1}`;
      from += step * count;
      return text;
    })
    .join(" ");
}
