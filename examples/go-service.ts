import { AppChart, Environment, External, GantryApp, GoService, ImageRef, Route } from "gantry-cdk";

// A service behind a gateway that keeps orders in a database and asks another service for prices.
const environment = Environment.of("prod", {
  stage: "production",
  kubernetes: "1.35",
  installed: ["gateway-api"],
  gateway: { name: "public", namespace: "gateway" },
});
const digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

export const app = new GantryApp({ environment });
const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });

const pricing = new GoService(chart, "Pricing", {
  image: ImageRef.pinned(`registry.example.test/shop/pricing@${digest}`),
  ports: { grpc: 9000 },
});

new GoService(chart, "Storefront", {
  image: ImageRef.pinned(`registry.example.test/shop/storefront@${digest}`),
  config: { LOG_LEVEL: "info", PRICING_ADDR: pricing.address("grpc") },
  secrets: { DATABASE_URL: environment.secret("storefront/database-url") },
  calls: [pricing],
  needs: [External.tcp("orders-db", "orders-db.example.test", 5432, { cidrs: ["10.40.0.0/24"] })],
  expose: Route.host("shop.example.test"),
  migration: { args: ["migrate"] },
});
