import type { Backing } from "../../lib/backing";
import type { Rendered, RenderedExternal } from "../../lib/rendered";
import { BACKING_IMAGES } from "../../lib/versions";
import type { Healthcheck, NamedVolume, Service } from "./model";
import type { Workload } from "./workload";

/** A server that a local run starts. */
export interface Server {
  /** What it is: two programs that need the same share one. */
  readonly key: string;
  readonly name: string;
  readonly backing: Backing;
  /** Hosts by which programs know it in the environments. */
  readonly hosts: readonly string[];
}

interface Engine {
  /** Where it listens, whatever the environments use. */
  readonly port: number;
  readonly image: (version: string) => string;
  readonly environment?: (backing: Backing) => Readonly<Record<string, string>>;
  readonly check: (backing: Backing) => readonly string[];
  readonly data: (version: string) => string;
  readonly url: (host: string, backing: Backing) => string;
}

const ENGINES: Readonly<Record<Backing["engine"], Engine>> = {
  postgres: {
    port: 5432,
    image: (version) => published(BACKING_IMAGES.postgres, version),
    // No password anywhere: the port is published on the loopback address only.
    environment: ({ database = "" }) => ({ POSTGRES_HOST_AUTH_METHOD: "trust", POSTGRES_DB: database }),
    // Over TCP: while it is being initialised, the server listens on its socket only.
    check: ({ database = "" }) => ["pg_isready", "--host=127.0.0.1", "--username=postgres", `--dbname=${database}`],
    // https://github.com/docker-library/docs/blob/master/postgres/README.md#pgdata: since 18 a folder for each version lies below it.
    data: (version) => (Number(version) >= 18 ? "/var/lib/postgresql" : "/var/lib/postgresql/data"),
    url: (host, { database = "" }) => `postgres://postgres@${host}:5432/${database}?sslmode=disable`,
  },
  redis: {
    port: 6379,
    image: (version) => published(BACKING_IMAGES.redis, version),
    check: () => ["redis-cli", "ping"],
    data: () => "/data",
    url: (host) => `redis://${host}:6379/0`,
  },
};

function published(images: Readonly<Record<string, { readonly reference: string }>>, version: string): string {
  return images[version]?.reference ?? "";
}

/** The servers that an environment needs, by key, with the hosts that they have in all environments. */
export function serversOf({ externals }: Rendered, programs: readonly Rendered[]): readonly Server[] {
  const all = programs.flatMap((program) => program.externals);
  const servers = externals.flatMap((external): Server[] => {
    const { backing, name } = external;
    if (!backing) return [];
    const key = keyOf(external, backing);
    const same = [...all, external].filter((other) => other.backing && keyOf(other, other.backing) === key);
    return [{ key, name, backing, hosts: [...new Set(same.map(({ host }) => host))] }];
  });
  return [...new Map(servers.map((server) => [server.key, server])).values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** The servers of a program by the variable that leads to each. */
export function serversFor({ externals }: Rendered, { app, name }: Workload): ReadonlyMap<string, string> {
  return new Map(
    externals.flatMap((external) => {
      const { backing } = external;
      const isOwn = external.app === app && external.program === name;
      return backing && isOwn ? [[backing.url, keyOf(external, backing)] as const] : [];
    }),
  );
}

function keyOf({ name }: RenderedExternal, { engine, version, database = "" }: Backing): string {
  return ["server", name, engine, version, database].join("/");
}

/** Where a program finds a server of a local run. */
export function urlOf({ backing }: Server, service: string): string {
  return ENGINES[backing.engine].url(service, backing);
}

/** The port that a server listens on, with the name of its engine. */
export function portOf({ backing }: Server): { readonly name: string; readonly target: number } {
  return { name: backing.engine, target: ENGINES[backing.engine].port };
}

const CHECK: Omit<Healthcheck, "test"> = { interval: "2s", timeout: "5s", retries: 30 };

/** A server with its data in a volume of its own. @param aliases hosts by which programs know it */
export function serverService({ backing, hosts }: Server, volume: string, ports: readonly string[]): Service {
  const engine = ENGINES[backing.engine];
  const { environment, check, data, image } = engine;
  const aliases = hosts.filter((host) => /[a-z]/i.test(host) && !host.includes(":")).sort();
  return {
    image: image(backing.version),
    environment: environment?.(backing),
    healthcheck: { test: ["CMD", ...check(backing)], ...CHECK },
    ports,
    volumes: [{ type: "volume", source: volume, target: data(backing.version) }],
    networks: { default: { aliases } },
    security_opt: ["no-new-privileges:true"],
    stop_grace_period: "30s",
  };
}

/** The volume of a server: another major version begins anew, for it cannot read the files of the one before. */
export function dataVolume({ backing }: Server, service: string): readonly [string, NamedVolume] {
  return [`${service}-${backing.engine}-${backing.version}`, {}];
}
