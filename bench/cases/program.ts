import { AppChart, Environment, GantryApp, GoService, ImageRef, Route } from "gantry-cdk";

const environment = Environment.of("prod", {
  stage: "production",
  kubernetes: "1.35",
  installed: ["gateway-api"],
  gateway: { name: "public", namespace: "gateway" },
});
const image = ImageRef.pinned(`registry.example.test/shop/service@sha256:${"0".repeat(64)}`);

/** A program of many services, eight objects each, in charts of a given size; each chart adds four objects of its own. */
export function program(services: number, perChart: number, outdir: string): GantryApp {
  const app = new GantryApp({ environment, outdir });
  for (let first = 0; first < services; first += perChart) {
    const chart = new AppChart(app, `app${first / perChart}`, { team: "bench", email: "bench@example.test" });
    for (let index = first; index < Math.min(services, first + perChart); index++) {
      new GoService(chart, `Service${index}`, {
        image,
        config: { LOG_LEVEL: "info" },
        expose: Route.host(`service${index}.example.test`),
      });
    }
  }
  return app;
}
