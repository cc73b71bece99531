import type { AppChart, GoModule } from "gantry-cdk";
import { GoImage, GoService, Slo } from "gantry-cdk";
import type { ShopEnvironment } from "./environments";

/** What a product costs: gRPC, for other programs of the shop only. */
export function pricing(chart: AppChart, env: ShopEnvironment, module: GoModule): GoService {
  const image = new GoImage(chart, "PricingImage", { module, registries: [env.registry] });
  return new GoService(chart, "Pricing", {
    image,
    ports: { grpc: 9000 },
    config: { LOG_LEVEL: env.logLevel },
    scaling: env.scaling,
    slo: [Slo.availability(99.9), Slo.latency("100ms", 99)],
    shutdown: { by: "program" },
  });
}
