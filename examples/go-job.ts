import { AppChart, Environment, External, GantryApp, GoJob, ImageRef, Resources } from "gantry-cdk";

// A program that runs once for each content: other arguments, configuration or image make another Job.
const environment = Environment.of("prod", { stage: "production", kubernetes: "1.35" });
const digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

export const app = new GantryApp({ environment });
const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });

new GoJob(chart, "Backfill", {
  image: ImageRef.pinned(`registry.example.test/shop/storefront@${digest}`),
  args: ["backfill", "--since", "2026-01-01"],
  resources: Resources.of({ cpu: "500m", memory: "1Gi" }),
  secrets: { DATABASE_URL: environment.secret("storefront/database-url") },
  needs: [External.tcp("orders-db", "orders-db.example.test", 5432, { cidrs: ["10.40.0.0/24"] })],
  timeout: "2h",
  retries: 1,
  parallelism: 2,
  completions: 8,
});
