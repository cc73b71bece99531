import { execFileSync } from "node:child_process";
import { refuse } from "../lib/errors";
import type { GitState } from "../lib/image/git-state";
import { show } from "../lib/show";

// Where Git looks is decided by the folder, even inside of a hook, which sets these.
const OVERRIDES = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_NAMESPACE"];
const BRANCH = "refs/heads/";
const TAGS = "refs/tags/";

/**
 * The state of the repository around a folder, asked from the git command. Nothing is written, no hook and no file system monitor is started.
 * A pipeline that checks out a commit without its branch adds it: `{ ...readGit("."), branch }`.
 * @param folder relative to the working folder
 * @throws ValidationError when there is no git command, no repository, or no commit yet.
 */
export function readGit(folder: string): GitState {
  const ask = asker(folder);
  const [commit = "", date = ""] = ask("rev-list", "--max-count=1", "--format=%cI", "HEAD")
    .replace(/^commit /, "")
    .split("\n");
  const head = ask("rev-parse", "--symbolic-full-name", "HEAD").trim();
  const tags = ask("for-each-ref", "--points-at=HEAD", "--format=%(refname)", TAGS).split("\n");
  return {
    commit,
    date,
    ...(head.startsWith(BRANCH) && { branch: head.slice(BRANCH.length) }),
    tags: tags.filter(Boolean).map((tag) => tag.slice(TAGS.length)),
    isDirty: ask("status", "--porcelain", "--untracked-files=normal") !== "",
  };
}

/** Asks one thing; arguments are a list, so no name in the repository is ever read by a shell. */
function asker(folder: string): (...args: readonly string[]) => string {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OVERRIDES.includes(name)));
  return (...args) => {
    try {
      return execFileSync("git", ["-c", "core.fsmonitor=false", ...args], {
        cwd: folder,
        encoding: "utf8",
        env: { ...env, GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" },
        maxBuffer: MOST_OUTPUT,
        stdio: ["ignore", "pipe", "pipe"],
      });
    } catch (error) {
      return refuseFolder(folder, error);
    }
  };
}

const MOST_OUTPUT = 256 * 2 ** 20;

function refuseFolder(folder: string, error: unknown): never {
  const { stderr, message } = error as Error & { readonly stderr?: string };
  const [said = ""] = (stderr || message).split("\n");
  const allowed = "a folder in a Git repository with a commit, and the git command";
  const got = `${show(folder)}: ${said}`;
  return refuse({ code: "git-unreadable", got, allowed, fix: "run it in a clone of the repository" }, readGit);
}
