import { serversFor, urlOf } from "./backing";
import { withoutServices } from "./addresses";
import type { Container, Variable } from "./manifests";
import type { Project } from "./project";
import { configOf, ownerOf } from "./project";
import { escaped, replaceable, variableName } from "./texts";
import type { Workload } from "./workload";

/** The variables of a container; what the environments set differently is taken from whoever runs Compose. */
export function settingsOf(
  project: Project,
  workload: Workload,
  container: Container,
): Readonly<Record<string, string>> {
  const known: Record<string, string> = {};
  const settings = (container.env ?? []).flatMap((variable) => {
    if (variable.value !== undefined) known[variable.name] = expanded(variable.value, known);
    const text = settingOf(project, workload, variable, known);
    return text === undefined ? [] : [[variable.name, text] as const];
  });
  return Object.fromEntries(settings);
}

function settingOf(project: Project, workload: Workload, variable: Variable, known: Known): string | undefined {
  const owner = ownerOf(project, workload);
  const key = serversFor(project.rendered, owner).get(variable.name);
  const server = project.servers.find((one) => one.key === key);
  if (server) return escaped(urlOf(server, project.names.of(server.key)));
  const { configMapKeyRef, secretKeyRef, fieldRef } = variable.valueFrom ?? {};
  const name = variableName(project.names.of(owner.path), variable.name);
  const config = configMapKeyRef && configOf(project, workload.namespace, configMapKeyRef.name, configMapKeyRef.key);
  if (config !== undefined) return replaceable(name, withoutServices(config, project.addresses));
  if (secretKeyRef) return `\${${name}:-}`;
  const literal = known[variable.name] ?? fieldOf(project, workload, fieldRef?.fieldPath);
  return literal === undefined ? undefined : escaped(withoutServices(literal, project.addresses));
}

/** What a container would learn about its pod, as far as there is anything of the kind. */
function fieldOf({ names }: Project, { path, namespace }: Workload, field: string | undefined): string | undefined {
  if (field === "metadata.name") return names.of(path);
  return field === "metadata.namespace" ? namespace : undefined;
}

type Known = Readonly<Record<string, string>>;

/** A text with the variables in it that Kubernetes would replace. @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/ */
export function expanded(text: string, known: Known): string {
  return text.replace(/\$\$|\$\(([^)]*)\)/g, (whole, name: string | undefined) =>
    name === undefined ? "$" : (known[name] ?? whole),
  );
}
