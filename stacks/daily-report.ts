import type { AppChart, GoModule } from "gantry-cdk";
import { External, GoCronJob, GoImage, Resources } from "gantry-cdk";
import type { ShopEnvironment } from "./environments";

/** Every morning: how the shop did, from Prometheus into the team's chat. */
export function dailyReport(chart: AppChart, env: ShopEnvironment, module: GoModule): GoCronJob {
  const image = new GoImage(chart, "DailyReportImage", { module, registries: [env.registry] });
  return new GoCronJob(chart, "DailyReport", {
    image,
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
