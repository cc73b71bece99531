import { execFileSync } from "node:child_process";
import { posix } from "node:path";

import type { Complaint } from "../../lib/errors";
import type { ImagePlan } from "../../lib/image/image-plan";

/** The last commit that touched what an image is made of; so an untouched image keeps its labels and its digest. */
export interface Source {
  readonly commit: string;
  /** When it was committed, in seconds since 1970. */
  readonly seconds: number;
}

/** Asks Git. Sources with changes that are not committed have no name yet. */
export function sourceOf(plan: ImagePlan): Source | Complaint {
  try {
    return ask(plan);
  } catch (error) {
    const got = `no answer of git: ${error instanceof Error ? error.message.split("\n").at(-1) : String(error)}`;
    return { code: "source-unknown", got, allowed: "sources in Git", fix: "git init, and commit them" };
  }
}

function ask({ module }: ImagePlan): Source | Complaint {
  const paths = [module.dir, ...module.locals, ...module.moduleFiles].map((path) => posix.join(module.root, path));
  const changed = git("status", "--porcelain", "--", ...paths);
  if (changed) {
    const got = `changes that are not committed: ${changed
      .split("\n")
      .map((line) => line.trim())
      .slice(0, 3)
      .join(", ")}`;
    return {
      code: "source-dirty",
      got,
      allowed: "sources with a commit, which the image names",
      fix: "commit them first",
    };
  }
  const [commit = "", seconds = ""] = git("log", "-1", "--format=%H %ct", "--", ...paths).split(" ");
  if (commit) return { commit, seconds: Number(seconds) };
  return {
    code: "source-unknown",
    got: `no commit that holds ${paths[0]}`,
    allowed: "sources in Git",
    fix: "commit them first",
  };
}

function git(...words: readonly string[]): string {
  return execFileSync("git", words, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
}
