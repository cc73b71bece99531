/** A service of a Compose file. @see https://github.com/compose-spec/compose-spec/blob/main/05-services.md */
export interface Service {
  readonly build?: Build;
  readonly image?: string;
  readonly profiles?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly working_dir?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: Condition }>>;
  readonly healthcheck?: Partial<Healthcheck>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly Mounted[];
  readonly tmpfs?: readonly string[];
  readonly network_mode?: string;
  readonly networks?: { readonly default: { readonly aliases: readonly string[] } };
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_add?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly mem_limit?: string;
  readonly cpus?: number;
  readonly init?: boolean;
  readonly stop_grace_period?: string;
}

export type Condition = "service_healthy" | "service_started" | "service_completed_successfully";

export interface Build {
  readonly context: string;
  readonly dockerfile: string;
  readonly target: string;
  readonly args?: Readonly<Record<string, null>>;
  readonly secrets?: readonly string[];
}

export interface Healthcheck {
  readonly test: readonly string[];
  readonly interval: string;
  readonly timeout: string;
  readonly retries: number;
  readonly start_period?: string;
}

export interface Mounted {
  readonly type: "bind" | "volume";
  readonly source: string;
  readonly target: string;
  readonly read_only?: true;
}

/** Storage of its own; with options, as `mount` takes them, it is in memory. */
export type NamedVolume = Readonly<Record<string, never>> | { readonly driver_opts: Readonly<Record<string, string>> };

export interface ComposeFile {
  readonly name?: string;
  readonly services: Readonly<Record<string, Service>>;
  readonly networks?: { readonly default: object };
  readonly volumes?: Readonly<Record<string, NamedVolume>>;
  readonly secrets?: Readonly<Record<string, { readonly file: string }>>;
}
