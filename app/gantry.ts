#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { ValidationError } from "../lib/errors";
import { driftTable, readDrift } from "../targets/pulumi/drift";
import { previewComment } from "../targets/pulumi/preview-comment";

const USAGE = `gantry: what a pipeline does with the words of Pulumi

  pulumi preview --json --stack prod | gantry preview-comment shop/prod
      a comment in Markdown for a pull request; its first line is by which it is found again

  pulumi refresh --preview-only --run-program --json --stack prod | gantry drift
      what somebody changed or deleted in the cluster; ends with 1 when there is anything, or when something could not be read
`;

const STANDARD_INPUT = 0;
const [verb, ...words] = process.argv.slice(2);

try {
  process.exitCode = answer();
} catch (error) {
  if (!(error instanceof ValidationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

function answer(): number {
  if (verb === "preview-comment" && words.length === 1) return say(previewComment(input(), words[0]!), 0);
  if (verb !== "drift" || words.length > 0) return usage();
  const drift = readDrift(input());
  return say(driftTable(drift), drift.objects.length + drift.errors.length > 0 ? 1 : 0);
}

function input(): string {
  return readFileSync(STANDARD_INPUT, "utf8");
}

function say(text: string, code: number): number {
  process.stdout.write(text);
  return code;
}

function usage(): number {
  process.stderr.write(USAGE);
  return 2;
}
