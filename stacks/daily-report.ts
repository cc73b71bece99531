import type { AppChart, ImageLock } from "gantry-cdk";
import { External, GoCronJob, Resources } from "gantry-cdk";
import type { ShopEnvironment } from "./environments";

/** Every morning: how the shop did, from Prometheus into the team's chat. */
export function dailyReport(chart: AppChart, env: ShopEnvironment, images: ImageLock): GoCronJob {
  return new GoCronJob(chart, "DailyReport", {
    image: images.image(env, "daily-report"),
    resources: Resources.small,
    schedule: "0 7 * * *",
    timeZone: "Asia/Shanghai",
    timeout: "10m",
    config: {
      LOG_LEVEL: env.logLevel,
      PROMETHEUS_URL: "http://prometheus.monitoring.svc.cluster.local:9090",
      WEBHOOK_KIND: "wecom",
    },
    secrets: { WEBHOOK_URL: env.secret("daily-report/webhook-url") },
    needs: [
      External.tcp("prometheus", "prometheus.monitoring.svc.cluster.local", 9090),
      External.tcp("chat", "chat.example.test", 443),
    ],
  });
}
