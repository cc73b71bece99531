import type { Stage } from "../environment";
import type { Complaint } from "../errors";
import { refuseAll } from "../errors";
import type { Finding } from "../fields";
import { byCodeUnit } from "../fields";
import { show } from "../show";
import type { GitState } from "./git-state";

/** What tags may not do in an environment, and what else is wanted. */
export interface TagPolicy {
  /** A stage of "production" refuses `latest`. */
  readonly stage: Stage;
  /** Tags of your own beside the ones that Git gives, e.g. `nightly`. @default - none */
  readonly also?: readonly string[];
}

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests */
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const TAG_RULE = "A-Z, a-z, 0-9, _, . and -, neither . nor - first, at most 128 characters";
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const DATE = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)$/;
/** https://semver.org/#is-there-a-suggested-regular-expression-regex-to-check-a-semver-string, behind a v and without build metadata. */
const RELEASE =
  /^v(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?$/;
/** 48 bits, as the Linux kernel quotes commits; the whole commit is in the image's label `org.opencontainers.image.revision`. */
const SHORT = 12;

/**
 * The tags of an image, the most telling first: `v1.2.3` for a release, `sha-<12 digits>` for every commit, `develop-<yyyymmdd>` (UTC) on `develop`,
 * `staging-latest` on `staging` and `release/…`, `hotfix-<issue>` on `hotfix/<issue>`; only `dev` when the tree is dirty, because no commit says what is in it.
 * Tags find an image; what is deployed is its digest. Git tags that do not begin with v and a digit are no releases and are passed over.
 * @throws ValidationError when a name would break the grammar of tags, a release is not strict semver, or production would get `latest`.
 */
export function tagsOf(git: GitState, policy: TagPolicy): string[] {
  const findings = [...stateFindings(git), ...ownFindings(policy)];
  if (findings.length > 0) {
    refuseAll(
      findings.map((finding) => ({ ...finding, path: "" })),
      tagsOf,
    );
  }
  if (git.isDirty) return ["dev"];
  const tags = [...releases(git), `sha-${git.commit.slice(0, SHORT)}`, ...branchTags(git), ...(policy.also ?? [])];
  return [...new Set(tags)];
}

function releases({ tags }: GitState): string[] {
  return tags.filter((tag) => /^v\d/.test(tag)).sort(byCodeUnit);
}

function branchTags({ branch = "", date }: GitState): string[] {
  const issue = issueOf(branch);
  if (issue !== undefined) return [`hotfix-${issue}`];
  if (branch === "develop") return [`develop-${new Date(date).toISOString().slice(0, 10).replaceAll("-", "")}`];
  return branch === "staging" || branch.startsWith("release/") ? ["staging-latest"] : [];
}

function issueOf(branch: string): string | undefined {
  return branch.startsWith("hotfix/") ? branch.slice("hotfix/".length) : undefined;
}

function stateFindings(git: GitState): Finding[] {
  const issue = issueOf(git.branch ?? "");
  return [
    ...(COMMIT.test(git.commit) ? [] : [finding("commit", git.commit, NO_COMMIT)]),
    ...(isDate(git.date) ? [] : [finding("date", git.date, NO_DATE)]),
    ...(issue === undefined || (isTag(issue) && isTag(`hotfix-${issue}`))
      ? []
      : [finding("branch", git.branch, NO_ISSUE)]),
    ...releases(git)
      .filter((tag) => !RELEASE.test(tag) || !isTag(tag))
      .map((tag) => finding("tags", tag, NO_RELEASE)),
  ];
}

function ownFindings({ stage, also = [] }: TagPolicy): Finding[] {
  return also.flatMap((tag) => {
    if (!isTag(tag)) return [finding("also", tag, NO_TAG)];
    return stage === "production" && tag === "latest" ? [finding("also", tag, NO_LATEST)] : [];
  });
}

/** Whether a text is a tag by the grammar of the OCI distribution specification. */
export function isTag(text: string): boolean {
  return TAG.test(text);
}

function isDate(text: string): boolean {
  const [, year, month, day] = DATE.exec(text) ?? [];
  const start = new Date(`${year}-${month}-${day}T00:00:00Z`);
  const isReal = !Number.isNaN(start.getTime()) && start.toISOString().startsWith(`${year}-${month}-${day}`);
  return isReal && /^\d{4}-/.test(new Date(text).toJSON() ?? "");
}

type Rule = Omit<Complaint, "got">;

function finding(field: string, got: unknown, rule: Rule): Finding {
  return { ...rule, field, got: show(got) };
}

const NO_COMMIT: Rule = {
  code: "git-commit",
  allowed: "a whole commit: 40 or 64 lower-case hexadecimal digits",
  fix: "pass what `git rev-parse HEAD` prints",
};
const NO_DATE: Rule = {
  code: "git-date",
  allowed: "a date and time with an offset (RFC 3339), of the years 0000 to 9999",
  fix: "pass what `git show --no-patch --format=%cI` prints",
};
const NO_ISSUE: Rule = {
  code: "hotfix-issue",
  allowed: `hotfix/<issue>, and hotfix-<issue> is a tag: ${TAG_RULE}`,
  fix: "rename the branch, e.g. hotfix/PAY-4711",
};
const NO_RELEASE: Rule = {
  code: "release-tag",
  allowed:
    "v and a version of semver.org, e.g. v1.2.3 or v1.2.3-rc.1, without build metadata: tags of images have no +",
  fix: "delete the Git tag and set one such as v1.2.3",
};
const NO_TAG: Rule = { code: "image-tag", allowed: `a tag: ${TAG_RULE}`, fix: "e.g. nightly" };
const NO_LATEST: Rule = {
  code: "latest-in-production",
  allowed: "no tag latest in production: it says nothing about what runs",
  fix: "leave it out; the release has its version and its digest",
};
