import { posix } from "node:path";
import type { Problem } from "../../lib/errors";
import { isComplaint } from "../../lib/errors";
import type { OutputFile } from "../../lib/files";
import type { Rendered } from "../../lib/rendered";
import type { Target } from "../../targets/images";
import { releaseOf, sourceFiles, targetsOf } from "../../targets/images";
import type { ImageBuild } from "../../targets/pulumi/images";
import type { Source } from "../images/source";
import { sourceArgs, sourceOf, versionOf } from "../images/source";

/** What `pulumi up` builds for a chart. */
export interface ImageBuilds {
  readonly builds: readonly ImageBuild[];
  /** Folder of the Dockerfiles, relative to the working folder, and what it is to hold. */
  readonly folder: string;
  readonly files: readonly OutputFile[];
  readonly problems: readonly Problem[];
}

/**
 * The images that a chart declares or runs, as `npm run images` would build them. Asks Git; writes nothing. In development sources may have changes that
 * are not committed.
 * @param chart id of the chart
 */
export function imageBuilds(rendered: Rendered, chart: string): ImageBuilds {
  const folder = `node_modules/.cache/gantry/${rendered.environment}/${chart}`;
  const targets = targetsOf([rendered]).filter((target) => isBuiltFor(rendered, chart, target));
  const drafts = rendered.stage === "development" ? "taken" : "refused";
  const problems: Problem[] = [];
  const builds = targets.flatMap((target): ImageBuild[] => {
    const source = sourceOf(target.plan, drafts);
    if (!isComplaint(source)) return [buildOf(target, source, folder)];
    problems.push({ ...source, path: target.plan.path, field: "module" });
    return [];
  });
  return { builds, folder, files: targets.flatMap((target) => sourceFiles(target, folder)), problems };
}

function isBuiltFor({ environment, objects }: Rendered, chart: string, { plan }: Target): boolean {
  if (!plan.isBuiltOnUp) return false;
  if (plan.path.startsWith(`${environment}/${chart}/`)) return true;
  return objects.some(({ app, manifest }) => app === chart && JSON.stringify(manifest).includes(plan.reference));
}

function buildOf(target: Target, source: Source, folder: string): ImageBuild {
  const { plan, repositories } = target;
  const { base, builder, registries } = plan;
  return {
    ...releaseOf(target),
    path: plan.path,
    reference: plan.reference,
    dockerfile: posix.join(folder, plan.name, "Dockerfile"),
    platforms: plan.platforms,
    args: sourceArgs(source),
    repositories,
    tag: versionOf(source),
    users: Object.fromEntries(
      registries.flatMap(({ host, credentials }) =>
        credentials?.method.by === "password" ? [[host, credentials.method.user] as const] : [],
      ),
    ),
    hosts: [...new Set([...registries.map(({ host }) => host), ...[builder, base.reference].flatMap(hostOf)])],
  };
}

/** The registry of a reference; images without one are on Docker Hub. */
function hostOf(reference: string): readonly string[] {
  const [host = "", ...path] = reference.split("/");
  if (reference === "scratch") return [];
  return [path.length > 0 && /[.:]|^localhost$/.test(host) ? host : "docker.io"];
}
