import type { Above } from "./call-site";
import { lineOf, siteOf } from "./call-site";
import { masked } from "./secret-text";

/** What is wrong with one value, before anybody knows where it stands. */
export interface Complaint {
  /** Stable, kebab-case name of the rule, e.g. `replicas-too-few`. */
  readonly code: string;
  /** What was given, as the user would type it; secrets masked. */
  readonly got: string;
  /** What is allowed, and why. */
  readonly allowed: string;
  /** What to do about it. */
  readonly fix: string;
}

/** A complaint with its place in the program. */
export interface Problem extends Complaint {
  /** Environment and construct path, e.g. `prod/shop/Storefront`. */
  readonly path: string;
  /** The prop as typed, e.g. `scaling.min`; empty when the whole construct is meant. */
  readonly field: string;
  /** `file:line` of the declaration, where it is known. */
  readonly source?: string;
}

/** The one error that Gantry throws: every problem of the program. */
export class ValidationError extends Error {
  override readonly name = "ValidationError";

  constructor(
    readonly problems: readonly Problem[],
    outcome = "nothing was written",
  ) {
    super(formatProblems(problems, outcome));
  }
}

/** Throws a single complaint at the caller's line: for value types, which have no place in the tree. */
export function refuse(complaint: Complaint, above: (...args: never[]) => unknown): never {
  return refuseAll([{ ...complaint, path: "", field: "" }], above);
}

/** Throws at the caller's line what is wrong with a value outside of the tree. */
export function refuseAll(problems: readonly Problem[], above: Above): never {
  const source = lineOf(siteOf(above));
  const error = new ValidationError(problems.map((problem) => ({ ...concealed(problem), ...(source && { source }) })));
  Error.captureStackTrace(error, above);
  throw error;
}

/** The problem without the secrets that can be told by their look: messages quote names, keys and errors of other programs. */
export function concealed(problem: Problem): Problem {
  const { path, field, got, allowed, fix } = problem;
  return {
    ...problem,
    path: masked(path),
    field: masked(field),
    got: masked(got),
    allowed: masked(allowed),
    fix: masked(fix),
  };
}

/** Tells a complaint from a value. */
export function isComplaint(value: unknown): value is Complaint {
  return typeof value === "object" && value !== null && "code" in value && "allowed" in value && "fix" in value;
}

/** The text of an error: one paragraph a problem, sorted by place, the code at the end of the first line. */
export function formatProblems(problems: readonly Problem[], outcome = "nothing was written"): string {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return [`${count}, ${outcome}:`, ...problems.map(paragraph)].join("\n\n") + "\n";
}

const CODE_COLUMN = 70;

function paragraph(problem: Problem): string {
  const place = [problem.path, problem.field].filter(Boolean).join("  ") || (problem.source ?? "");
  const lines = [
    `  ${place.padEnd(CODE_COLUMN - 2)} [${problem.code}]`,
    `    got ${problem.got}, need ${problem.allowed}`,
    `    fix: ${problem.fix}`,
  ];
  if (problem.source && problem.source !== place) lines.push(`    at ${problem.source}`);
  return lines.join("\n");
}
