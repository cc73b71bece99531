import type { OutputFile } from "../../lib/files";
import { nameFor } from "../../lib/names";
import type { Json, Rendered } from "../../lib/rendered";
import { toYaml } from "../../lib/render/yaml";
import { isComplaint } from "../../lib/errors";
import { dataVolume, serverService } from "./backing";
import { waitsOf } from "./calls";
import { overrideFile, testFile } from "./develop";
import { envFile } from "./env-file";
import type { ComposeFile } from "./model";
import type { Published } from "./ports";
import { publish } from "./ports";
import type { Project } from "./project";
import { projectOf } from "./project";
import type { Part } from "./services";
import { servicesOf } from "./services";

/**
 * What Docker Compose reads to run an environment on one machine: its programs and jobs as their manifests say, with servers beside them; live reload,
 * debuggers and tests; and for every environment an env file with its settings. The files stand in one folder.
 * @param local the environment that is run
 * @param programs of every environment
 * @param output folder of the files, relative to the working folder
 */
export function composeFiles(local: Rendered, programs: readonly Rendered[], output: string): readonly OutputFile[] {
  const project = projectOf(local, programs, output);
  const published = publish(project);
  const parts = partsOf(project, published);
  const main = composeFile(project, parts, published);
  const marker = markerOf(local);
  return [
    { file: "compose.yaml", text: textOf(marker, main) },
    { file: "compose.override.yaml", text: textOf(marker, overrideFile(project, main.services, published)) },
    { file: "compose.test.yaml", text: textOf(marker, testFile(project, main.services)) },
    ...programs.map((program) => envFile(projectOf(program, programs, output), markerOf(program))),
    ...parts.flatMap(({ files }) => files),
  ];
}

function markerOf({ environment }: Rendered): string {
  return `# Made by Gantry from ${environment}; edits are overwritten.`;
}

function textOf(marker: string, file: ComposeFile): string {
  return `${marker}\n${toYaml(file as unknown as Json)}`;
}

function partsOf(project: Project, published: Published): readonly Part[] {
  const waits = waitsOf(project);
  return project.workloads.map((workload) => servicesOf(project, workload, waits.get(workload) ?? [], published));
}

function composeFile(project: Project, parts: readonly Part[], published: Published): ComposeFile {
  const servers = project.servers.map((server) => {
    const name = project.names.of(server.key);
    const volume = dataVolume(server, name);
    return { volume, service: [name, serverService(server, volume[0], published.get(name) ?? [])] as const };
  });
  const isPrivate = project.rendered.images.some(({ privateModules }) => privateModules.length > 0);
  return {
    name: nameOf(project),
    services: Object.fromEntries([
      ...servers.map(({ service }) => service),
      ...parts.flatMap(({ services }) => services),
    ]),
    networks: { default: {} },
    volumes: Object.assign(
      {},
      Object.fromEntries(servers.map(({ volume }) => volume)),
      ...parts.map((part) => part.volumes),
    ) as Part["volumes"],
    ...(isPrivate && { secrets: { netrc: { file: "${HOME}/.netrc" } } }),
  };
}

/** Without a name Compose would take that of the folder, which all projects share. */
function nameOf({ rendered }: Project): string {
  const apps = [...new Set(rendered.objects.map(({ app }) => app))].sort();
  const name = nameFor(apps);
  return isComplaint(name) ? "gantry" : name;
}
