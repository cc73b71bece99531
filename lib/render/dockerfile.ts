/** A stage of a Dockerfile. @see https://docs.docker.com/reference/dockerfile/ */
export interface Stage {
  readonly name: string;
  /** A reference, a stage, or `${ARGUMENT}`. */
  readonly from: string;
  /** Runs where the builder runs, whatever is built. @default false */
  readonly isNative?: boolean;
  /** What the stage is for, in one line. */
  readonly about: string;
  readonly instructions: readonly string[];
}

/** A mount of a RUN instruction, e.g. `{ type: "cache", target: "/go/pkg/mod" }`. */
export type Mount = Readonly<Record<string, string>>;

/** The text of a Dockerfile: global arguments, then stages. */
export function toDockerfile(marker: string, global: readonly string[], stages: readonly Stage[]): string {
  return [[marker, ...global].join("\n"), ...stages.map(textOf)].join("\n\n") + "\n";
}

function textOf({ name, from, isNative, about, instructions }: Stage): string {
  const platform = isNative ? "--platform=$BUILDPLATFORM " : "";
  return [`# ${about}`, `FROM ${platform}${from} AS ${name}`, ...instructions].join("\n");
}

export function arg(name: string, value?: string): string {
  return value === undefined ? `ARG ${name}` : `ARG ${name}=${value}`;
}

/** A value of a variable or a label: a text, or an argument of the build. */
export type Value = string | { readonly arg: string };

export function env(values: Readonly<Record<string, Value>>): string {
  return keyed("ENV", values);
}

export function label(values: Readonly<Record<string, Value>>): string {
  return keyed("LABEL", values);
}

export function workdir(folder: string): string {
  return `WORKDIR ${folder}`;
}

/** Files of the context, of another stage or of an image. */
export function copy(sources: readonly string[], to: string, from?: string): string {
  return `COPY ${["--link", ...(from ? [`--from=${from}`] : [])].join(" ")} ${[...sources, to].join(" ")}`;
}

/** Commands that end at the first failure. */
export function run(commands: readonly string[], mounts: readonly Mount[] = []): string {
  const flags = mounts.map(
    (mount) =>
      `--mount=${Object.entries(mount)
        .map((pair) => pair.join("="))
        .join(",")}`,
  );
  return `RUN ${[...flags, commands.join(" && \\\n    ")].join(" \\\n    ")}`;
}

/** A file with this text; the empty line at the end is for hadolint's parser. */
export function file(path: string, text: string): string {
  return `COPY --link <<'EOF' ${path}\n${text.trimEnd()}\nEOF\n`;
}

export function expose(ports: readonly string[]): string {
  return `EXPOSE ${ports.join(" ")}`;
}

export function user(id: string): string {
  return `USER ${id}`;
}

/** Exec form, so that the program is process 1 and gets the signals. */
export function entrypoint(...words: readonly string[]): string {
  return `ENTRYPOINT [${words.map((word) => JSON.stringify(word)).join(", ")}]`;
}

function keyed(instruction: string, values: Readonly<Record<string, Value>>): string {
  const pairs = Object.entries(values).map(
    ([key, value]) => `${key}=${typeof value === "string" ? quoted(value) : `"\${${value.arg}}"`}`,
  );
  return `${instruction} ${pairs.join(" \\\n    ")}`;
}

/** A text of one line as the parser of Dockerfiles reads it back. */
function quoted(value: string): string {
  return /^[\w./:@,+-]+$/.test(value) ? value : `"${value.replace(/["$\\]/g, "\\$&")}"`;
}
