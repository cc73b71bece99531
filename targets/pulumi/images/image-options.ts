import * as pulumi from "@pulumi/pulumi";
import type { FieldTable, FieldType } from "../../../lib/fields";
import { choice, either, flag, group, recordOf, text } from "../../../lib/fields";
import { show } from "../../../lib/show";

/** Who pushes to a registry and pulls from it. */
export interface RegistryLogin {
  /** @default - the user of the registry's RegistryCredentials */
  readonly username?: pulumi.Input<string>;
  /** `config.requireSecret("registryPassword")`, or the output of another resource; kept as a secret. */
  readonly password: pulumi.Output<string>;
}

/** How `pulumi up` builds and pushes images. */
export interface PushOptions {
  /** Logins by `host[:port]`, for this run only. @default - those of `docker login` on this machine */
  readonly registries?: Readonly<Record<string, RegistryLogin>>;
  /** What a ~/.netrc would hold, for private modules; no layer keeps it, and another one does not build anew. @default - none */
  readonly netrc?: pulumi.Output<string>;
  /** Name of a builder of Buildx: docker-container, kubernetes or remote. @default - the first one that answers, else a new one */
  readonly builder?: string;
  /** Further arguments of every build, e.g. GOPROXY. @default {} */
  readonly args?: Readonly<Record<string, string>>;
  /**
   * Whether builds leave their layers in the registry, for builders that do not live long; a preview that builds does so too. Of a builder with several
   * nodes only the layers of one survive. @default false
   */
  readonly cache?: boolean;
}

/** How images are built, or `"local"`: by the Docker engine of this machine for its own platform, and pushed nowhere. */
export type ImageOptions = PushOptions | "local";

/** What somebody types in the place of a secret may be the secret itself, so it is not shown. */
const secretOutput: FieldType<pulumi.Output<string>> = {
  shape: { kind: "value", names: ["Output"] },
  read: (given, place) =>
    pulumi.Output.isInstance<string>(given)
      ? given
      : place.complain({
          code: "literal-credential",
          got: typeof given === "string" ? '"****"' : show(given, place.field),
          allowed: "an Output: who reads the program must not read the secret",
          fix: 'new pulumi.Config().requireSecret("…")',
        }),
};
const anyOutput: FieldType<pulumi.Input<string>> = secretOutput;
const words = (rule: string, example: string) => text(rule, () => undefined, [example]);

const LOGIN: FieldTable<RegistryLogin> = {
  username: {
    type: either((given) => typeof given === "string", words("a user", "ci"), anyOutput),
    otherwise: "the user of the registry's RegistryCredentials",
    doc: "who pushes and pulls",
  },
  password: { type: secretOutput, required: true, doc: "a password or a token, as a secret of Pulumi" },
};

/** Set by every build. */
const OWN = ["VERSION", "REVISION", "CREATED", "SOURCE_DATE_EPOCH"];
const argument = text("the name of a build argument, and none that names the source", argumentComplaint, ["GOPROXY"]);

const PUSH_OPTIONS: FieldTable<PushOptions> = {
  registries: {
    type: recordOf(words("host[:port]", "registry.example.test"), group(LOGIN), 50),
    otherwise: "those of `docker login` on this machine",
    doc: "logins by host",
  },
  netrc: { type: secretOutput, otherwise: "none", doc: "credentials for private modules" },
  builder: {
    type: words("the name of a builder", "ci"),
    otherwise: "the first one that answers, else a new one",
    doc: "name of a builder of Buildx",
  },
  args: { type: recordOf(argument, words("a text", "off"), 50), default: {}, doc: "further arguments of every build" },
  cache: { type: flag, default: false, doc: "whether builds leave their layers in the registry" },
};

/** Types, defaults and one sentence for each option. */
export const IMAGE_OPTIONS: FieldType<ImageOptions> = either(
  (given) => typeof given === "string",
  choice("local"),
  group(PUSH_OPTIONS),
);

function argumentComplaint(name: string) {
  if (/^[A-Za-z_]\w*$/.test(name) && !OWN.includes(name)) return undefined;
  const allowed = `letters, digits and _, not a digit first; not ${OWN.join(", ")}, which say what Git says`;
  return { code: "build-argument", got: show(name), allowed, fix: "e.g. GOPROXY" };
}
