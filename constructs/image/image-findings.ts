import type { Environment } from "../../lib/environment";
import type { Finding } from "../../lib/fields";
import type { GoCommand, GoModule } from "../../lib/go-module";
import { compareGo } from "../../lib/go-module";
import type { Base } from "../../lib/image/base";
import { show } from "../../lib/show";
import { GO_BUILDER } from "../../lib/versions";

/** What can be said against a module, its base and its builder together. */
export interface Ingredients {
  readonly module: GoModule;
  readonly base: Base;
  readonly builder: string;
}

export function ingredientFindings(ingredients: Partial<Ingredients>, environment: Environment): readonly Finding[] {
  const { module, base, builder } = ingredients;
  return [
    ...(module && base ? cgoFindings(module, base) : []),
    ...(module && builder ? versionFindings(module, builder) : []),
    ...(base && !base.isPinned ? movable("base", base.reference, environment) : []),
    ...(builder && !builder.includes("@sha256:") ? movable("builder", builder, environment) : []),
  ];
}

function cgoFindings({ cgo }: GoModule, { hasLibc, reference }: Base): readonly Finding[] {
  const [first] = cgo;
  if (!first || hasLibc) return [];
  return [
    {
      code: "cgo-base",
      field: "base",
      got: `${show(reference)} for a program with cgo (${first.file}:${first.line})`,
      allowed: "a base with the C library, which such a program loads when it starts",
      fix: 'Base.image("gcr.io/distroless/base-debian12:nonroot@sha256:…", { libc: true }), or do without cgo',
    },
  ];
}

/** https://go.dev/doc/toolchain: a toolchain refuses a module that asks for a newer one. */
function versionFindings({ go }: GoModule, builder: string): readonly Finding[] {
  if (builder !== GO_BUILDER.reference || compareGo(go, GO_BUILDER.version) <= 0) return [];
  return [
    {
      code: "go-version",
      field: "module",
      got: `go ${go} in go.mod`,
      allowed: `at most ${GO_BUILDER.version}, the version of the builder`,
      fix: `set builder to an image of Go ${go}, by digest`,
    },
  ];
}

function movable(field: string, reference: string, { stage }: Environment): readonly Finding[] {
  if (stage === "development") return [];
  const fix = "npm run versions asks the registry and prints the digest";
  return [
    { code: "base-not-pinned", field, got: show(reference), allowed: "a digest in production: a tag can move", fix },
  ];
}

/** The main package that becomes the program: the one that is named, or the only one. */
export function commandOf({ commands }: GoModule, wanted: string | undefined): GoCommand | Finding {
  const [first, ...more] = commands;
  const found =
    wanted === undefined ? (more.length === 0 ? first : undefined) : commands.find(({ name }) => name === wanted);
  if (found) return found;
  const names = commands.map(({ name }) => name).join(", ");
  return {
    code: "go-command",
    field: "command",
    got: wanted === undefined ? `${commands.length} programs in the module` : show(wanted),
    allowed: `one of ${names}`,
    fix: `command: ${show(first?.name)}, for example`,
  };
}
