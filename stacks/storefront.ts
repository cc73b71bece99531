import type { AppChart, ImageLock } from "gantry-cdk";
import { External, GoService, Route } from "gantry-cdk";
import type { ShopEnvironment } from "./environments";

/** The shop's public face: HTTP, with orders in Postgres. */
export function storefront(chart: AppChart, env: ShopEnvironment, images: ImageLock, pricing: GoService): GoService {
  const { host, cidr } = env.ordersDatabase;
  return new GoService(chart, "Storefront", {
    image: images.image(env, "storefront"),
    config: { LOG_LEVEL: env.logLevel, PRICING_ADDR: pricing.address("grpc") },
    secrets: { DATABASE_URL: env.secret("storefront/database-url") },
    calls: [pricing],
    needs: [External.tcp("orders-db", host, 5432, { cidrs: [cidr] })],
    expose: Route.host(`shop.${env.domain}`),
    migration: { args: ["migrate"] },
    scaling: env.scaling,
    shutdown: { by: "program" },
  });
}
