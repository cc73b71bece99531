import type { AppChart, GoModule } from "gantry-cdk";
import { DailyReport, GoImage, Resources } from "gantry-cdk";
import type { ShopEnvironment } from "./environments";

/** Every morning: how the shop did, from Prometheus into the team's chat. */
export function dailyReport(chart: AppChart, env: ShopEnvironment, module: GoModule): DailyReport {
  const image = new GoImage(chart, "DailyReportImage", { module, registries: [env.registry] });
  return new DailyReport(chart, "DailyReport", {
    image,
    resources: Resources.small,
    timeZone: "Asia/Shanghai",
    timeout: "10m",
    config: { LOG_LEVEL: env.logLevel },
    webhook: { kind: "wecom", url: env.secret("daily-report/webhook-url"), host: "chat.example.test" },
  });
}
