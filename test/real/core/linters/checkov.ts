import { toolPython } from "../../tools/cache";
import type { Finding } from "./finding";
import { LinterFailed, runLinter } from "./finding";
import type { Target } from "./target";

interface Report {
  readonly results: {
    readonly failed_checks: ReadonlyArray<{
      readonly check_id: string;
      readonly check_name: string;
      readonly resource: string;
    }>;
  };
  readonly summary: { readonly parsing_errors: number; readonly resource_count: number };
}

/** Failed checks of Checkov's Kubernetes framework. */
export function checkov({ folder }: Target): Finding[] {
  const options = ["--framework=kubernetes", "--skip-download", "--quiet", "--compact", "--output=json"];
  const program = ["-m", "checkov.main", ...options, "--directory", folder];
  const { results, summary } = runLinter(toolPython("checkov"), program) as Report;
  if (summary.parsing_errors > 0 || summary.resource_count === 0)
    throw new LinterFailed(`checkov ${folder}: ${JSON.stringify(summary)}`);
  return results.failed_checks.map(({ check_id, check_name, resource }) => {
    const [kind = "", , name = ""] = resource.split(".");
    return { linter: "Checkov", check: check_id, kind, name, text: check_name };
  });
}
