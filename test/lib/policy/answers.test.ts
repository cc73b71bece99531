import { describe, expect, it } from "@jest/globals";
import { AppChart, GantryApp, GoService } from "../../../app";
import { PolicyRule } from "../../../constructs/base/policy-rule";
import { readFields } from "../../../lib/fields";
import type { Field, Shape } from "../../../lib/fields";
import { POLICY_RULE, VIOLATIONS } from "../../../lib/policy/rule-fields";
import { View } from "../../../lib/policy/view";
import { IMAGE, environment } from "../../support/program";
import { thrownBy } from "../values/thrown-by";

const PROPS = { name: "team-label", description: "a label with the team", fix: "label it", check: () => [] };
const ofRule = (props: object) => thrownBy(() => PolicyRule.of({ ...PROPS, ...props }));

/** What a rule with this answer says of an object. */
function told(answer: unknown, fields: object = {}) {
  const object = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "tea" }, ...fields };
  return PolicyRule.of({ ...PROPS, check: () => answer as [] }).examine(new View(object)).answer;
}
const got = (field: string, fields: object) => told([{ field }], fields).map((finding) => finding.got);

describe("a prop of the wrong type", () => {
  it.each([
    ["name", "a string: kebab-case, at most 50 characters"],
    ["description", "a string: a few words"],
    ["fix", "a string: a few words"],
    ["kinds[0]", "a string: a kind, or a kind of one version"],
  ])("is told with what is wanted: %s", (field, allowed) => {
    expect(ofRule(field === "kinds[0]" ? { kinds: [7] } : { [field]: 7 })).toMatchObject({
      code: "wrong-type",
      path: "PolicyRule",
      field,
      got: "7",
      allowed,
      fix: 'write "7"',
    });
  });

  it("has an example of a fix", () => {
    expect(ofRule({ fix: "" })).toMatchObject({ field: "fix", fix: 'e.g. "label the workload"' });
  });
});

describe("an answer that is none", () => {
  const wrong = { code: "policy-result", field: "" };

  it.each(["spec ports", "spec.", "must have a label"])("names no place: %s", (field) => {
    expect(told([{ field }])).toEqual([
      {
        ...wrong,
        got: `"${field}" in check()[0].field of the rule team-label`,
        allowed: 'a path in the object such as spec.replicas or metadata.labels["app.kubernetes.io/name"]',
        fix: 'write "" when the whole object is meant',
      },
    ]);
  });

  it.each([
    ["field", "a string: a JSON path"],
    ["got", "a string: a text"],
    ["allowed", "a string: a text"],
    ["fix", "a string: a text"],
  ])("has no text: %s", (field, allowed) => {
    expect(told([{ [field]: 7 }])).toEqual([
      { ...wrong, got: `7 in check()[0].${field} of the rule team-label`, allowed, fix: 'write "7"' },
    ]);
  });
});

describe("what stands at a place", () => {
  it.each<[string, object, string]>([
    ["spec.tea.kind", { spec: { tea: null } }, "nothing"],
    ["spec.tea.length", { spec: { tea: "green" } }, "nothing"],
    ["spec.tea", { spec: {} }, "nothing"],
    ["spec.teas[12]", { spec: { teas: Array.from({ length: 13 }, (_, index) => index) } }, "12"],
    ["type", { kind: "Secret", type: "Opaque" }, '"Opaque"'],
    ["stringData.tea", { kind: "Secret", stringData: { tea: "green" } }, '"****"'],
    ["data.tea", { kind: "Secret", data: { tea: "Z3JlZW4=" } }, '"****"'],
    ["spec.tea", { spec: { name: "TOKEN", tea: "green" } }, '"green"'],
  ])("is told: %s of %j is %s", (field, fields, shown) => expect(got(field, fields)).toEqual([shown]));
});

describe("a kind", () => {
  it("is meant in every stable version", () => {
    const rule = PolicyRule.of({ ...PROPS, kinds: ["HorizontalPodAutoscaler"] });
    const kind = "HorizontalPodAutoscaler";
    const versions = ["autoscaling/v1", "autoscaling/v2", "example.test/v1"];
    expect(versions.map((apiVersion) => rule.appliesTo({ apiVersion, kind }))).toEqual([true, true, false]);
  });

  it("may be asked for in one of its stable versions", () => {
    expect(ofRule({ kinds: ["autoscaling/v1/HorizontalPodAutoscaler"] })).toBeUndefined();
  });

  it.each(["example.test/v1/Tea!", `example.test/v1/T${"e".repeat(63)}`, "example.test/v1/Tea/green"])(
    "is not %s",
    (kind) => expect(ofRule({ kinds: [kind] })).toMatchObject({ code: "unknown-kind", field: "kinds[0]" }),
  );
});

describe("an exception", () => {
  function program(except: object) {
    const app = new GantryApp({ environment: environment() });
    const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
    new GoService(chart, "Web", { image: IMAGE });
    app.policy(PolicyRule.of(PROPS), { except: except as Record<string, string> });
    return app.render().problems;
  }

  it("has a reason in words", () => {
    expect(thrownBy(() => program({ "shop/Web": 7 }))).toMatchObject({
      code: "wrong-type",
      path: "policy",
      field: 'except["shop/Web"]',
      got: "7",
      allowed: "a string: a reason",
    });
  });

  it.each(["shop/Web", "shop/Web/Workload", "shop/Web/Workload/Resource"])(
    "is told the path that was meant, however deep it is: %s",
    (path) => expect(program({ [`${path}x`]: "until May" })).toMatchObject([{ fix: `did you mean "${path}"?` }]),
  );
});

describe("the documentation of a rule", () => {
  const violation = (VIOLATIONS.shape as Shape & { kind: "list" }).of as Shape & { kind: "group" };
  const answers = Object.entries(violation.fields);
  const props = Object.entries<Field<unknown>>({ ...POLICY_RULE });

  function textOf({ type: { shape } }: Field<unknown>): Extract<Shape, { kind: "text" }>[] {
    const of = shape.kind === "list" ? shape.of : shape;
    return of.kind === "text" ? [of] : [];
  }

  it.each(props.filter(([, field]) => textOf(field).length > 0))("has examples that are taken: %s", (name, field) => {
    const examples = textOf(field).flatMap((shape) => shape.examples);
    const given = { ...PROPS, [name]: field.type.shape.kind === "list" ? examples : examples[0] };
    expect(examples.join("")).not.toBe("");
    expect(readFields(given, POLICY_RULE).findings).toEqual([]);
  });

  it("has an example of a place", () => {
    expect(textOf(violation.fields["field"]!).flatMap(({ examples }) => examples)).toEqual([
      expect.stringMatching(/^\w+\.\w+$/),
    ]);
  });

  it.each(answers)("says what a part of an answer is: %s", (_, { doc }) => expect(doc).toMatch(/^(?:where|what .+)$/));

  it.each(answers.filter(([name]) => name !== "field"))("says what stands for it otherwise: %s", (_, { otherwise }) =>
    expect(otherwise).toMatch(/^(?:what stands|the rule's) .+/),
  );

  it("says which objects a rule without kinds looks at", () => {
    expect(POLICY_RULE.kinds.otherwise).toBe("every object");
  });
});
