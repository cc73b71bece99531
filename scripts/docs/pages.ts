import { existsSync, readFileSync } from "node:fs";
import { ALERT_DELIVERY } from "../../constructs/alert-delivery";
import { APP_CHART } from "../../constructs/app-chart";
import { DAILY_REPORT } from "../../constructs/daily-report";
import { GO_CRON_JOB } from "../../constructs/go-cron-job";
import { GO_JOB } from "../../constructs/go-job";
import { GO_IMAGE } from "../../constructs/go-image";
import { GO_SERVICE } from "../../constructs/go-service";
import { GO_WORKER } from "../../constructs/go-worker";
import { HPA_POLICY } from "../../constructs/hpa-policy";
import { errorsPage } from "./errors";
import { referencePage } from "./reference";

const FRONT_DOORS = [
  { name: "AppChart", file: "app-chart", table: APP_CHART },
  { name: "GoService", file: "go-service", table: GO_SERVICE },
  { name: "GoImage", file: "go-image", table: GO_IMAGE },
  { name: "GoWorker", file: "go-worker", table: GO_WORKER },
  { name: "GoJob", file: "go-job", table: GO_JOB },
  { name: "GoCronJob", file: "go-cron-job", table: GO_CRON_JOB },
  { name: "AlertDelivery", file: "alert-delivery", table: ALERT_DELIVERY },
  { name: "DailyReport", file: "daily-report", table: DAILY_REPORT },
  { name: "HpaPolicy", file: "hpa-policy", table: HPA_POLICY },
];

const ERRORS = "docs/errors.md";

/** Every page that is generated, or has a generated part, by its path; read in the project's folder. */
export function pages(): ReadonlyMap<string, string> {
  const reference = FRONT_DOORS.map(({ name, file, table }) => {
    const source = readFileSync(`constructs/${file}.ts`, "utf8");
    const example = existsSync(`examples/${file}.ts`) ? readFileSync(`examples/${file}.ts`, "utf8") : undefined;
    return [`docs/reference/${file}.md`, referencePage({ name, source, example, table })] as const;
  });
  return new Map([...reference, [ERRORS, errorsPage(readFileSync(ERRORS, "utf8"))]]);
}
