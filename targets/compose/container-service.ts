import { posix } from "node:path";
import type { ImagePlan } from "../../lib/image/image-plan";
import { bytes, cores } from "./amounts";
import { healthOf } from "./health";
import type { Container } from "./manifests";
import type { Build, Service } from "./model";
import type { Project } from "./project";
import { expanded, settingsOf } from "./settings";
import type { Storage } from "./storage";
import { escaped } from "./texts";
import type { Workload } from "./workload";

/** A container as its pod runs it: same user, same limits, same settings. */
export function containerService(
  project: Project,
  workload: Workload,
  container: Container,
  storage: Storage,
): Service {
  const { pod } = workload;
  const plan = project.images.get(container.image);
  const { limits = {} } = container.resources ?? {};
  const grace = pod.terminationGracePeriodSeconds;
  return {
    ...imageOf(project, container, plan),
    ...wordsOf(container),
    environment: settingsOf(project, workload, container),
    healthcheck: healthOf(pod, container, plan !== undefined),
    ...securityOf(workload, container),
    tmpfs: nonEmpty(storage.tmpfs),
    volumes: nonEmpty(storage.mounts),
    mem_limit: bytes(limits["memory"]),
    cpus: cores(limits["cpu"]),
    init: false,
    ...(grace !== undefined && { stop_grace_period: `${grace}s` }),
  };
}

function imageOf(project: Project, { image }: Container, plan: ImagePlan | undefined): Service {
  return plan ? { build: buildOf(project, plan, "local"), image: `${plan.name}:local` } : { image: escaped(image) };
}

/** What a mirror replaces: taken from whoever runs Compose, where it is set there. */
const ARGUMENTS = { GO_BASE: null, RUNTIME_BASE: null, GOPROXY: null, GOSUMDB: null } as const;

/** The build of a stage; paths are relative to the Compose file, and the Dockerfile's to the context. */
export function buildOf({ output }: Project, { name, module, privateModules }: ImagePlan, target: string): Build {
  const context = posix.normalize(module.root);
  return {
    context: fromOutput(output, context),
    dockerfile: posix.relative(context, posix.join(output, name, "Dockerfile")),
    target,
    args: ARGUMENTS,
    ...(privateModules.length > 0 && { secrets: ["netrc"] }),
  };
}

/** A folder of the project as the Compose file sees it. */
export function fromOutput(output: string, folder: string): string {
  return posix.relative(posix.normalize(output), posix.normalize(folder)) || ".";
}

function wordsOf({ command, args = [], env = [] }: Container): Service {
  const known = Object.fromEntries(env.map(({ name, value }) => [name, value ?? ""]));
  const words = (texts: readonly string[]) => texts.map((text) => escaped(expanded(text, known)));
  return { ...(command && { entrypoint: words(command) }), ...(args.length > 0 && { command: words(args) }) };
}

function securityOf({ pod }: Workload, { securityContext: own = {} }: Container): Service {
  const { runAsUser: user, runAsGroup: group } = { ...pod.securityContext, ...own };
  return {
    ...(user !== undefined && { user: group === undefined ? `${user}` : `${user}:${group}` }),
    ...(own.readOnlyRootFilesystem && { read_only: true }),
    cap_drop: nonEmpty(own.capabilities?.drop ?? []),
    cap_add: nonEmpty(own.capabilities?.add ?? []),
    security_opt: ["no-new-privileges:true"],
  };
}

function nonEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}
