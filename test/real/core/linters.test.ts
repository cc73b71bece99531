import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { choiceOf, CHOICES } from "./linters/choices";
import { DEFECTS } from "./linters/defects";
import { exemptionOf, EXEMPTIONS } from "./linters/exemptions";
import { findingText, type Finding } from "./linters/finding";
import { ALL_LINTERS, LINTERS } from "./linters/lint";
import { writeSchemas } from "./linters/schemas";
import { EXAMPLE_NAMES, exampleTarget, goldenTargets, objectsOf, objectsTarget, type Target } from "./linters/target";

// Run: kubeconform, kube-score, kubesec, Checkov. Not run: Trivy, whose build was not done after six
// minutes on two busy cores; kube-linter, Polaris and Kubescape, of which no version that was tried is served as a Go module.
const MOST_EXEMPTIONS = 6;
const PROD = goldenTargets().find(({ name }) => name === "shop in prod")!;

/** A finding with what covers it. */
interface Judged extends Finding {
  readonly covered: unknown;
}

const seen: Judged[] = [];
let scratch: string;
let schemas: readonly string[];
let objects = 0;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "gantry-linters-"));
  schemas = writeSchemas(join(scratch, "schemas"));
  for (const folder of ["examples", "defects"]) mkdirSync(join(scratch, folder));
});

afterAll(() => {
  rmSync(scratch, { recursive: true });
  const open = seen.filter(({ covered }) => !covered).length;
  console.log(
    `${objects} objects linted: ${seen.length} findings, ${open} not covered; ${DEFECTS.length} defects planted`,
  );
});

/** The findings about a target, each with its exemption or choice. */
function judge(target: Target, linters = ALL_LINTERS): Judged[] {
  const all = objectsOf(target);
  return linters
    .flatMap((linter) => LINTERS[linter](target, schemas))
    .map((finding) => {
      const object = all.find(({ kind, metadata }) => kind === finding.kind && metadata.name === finding.name);
      return { ...finding, covered: choiceOf(target, finding) ?? (object && exemptionOf(finding, object)) };
    });
}

/** What is said against a target beyond the published lists. */
function uncovered(found: readonly Judged[]): string[] {
  return found.filter(({ covered }) => !covered).map(findingText);
}

function remember(target: Target): Judged[] {
  objects += objectsOf(target).length;
  const found = judge(target);
  seen.push(...found);
  return found;
}

describe("the linters", () => {
  it.each(goldenTargets())("find nothing in the $name but the exemptions", (target) => {
    expect(uncovered(remember(target))).toEqual([]);
  });

  it.each(EXAMPLE_NAMES)("find nothing in the example %s but exemptions and what it declares", async (name) => {
    expect(uncovered(remember(await exampleTarget(name, join(scratch, "examples"))))).toEqual([]);
  });

  it("find no more in the shop when it is written by another hand, as it is for the defects", () => {
    const target = objectsTarget("no defect", objectsOf(PROD), join(scratch, "defects"));
    expect(uncovered(judge(target))).toEqual([]);
  });

  it.each(DEFECTS.flatMap((defect) => defect.seenBy.map((linter) => ({ linter, ...defect }))))(
    "see $title: $linter",
    ({ title, linter, plant }) => {
      const target = objectsTarget(`${title} ${linter}`, plant(objectsOf(PROD)), join(scratch, "defects"));
      expect(uncovered(judge(target, [linter]))).not.toEqual([]);
    },
  );
});

describe("docs/exemptions.md", () => {
  it(`has at most ${MOST_EXEMPTIONS} entries`, () => {
    expect(EXEMPTIONS.length).toBeLessThanOrEqual(MOST_EXEMPTIONS);
  });

  it.each(EXEMPTIONS)("has an entry $check that is still needed", (row) => {
    expect(seen.filter(({ covered }) => covered === row)).not.toEqual([]);
  });

  it.each(CHOICES)("describes $declared, which $target shows", (choice) => {
    expect(seen.filter(({ covered }) => covered === choice)).not.toEqual([]);
  });
});
