import type { Literal } from "./go-file";

/** Something that the source shows, and where. */
export interface GoHint<T> {
  readonly value: T;
  /** Relative to the build context. */
  readonly file: string;
  readonly line: number;
}

/**
 * What texts in the source look like: a suggestion for a person. A port may come from the environment instead, and a path may belong to another program,
 * so nothing is derived from these.
 */
export interface GoHints {
  /** Addresses to listen on, such as `":8080"`. */
  readonly ports: readonly GoHint<number>[];
  /** Paths such as `"/healthz"` or `"GET /readyz"`. */
  readonly health: readonly GoHint<string>[];
  /** Paths such as `"/metrics"`. */
  readonly metrics: readonly GoHint<string>[];
}

const ADDRESS = /^(?:0\.0\.0\.0|\[::\])?:(\d{1,5})$/;
const HEALTH = /\/(?:health|healthz|health-?check|live|livez|liveness|ready|readyz|readiness|startup|startupz|ping)$/i;
const METRICS = /\/metrics$/;
/** A path, after a method or not, as `http.ServeMux` takes it. */
const PATH = /^(?:[A-Z]+ )?(\/[\w./-]*)$/;

/** The hints in the strings of one file. */
export function hintsIn(strings: readonly Literal[], file: string): GoHints {
  const ports = strings.flatMap(({ text, line }) => {
    const value = Number(ADDRESS.exec(text)?.[1] ?? 0);
    return value >= 1 && value <= 65_535 ? [{ value, file, line }] : [];
  });
  const paths = strings.flatMap(({ text, line }) => {
    const value = PATH.exec(text)?.[1];
    return value === undefined ? [] : [{ value, file, line }];
  });
  return {
    ports,
    health: paths.filter(({ value }) => HEALTH.test(value)),
    metrics: paths.filter(({ value }) => METRICS.test(value)),
  };
}
