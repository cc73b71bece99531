import { AppChart, GoService, ImageRef } from "gantry-cdk";
import type { GantryApp } from "gantry-cdk";

const IMAGE = ImageRef.pinned(`registry.example.test/shop/web@sha256:${"0a".repeat(32)}`);
/** A chart makes four objects, a service with configuration seven. */
const [CHART, SERVICE] = [4, 7];

/** Declares a chart of about so many objects. */
export function declareServices(app: GantryApp, objects: number): void {
  const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
  for (let index = 0; index < (objects - CHART) / SERVICE; index++)
    new GoService(chart, `Service${index}`, { image: IMAGE, config: { LOG_LEVEL: "info" } });
}
