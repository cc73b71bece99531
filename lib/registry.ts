import type { Above } from "./call-site";
import type { Complaint } from "./errors";
import { refuse, refuseAll } from "./errors";
import type { FieldTable } from "./fields";
import { group, list, readFields, text, value } from "./fields";
import { isImageReference } from "./image-ref";
import { objectName } from "./names";
import { RegistryCredentials } from "./registry/credentials";
import type { Retention } from "./registry/retention";
import { RETENTION } from "./registry/retention";
import { show } from "./show";

export interface RegistryOptions {
  /** Who pushes. @default - a registry that asks nobody */
  readonly credentials?: RegistryCredentials;
  /**
   * Name of the Secret with which nodes pull: of type kubernetes.io/dockerconfigjson, and made by somebody else in the namespace of each program.
   * @default - nodes need none
   */
  readonly pullSecret?: string;
}

export interface HarborOptions extends RegistryOptions {
  /** What its garbage collection may not take. @default - Harbor keeps everything */
  readonly retention?: Retention;
  /** Where every push is copied to. @default - nowhere */
  readonly replicateTo?: readonly Registry[];
}

/** What Harbor does by itself with the images of a project. */
export interface HarborRules {
  readonly project: string;
  readonly retention: Retention | undefined;
  readonly replicateTo: readonly Registry[];
}

/** Where images are pushed to: a host and a path, e.g. `registry.example.test/shop`. */
export class Registry {
  private constructor(
    /** `host[:port][/path]`. */
    readonly address: string,
    readonly credentials: RegistryCredentials | undefined,
    /** Name of the Secret with which nodes pull. */
    readonly pullSecret: string | undefined,
    /** Only of a Harbor. */
    readonly harbor: HarborRules | undefined,
  ) {
    Object.freeze(this);
  }

  /**
   * A registry by its address, without a scheme. Credentials are references, never part of the address.
   * @throws ValidationError when the address breaks the grammar of distribution/reference, names no host, or carries a user or password.
   */
  static at(address: string, options: RegistryOptions = {}): Registry {
    checkAddress(address, Registry.at);
    const { credentials, pullSecret } = read(options, PLAIN, Registry.at);
    return new Registry(address, credentials, pullSecret, undefined);
  }

  /**
   * A project of a Harbor: `host[:port]/project`, with rules that Harbor keeps by itself.
   * @throws ValidationError as `Registry.at` does, and when the path is not one project by Harbor's rules.
   */
  static harbor(address: string, options: HarborOptions = {}): Registry {
    checkAddress(address, Registry.harbor);
    const [, project = "", ...below] = address.split("/");
    if (!PROJECT.test(project) || below.length > 0) refuse(noProject(address), Registry.harbor);
    const { credentials, pullSecret, retention, replicateTo = [] } = read(options, HARBOR, Registry.harbor);
    if (retention && !hasRule(retention)) refuse(NO_RULE, Registry.harbor);
    const addresses = [address, ...replicateTo.map((one) => one.address)];
    const twice = addresses.find((one, index) => addresses.indexOf(one) !== index);
    if (twice) refuse({ ...TWICE, got: `${show(twice)} twice` }, Registry.harbor);
    return new Registry(address, credentials, pullSecret, { project, retention, replicateTo });
  }

  /** `host[:port]`. */
  get host(): string {
    return this.address.replace(/\/.*/, "");
  }

  /**
   * Where the image of this name is, without a tag: `registry.example.test/shop/storefront`.
   * @throws ValidationError when the name breaks the grammar of distribution/reference, or the whole has more than 255 characters.
   */
  repository(name: string): string {
    const whole = `${this.address}/${name}`;
    if (NAME.test(name) && isImageReference(whole)) return whole;
    const allowed =
      "lower-case letters and digits with single ., _ or -, parts between /; at most 255 characters with the registry";
    return refuse({ code: "repository-name", got: show(name), allowed, fix: 'e.g. "storefront"' }, this.repository);
  }

  toString(): string {
    return this.address;
  }
}

/** A path of distribution/reference: neither a tag nor a digest. */
const NAME = /^[a-z0-9._/-]+$/;
/** src/pkg/project/manager.go of Harbor. */
const PROJECT = /^(?=.{1,255}$)[a-z0-9]+(?:[._-][a-z0-9]+)*$/;

const PLAIN: FieldTable<RegistryOptions> = {
  credentials: {
    type: value<RegistryCredentials>('RegistryCredentials.password("ci", SecretRef.existing(…))', RegistryCredentials),
    doc: "who pushes",
    otherwise: "a registry that asks nobody",
  },
  pullSecret: {
    type: text("the name of a Secret", (name) => objectName("Secret", name), ["registry"]),
    doc: "the Secret with which nodes pull",
    otherwise: "nodes need none",
  },
};
const HARBOR: FieldTable<HarborOptions> = {
  ...PLAIN,
  retention: { type: group(RETENTION), doc: "what is kept", otherwise: "Harbor keeps everything" },
  replicateTo: {
    type: list(value<Registry>('Registry.at("registry.example.test/shop")', Registry), 20),
    doc: "where every push is copied to",
    otherwise: "nowhere",
  },
};

const TWICE: Omit<Complaint, "got"> = {
  code: "replicates-twice",
  allowed: "each destination once, and not the project itself",
  fix: "leave it out of replicateTo",
};
const NO_RULE: Complaint = {
  code: "retention-empty",
  got: "a retention that keeps nothing",
  allowed: "at least one of keep, days and tags",
  fix: "set keep: 10, or leave retention out: Harbor keeps everything",
};

function hasRule({ keep, days, tags = [] }: Retention): boolean {
  return keep !== undefined || days !== undefined || tags.length > 0;
}

function read<T extends object>(options: unknown, table: FieldTable<T>, above: Above): Partial<T> {
  const { values, findings } = readFields(options, table);
  if (findings.length === 0) return values;
  return refuseAll(
    findings.map((finding) => ({ ...finding, path: "" })),
    above,
  );
}

function checkAddress(address: unknown, above: (...args: never[]) => unknown): void {
  if (typeof address === "string" && address.includes("@")) {
    const got = `"****@${address.slice(address.lastIndexOf("@") + 1)}"`;
    refuse({ ...RULE, code: "literal-credential", got, allowed: "an address without a user or a password" }, above);
  }
  if (typeof address !== "string" || !isHostAndPath(address)) refuse({ ...RULE, got: show(address) }, above);
}

const RULE: Omit<Complaint, "got"> = {
  code: "registry-address",
  allowed: "host[:port][/path] without a scheme; a host has a dot or a port or is localhost, a path is lower case",
  fix: 'e.g. Registry.at("registry.example.test/shop", { credentials: RegistryCredentials.password("ci", SecretRef.existing(…)) })',
};

/** Without a dot or a port Docker takes the first part for a path on Docker Hub. */
function isHostAndPath(address: string): boolean {
  const [host = ""] = address.split("/");
  const [name = "", port = "1"] = host.split(":");
  const isHost = name === "localhost" || host !== name || name.includes(".");
  return isHost && Number(port) >= 1 && Number(port) <= 65_535 && isImageReference(`${address}/x`);
}

function noProject(address: string): Complaint {
  return {
    code: "harbor-project",
    got: show(address),
    allowed: "host[:port]/project; a project is lower-case letters and digits with single ., _ or - inside",
    fix: 'e.g. Registry.harbor("harbor.example.test/shop")',
  };
}
