import { AppChart, Environment, External, GantryApp, GoWorker, ImageRef, Resources } from "gantry-cdk";

// A program that takes its work from a database: nobody calls it, so it has no Service.
const environment = Environment.of("prod", { stage: "production", kubernetes: "1.35" });
const digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

export const app = new GantryApp({ environment });
const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });

new GoWorker(chart, "Mailer", {
  image: ImageRef.pinned(`registry.example.test/shop/mailer@${digest}`),
  resources: Resources.small,
  config: { SMTP_ADDR: "mail.example.test:587" },
  secrets: { DATABASE_URL: environment.secret("mailer/database-url") },
  needs: [
    External.tcp("orders-db", "orders-db.example.test", 5432, { cidrs: ["10.40.0.0/24"] }),
    External.tcp("mail", "mail.example.test", 587),
  ],
  scaling: { min: 2, max: 4, cpu: "70%" },
  shutdown: { drain: "45s" },
});
