import { Construct } from "constructs";
import { isComplaint } from "../lib/errors";
import type { FieldTable, FieldType, Finding } from "../lib/fields";
import { choice, list, readFields, recordOf, text, value } from "../lib/fields";
import type { GoCommand } from "../lib/go-module";
import { GoModule } from "../lib/go-module";
import { ImageRef } from "../lib/image-ref";
import { Base, referenceComplaint } from "../lib/image/base";
import type { ImagePlan } from "../lib/image/image-plan";
import type { Platform } from "../lib/image/platform";
import { PLATFORMS } from "../lib/image/platform";
import { dnsLabelLetterFirst, labelKey, nameFor } from "../lib/names";
import type { ImageSource } from "../lib/ports";
import { Registry } from "../lib/registry";
import { show } from "../lib/show";
import { GO_BUILDER } from "../lib/versions";
import { environmentOf, imagesOf, wiringOf } from "./base/context";
import { pathOf, remember, report } from "./base/report";
import { commandOf, ingredientFindings } from "./image/image-findings";
import { buildFindings, referenceOf } from "./image/reference";

/** How a Go module becomes an image. */
export interface GoImageProps {
  /** `GoModule.read("services/storefront")`. */
  readonly module: GoModule;
  /** Where it is pushed; deployments pull from the first one. */
  readonly registries: readonly Registry[];
  /** Name in the registries, and of the program in the image. @default - the folder of the module, or the command */
  readonly name?: string;
  /** The main package, by its folder's name, where the module has several. @default - the only one */
  readonly command?: string;
  /** @default ["linux/amd64", "linux/arm64"] */
  readonly platforms?: readonly Platform[];
  /** What the program runs on. @default Base.distroless */
  readonly base?: Base;
  /** What the Go toolchain runs on: a reference, by digest in production. @default - golang on Debian, by digest */
  readonly builder?: string;
  /** Patterns of modules that need the credentials of ~/.netrc, as in GOPRIVATE; no layer keeps them. @default [] */
  readonly privateModules?: readonly string[];
  /** Labels besides those of the OCI specification that every image gets. @default {} */
  readonly labels?: Readonly<Record<string, string>>;
}

/** `GoImageProps` with every default filled in. */
interface Settings {
  readonly module: GoModule;
  readonly registries: readonly Registry[];
  readonly name: string | undefined;
  readonly command: string | undefined;
  readonly platforms: readonly Platform[];
  readonly base: Base;
  readonly builder: string;
  readonly privateModules: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

const oneLine = text("a text of one line", singleLine, ["shop"]);
const platform: FieldType<Platform> = choice(...PLATFORMS);

/** Types, bounds, defaults and one sentence for each prop of a GoImage. */
export const GO_IMAGE: FieldTable<Settings> = {
  module: { type: value<GoModule>("GoModule.read(folder)", GoModule), required: true, doc: "the module" },
  registries: {
    type: list(value<Registry>('Registry.at("registry.example.test/shop")', Registry), 10, 1),
    required: true,
    doc: "where it is pushed",
  },
  name: {
    type: text("a DNS label of at most 40 characters, letter first", imageName, ["storefront"]),
    otherwise: "the folder of the module, or the command",
    doc: "name in the registries, and of the program in the image",
  },
  command: {
    type: text("the name of a main package", () => undefined, ["server"]),
    otherwise: "the only one",
    doc: "the main package",
  },
  platforms: {
    type: list(platform, PLATFORMS.length, 1),
    default: ["linux/amd64", "linux/arm64"],
    doc: "operating systems and processors",
  },
  base: {
    type: value<Base>("Base.distroless, .scratch, .alpine or .image(…)", Base),
    default: Base.distroless,
    doc: "what the program runs on",
  },
  builder: {
    type: text("a reference", referenceComplaint, [GO_BUILDER.reference]),
    otherwise: "golang on Debian, by digest",
    doc: "what the Go toolchain runs on",
  },
  privateModules: {
    type: list(text("a pattern as in GOPRIVATE", pattern, ["git.example.test/*"]), 50),
    default: [],
    doc: "modules that need credentials",
  },
  labels: {
    type: recordOf(text("a label key", labelKey, ["example.test/tier"]), oneLine, 50),
    default: {},
    doc: "labels of the image",
  },
};

const LONGEST = 40;

/**
 * An image of a Go program, described: a Dockerfile, an ignore file and a target of the bake file come out. `npm run images` builds and pushes it and writes
 * its digest down; containers then run that digest.
 * @example
 * const image = new GoImage(chart, "StorefrontImage", { module: GoModule.read("services/storefront"), registries: [Registry.at("registry.example.test/shop")] });
 */
export class GoImage extends Construct implements ImageSource {
  /** Every prop with its default filled in. Incomplete when the declaration has problems. */
  readonly settings: Readonly<Partial<Settings>>;
  /** What containers run; a placeholder when the declaration has problems. */
  readonly ref: ImageRef;

  constructor(scope: Construct, id: string, props: GoImageProps) {
    super(scope, id);
    remember(this, GoImage);
    const environment = environmentOf(this);
    const { values: given, findings } = readFields<Settings>(props, GO_IMAGE);
    const values = { ...given, builder: given.builder ?? GO_BUILDER.reference };
    this.settings = values;
    const command = values.module && commandOf(values.module, values.command);
    const name = values.name ?? defaultName(values, command);
    const others = wiringOf(this).images.filter((other) => other.name === name);
    const wrong = [
      ...findings,
      ...(isFinding(command) ? [command] : []),
      ...(values.name === undefined ? located("name", imageName(name)) : []),
      ...others.map((other) => duplicate(name, other)),
      ...ingredientFindings(values, environment),
    ];
    this.ref = ImageRef.placeholder(`refused/${this.node.addr}`);
    if (report(this, wrong) || !command || isFinding(command)) return;
    const settings = values as Settings;
    const repositories = settings.registries.map((registry) => registry.repository(name));
    const wanted = { name, repository: repositories[0]!, platforms: settings.platforms };
    const images = imagesOf(this);
    const isBuiltOnUp = images === "on-up";
    const locked = isBuiltOnUp ? undefined : images?.find(environment, name);
    if (!isBuiltOnUp) report(this, buildFindings(wanted, locked, environment));
    this.ref = isBuiltOnUp ? ImageRef.placeholder(wanted.repository) : referenceOf(wanted, locked, environment);
    const { pullSecret } = settings.registries[0]!;
    if (pullSecret !== undefined) this.ref = this.ref.pulledWith(pullSecret);
    const { reference } = this.ref;
    const plan = { ...settings, path: pathOf(this), name, command, repositories, reference, isBuiltOnUp };
    wiringOf(this).images.push(plan);
  }
}

function isFinding(value: GoCommand | Finding | undefined): value is Finding {
  return isComplaint(value);
}

/** The folder of the module where it has one program; else the program. */
function defaultName({ module, command }: Partial<Settings>, found: GoCommand | Finding | undefined): string {
  const folders = [module?.root, module?.dir]
    .flatMap((path) => path?.split("/") ?? [])
    .filter((part) => !/^\.*$/.test(part));
  const name = nameFor([command ?? folders.at(-1) ?? (isFinding(found) ? "" : (found?.name ?? ""))], LONGEST);
  return isComplaint(name) ? "" : name;
}

function located(field: string, complaint: ReturnType<typeof imageName>): readonly Finding[] {
  return complaint ? [{ ...complaint, field }] : [];
}

function duplicate(name: string, { path }: ImagePlan): Finding {
  const fix = "set name, or use that image for both programs";
  return {
    code: "duplicate-name",
    field: "name",
    got: show(name),
    allowed: `a name of its own: ${path} has this one`,
    fix,
  };
}

function imageName(given: string) {
  if (given.length <= LONGEST) return dnsLabelLetterFirst(given);
  const allowed = `at most ${LONGEST} characters`;
  return {
    code: "name-too-long",
    got: `${show(given)} (${given.length} characters)`,
    allowed,
    fix: "choose a shorter name",
  };
}

/** https://pkg.go.dev/cmd/go#hdr-Configuration_for_downloading_non_public_code: globs of path prefixes. */
function pattern(given: string) {
  if (/^[A-Za-z0-9*?[\]][A-Za-z0-9.*?[\]_~/-]*$/.test(given)) return undefined;
  return {
    code: "module-pattern",
    got: show(given),
    allowed: "a glob of a module path",
    fix: 'e.g. "git.example.test/*"',
  };
}

function singleLine(given: string) {
  if (!/\p{Cc}/u.test(given)) return undefined;
  return { code: "control-character", got: show(given), allowed: "a text of one line", fix: "take the line break out" };
}
