import type { Complaint } from "./errors";
import type { FieldTable } from "./fields";
import { choice, integer, list, text } from "./fields";
import { envName } from "./names";
import { show } from "./show";
import { BACKING_IMAGES } from "./versions";

/** Servers that local runs can start. */
export type EngineName = keyof typeof BACKING_IMAGES;

/** What answers at an endpoint, and how the program finds it; a plain value. */
export interface Backing {
  readonly engine: EngineName;
  /** Major version of the server. */
  readonly version: string;
  /** The variable that holds its URL. */
  readonly url: string;
  /** Name of the database; nothing where the engine has none by name. */
  readonly database: string | undefined;
}

interface BackingOptions<E extends EngineName> {
  /** Major version of the server. */
  readonly version: keyof (typeof BACKING_IMAGES)[E] & string;
  /** The variable by which the program finds it, e.g. `DATABASE_URL`: one of its `secrets`, or of its `config`. */
  readonly url: string;
  /** @default - the port that the protocol is known by */
  readonly port?: number;
  /** Address blocks behind the host, e.g. `["10.20.0.0/16"]`. @default - the host itself where it is an address; else every address */
  readonly cidrs?: readonly string[];
}

export interface PostgresOptions extends BackingOptions<"postgres"> {
  /** Name of the database in local runs. @default - the name of the endpoint */
  readonly database?: string;
}

export type RedisOptions = BackingOptions<"redis">;

/** Types, bounds and one sentence for each option of `External.postgres`. */
export const POSTGRES: FieldTable<PostgresOptions> = {
  ...table("postgres"),
  database: {
    type: text("the name of a database", databaseName, ["orders"]),
    otherwise: "the name of the endpoint",
    doc: "name of the database in local runs",
  },
};

/** Types, bounds and one sentence for each option of `External.redis`. */
export const REDIS: FieldTable<RedisOptions> = table("redis");

function table<E extends EngineName>(engine: E): FieldTable<BackingOptions<E>> {
  const versions = Object.keys(BACKING_IMAGES[engine]) as BackingOptions<E>["version"][];
  return {
    version: { type: choice(...versions), required: true, doc: "major version of the server" },
    url: {
      type: text("the name of a variable", envName, ["DATABASE_URL"]),
      required: true,
      doc: "the variable by which the program finds it",
    },
    port: { type: integer(1, 65535), otherwise: "the port that the protocol is known by", doc: "where it listens" },
    cidrs: {
      type: list(
        text("an address block", () => undefined, ["10.20.0.0/16"]),
        100,
      ),
      otherwise: "the host itself where it is an address; else every address",
      doc: "address blocks behind the host",
    },
  };
}

/** https://www.postgresql.org/docs/18/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS, less what a URL would escape. */
function databaseName(given: string): Complaint | undefined {
  if (/^[A-Za-z_][A-Za-z0-9_-]{0,62}$/.test(given)) return undefined;
  return {
    code: "database-name",
    got: show(given),
    allowed: "a letter or _ first, then letters, digits, _ and -, at most 63",
    fix: 'e.g. "orders"',
  };
}
