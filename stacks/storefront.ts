import type { AppChart, GoModule } from "gantry-cdk";
import { External, GoImage, GoService, Route, Slo } from "gantry-cdk";
import type { ShopEnvironment } from "./environments";

/** The shop's public face: HTTP, with orders in Postgres. */
export function storefront(chart: AppChart, env: ShopEnvironment, module: GoModule, pricing: GoService): GoService {
  const image = new GoImage(chart, "StorefrontImage", { module, registries: [env.registry] });
  const { host, cidr } = env.ordersDatabase;
  return new GoService(chart, "Storefront", {
    image,
    config: { LOG_LEVEL: env.logLevel, PRICING_ADDR: pricing.address("grpc") },
    secrets: { DATABASE_URL: env.secret("storefront/database-url") },
    calls: [pricing],
    needs: [External.postgres("orders-db", host, { version: "17", url: "DATABASE_URL", cidrs: [cidr] })],
    expose: Route.host(`shop.${env.domain}`),
    migration: { args: ["migrate"] },
    scaling: env.scaling,
    slo: [Slo.availability(99.9), Slo.latency("300ms", 95)],
    shutdown: { by: "program" },
  });
}
