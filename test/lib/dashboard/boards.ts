import type { Dashboard, Panel } from "../../../lib/dashboard";
import { boardOf } from "../../../lib/dashboard";
import type { Monitored } from "../../../lib/slo";
import { Dialect } from "../../../lib/slo";
import { monitored } from "../slo/support";

/** Every way in which a program may measure its requests, with its name. */
export const DIALECTS: readonly (readonly [string, Dialect])[] = [
  ["client_golang", Dialect.clientGolang],
  ["go-grpc-middleware", Dialect.grpcMiddleware],
  ["otelhttp", Dialect.otelHttp],
  ["otelgrpc", Dialect.otelGrpc],
  ["istio", Dialect.istio],
  ["a custom histogram", Dialect.custom({ duration: "shop_seconds", failed: { status: "5.." }, route: "handler" })],
];

/** The dashboard of the storefront that measures in one of these ways. */
export function board(dialect: Dialect = Dialect.clientGolang, more: Partial<Monitored> = {}): Dashboard {
  return boardOf(monitored({ dialect, ...more }));
}

export function panelsOf({ rows }: Dashboard): readonly Panel[] {
  return rows.flatMap(({ panels }) => panels);
}

/** What somebody typed that Grafana and YAML would like to read otherwise. */
export const ODD = 'a: "$pod" ${datasource} [[pod]] {{pod}} 😀 \\ # - |';
