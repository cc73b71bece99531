import { isDeepStrictEqual } from "node:util";
import { afterAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Manifest, Rendered } from "../../../lib/rendered";
import { isSecretText } from "../../../lib/secret-text";
import { yamlFiles } from "../../../targets/yaml";
import { environment, shopChart } from "../../support/program";
import { declare, fieldsOf, found, type Fields } from "./strings/fields";
import { broken, text } from "./strings/texts";
import { readYaml } from "./strings/yaml-reader";

// 100,000 texts, or with GANTRY_LONG=1 a million, in programs of 50; 40 programs are read at once.
const PROGRAMS = process.env["GANTRY_LONG"] ? 20_000 : 2_000;
const EACH = 50;
const AT_ONCE = 40;
const SEED = Number(process.env["GANTRY_SEED"] ?? 20261121);
const BROKEN = 40;

const installed = ["external-secrets", "sealed-secrets", "secrets-store-csi"] as const;
const figures: Record<string, number> = { seed: SEED, texts: 0, places: 0, failed: 0, refused: 0 };

function sample(arbitrary: fc.Arbitrary<string>, count: number, seed: number): string[] {
  return fc.sample(arbitrary, { numRuns: count, seed }).filter((one) => !isSecretText(one));
}

function program(fields: Fields, id = "Web"): Rendered {
  const { app, chart } = shopChart(environment({ installed: [...installed] }));
  declare(chart, id, fields);
  return app.render();
}

interface Trial {
  readonly fields: Fields;
  readonly rendered: Rendered;
}

function trial(texts: readonly string[]): Trial {
  const fields = fieldsOf(texts);
  figures["texts"]! += texts.length;
  figures["places"]! += Object.values(fields).flat().length;
  return { fields, rendered: program(fields) };
}

/** What of a program came back from the parser otherwise than it was declared. */
function changes({ fields, rendered }: Trial, answers: readonly unknown[]): string[] {
  const objects = rendered.objects.filter((one, index) => !isDeepStrictEqual(plain(one.manifest), answers[index]));
  const back = found(answers as Manifest[]);
  const texts = Object.keys(fields).filter((name) => !isDeepStrictEqual(fields[name], back[name]));
  return [...objects.map(({ file }) => file), ...texts];
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

afterAll(() => console.log("strings", figures));

describe("100,000 texts in every field that holds any text", () => {
  it("come back unchanged from the parser that kubectl uses", () => {
    const failures: string[] = [];
    for (let first = 0; first < PROGRAMS; first += AT_ONCE) {
      const texts = sample(text, EACH * AT_ONCE, SEED + first);
      const trials = Array.from({ length: AT_ONCE }, (_, index) =>
        trial(texts.slice(index * EACH, (index + 1) * EACH)),
      );
      const problems = trials.flatMap(({ rendered }) => rendered.problems);
      // Together the texts are longer than what kubectl keeps in an annotation.
      expect(problems.filter(({ code }) => code !== "client-side-apply")).toEqual([]);
      const answers = readYaml(trials.flatMap(({ rendered }) => yamlFiles(rendered).map((file) => file.text)));
      for (const [index, one] of trials.entries()) {
        const own = answers.splice(0, one.rendered.objects.length);
        failures.push(...changes(one, own).map((name) => `seed ${SEED + first}, program ${index}: ${name}`));
      }
      expect(answers).toEqual([]);
    }
    figures["failed"] = failures.length;
    expect(failures.slice(0, 20)).toEqual([]);
  });
});

describe("a text that no file can hold", () => {
  const names = Object.keys(fieldsOf([])).filter((name) => name !== "metrics.reason");

  it.each(names)("is refused in %s", (name) => {
    for (const one of sample(broken, BROKEN, SEED)) {
      const { problems } = program({ [name]: fieldsOf([one])[name]! });
      expect(problems.map(({ code }) => code)).toContain("not-unicode");
      figures["refused"]! += 1;
    }
  });
});

describe("the id of a construct, which the first line of a file names", () => {
  it("adds nothing to the objects, whatever it is", () => {
    // constructs takes what every object inherits, such as `valueOf`, for a child that is there already, and refuses it.
    const ids = sample(text, 500, SEED).filter((one) => one.trim() !== "" && !(one in {}));
    const trials = ids.map((id) => ({ id, rendered: program({}, id) }));
    const right = trials.filter(({ rendered }) => rendered.problems.length === 0);
    expect(right.length).toBeGreaterThan(100);
    for (const { id, rendered } of right) {
      const back = readYaml(yamlFiles(rendered).map((file) => file.text));
      expect({ id, back }).toEqual({ id, back: rendered.objects.map(({ manifest }) => plain(manifest)) });
    }
  });
});
