import { byCodeUnit } from "../fields";
import type { Fact, ImageFacts, ModuleVersions, ProgramFacts } from "./facts";

/** Where a fact comes from. */
export type Side = "local" | "image" | "environment";

/** One thing that has to be the same wherever it is known. */
export interface Row {
  readonly image: string;
  readonly what: string;
  /** As it is shown; nothing where the row asks for nothing. */
  readonly cells: Readonly<Partial<Record<Side, Fact>>>;
  /** Whether every fact is known, and all of them are the same. */
  readonly isSame: boolean;
}

type Cells = Row["cells"];

/** Everything that was held against each other for one image; what many names share is one row, what differs has a row for each. */
export function rowsOf({ name, local, image, environment }: ImageFacts): readonly Row[] {
  return [
    row("Go", { local: local.go, image: image.go }),
    ...moduleRows(local.modules, image.modules),
    row("source", { local: local.source, image: image.source }, (commit) => commit.slice(0, SHOWN)),
    row("digest", { image: { value: image.digest }, environment: environment.digest }, shortDigest),
    ...union(local.programs.keys(), environment.programs.keys()).flatMap((program) =>
      programRows(program, local.programs.get(program), environment.programs.get(program)),
    ),
  ].map((one) => ({ image: name, ...one }));
}

const SHOWN = 12;

function shortDigest(digest: string): string {
  return digest.slice(0, "sha256:".length + SHOWN);
}

function row(what: string, cells: Cells, shown = (text: string) => text): Omit<Row, "image"> {
  const facts = Object.values(cells);
  const values = new Set(facts.map((fact) => ("value" in fact ? fact.value : undefined)));
  const visible = Object.entries(cells).map(([side, fact]) => [
    side,
    "value" in fact ? { value: shown(fact.value) } : fact,
  ]);
  return { what, cells: Object.fromEntries(visible) as Cells, isSame: values.size < 2 && !values.has(undefined) };
}

function moduleRows(local: Fact<ModuleVersions>, image: Fact<ModuleVersions>): readonly Omit<Row, "image">[] {
  if ("unknown" in local || "unknown" in image)
    return [row("modules", { local: counted(local), image: counted(image) })];
  const paths = union(local.value.keys(), image.value.keys());
  const version = (versions: ModuleVersions, path: string) => ({ value: versions.get(path) ?? "none" });
  const rows = paths.map((path) => row(path, { local: version(local.value, path), image: version(image.value, path) }));
  return unlessSame(rows, "module");
}

function counted(fact: Fact<ModuleVersions>): Fact {
  return "unknown" in fact ? fact : { value: String(fact.value.size) };
}

function programRows(
  program: string,
  local: ProgramFacts | undefined,
  environment: ProgramFacts | undefined,
): readonly Omit<Row, "image">[] {
  const sides = { local, environment };
  if (!local || !environment) return [both(`program ${program}`, sides, (one) => (one ? "there" : "missing"))];
  const settings = union(local.settings, environment.settings).map((name) =>
    both(`${name} of ${program}`, sides, (one) => (one?.settings.has(name) ? "set" : "missing")),
  );
  const servers = union(local.servers.keys(), environment.servers.keys()).map((name) =>
    both(`${name} of ${program}`, sides, (one) => one?.servers.get(name) ?? "none"),
  );
  return [...unlessSame(settings, "setting", ` of ${program}`), ...servers];
}

function both(
  what: string,
  sides: Readonly<Record<"local" | "environment", ProgramFacts | undefined>>,
  say: (program: ProgramFacts | undefined) => string,
): Omit<Row, "image"> {
  return row(what, { local: { value: say(sides.local) }, environment: { value: say(sides.environment) } });
}

/** The rows that differ, or one that counts them when none does. */
function unlessSame(rows: readonly Omit<Row, "image">[], noun: string, where = ""): readonly Omit<Row, "image">[] {
  const different = rows.filter(({ isSame }) => !isSame);
  const count = `${rows.length} ${noun}${rows.length === 1 ? "" : "s"}${where}`;
  return different.length > 0 ? different : [row(rows.length > 1 ? `${count}, all the same` : count, {})];
}

function union(some: Iterable<string>, others: Iterable<string>): readonly string[] {
  return [...new Set([...some, ...others])].sort(byCodeUnit);
}
