import { byCodeUnit } from "../../lib/fields";
import type { Digest, Step } from "./digest";
import { readDigest } from "./digest";
import { lossOf } from "./losses";
import { BoundedText, code, codeBlock } from "./markdown";

/** GitHub refuses a longer comment: "Body is too long (maximum is 65536 characters)". */
const LONGEST = 65_536;
const MOST_PATHS = 12;
const LONGEST_ERROR = 2_000;

/** What is shown, the most dangerous first; a word that Pulumi adds one day comes last. */
const ORDER: readonly string[] = ["delete", "replace", "update", "create", "import"];
/** Not a change, or a half of a replacement. */
const HIDDEN: ReadonlySet<string> = new Set([
  ...["same", "refresh", "read", "read-replacement", "read-discard", "discard", "discard-replaced"],
  ...["create-replacement", "delete-replaced", "import-replacement", "remove-pending-replace"],
]);

/** The line by which a pipeline finds the comment that it wrote before, to update it. @param stack `shop/prod` */
export function commentMarker(stack: string): string {
  return `<!-- gantry-preview ${stack} -->`;
}

/**
 * What `pulumi preview --json` says as a comment for a pull request, of at most 65,536 characters: counts, what is lost, and a table. It holds paths of
 * properties and no values; secrets in Pulumi's own messages are masked.
 * @param stack project and stack, `shop/prod`
 * @throws ValidationError when the text is not what `pulumi preview --json` prints.
 */
export function previewComment(json: string, stack: string): string {
  const digest = readDigest(json);
  const steps = digest.steps.filter(({ operation }) => !HIDDEN.has(operation)).sort(byDanger);
  const comment = new BoundedText(LONGEST, note);
  const head = [commentMarker(stack), `### Preview of ${code(stack)}`, summary(steps, digest)];
  comment.add("", head.join("\n\n"));
  if (digest.errors.length > 0) comment.add("", "\n\n**The preview failed**, so this may not be all of it.");
  for (const error of digest.errors) comment.add("errors", `\n\n${codeBlock(cut(error))}`);
  const losses = steps.flatMap((step) => loss(step) ?? []);
  losses.forEach((line, index) => comment.add("losses", `${index === 0 ? "\n\n> [!CAUTION]" : ""}\n> - ${line}`));
  steps.forEach((step, index) => comment.add("changes", `${index === 0 ? TABLE : ""}\n${row(step)}`));
  return `${comment.toString()}\n`;
}

const TABLE = "\n\n| | Kind | Name | Changed |\n|---|---|---|---|";

function note(left: ReadonlyMap<string, number>): string {
  const counts = [...left].map(([what, count]) => `${count} ${what}`).join(" and ");
  return `\n\nLeft out, because a comment has at most ${LONGEST} characters: ${counts}.`;
}

function summary(steps: readonly Step[], { unchanged, errors }: Digest): string {
  const operations = [...new Set(steps.map(({ operation }) => operation))];
  const counts = operations.map((one) => `${steps.filter(({ operation }) => operation === one).length} to ${one}`);
  const nothing = errors.length > 0 ? "Nothing is known" : "Nothing changes";
  return `**${counts.join(", ") || nothing}** · ${unchanged} unchanged`;
}

function loss(step: Step): string | undefined {
  const reason = lossOf(step);
  if (!reason) return undefined;
  const because = step.operation === "replace" && step.forcing.length > 0 ? ` because of ${listed(step.forcing)}` : "";
  return `**${step.operation}** ${step.kind} ${code(step.name)}${because}: ${reason}`;
}

function row({ operation, kind, name, changed, forcing }: Step): string {
  const paths = operation === "delete" ? [] : [...forcing, ...changed.filter((path) => !forcing.includes(path))];
  const cells = [operation, kind, code(name), listed(paths)].map((cell) => cell.replaceAll("|", "\\|"));
  return `| ${cells.join(" | ")} |`;
}

function listed(paths: readonly string[]): string {
  const rest = paths.length > MOST_PATHS ? ` and ${paths.length - MOST_PATHS} more` : "";
  return paths.slice(0, MOST_PATHS).map(code).join(", ") + rest;
}

function cut(error: string): string {
  return error.length > LONGEST_ERROR ? `${error.slice(0, LONGEST_ERROR)}…` : error;
}

/** Pulumi's own order changes from run to run. */
function byDanger(a: Step, b: Step): number {
  return rank(a) - rank(b) || byCodeUnit(`${a.kind} ${a.name}`, `${b.kind} ${b.name}`);
}

function rank({ operation }: Step): number {
  const index = ORDER.indexOf(operation);
  return index < 0 ? ORDER.length : index;
}
