import { describe, expect, it } from "@jest/globals";
import { Base, referenceComplaint } from "../../../lib/image/base";
import type { GitState } from "../../../lib/image/git-state";
import type { TagPolicy } from "../../../lib/image/tags";
import { tagsOf } from "../../../lib/image/tags";
import { thrownBy } from "../values/thrown-by";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const SHA = "sha-0123456789ab";
const HERE = { path: "", source: expect.stringMatching(/messages\.test\.ts:\d+$/) };
const GRAMMAR = "A-Z, a-z, 0-9, _, . and -, neither . nor - first, at most 128 characters";

function tags(git: Partial<GitState>, policy: TagPolicy = { stage: "production" }): string[] {
  return tagsOf({ commit: COMMIT, date: "2026-11-21T14:29:43Z", tags: [], isDirty: false, ...git }, policy);
}
const told = (git: Partial<GitState>, policy?: TagPolicy) => thrownBy(() => tags(git, policy));

describe("the commit of an image", () => {
  it.each([COMMIT, COMMIT.padEnd(64, "f")])("may be %s", (commit) => expect(tags({ commit })).toEqual([SHA]));

  it.each([
    "HEAD",
    "a",
    ` ${COMMIT}`,
    `${COMMIT} `,
    `x${COMMIT}`,
    `${COMMIT}0`,
    COMMIT.padEnd(63, "0"),
    "g".repeat(64),
  ])("is not %j", (commit) => {
    expect(told({ commit })).toEqual({
      ...HERE,
      code: "git-commit",
      field: "commit",
      got: JSON.stringify(commit),
      allowed: "a whole commit: 40 or 64 lower-case hexadecimal digits",
      fix: "pass what `git rev-parse HEAD` prints",
    });
  });
});

describe("the date of an image", () => {
  it.each([
    "2026-11-21",
    "2026-11-21T14:29:43",
    "2026-11-21T14:29:43Z (UTC)",
    "(UTC) 2026-11-21T14:29:43Z",
    "2026-11-21T14:29Z",
    "2026-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-11-21T14:60:00Z",
    "9999-12-31T23:59:59-01:00",
  ])("is not %j", (date) => {
    expect(told({ date })).toEqual({
      ...HERE,
      code: "git-date",
      field: "date",
      got: JSON.stringify(date),
      allowed: "a date and time with an offset (RFC 3339), of the years 0000 to 9999",
      fix: "pass what `git show --no-patch --format=%cI` prints",
    });
  });

  it.each(["0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2024-02-29T23:59:59-12:00"])("may be %s", (date) =>
    expect(tags({ date })).toEqual([SHA]),
  );
});

describe("the branch of an image", () => {
  it.each(["", "$(reboot)", "-7", "a".repeat(122)])("is no hotfix of the issue %j", (issue) => {
    expect(told({ branch: `hotfix/${issue}` })).toEqual({
      ...HERE,
      code: "hotfix-issue",
      field: "branch",
      got: issue.length > 80 ? expect.stringMatching(/^"hotfix\/a+…$/) : JSON.stringify(`hotfix/${issue}`),
      allowed: `hotfix/<issue>, and hotfix-<issue> is a tag: ${GRAMMAR}`,
      fix: "rename the branch, e.g. hotfix/PAY-4711",
    });
  });

  it("may be a hotfix whose tag is as long as tags may be", () => {
    const issue = "a".repeat(121);
    expect(tags({ branch: `hotfix/${issue}` })).toEqual([SHA, `hotfix-${issue}`]);
  });

  it.each(["hotfix", "my-hotfix/7", "my-release/1", "release", "developer"])("says nothing of itself: %s", (branch) =>
    expect(tags({ branch })).toEqual([SHA]),
  );
});

describe("the release of an image", () => {
  it.each([
    "v0.0.0",
    "v10.20.30",
    "v1.2.3-0",
    "v1.2.3-10",
    "v1.2.3-123",
    "v1.2.3-1a",
    "v1.2.3-12a34",
    "v1.2.3-0a",
    "v1.2.3--",
    "v1.2.3-rc",
    "v1.2.3-rc.0",
    "v1.2.3-rc.10",
    "v1.2.3-rc.123",
    "v1.2.3-rc.1a-b2.C",
    "v1.2.3-rc.12a34",
    "v1.2.3-x-y-z.--",
  ])("may be %s", (tag) => expect(tags({ tags: [tag] })).toEqual([tag, SHA]));

  it.each(["rc-v1.2.3", "preview1", "V1.2.3", "version-1"])("is nothing that begins in another way: %s", (tag) =>
    expect(tags({ tags: [tag] })).toEqual([SHA]),
  );

  it.each([
    "v1",
    "v1.2.03",
    "v1.02.3",
    "v1.2.3.4",
    "v1.2.3-1.01",
    "v1.2.3-a..b",
    "v1.2.3-a.",
    "v1.2.3-a_b",
    "v1.2.3-.a",
  ])("is not %s", (tag) => {
    expect(told({ tags: [tag] })).toEqual({
      ...HERE,
      code: "release-tag",
      field: "tags",
      got: JSON.stringify(tag),
      allowed:
        "v and a version of semver.org, e.g. v1.2.3 or v1.2.3-rc.1, without build metadata: tags of images have no +",
      fix: "delete the Git tag and set one such as v1.2.3",
    });
  });
});

describe("a tag that somebody adds", () => {
  it.each(["", "-a", ".a", "a b", "a/b", "é", "a:b"])("is not %j", (tag) => {
    expect(told({}, { stage: "development", also: [tag] })).toEqual({
      ...HERE,
      code: "image-tag",
      field: "also",
      got: JSON.stringify(tag),
      allowed: `a tag: ${GRAMMAR}`,
      fix: "e.g. nightly",
    });
  });

  it("is not latest in production", () => {
    expect(told({}, { stage: "production", also: ["latest"] })).toEqual({
      ...HERE,
      code: "latest-in-production",
      field: "also",
      got: '"latest"',
      allowed: "no tag latest in production: it says nothing about what runs",
      fix: "leave it out; the release has its version and its digest",
    });
  });

  it.each(["_", "0", "Nightly.1-x_y", "a".repeat(128)])("may be %s", (tag) =>
    expect(tags({}, { stage: "production", also: [tag] })).toEqual([SHA, tag]),
  );
});

describe("what a program runs on", () => {
  const byDigest = Base.image(`mirror.example.test/static@sha256:${"0a".repeat(32)}`);
  const own = Base.image("mirror.example.test/static:1");

  it.each<[string, Base, boolean]>([
    ["distroless", Base.distroless, false],
    ["scratch", Base.scratch, true],
    ["alpine", Base.alpine, true],
    ["one of somebody's own", own, false],
  ])("gets the roots of trust that it lacks: %s", (_, { needsRoots }, lacks) => expect(needsRoots).toBe(lacks));

  it.each<[string, Base]>([
    ["distroless", Base.distroless],
    ["scratch", Base.scratch],
    ["alpine, whose C library is not GNU's", Base.alpine],
    ["one that does not say so", own],
    ["one that says no", Base.image("debian:13", { libc: false })],
  ])("has no C library of GNU: %s", (_, { hasLibc }) => expect(hasLibc).toBe(false));

  it("has the C library where somebody says so", () => {
    expect(Base.image("debian:13", { libc: true })).toMatchObject({ hasLibc: true, reference: "debian:13" });
  });

  it.each<[string, Base, boolean]>([
    ["distroless", Base.distroless, true],
    ["nothing at all", Base.scratch, true],
    ["alpine", Base.alpine, true],
    ["one by its digest", byDigest, true],
    ["one by a tag", own, false],
  ])("is the same for two builds when nobody can change it: %s", (_, { isPinned }, same) =>
    expect(isPinned).toBe(same),
  );

  it("is nothing but the program where it is called scratch", () => expect(Base.scratch.reference).toBe("scratch"));

  it("can't be changed", () => expect(Object.isFrozen(own)).toBe(true));

  it.each([
    ["", '""'],
    ["Go Lang", '"Go Lang"'],
    [7, "7"],
    [undefined, "nothing"],
    [["alpine"], '["alpine"]'],
  ])("is no reference: %j", (reference, got) => {
    const complaint = {
      code: "image-reference",
      got,
      allowed: "[host[:port]/]path[:tag][@digest]",
      fix: "e.g. mirror.example.test/distroless/static@sha256:…",
    };
    expect(referenceComplaint(reference)).toEqual(complaint);
    expect(thrownBy(() => Base.image(reference as string))).toEqual({ ...HERE, ...complaint, field: "" });
  });
});
