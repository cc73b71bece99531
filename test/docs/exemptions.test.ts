import { describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { GantryApp, Json, RenderedObject } from "gantry-cdk";
import { ROOT } from "./fences";

const rows = readFileSync(join(ROOT, "docs/exemptions.md"), "utf8")
  .split("\n")
  .filter((line) => /^\| \d+ \|/.test(line));

/** For each entry: an example with the shape that the linters object to. */
const SHAPES: readonly (readonly [example: string, kind: string, shape: RegExp])[] = [
  ["go-service", "Deployment", /"imagePullPolicy":"IfNotPresent"/],
  ["go-worker", "Deployment", /"valueFrom":\{"secretKeyRef":/],
  ["go-service", "Deployment", /^(?!.*apparmor\.security\.beta)/],
  ["go-service", "Deployment", /^(?!.*seccomp\.security\.alpha).*"seccompProfile":\{"type":"RuntimeDefault"\}/],
];

describe("docs/exemptions.md", () => {
  it("has at most six entries", () => {
    expect(rows).toHaveLength(SHAPES.length);
    expect(rows.length).toBeLessThanOrEqual(6);
  });

  it.each(rows.map((row, index) => [index + 1, row] as const))(
    "entry %d has one check, kind, field and reason",
    (_, row) => {
      expect(row).toMatch(/^\| \d \| [\w-]+ \| `[\w-]+` \| [A-Z]\w+ \| [^|`]*`[^`]+`[^|`]* \| [^|]+ \|$/);
    },
  );

  it.each(SHAPES.map((shape, index) => [index + 1, ...shape] as const))(
    "entry %d is still needed: %s has that shape",
    async (_, example, kind, shape) => {
      expect(JSON.stringify(await object(example, kind))).toMatch(shape);
    },
  );
});

async function object(example: string, kind: string): Promise<Json> {
  const { app } = (await import(join(ROOT, "examples", example))) as { app: GantryApp };
  const found = app.render().objects.find(({ manifest }: RenderedObject) => manifest.kind === kind);
  return found!.manifest["spec"]!;
}
