import type { DurationLike } from "./units";
import { Duration, valueOf } from "./units";

/** When the kubelet asks, and how often an answer may be missing. */
export interface ProbeTiming {
  /** Time from the container's start to the first question. @default - liveness 30s, readiness 5s, startup 0s */
  readonly initialDelay?: DurationLike;
  /** @default - liveness 10s, readiness 5s, startup by the boot time */
  readonly period?: DurationLike;
  /** @default "2s" */
  readonly timeout?: DurationLike;
  /** Missing answers in a row that count as a failure. @default 3 */
  readonly failures?: number;
}

/** What the kubelet asks. */
export type ProbeQuestion =
  | { readonly ask: "http"; readonly path: string; readonly port?: string }
  | { readonly ask: "grpc"; readonly service: string; readonly port?: string }
  | { readonly ask: "tcp"; readonly port?: string }
  | { readonly ask: "exec"; readonly command: readonly string[] };

/** A question that the kubelet asks a container. Ports are given by name; without one the first application port is asked. */
export class Probe {
  private constructor(
    readonly question: ProbeQuestion,
    readonly initialDelay: Duration | undefined,
    readonly period: Duration | undefined,
    readonly timeout: Duration,
    readonly failures: number | undefined,
  ) {
    Object.freeze(this);
  }

  /** `GET path`; an answer from 200 to 399 is a yes. */
  static http(path: string, options: ProbeTiming & { readonly port?: string } = {}): Probe {
    return Probe.of({ ask: "http", path, port: options.port }, options, Probe.http);
  }

  /** The standard gRPC health service (grpc.health.v1), asked for one service name. */
  static grpc(service: string, options: ProbeTiming & { readonly port?: string } = {}): Probe {
    return Probe.of({ ask: "grpc", service, port: options.port }, options, Probe.grpc);
  }

  /** A connection that opens is a yes. */
  static tcp(options: ProbeTiming & { readonly port?: string } = {}): Probe {
    return Probe.of({ ask: "tcp", port: options.port }, options, Probe.tcp);
  }

  /** A program in the container that ends with 0. */
  static exec(command: readonly string[], options: ProbeTiming = {}): Probe {
    return Probe.of({ ask: "exec", command }, options, Probe.exec);
  }

  private static of(
    question: ProbeQuestion,
    { initialDelay, period, timeout = "2s", failures }: ProbeTiming,
    above: (...args: never[]) => Probe,
  ): Probe {
    const read = (duration: DurationLike) => valueOf(Duration, duration, above);
    return new Probe(question, initialDelay && read(initialDelay), period && read(period), read(timeout), failures);
  }
}
