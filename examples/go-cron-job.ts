import { AppChart, Environment, External, GantryApp, GoCronJob, ImageRef, Resources } from "gantry-cdk";

// A report every morning at seven, local time.
const environment = Environment.of("prod", { stage: "production", kubernetes: "1.35" });
const digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

export const app = new GantryApp({ environment });
const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });

new GoCronJob(chart, "DailyReport", {
  image: ImageRef.pinned(`registry.example.test/shop/daily-report@${digest}`),
  schedule: "0 7 * * *",
  timeZone: "Asia/Shanghai",
  timeout: "10m",
  resources: Resources.small,
  config: { "report.language": "en" }, // the program reads REPORT_LANGUAGE
  files: { "/etc/daily-report/queries.yaml": "requests: sum(rate(http_requests_total[1d]))\n" },
  secrets: { WEBHOOK_URL: environment.secret("daily-report/webhook-url") },
  needs: [External.tcp("chat", "chat.example.test", 443)],
});
