import { afterAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { isComplaint } from "../../../lib/errors";
import { nameFor } from "../../../lib/names";
import { LONGEST_NAME } from "../../../constructs/program/program-fields";
import { complaintsOf, IMAGE, render } from "../../support/program";
import { GoWorker } from "../../../app";

// A million paths in families of near-collisions; ten million with GANTRY_LONG=1.
const PATHS = process.env["GANTRY_LONG"] ? 10_000_000 : 1_000_000;
const SEED = Number(process.env["GANTRY_SEED"] ?? 20261121);
const MOST_SECONDS = 60;

// What Kubernetes asks of names, written apart from lib/names: the strictest of a Service (RFC 1035), and its labels' 63 characters.
const LABEL = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/;
/** What Gantry appends to a program's name, and the most that the kind takes. */
const DERIVED = [
  ["Deployment", "", 46],
  ["StatefulSet", "", 52],
  ["CronJob", "", 52],
  ["Service", "-pods", 63],
  ["ConfigMap", "-config-abcdefghij", 63],
  ["Job", "-migrate-abcdefghij", 63],
  ["SealedSecret", "-sealed", 63],
] as const;

const figures: Record<string, number> = { seed: SEED, paths: 0, named: 0, unnamed: 0, collisions: 0, respelt: 0 };

const word = fc.stringMatching(/^[A-Za-z0-9]{1,8}$/);
const odd = fc.constantFrom("-", "_", ".", " ", "--", "é", "日", "\u0000", "İ", "ß", "ﬁ", "Ⅷ");
const id = fc.oneof(
  word,
  fc.tuple(word, odd, word).map((parts) => parts.join("")),
  fc.tuple(odd, word).map((parts) => parts.join("")),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 }),
  fc
    .tuple(fc.constantFrom("a".repeat(60), "Payments-Ledger-Reconciliation-Service-".repeat(2)), word)
    .map((parts) => parts.join("")),
);

/** A path, and paths that a careless naming would call the same. */
function family(parts: readonly string[]): string[][] {
  const [first = "a", ...rest] = parts;
  const more = rest.length > 0 ? rest : ["b"];
  return [
    [first, ...more],
    [[first, ...more].join("-")],
    [[first, ...more].join("_")],
    [[first, ...more].join(".")],
    [`${first}-`, ...more],
    [first, ...more.map((one) => `-${one}`)],
    [first.toUpperCase(), ...more],
    [first, ...more.map((one) => one.toLowerCase())],
    [first, ...more, "Resource"],
    ["Default", first, ...more],
  ];
}

/** Different paths by what constructs tells apart: ids never hold a slash. */
function* paths(): Generator<readonly string[]> {
  const seen = new Set<string>();
  for (let seed = SEED; ; seed++) {
    for (const parts of fc.sample(fc.array(id, { minLength: 1, maxLength: 3 }), { numRuns: 10_000, seed })) {
      for (const path of family(parts.map((one) => one.replaceAll("/", "--")))) {
        const key = path.join("/");
        if (seen.has(key) || path.includes("")) continue;
        seen.add(key);
        yield path;
        if (seen.size === PATHS) return;
      }
    }
  }
}

/** One id that is only respelt has no hash: two of them may have one name, which `duplicate-name` refuses. */
function isRespelt(path: readonly string[], name: string): boolean {
  return path.length === 1 && !/-[a-z2-7]{10}$/.test(name);
}

afterAll(() => console.log("names", figures));

describe("the names of a million construct paths", () => {
  it("differ, and are valid for every kind that carries them, in less than a minute", () => {
    const owners = new Map<string, string>();
    const wrong: string[] = [];
    const start = performance.now();
    for (const path of paths()) {
      figures["paths"]! += 1;
      const name = nameFor(path, LONGEST_NAME);
      if (isComplaint(name)) {
        figures["unnamed"]! += 1;
        continue;
      }
      figures["named"]! += 1;
      for (const [kind, suffix, limit] of DERIVED) {
        if (!LABEL.test(name + suffix) || name.length + suffix.length > limit) wrong.push(`${kind} ${name}${suffix}`);
      }
      const other = owners.get(name);
      if (other === undefined) owners.set(name, path.join("/"));
      else if (isRespelt(path, name) && !other.includes("/")) figures["respelt"]! += 1;
      else wrong.push(`${name}: ${JSON.stringify([other, path.join("/")])}`);
    }
    figures["seconds"] = Math.round((performance.now() - start) / 100) / 10;
    figures["collisions"] = wrong.length;
    expect(wrong.slice(0, 10)).toEqual([]);
    expect(figures["paths"]).toBe(PATHS);
    expect(figures["named"]).toBeGreaterThan(PATHS * 0.9);
    if (PATHS <= 1_000_000) expect(figures["seconds"]).toBeLessThan(MOST_SECONDS);
  });
});

describe("two ids that are one word in other spellings", () => {
  it.each([
    ["fooBar", "foo-bar"],
    ["FooBar", "fooBar"],
    ["A", "a"],
    ["HTTPServer", "HttpServer"],
  ])("are refused beside each other: %s and %s", (one, other) => {
    const complaints = complaintsOf((chart) => {
      new GoWorker(chart, one, { image: IMAGE });
      new GoWorker(chart, other, { image: IMAGE });
    });
    expect(complaints).toContain("duplicate-name name");
  });

  it("may stand apart from each other, with a hash, where one is below another construct", () => {
    const { objects } = render((chart) => {
      new GoWorker(chart, "FooBar", { image: IMAGE });
      new GoWorker(new GoWorker(chart, "Foo", { image: IMAGE }), "Bar", { image: IMAGE });
    });
    const names = objects
      .filter(({ manifest }) => manifest.kind === "Deployment")
      .map(({ manifest }) => manifest.metadata.name);
    expect(new Set(names).size).toBe(3);
  });
});

describe("an id that imitates the hash of another path", () => {
  it("is refused beside it", () => {
    const name = nameFor(["a", "b"], LONGEST_NAME) as string;
    const complaints = complaintsOf((chart) => {
      const parent = new GoWorker(chart, "a", { image: IMAGE });
      new GoWorker(parent, "b", { image: IMAGE });
      new GoWorker(chart, name, { image: IMAGE });
    });
    expect(complaints).toContain("duplicate-name name");
  });
});
