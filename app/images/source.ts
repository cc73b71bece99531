import { execFileSync } from "node:child_process";
import { posix } from "node:path";

import type { Complaint } from "../../lib/errors";
import type { ImagePlan } from "../../lib/image/image-plan";

/** The last commit that touched what an image is made of; so an untouched image keeps its labels and its digest. */
export interface Source {
  readonly commit: string;
  /** When it was committed, in seconds since 1970. */
  readonly seconds: number;
  /** Whether something is changed that no commit holds. */
  readonly isDraft: boolean;
}

/**
 * Asks Git.
 * @param drafts whether sources may have changes that are not committed: no commit says then what is in the image
 */
export function sourceOf(plan: ImagePlan, drafts: "refused" | "taken" = "refused"): Source | Complaint {
  try {
    return ask(plan, drafts === "taken");
  } catch (error) {
    const got = `no answer of git: ${error instanceof Error ? error.message.split("\n").at(-1) : String(error)}`;
    return { code: "source-unknown", got, allowed: "sources in Git", fix: "git init, and commit them" };
  }
}

/** What an image is called after its source: the tag in every repository, and the version in its labels. */
export function versionOf({ commit, isDraft }: Source): string {
  return isDraft ? "dev" : `sha-${commit.slice(0, 12)}`;
}

/** The build arguments that tell an image where it comes from. */
export function sourceArgs(source: Source): Readonly<Record<string, string>> {
  return {
    VERSION: versionOf(source),
    REVISION: source.isDraft ? `${source.commit}-dirty` : source.commit,
    CREATED: new Date(source.seconds * 1000).toISOString(),
    SOURCE_DATE_EPOCH: String(source.seconds),
  };
}

function ask({ module }: ImagePlan, takesDrafts: boolean): Source | Complaint {
  const paths = [module.dir, ...module.locals, ...module.moduleFiles].map((path) => posix.join(module.root, path));
  const changed = git("status", "--porcelain", "--", ...paths);
  if (changed && !takesDrafts) return notCommitted(changed);
  const [commit = "", seconds = ""] = git("log", "-1", "--format=%H %ct", "--", ...paths).split(" ");
  if (commit) return { commit, seconds: Number(seconds), isDraft: changed !== "" };
  return {
    code: "source-unknown",
    got: `no commit that holds ${paths[0]}`,
    allowed: "sources in Git",
    fix: "commit them first",
  };
}

function notCommitted(changed: string): Complaint {
  const files = changed
    .split("\n")
    .map((line) => line.trim())
    .slice(0, 3);
  return {
    code: "source-dirty",
    got: `changes that are not committed: ${files.join(", ")}`,
    allowed: "sources with a commit, which the image names",
    fix: "commit them first",
  };
}

function git(...words: readonly string[]): string {
  return execFileSync("git", words, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
}
