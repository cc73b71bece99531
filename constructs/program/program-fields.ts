import type { IConstruct } from "constructs";
import { External } from "../../lib/external";
import type { Field, FieldTable, FieldType } from "../../lib/fields";
import { either, group, list, recordOf, text, value } from "../../lib/fields";
import { ImageRef } from "../../lib/image-ref";
import { configKey, dnsLabel, dnsLabelLetterFirst, envName, labelKey } from "../../lib/names";
import { CpuLimit } from "../../lib/opt-out";
import type { ImageSource } from "../../lib/ports";
import { Resources } from "../../lib/resources";
import { SecretRef } from "../../lib/secret-ref";
import { isSecretText } from "../../lib/secret-text";
import { show } from "../../lib/show";
import type { CpuLike, SizeLike } from "../../lib/units";
import type { Cpu, Size } from "../../lib/units";
import type { Volume } from "../../lib/volume";
import type { Permission } from "../account/account";
import type { RuntimeOptions, RuntimeSettings } from "../workload/runtime";
import { RUNTIME } from "../workload/runtime";
import type { SecurityOptions, SecuritySettings } from "../workload/security";
import { SECURITY } from "../workload/security";
import { CONTAINER_RESOURCES, CPU, MEMORY, PROGRAM_RESOURCES, SCRATCH, VOLUME } from "./amounts";
import { absolutePath, argument, environmentText } from "./texts";

/** A container beside the program, or before it. */
export interface ContainerOptions {
  readonly image: ImageRef | ImageSource;
  /** @default - the image's entry point */
  readonly command?: readonly string[];
  /** @default [] */
  readonly args?: readonly string[];
  /** Literal variables by name. @default {} */
  readonly env?: Readonly<Record<string, string>>;
  /** @default Resources.small */
  readonly resources?: Resources;
  /** Folders by the volume's name: where the container sees a volume of the program. @default {} */
  readonly mounts?: Readonly<Record<string, string>>;
}

/** Who the program is for the Kubernetes API, and for a cloud that trusts it. */
export interface AccountOptions {
  /** Annotations of the service account, e.g. a cloud's role. @default {} */
  readonly annotations?: Readonly<Record<string, string>>;
  /** What it may do in the Kubernetes API; with any, the pod gets a token. @default [] */
  readonly permissions?: readonly Permission[];
}

/** What every Go program needs in order to run, whatever it does. */
export interface ProgramProps {
  /** Name of the objects: `daily-report` for the construct id `DailyReport`. @default - from the construct id */
  readonly name?: string;
  /**
   * The construct id that it had before: its objects keep their names, and in Pulumi their identity, so that nothing is replaced.
   * @default - it was never renamed
   */
  readonly renamedFrom?: string;
  /** A GoImage, or an image by its digest; a tag is for development only. */
  readonly image: ImageRef | ImageSource;
  /** @default - the image's entry point */
  readonly command?: readonly string[];
  /** @default [] */
  readonly args?: readonly string[];
  /** A pair of processor time and memory. @default Resources.medium */
  readonly resources?: Resources;
  /** Processor time that is reserved; autoscaling is measured against it. @default - from resources */
  readonly cpu?: CpuLike;
  /** The most processor time, or `CpuLimit.off(reason)`. @default - twice the request */
  readonly cpuLimit?: CpuLike | CpuLimit;
  /** Memory, reserved and at most; the Go runtime's soft limit is 90 % of it. @default - from resources */
  readonly memory?: SizeLike;
  /** Size of /tmp, the one writable folder. @default "64Mi" */
  readonly scratch?: SizeLike;
  /** Variables. Dotted keys become variables too: `database.url` → `DATABASE_URL`. @default {} */
  readonly config?: Readonly<Record<string, string>>;
  /** Configuration files by absolute path. @default {} */
  readonly files?: Readonly<Record<string, string>>;
  /** Secrets by variable name. @default {} */
  readonly secrets?: Readonly<Record<string, SecretRef>>;
  /** Programs that this one calls: constructs, names in the same app, or `app/name`. Calls may be mutual. @default [] */
  readonly calls?: readonly (IConstruct | string)[];
  /** What it needs from outside of the program. @default [] */
  readonly needs?: readonly External[];
  /** Folders besides /tmp, by name. @default {} */
  readonly volumes?: Readonly<Record<string, Volume>>;
  /** Containers that run to their end before the program starts, in order of their names. @default {} */
  readonly init?: Readonly<Record<string, ContainerOptions>>;
  /** Containers that start before the program and end after it. @default {} */
  readonly sidecars?: Readonly<Record<string, ContainerOptions>>;
  /** @default {} */
  readonly security?: SecurityOptions;
  /** @default {} */
  readonly runtime?: RuntimeOptions;
  /** @default {} */
  readonly account?: AccountOptions;
  /** A PriorityClass of the cluster. @default - the cluster's own default */
  readonly priorityClass?: string;
  /** Annotations of the pods. @default {} */
  readonly podAnnotations?: Readonly<Record<string, string>>;
}

export interface ContainerSettings {
  readonly image: ImageRef;
  readonly command: readonly string[] | undefined;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly resources: Resources;
  readonly mounts: Readonly<Record<string, string>>;
}

export interface AccountSettings {
  readonly annotations: Readonly<Record<string, string>>;
  readonly permissions: readonly Permission[];
}

/** `ProgramProps` with every default filled in. */
export interface ProgramSettings {
  readonly name: string | undefined;
  readonly renamedFrom: string | undefined;
  readonly image: ImageRef;
  readonly command: readonly string[] | undefined;
  readonly args: readonly string[];
  readonly resources: Resources;
  readonly cpu: Cpu | undefined;
  readonly cpuLimit: Cpu | CpuLimit | undefined;
  readonly memory: Size | undefined;
  readonly scratch: Size;
  readonly config: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, SecretRef>>;
  readonly calls: readonly (IConstruct | string)[];
  readonly needs: readonly External[];
  readonly volumes: Readonly<Record<string, Volume>>;
  readonly init: Readonly<Record<string, ContainerSettings>>;
  readonly sidecars: Readonly<Record<string, ContainerSettings>>;
  readonly security: SecuritySettings;
  readonly runtime: RuntimeSettings;
  readonly account: AccountSettings;
  readonly priorityClass: string | undefined;
  readonly podAnnotations: Readonly<Record<string, string>>;
}

const image: FieldType<ImageRef> = {
  shape: { kind: "value", names: ["ImageRef"] },
  read: (given, place) => {
    const wanted = value<ImageRef>("a GoImage, or ImageRef.pinned(…)", ImageRef);
    const ref = wanted.read(isImageSource(given) ? given.ref : given, place);
    return ref?.complaint ? place.complain(ref.complaint) : ref;
  },
};

function isImageSource(given: unknown): given is ImageSource {
  return typeof given === "object" && given !== null && "ref" in given;
}

const label = text("a DNS label of at most 63 characters", dnsLabel, ["proxy"]);
const variable = text("a variable name: letters, digits and _, no digit first", envName, ["LOG_LEVEL"]);
const annotations = recordOf(
  text("an annotation key", labelKey, ["example.test/note"]),
  text("any text", () => undefined, ["yes"]),
  100,
);
const callee: FieldType<IConstruct | string> = either<string, IConstruct>(
  (given) => typeof given === "string",
  text("the name of a program", programReference, ["pricing", "billing/invoices"]),
  {
    shape: { kind: "value", names: ["Construct"] },
    read: (given, place) =>
      typeof given === "object" && given !== null && "node" in given
        ? (given as IConstruct)
        : place.complain({
            code: "wrong-type",
            got: show(given),
            allowed: "a GoService or the name of one",
            fix: 'calls: [pricing], or calls: ["pricing"]',
          }),
  },
);

/** `name`, or `app/name`. */
function programReference(given: string) {
  const [app = "", name, ...more] = given.split("/");
  return more.length > 0 ? dnsLabel(given) : dnsLabel(name ?? app);
}

const none = { default: {} } as const;

const containers: Field<Readonly<Record<string, ContainerSettings>>>["type"] = recordOf(
  label,
  group<ContainerSettings>({
    image: { type: image, required: true, doc: "the image, by digest" },
    command: {
      type: list(argument, 100),
      otherwise: "the image's entry point",
      doc: "the program and its fixed arguments",
    },
    args: { type: list(argument, 100), default: [], doc: "arguments" },
    env: { type: recordOf(variable, environmentText, 200), ...none, doc: "literal variables by name" },
    resources: {
      type: CONTAINER_RESOURCES,
      default: Resources.small,
      doc: "processor time and memory",
    },
    mounts: { type: recordOf(label, absolutePath, 20), ...none, doc: "where it sees the program's volumes" },
  }),
  10,
);

const permission = group<Permission & { apiGroups: readonly string[] }>({
  apiGroups: {
    type: list(
      text("an API group", () => undefined, [""]),
      20,
      1,
    ),
    default: [""],
    doc: "API groups; the core group is empty",
  },
  resources: {
    type: list(text("a resource, in the plural", noWildcard, ["configmaps"]), 50, 1),
    required: true,
    doc: "resources, in the plural",
  },
  verbs: { type: list(text("a verb", noWildcard, ["get", "list"]), 20, 1), required: true, doc: "verbs" },
  names: {
    type: list(
      text("the name of an object", () => undefined, ["leader"]),
      50,
    ),
    otherwise: "every object of these resources",
    doc: "names of objects",
  },
});

function noWildcard(given: string) {
  if (/^[a-z][a-z0-9./-]*$/.test(given)) return undefined;
  return {
    code: "wildcard-role",
    got: show(given),
    allowed: "lower-case words without *: a wildcard is full control",
    fix: "name what the program asks for",
  };
}

/** A reference to a secret. */
export const SECRET = secret();

/** The field table that every front door of a program begins with. */
export const PROGRAM: FieldTable<ProgramSettings> = {
  name: {
    type: text("a DNS label of at most 40 characters, letter first", programName, ["storefront"]),
    otherwise: "from the construct id",
    doc: "name of the objects",
  },
  renamedFrom: {
    type: text("a construct id", constructId, ["Shopfront"]),
    otherwise: "it was never renamed",
    doc: "the construct id that it had before",
  },
  image: { type: image, required: true, doc: "a GoImage, or an image by its digest: ImageRef.pinned(…)" },
  command: {
    type: list(argument, 100),
    otherwise: "the image's entry point",
    doc: "the program and its fixed arguments",
  },
  args: { type: list(argument, 100), default: [], doc: "arguments" },
  resources: {
    type: PROGRAM_RESOURCES,
    default: Resources.medium,
    doc: "a pair of processor time and memory",
  },
  cpu: { type: CPU, otherwise: "from resources", doc: "processor time that is reserved" },
  cpuLimit: {
    type: either((given) => given instanceof CpuLimit, value<CpuLimit>("CpuLimit.off(reason)", CpuLimit), CPU),
    otherwise: "twice the request",
    doc: "the most processor time",
  },
  memory: { type: MEMORY, otherwise: "from resources", doc: "memory, reserved and at most" },
  scratch: { type: SCRATCH, default: "64Mi", doc: "size of /tmp" },
  config: {
    type: recordOf(text("a key of a ConfigMap", configKey, ["LOG_LEVEL", "database.pool"]), environmentText, 500),
    ...none,
    doc: "variables",
  },
  files: {
    type: recordOf(
      absolutePath,
      text("any text", () => undefined, ["key: value\n"]),
      50,
    ),
    ...none,
    doc: "configuration files by absolute path",
  },
  secrets: { type: recordOf(variable, SECRET, 200), ...none, doc: "secrets by variable name" },
  calls: { type: list(callee, 200), default: [], doc: "programs that this one calls" },
  needs: {
    type: list(value<External>("External.tcp(name, host, port)", External), 100),
    default: [],
    doc: "what it needs from outside of the program",
  },
  volumes: { type: recordOf(label, VOLUME, 20), ...none, doc: "folders besides /tmp" },
  init: { type: containers, ...none, doc: "containers that run before the program" },
  sidecars: { type: containers, ...none, doc: "containers that run beside the program" },
  security: { type: group(SECURITY), ...none, doc: "who the program is on its node" },
  runtime: { type: group(RUNTIME), ...none, doc: "how the Go runtime behaves" },
  account: {
    type: group<AccountSettings>({
      annotations: { type: annotations, ...none, doc: "annotations of the service account" },
      permissions: { type: list(permission, 20), default: [], doc: "what it may do in the Kubernetes API" },
    }),
    ...none,
    doc: "who the program is for the Kubernetes API",
  },
  priorityClass: {
    type: text("the name of a PriorityClass", dnsLabel, ["batch"]),
    otherwise: "the cluster's own default",
    doc: "a PriorityClass of the cluster",
  },
  podAnnotations: { type: annotations, ...none, doc: "annotations of the pods" },
};

/** Room for what Gantry appends, e.g. `-migrate-` and ten characters of a hash. */
export const LONGEST_NAME = 40;

function constructId(given: string) {
  if (given !== "" && !given.includes("/") && !isSecretText(given)) return undefined;
  const allowed = "a construct id: not empty, without /, and no secret";
  return { code: "construct-id", got: show(given), allowed, fix: "the second argument of its constructor, as it was" };
}

function programName(given: string) {
  if (given.length <= LONGEST_NAME) return dnsLabelLetterFirst(given);
  const allowed = `at most ${LONGEST_NAME} characters, so that names of pods and jobs fit into 63`;
  return {
    code: "name-too-long",
    got: `${show(given)} (${given.length} characters)`,
    allowed,
    fix: "choose a shorter name",
  };
}

function secret(): FieldType<SecretRef> {
  const reference = value<SecretRef>("a reference: output files are kept in Git", SecretRef);
  return {
    shape: reference.shape,
    read: (given, place) => {
      if (typeof given !== "string") return reference.read(given, place);
      const fix = 'env.secret("storefront/database-url"), or SecretRef.existing("name", "key")';
      return place.complain({
        code: "literal-secret",
        got: 'a literal ("****")',
        allowed: "a reference: output files are kept in Git",
        fix,
      });
    },
  };
}
