import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { readGit } from "../../../app/read-git";
import { tagsOf } from "../../../lib/image/tags";

const DATE = "2026-11-21T23:30:00-01:00";
const PERSON = { GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@example.test", GIT_COMMITTER_NAME: "a" };
const COMMITTER = { GIT_COMMITTER_EMAIL: "a@example.test", GIT_AUTHOR_DATE: DATE, GIT_COMMITTER_DATE: DATE };

let folder: string;
let home: string;

beforeAll(() => void (home = mkdtempSync(join(tmpdir(), "gantry-git-"))));
afterAll(() => rmSync(home, { recursive: true }));

beforeEach(() => {
  folder = mkdtempSync(join(home, "repository-"));
  git("init", "--quiet", "--initial-branch=main");
  writeFileSync(join(folder, ".gitignore"), "ignored\n");
  git("add", ".");
  git("commit", "--quiet", "--message=first");
});

/** Git without the configuration of whoever runs the tests. */
function git(...args: readonly string[]): string {
  const env = { PATH: process.env.PATH, HOME: home, GIT_CONFIG_NOSYSTEM: "1", ...PERSON, ...COMMITTER };
  return execFileSync("git", args, { cwd: folder, env, encoding: "utf8" }).trim();
}

describe("the state of a repository", () => {
  it("is its commit, the date of the commit, and the branch", () => {
    expect(readGit(folder)).toEqual({
      commit: git("rev-parse", "HEAD"),
      date: DATE,
      branch: "main",
      tags: [],
      isDirty: false,
    });
  });

  it("is the same from a folder below", () => {
    mkdirSync(join(folder, "services"));
    expect(readGit(join(folder, "services"))).toEqual(readGit(folder));
  });

  it("holds the tags of this commit, annotated or not, and no older ones", () => {
    git("tag", "v1.0.0");
    git("commit", "--quiet", "--allow-empty", "--message=second");
    git("tag", "v1.1.0");
    git("tag", "--annotate", "--message=signed off", "v1.1.1");
    expect(readGit(folder).tags).toEqual(["v1.1.0", "v1.1.1"]);
  });

  it("has no branch where a commit is checked out", () => {
    git("checkout", "--quiet", "--detach");
    expect(readGit(folder)).not.toHaveProperty("branch");
  });

  it("keeps a branch and a tag of the same name apart", () => {
    git("checkout", "--quiet", "-b", "develop");
    git("tag", "develop");
    expect(readGit(folder)).toMatchObject({ branch: "develop", tags: ["develop"] });
  });

  it.each([
    ["a change", ".gitignore", true],
    ["a new file", "new", true],
    ["an ignored file", "ignored", false],
  ])("with %s", (_, file, isDirty) => {
    writeFileSync(join(folder, file), "changed\nignored\n");
    expect(readGit(folder).isDirty).toBe(isDirty);
  });

  it.each(["feature/$(touch${IFS}planted)", "feature/`touch${IFS}planted`", "feature/${{x}}", "hotfix/a;b", "é🚀"])(
    "passes the branch %j on as it is, and runs nothing of it",
    (branch) => {
      git("checkout", "--quiet", "-b", branch);
      git("tag", `v1;${branch}`);
      expect(readGit(folder)).toMatchObject({ branch, tags: [`v1;${branch}`] });
      expect(existsSync(join(folder, "planted"))).toBe(false);
    },
  );

  it("starts no program that the repository's configuration names, and writes nothing", () => {
    writeFileSync(join(folder, "ignored"), "#!/bin/sh\ntouch planted\n", { mode: 0o755 });
    git("config", "core.fsmonitor", join(folder, "ignored"));
    const before = execFileSync("find", [folder, "-printf", "%p %T@\n"], { encoding: "utf8" });
    expect(readGit(folder).isDirty).toBe(false);
    expect(execFileSync("find", [folder, "-printf", "%p %T@\n"], { encoding: "utf8" })).toBe(before);
  });

  it("is that of the folder, also inside of a hook of another repository", () => {
    process.env.GIT_DIR = join(home, "nowhere");
    try {
      expect(readGit(folder).branch).toBe("main");
    } finally {
      delete process.env.GIT_DIR;
    }
  });

  it.each([
    ["no repository", () => mkdtempSync(join(home, "plain-"))],
    ["no folder", () => join(home, "nowhere")],
    ["no commit yet", emptyRepository],
  ])("is an error with a reason: %s", (_, made) => {
    expect(() => readGit(made())).toThrow(/\[git-unreadable\]\n {4}got ".*": \S/);
  });

  it("gives tags for an image", () => {
    git("checkout", "--quiet", "-b", "develop");
    git("tag", "v1.2.3");
    const sha = `sha-${git("rev-parse", "HEAD").slice(0, 12)}`;
    expect(tagsOf(readGit(folder), { stage: "production" })).toEqual(["v1.2.3", sha, "develop-20261122"]);
  });
});

function emptyRepository(): string {
  folder = mkdtempSync(join(home, "empty-"));
  git("init", "--quiet");
  return folder;
}
