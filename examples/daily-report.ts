import { AppChart, DailyReport, Environment, GantryApp, ImageRef, Resources } from "gantry-cdk";

// Every morning at seven, local time: how the services did yesterday, from Prometheus into the chat of the team.
const environment = Environment.of("prod", {
  stage: "production",
  kubernetes: "1.35",
  prometheus: "http://prometheus-operated.monitoring.svc.cluster.local:9090",
});
const digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

export const app = new GantryApp({ environment });
const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });

new DailyReport(chart, "DailyReport", {
  image: ImageRef.pinned(`registry.example.test/shop/daily-report@${digest}`),
  resources: Resources.small,
  timeZone: "Asia/Shanghai",
  config: { LOG_LEVEL: "info" },
  webhook: { kind: "wecom", url: environment.secret("daily-report/webhook-url"), host: "chat.example.test" },
});
