import type { AppChart, ImageLock } from "gantry-cdk";
import { GoService } from "gantry-cdk";
import type { ShopEnvironment } from "./environments";

/** What a product costs: gRPC, for other programs of the shop only. */
export function pricing(chart: AppChart, env: ShopEnvironment, images: ImageLock): GoService {
  return new GoService(chart, "Pricing", {
    image: images.image(env, "pricing"),
    ports: { grpc: 9000 },
    config: { LOG_LEVEL: env.logLevel },
    scaling: env.scaling,
    shutdown: { by: "program" },
  });
}
