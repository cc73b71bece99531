import type { OutputFile } from "../../lib/files";
import { serversFor } from "./backing";
import { withoutServices } from "./addresses";
import type { Variable } from "./manifests";
import type { Project } from "./project";
import { configOf, ownerOf } from "./project";
import { envValue, isReplaceable, variableName } from "./texts";
import type { Workload } from "./workload";

interface Entry {
  readonly name: string;
  /** Nothing: a secret, which is never written. */
  readonly value: string | undefined;
}

/** What the programs are told in one environment, for `docker compose --env-file`. */
export function envFile(project: Project, marker: string): OutputFile {
  const blocks = project.workloads
    .filter(({ runs }) => runs !== "before")
    .map((workload) => block(project.names.of(workload.path), entriesOf(project, workload)));
  const head = [
    marker,
    "# Literal settings only. A variable without a value is a secret: set it in your shell, or in an env file of your own after this one.",
  ];
  return {
    file: `.env.${project.environment}`,
    text: `${[head.join("\n"), ...blocks.filter(Boolean)].join("\n\n")}\n`,
  };
}

function block(service: string, entries: readonly Entry[]): string {
  if (entries.length === 0) return "";
  const lines = entries.map(({ name, value }) => (value === undefined ? `# ${name}=` : `${name}=${envValue(value)}`));
  return [`# ${service}`, ...lines].join("\n");
}

function entriesOf(project: Project, workload: Workload): readonly Entry[] {
  const local = serversFor(project.rendered, ownerOf(project, workload));
  const service = project.names.of(workload.path);
  const [main] = workload.pod.containers;
  return (main?.env ?? []).flatMap((variable): readonly Entry[] => {
    if (local.has(variable.name)) return [];
    const name = variableName(service, variable.name);
    if (variable.valueFrom?.secretKeyRef) return [{ name, value: undefined }];
    const value = configured(project, workload, variable);
    return value !== undefined && isReplaceable(value) ? [{ name, value }] : [];
  });
}

function configured(project: Project, { namespace }: Workload, { valueFrom }: Variable): string | undefined {
  const ref = valueFrom?.configMapKeyRef;
  const value = ref && configOf(project, namespace, ref.name, ref.key);
  return value === undefined ? undefined : withoutServices(value, project.addresses);
}
