import { describe, expect, it } from "@jest/globals";
import { readCrd } from "../../scripts/imports/crd";
import { firstOn, readDefaults } from "../../scripts/imports/feature-gates";
import { arrayOf, firstSentence } from "../../scripts/imports/model";
import { entriesOf } from "../../scripts/imports/since";
import { interfacesOf } from "../../scripts/imports/swagger";
import { fileName } from "../../scripts/imports/write-types";

const GATES = `
	Grown featuregate.Feature = "GrownUp"
	Young featuregate.Feature = "Young"
	Plain featuregate.Feature = "Plain"

	Grown: {
		{Version: version.MustParse("1.31"), Default: false, PreRelease: featuregate.Alpha},
		{Version: version.MustParse("1.33"), Default: true, LockToDefault: true, PreRelease: featuregate.GA}, // remove in 1.36
	},

	Young: {
		// no default yet
		{Version: version.MustParse("1.32"), Default: false, PreRelease: featuregate.Alpha},
	},

	Plain: {Default: true, PreRelease: featuregate.Beta},
`;

describe("feature gates", () => {
  it.each([
    ["1.30", undefined, undefined],
    ["1.31", false, undefined],
    ["1.32", false, false],
    ["1.33", true, false],
  ])("are read as of %s", (minor, grown, young) => {
    const defaults = readDefaults(GATES, minor);
    expect([defaults.get("GrownUp"), defaults.get("Young"), defaults.get("Plain")]).toEqual([grown, young, true]);
  });

  it.each([
    ["retired while on", [true, undefined, undefined], "1.31"],
    ["born later, on at once", [undefined, true, true], "1.32"],
    ["turned on, then off, then on", [true, false, true], "1.33"],
    ["never on", [undefined, false, false], null],
  ])("%s: on by default since %s", (_what, states, first) => {
    const history = states.map((on, i) => ({
      minor: `1.${31 + i}`,
      defaults: new Map([["Other", true], ...(on === undefined ? [] : [["Gate", on] as const])]),
    }));
    expect(firstOn("Gate", history)).toBe(first);
  });
});

describe("first sentences", () => {
  it.each([
    ["One. Two.", "One."],
    ["Affinity (e.g. a zone, etc. as here) counts. More.", "Affinity (e.g. a zone, etc. as here) counts."],
    ["Head\nline goes on\n\nsecond paragraph", "Head line goes on"],
    ["A */ inside", "A * / inside"],
  ])("of %j is %j", (description, sentence) => {
    expect(firstSentence(description)).toBe(sentence);
  });

  it("are cut between words at 160 characters", () => {
    const cut = firstSentence("word ".repeat(60));
    expect(cut.length).toBeLessThanOrEqual(160);
    expect(cut).toMatch(/ word…$/);
  });
});

describe("types", () => {
  it.each([
    ["HTTPRoute", "http-route"],
    ["GRPCRoute", "grpc-route"],
    ["Gateway", "gateway"],
    ["SecretProviderClass", "secret-provider-class"],
  ])("of %s stand in %s.ts", (kind, file) => {
    expect(fileName(kind)).toBe(file);
  });

  it("of a list keep a union together", () => {
    expect([arrayOf("string"), arrayOf('"a" | "b"')]).toEqual(["string[]", 'Array<"a" | "b">']);
  });

  it("require a field that any supported minor requires", () => {
    const swagger = (required: string[]) => ({
      definitions: { "io.A": { required, properties: { a: { type: "string" } } } },
      paths: {},
    });
    const [older] = interfacesOf([swagger(["a"]), swagger([])], ["io.A"]);
    const [neither] = interfacesOf([swagger([]), swagger([])], ["io.A"]);
    expect([older?.fields[0]?.optional, neither?.fields[0]?.optional]).toEqual([false, true]);
  });
});

describe("custom resource definitions", () => {
  const crd = `
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Toy }
  versions:
    - { name: v1alpha1, served: true, schema: { openAPIV3Schema: { type: object } } }
    - name: v1
      served: true
      schema:
        openAPIV3Schema:
          properties:
            metadata: { type: object }
            status: { type: object, properties: { phase: { type: string } } }
            spec:
              type: object
              required: [mode]
              properties:
                mode: { type: string, enum: [a, b] }
                port: { anyOf: [{ type: integer }, { type: string }], x-kubernetes-int-or-string: true }
                parts: { type: array, items: { type: object, properties: { status: { type: boolean } } } }
                extra: { type: object, x-kubernetes-preserve-unknown-fields: true }
                free: { type: array, items: { x-kubernetes-preserve-unknown-fields: true } }
                none: { type: object, properties: {} }
                spare: { type: array, items: { type: object, properties: { status: { type: boolean } } } }
`;

  it("become interfaces named after the place in the schema, without the status", () => {
    expect(readCrd(crd, "v1").interfaces.map(({ name }) => name)).toEqual([
      "Toy",
      "ToySpec",
      "ToySpecParts",
      "ToySpecNone",
    ]);
  });

  it("keep enumerations, ints or strings, unknown values and a status that is no server's; equal parts share a type", () => {
    const [, spec, parts] = readCrd(crd, "v1").interfaces;
    expect(spec?.fields.map(({ name, type, optional }) => `${name}${optional ? "?" : ""}: ${type}`)).toEqual([
      'mode: "a" | "b"',
      "port?: IntOrString",
      "parts?: ToySpecParts[]",
      "extra?: Record<string, unknown>",
      "free?: unknown[]",
      "none?: ToySpecNone",
      "spare?: ToySpecParts[]",
    ]);
    expect(parts?.fields[0]).toMatchObject({ name: "status", type: "boolean" });
  });
});

describe("entries of since", () => {
  const toy = (fields: string[]) => ({
    properties: Object.fromEntries(fields.map((name) => [name, { type: "string" }])),
  });
  const release = (minor: string, definitions: Record<string, string[]>, on: boolean) => ({
    minor,
    swagger: {
      definitions: Object.fromEntries(Object.entries(definitions).map(([name, fields]) => [name, toy(fields)])),
      paths: {},
    },
    defaults: new Map([["Gate", on]]),
  });
  const releases = [
    release("1.31", { "io.A": ["old"] }, false),
    release("1.32", { "io.A": ["old", "new"], "io.B": ["x"] }, false),
  ];
  const later = [...releases, release("1.33", { "io.A": ["old", "new"], "io.B": ["x", "y"] }, true)];

  it("name new fields, but not the fields that came with their definition", () => {
    expect(entriesOf(later, ["io.A", "io.B"], {}).map(({ key, minor }) => [key, minor])).toEqual([
      ["A.new", "1.32"],
      ["B.y", "1.33"],
    ]);
  });

  it("take the later of schema and gate", () => {
    expect(entriesOf(later, ["io.A"], { "A.new": "Gate" })).toEqual([
      { key: "A.new", minor: "1.33", evidence: "Gate" },
    ]);
  });

  it("gate single values of old fields", () => {
    expect(entriesOf(releases, ["io.A"], { "A.old=x": "Gate" })).toContainEqual({
      key: "A.old=x",
      minor: null,
      evidence: "Gate",
    });
  });
});
