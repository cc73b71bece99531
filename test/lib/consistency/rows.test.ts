import { describe, expect, it } from "@jest/globals";
import type { ImageFacts } from "../../../lib/consistency";
import { rowsOf } from "../../../lib/consistency";
import { DIGEST, programsWith, sameFacts } from "./facts";

const OTHER = "ffffffffffff71760641d32c1931c822eea6a381";
const same = sameFacts();

/** Facts with some of them changed. */
function facts(changed: { [Side in "local" | "image" | "environment"]?: Partial<ImageFacts[Side]> }): ImageFacts {
  const { name, local, image, environment } = same;
  return {
    name,
    local: { ...local, ...changed.local },
    image: { ...image, ...changed.image },
    environment: { ...environment, ...changed.environment },
  };
}

/** The rows that differ: what, and what is said here, in the image and in the environment. */
function different(changed: Parameters<typeof facts>[0]): string[] {
  const say = (fact: object | undefined) => (fact ? Object.values(fact).join() : "-");
  return rowsOf(facts(changed))
    .filter(({ isSame }) => !isSame)
    .map(({ what, cells }) => [what, say(cells.local), say(cells.image), say(cells.environment)].join(" | "));
}

const modules = (versions: Readonly<Record<string, string>>) => ({ value: new Map(Object.entries(versions)) });

const PLANTED: readonly [string, Parameters<typeof facts>[0], readonly string[]][] = [
  ["another Go", { image: { go: { value: "go1.26.7" } } }, ["Go | go1.26.8 | go1.26.7 | -"]],
  [
    "another version of a module",
    { local: { modules: modules({ "example.test/a": "v1.1.0", "example.test/b": "v2.0.0" }) } },
    ["example.test/a | v1.1.0 | v1.0.0 | -"],
  ],
  [
    "a module on one side only",
    { image: { modules: modules({ "example.test/a": "v1.0.0" }) } },
    ["example.test/b | v2.0.0 | none | -"],
  ],
  ["another commit", { local: { source: { value: OTHER } } }, ["source | ffffffffffff | de974bb3894e | -"]],
  [
    "another digest",
    { environment: { digest: { value: DIGEST.replace("0a", "ff") } } },
    ["digest | - | sha256:0a0a0a0a0a0a | sha256:ff0a0a0a0a0a"],
  ],
  [
    "a setting that only the environment has",
    { environment: { programs: programsWith(["LOG_LEVEL", "NEW", "PORT"], { "orders-db": "postgres 17" }) } },
    ["NEW of shop/storefront | missing | - | set"],
  ],
  [
    "a setting that only this machine has",
    { environment: { programs: programsWith(["PORT"], { "orders-db": "postgres 17" }) } },
    ["LOG_LEVEL of shop/storefront | set | - | missing"],
  ],
  [
    "another version of a server",
    { environment: { programs: programsWith(["LOG_LEVEL", "PORT"], { "orders-db": "postgres 18" }) } },
    ["orders-db of shop/storefront | postgres 17 | - | postgres 18"],
  ],
  [
    "a server that is not there",
    { local: { programs: programsWith(["LOG_LEVEL", "PORT"]) } },
    ["orders-db of shop/storefront | none | - | postgres 17"],
  ],
  [
    "a program that is not there",
    { local: { programs: new Map() } },
    ["program shop/storefront | missing | - | there"],
  ],
];

const UNKNOWN: readonly [string, Parameters<typeof facts>[0], readonly string[]][] = [
  ["Go", { local: { go: { unknown: "no go" } } }, ["Go | no go | go1.26.8 | -"]],
  ["modules", { image: { modules: { unknown: "no image" } } }, ["modules | 2 | no image | -"]],
  ["source", { local: { source: { unknown: "a draft" } } }, ["source | a draft | de974bb3894e | -"]],
  ["digest", { environment: { digest: { unknown: "a tag" } } }, ["digest | - | sha256:0a0a0a0a0a0a | a tag"]],
];

describe("facts of three sides", () => {
  it("that are the same make one row for what has many names", () => {
    expect(rowsOf(same).map(({ what, isSame }) => [what, isSame])).toEqual([
      ["Go", true],
      ["2 modules, all the same", true],
      ["source", true],
      ["digest", true],
      ["2 settings of shop/storefront, all the same", true],
      ["orders-db of shop/storefront", true],
    ]);
  });

  it.each(PLANTED)("differ in their row: %s", (_, changed, rows) => {
    expect(different(changed)).toEqual(rows);
  });

  it.each(UNKNOWN)("differ where one is unknown: %s", (_, changed, rows) => {
    expect(different(changed)).toEqual(rows);
  });

  it("differ where both are unknown", () => {
    const go = { unknown: "no go" };
    expect(different({ local: { go }, image: { go } })).toEqual(["Go | no go | no go | -"]);
  });

  it("are compared whole, also where only their beginning is shown", () => {
    const [, start] = /^(.*)..$/.exec(DIGEST)!;
    expect(different({ environment: { digest: { value: `${start}ff` } } })).toHaveLength(1);
  });
});
