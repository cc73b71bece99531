import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { ValidationError } from "../../../lib/errors";
import type { GitState } from "../../../lib/image/git-state";
import type { TagPolicy } from "../../../lib/image/tags";
import { tagsOf } from "../../../lib/image/tags";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const SHA = "sha-0123456789ab";
const PRODUCTION: TagPolicy = { stage: "production" };
/** The grammar of the distribution specification, written down once more. */
const OCI_TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;

function state(differences: Partial<GitState> = {}): GitState {
  return { commit: COMMIT, date: "2026-11-21T14:29:43Z", tags: [], isDirty: false, ...differences };
}

function problems(git: Partial<GitState>, policy = PRODUCTION): ValidationError["problems"] {
  try {
    tagsOf(state(git), policy);
  } catch (error) {
    if (error instanceof ValidationError) return error.problems;
    throw error;
  }
  return [];
}

describe("the tags of an image", () => {
  it.each<[string, Partial<GitState>, string[]]>([
    ["a release", { branch: "main", tags: ["v1.2.3"] }, ["v1.2.3", SHA]],
    ["a release candidate", { tags: ["v1.2.3-rc.1"] }, ["v1.2.3-rc.1", SHA]],
    ["two releases of one commit", { tags: ["v1.2.3", "v1.2.3-rc.2"] }, ["v1.2.3", "v1.2.3-rc.2", SHA]],
    ["a tag that is no release", { tags: ["prod-2026", "vendor", "latest", "1.2.3"] }, [SHA]],
    ["the trunk", { branch: "main" }, [SHA]],
    ["a commit without a branch", {}, [SHA]],
    ["develop", { branch: "develop" }, [SHA, "develop-20261121"]],
    ["a branch below develop", { branch: "develop/x" }, [SHA]],
    ["staging", { branch: "staging" }, [SHA, "staging-latest"]],
    ["a release branch", { branch: "release/1.4" }, [SHA, "staging-latest"]],
    ["a hotfix", { branch: "hotfix/PAY-4711" }, [SHA, "hotfix-PAY-4711"]],
    ["a hotfix that is a release", { branch: "hotfix/7", tags: ["v1.2.4"] }, ["v1.2.4", SHA, "hotfix-7"]],
    ["a feature with a name for a shell", { branch: "feature/$(reboot)" }, [SHA]],
    ["a feature with a name for a template", { branch: "feature/${{x}}" }, [SHA]],
    ["a branch that only looks like develop", { branch: "develop\n" }, [SHA]],
    ["a dirty tree, whatever else it is", { branch: "develop", tags: ["v1.2.3"], isDirty: true }, ["dev"]],
  ])("of %s", (_, git, tags) => {
    expect(tagsOf(state(git), PRODUCTION)).toEqual(tags);
  });

  it.each([
    ["2026-11-21T23:30:00-01:00", "develop-20261122"],
    ["2026-01-01T00:30:00+01:00", "develop-20251231"],
    ["2024-02-29T12:00:00Z", "develop-20240229"],
  ])("name the day of %s in UTC", (date, tag) => {
    expect(tagsOf(state({ branch: "develop", date }), PRODUCTION)).toContain(tag);
  });

  it.each([
    ["v1.2", "a part is missing"],
    ["v01.2.3", "a zero too many"],
    ["v1.2.3-", "an empty pre-release"],
    ["v1.2.3-01", "a number with a zero in front"],
    ["v1.2.3+build", "build metadata"],
    ["v1.2.3 $(reboot)", "a command"],
    ["v1.2.3\n", "a line break"],
    ["v1.2.3-${{x}}", "a template"],
    [`v1.2.3-${"a".repeat(122)}`, "more than 128 characters"],
  ])("are refused for the release %j: %s", (tag) => {
    expect(problems({ tags: [tag] })).toMatchObject([{ code: "release-tag", field: "tags" }]);
  });

  it.each(["", "a b", "$(reboot)", "a\nb", "`x`", "${{x}}", "a/b", "é", "a".repeat(122)])(
    "are refused for the hotfix %j",
    (issue) => {
      expect(problems({ branch: `hotfix/${issue}` })).toMatchObject([{ code: "hotfix-issue", field: "branch" }]);
    },
  );

  it.each([
    ["commit", "HEAD", "git-commit"],
    ["commit", COMMIT.slice(0, 12), "git-commit"],
    ["commit", COMMIT.toUpperCase(), "git-commit"],
    ["date", "", "git-date"],
    ["date", "2026-11-21", "git-date"],
    ["date", "2026-02-30T00:00:00Z", "git-date"],
    ["date", "2026-11-21T25:00:00Z", "git-date"],
    ["date", "0000-01-01T00:00:00+14:00", "git-date"],
  ])("are refused when the %s is %j", (field, value, code) => {
    expect(problems({ [field]: value })).toMatchObject([{ code, field }]);
  });

  it("tell everything that is wrong at once", () => {
    const git = { commit: "", date: "", branch: "hotfix/", tags: ["v1"] };
    const codes = problems(git, { stage: "production", also: ["-"] }).map(({ code }) => code);
    expect(codes).toEqual(["git-commit", "git-date", "hotfix-issue", "release-tag", "image-tag"]);
  });

  it("hold what somebody adds, once", () => {
    expect(tagsOf(state(), { stage: "production", also: ["nightly", SHA] })).toEqual([SHA, "nightly"]);
  });

  it("are never latest in production", () => {
    expect(problems({}, { stage: "production", also: ["latest"] })).toMatchObject([{ code: "latest-in-production" }]);
  });

  it("may be latest in development, where somebody asks for it", () => {
    expect(tagsOf(state(), { stage: "development", also: ["latest"] })).toEqual([SHA, "latest"]);
  });

  it("are texts of the grammar or an error, for any names", () => {
    const name = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("develop", "staging"),
      fc.string({ unit: "grapheme" }).map((text) => `hotfix/${text}`),
      fc.stringMatching(/^v[0-9.+a-z-]{0,12}$/),
    );
    const git = fc.record({ branch: name, tags: fc.array(name, { maxLength: 3 }), isDirty: fc.boolean() });
    fc.assert(
      fc.property(git, fc.array(name, { maxLength: 2 }), (given, also) => {
        const policy: TagPolicy = { stage: "production", also };
        if (problems(given, policy).length > 0) return;
        const tags = tagsOf(state(given), policy);
        expect(tags.filter((tag) => !OCI_TAG.test(tag) || tag === "latest")).toEqual([]);
        expect(new Set(tags).size).toBe(tags.length);
      }),
    );
  });

  it("do not depend on the order of Git's tags", () => {
    const version = fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20)).map((parts) => `v${parts.join(".")}`);
    fc.assert(
      fc.property(fc.array(version, { maxLength: 5 }), (tags) => {
        expect(tagsOf(state({ tags: tags.toReversed() }), PRODUCTION)).toEqual(tagsOf(state({ tags }), PRODUCTION));
      }),
    );
  });
});
