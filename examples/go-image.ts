import { AppChart, Base, Environment, GantryApp, GoImage, GoModule, GoService, Registry } from "gantry-cdk";

// A service from its sources: `npm run images` builds and pushes, `npm run synth` deploys what was pushed by its digest.
const environment = Environment.of("dev", { stage: "development", kubernetes: "1.35" });

export const app = new GantryApp({ environment });
const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });

const image = new GoImage(chart, "PricingImage", {
  module: GoModule.read("examples/services/pricing"),
  registries: [Registry.at("registry.example.test/shop"), Registry.at("mirror.example.test/shop")],
  base: Base.scratch,
});

new GoService(chart, "Pricing", { image, ports: { grpc: 9000 } });
