import { posix } from "node:path";
import type { ImagePlan } from "../../lib/image/image-plan";
import { DEV_CACHES, SOURCE } from "../../lib/image/stages";
import { buildOf, fromOutput } from "./container-service";
import type { ComposeFile, Mounted, NamedVolume, Service } from "./model";
import type { Published } from "./ports";
import type { Project } from "./project";
import { programsOf } from "./project";
import { settingsOf } from "./settings";
import { escaped } from "./texts";
import type { Workload } from "./workload";

/** What compilers need is not what the program may use: no limits here, neither the container's nor the runtime's. */
const UNLIMITED = { mem_limit: "0", cpus: 0, environment: { GOMEMLIMIT: "off" } } as const;
/** The program is built in memory and started from there, which Docker forbids unless it is asked. */
const WORKPLACE: Service = { ...UNLIMITED, tmpfs: ["/tmp:mode=1777,exec"] };
/** What the first build may take before anybody asks whether the program is well. */
const FIRST_BUILD = "10m";
const CACHES = { modules: "go-modules", builds: "go-builds" } as const;
export const CACHE_VOLUMES: Readonly<Record<string, NamedVolume>> = { [CACHES.modules]: {}, [CACHES.builds]: {} };

/** Live reload for every program, and a debugger for each that is asked for: Compose reads this file by itself beside compose.yaml. */
export function overrideFile(project: Project, services: ComposeFile["services"], published: Published): ComposeFile {
  const programs = programsOf(project).flatMap((workload) => {
    const plan = project.images.get(workload.pod.containers[0]?.image ?? "");
    return plan ? [[workload, plan] as const] : [];
  });
  const changed = programs.flatMap(([workload, plan]) => [
    [
      project.names.of(workload.path),
      reloaded(project, plan, services[project.names.of(workload.path)]?.healthcheck !== undefined),
    ] as const,
    debugged(project, workload, plan, services, published),
  ]);
  return { services: Object.fromEntries(changed), volumes: CACHE_VOLUMES };
}

function reloaded(project: Project, plan: ImagePlan, isAsked: boolean): Service {
  const { context, dockerfile } = buildOf(project, plan, "dev");
  return {
    build: { context, dockerfile, target: "dev" },
    image: `${plan.name}:dev`,
    ...WORKPLACE,
    ...(isAsked && { healthcheck: { start_period: FIRST_BUILD } }),
    volumes: sourcesOf(project, plan),
  };
}

/** The sources, which nothing writes to, and what is kept between two starts. */
function sourcesOf({ output }: Project, { module }: ImagePlan): readonly Mounted[] {
  return [
    { type: "bind", source: fromOutput(output, module.root), target: SOURCE, read_only: true },
    { type: "volume", source: CACHES.modules, target: DEV_CACHES.modules },
    { type: "volume", source: CACHES.builds, target: DEV_CACHES.builds },
  ];
}

/**
 * The program under Delve, beside the one that serves. It traces its own child as the same user, which needs no capability: Docker's seccomp profile
 * allows ptrace on Linux 4.8 and later.
 */
function debugged(
  { names, ...project }: Project,
  { path }: Workload,
  plan: ImagePlan,
  services: ComposeFile["services"],
  published: Published,
): readonly [string, Service] {
  const name = names.of(`${path}/debug`);
  const program = services[names.of(path)] ?? {};
  const service: Service = {
    ...program,
    ...UNLIMITED,
    profiles: ["debug"],
    build: buildOf({ names, ...project }, plan, "debug"),
    image: `${plan.name}:debug`,
    environment: { ...program.environment, ...UNLIMITED.environment },
    ports: published.get(name) ?? [],
    networks: undefined,
  };
  return [name, service];
}

/** The tests of every image in its toolchain, with the servers that its programs need: `docker compose run --rm <image>-test`. */
export function testFile(project: Project, services: ComposeFile["services"]): ComposeFile {
  const tests = [...project.images.values()].map((plan) => {
    const workload = project.workloads.find(({ pod }) => pod.containers[0]?.image === plan.reference);
    return [project.names.of(`${plan.path}/test`), tested(project, plan, services, workload)] as const;
  });
  return { services: Object.fromEntries(tests), volumes: CACHE_VOLUMES };
}

function tested(
  project: Project,
  plan: ImagePlan,
  services: ComposeFile["services"],
  workload: Workload | undefined,
): Service {
  const [main] = workload?.pod.containers ?? [];
  const waits = Object.entries((workload && services[project.names.of(workload.path)]?.depends_on) ?? {});
  const servers = project.servers.map(({ key }) => project.names.of(key));
  const needed = Object.fromEntries(waits.filter(([name]) => servers.includes(name)));
  return {
    profiles: ["test"],
    build: buildOf(project, plan, "dev"),
    image: `${plan.name}:dev`,
    entrypoint: ["go", "test"],
    command: ["./..."],
    working_dir: escaped(posix.join(SOURCE, plan.module.dir)),
    ...(Object.keys(needed).length > 0 && { depends_on: needed }),
    tmpfs: WORKPLACE.tmpfs!,
    volumes: sourcesOf(project, plan),
    environment: { ...(workload && main && settingsOf(project, workload, main)), ...UNLIMITED.environment },
    read_only: true,
    cap_drop: ["ALL"],
    security_opt: ["no-new-privileges:true"],
  };
}
