import type { OutputFile } from "../../lib/files";
import type { Json } from "../../lib/rendered";
import type { Registry } from "../../lib/registry";
import { replications } from "./replication";
import { retention } from "./retention";

/** A request to `/api/v2.0` of a Harbor, for whoever applies it. */
export interface HarborRequest {
  /** Relative to the output folder, e.g. `harbor/shop/project.json`. */
  readonly file: string;
  /** Below `/api/v2.0`, e.g. `/projects`; the method is POST. */
  readonly path: string;
  readonly body: Json;
}

/**
 * What makes a project of Harbor with its rules, in the order of the requests (https://github.com/goharbor/harbor, api/v2.0/swagger.yaml). Harbor gives
 * numbers, which nobody knows beforehand: whoever applies them adds `scope.ref` of the retention, the number of the project, and `dest_registry.id` of
 * a replication, the number of the registry of that name, and the credentials of a registry from their secret. Without them Harbor refuses.
 */
export function harborRequests(registry: Registry): HarborRequest[] {
  const { harbor } = registry;
  if (!harbor) return [];
  const { project } = harbor;
  const request = (name: string, path: string, body: Json) => ({ file: `harbor/${project}/${name}.json`, path, body });
  return [
    request("project", "/projects", { project_name: project, metadata: { public: "false", auto_scan: "true" } }),
    ...(harbor.retention ? [request("retention", "/retentions", retention(harbor.retention))] : []),
    ...replications(harbor).flatMap(({ name, registry, policy }) => [
      request(`registry-${name}`, "/registries", registry),
      request(`replication-${name}`, "/replication/policies", policy),
    ]),
  ];
}

/** The bodies as files. */
export function harborFiles(registry: Registry): OutputFile[] {
  return harborRequests(registry).map(({ file, body }) => ({ file, text: `${JSON.stringify(body, undefined, 2)}\n` }));
}
