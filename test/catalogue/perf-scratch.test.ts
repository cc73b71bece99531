import { it } from "@jest/globals";
import { ProgramIndex } from "../../lib/checks/program-index";
import { checkProgram } from "../../lib/checks";
import { checkCommands } from "../../lib/checks/objects/commands";
import { checkEnvOrder } from "../../lib/checks/objects/env-order";
import { checkRollouts } from "../../lib/checks/objects/rollouts";
import { checkAutoscalers } from "../../lib/checks/objects/autoscalers";
import { checkRouteTwins } from "../../lib/checks/route-twins";
import { checkCronJobs } from "../../lib/checks/objects/cron-jobs";
import { checkSecretTexts } from "../../lib/checks/objects/secret-texts";
import { goodService, DECLARED } from "../lib/checks/sample";
it("times", () => {
  const objects = Array.from({ length: 800 }, (_, i) => goodService(`s${i}`)).flat();
  const time = (f: () => unknown) => { let best = 1e9; for (let i = 0; i < 8; i++) { const t = process.cpuUsage(); f(); const u = process.cpuUsage(t); best = Math.min(best, (u.user + u.system) / 1000); } return best.toFixed(1); };
  const index = new ProgramIndex({ objects, declared: DECLARED });
  console.log(objects.length, "all", time(() => checkProgram({ objects, declared: DECLARED })),
    ...[checkCommands, checkEnvOrder, checkRollouts, checkAutoscalers, checkRouteTwins, checkCronJobs, checkSecretTexts].map((f) => `${f.name} ${time(() => f(index))}`));
});
