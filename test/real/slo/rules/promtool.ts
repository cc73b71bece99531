import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RuleGroup } from "../../../../lib/slo";
import { ruleGroups } from "../../../../lib/slo";
import type { CommandResult } from "../../control-plane";
import { run } from "../../images/plane/command";
import { toolProgram } from "../../tools/cache";

/** Which alerts fire at a time, each as `name severity` or `name severity objective`. */
export interface Moment {
  /** A duration of Prometheus since the first sample. */
  readonly at: string;
  readonly firing: readonly string[];
}

/** A history of series, and what rules make of it. */
export interface History {
  /** In the notation of promtool. */
  readonly series: Readonly<Record<string, string>>;
  /** Time between two samples. */
  readonly interval: string;
  /** Time between two evaluations of every rule. */
  readonly step: string;
  readonly moments: readonly Moment[];
}

/** What `promtool check rules` says with every lint it has. */
export function checkRules(groups: readonly RuleGroup[]): Promise<CommandResult> {
  return inFolder((folder) =>
    run(toolProgram("prometheus", "promtool"), ["check", "rules", "--lint=all", "--lint-fatal", write(folder, groups)]),
  );
}

/** What `promtool test rules` says. @see https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/ */
export function testRules(
  groups: readonly RuleGroup[],
  { series, interval, step, moments }: History,
): Promise<CommandResult> {
  const tests = {
    interval,
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    promql_expr_test: moments.map(({ at, firing }) => ({
      expr: 'count by (alertname, severity, slo) (ALERTS{alertstate="firing"})',
      eval_time: at,
      exp_samples: firing.map((one) => ({ labels: labels(one), value: 1 })),
    })),
  };
  return inFolder((folder) => {
    const file = join(folder, "test.yaml");
    const rules = write(folder, groups);
    writeFileSync(file, JSON.stringify({ rule_files: [rules], evaluation_interval: step, tests: [tests] }));
    return run(toolProgram("prometheus", "promtool"), ["test", "rules", file]);
  });
}

function labels(firing: string): string {
  const [alertname, severity, slo] = firing.split(" ");
  return `{alertname="${alertname}",severity="${severity}"${slo ? `,slo="${slo}"` : ""}}`;
}

function write(folder: string, groups: readonly RuleGroup[]): string {
  const file = join(folder, "rules.yaml");
  writeFileSync(file, JSON.stringify({ groups: ruleGroups(groups) }));
  return file;
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "gantry-rules-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
