// npm run bench [-- synthesis|images|pulumi|slo]: each part prints medians, and ratios against a baseline of the same run; it ends with 1 when one is over its limit.
import { spawnSync } from "node:child_process";

const PARTS = ["synthesis", "images", "pulumi", "slo"];

const [wanted = "synthesis"] = process.argv.slice(2);
if (PARTS.includes(wanted)) {
  const words = ["-r", "./test/real/typescript.cjs", `bench/${wanted}.ts`];
  process.exitCode = spawnSync(process.execPath, words, { stdio: "inherit" }).status ?? 1;
} else {
  console.error(`bench: got ${wanted}, need one of ${PARTS.join(", ")}`);
  process.exitCode = 2;
}
