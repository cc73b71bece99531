import { isIP } from "node:net";
import type { Backing, PostgresOptions, RedisOptions } from "./backing";
import { POSTGRES, REDIS } from "./backing";
import type { Above } from "./call-site";
import { refuse, refuseAll } from "./errors";
import type { FieldTable } from "./fields";
import { readFields } from "./fields";
import { dnsLabel } from "./names";
import { show } from "./show";

/** Something outside of the program that a service needs: its network policy lets it through, the graph shows it. */
export class External {
  private constructor(
    readonly name: string,
    readonly host: string,
    readonly port: number,
    readonly protocol: "TCP" | "UDP",
    /** Address blocks behind the host; network policy cannot name hosts. */
    readonly cidrs: readonly string[],
    /** What answers there, where that is known: a local run starts one. */
    readonly backing: Backing | undefined,
  ) {
    Object.freeze(this);
  }

  /**
   * A TCP endpoint. Give its address blocks (`{ cidrs: ["10.20.0.0/16"] }`) to narrow the network policy; a host that is an address narrows itself;
   * without either, the port is open towards every address but the cloud's metadata endpoint.
   * @throws ValidationError when the port is outside 1–65535.
   */
  static tcp(name: string, host: string, port: number, options: { readonly cidrs?: readonly string[] } = {}): External {
    checkPort(name, port, External.tcp);
    return new External(name, host, port, "TCP", options.cidrs ?? ownBlock(host), undefined);
  }

  /** A UDP endpoint; see {@link External.tcp}. */
  static udp(name: string, host: string, port: number, options: { readonly cidrs?: readonly string[] } = {}): External {
    checkPort(name, port, External.udp);
    return new External(name, host, port, "UDP", options.cidrs ?? ownBlock(host), undefined);
  }

  /**
   * A PostgreSQL server, on port 5432 unless said otherwise; see {@link External.tcp}. A local run starts one of this version, under this name, and the
   * variable `url` leads there.
   * @throws ValidationError when the name is no DNS label, or an option is wrong.
   */
  static postgres(name: string, host: string, options: PostgresOptions): External {
    const { port = 5432, cidrs, version, url, database = name } = read(name, options, POSTGRES, External.postgres);
    const backing = { engine: "postgres", version, url, database } as const;
    return new External(name, host, port, "TCP", cidrs ?? ownBlock(host), Object.freeze(backing));
  }

  /** A Redis server, on port 6379 unless said otherwise; see {@link External.postgres}. */
  static redis(name: string, host: string, options: RedisOptions): External {
    const { port = 6379, cidrs, version, url } = read(name, options, REDIS, External.redis);
    const backing = { engine: "redis", version, url, database: undefined } as const;
    return new External(name, host, port, "TCP", cidrs ?? ownBlock(host), Object.freeze(backing));
  }
}

function ownBlock(host: string): readonly string[] {
  const version = isIP(host);
  return version ? [`${host}/${version === 4 ? 32 : 128}`] : [];
}

function checkPort(name: string, port: number, above: typeof External.tcp): void {
  if (Number.isInteger(port) && port >= 1 && port <= 65535) return;
  refuse(
    {
      code: "out-of-range",
      got: `port ${show(port)} of ${show(name)}`,
      allowed: "a whole number from 1 to 65535",
      fix: "name the port it listens on",
    },
    above,
  );
}

/** The options, and a name that a local run can use as a host. */
function read<T extends object>(name: string, options: unknown, table: FieldTable<T>, above: Above): T {
  const { values, findings } = readFields(options, table);
  const wrong = dnsLabel(String(name));
  const all = [...(wrong ? [{ ...wrong, field: "name" }] : []), ...findings];
  if (all.length === 0) return values as T;
  return refuseAll(
    all.map((finding) => ({ ...finding, path: "" })),
    above,
  );
}
