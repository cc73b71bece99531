import { describe, expect, it } from "@jest/globals";
import { PolicyRule } from "../../../constructs/base/policy-rule";
import { ValidationError } from "../../../lib/errors";
import type { PolicyRuleProps, PolicyViolation } from "../../../lib/policy/rule-fields";
import { PolicyRule as Rule } from "../../../lib/policy/rule";
import { View } from "../../../lib/policy/view";

const WORDS = { name: "no-load-balancer", description: "a route of the gateway", fix: "use Route.host" } as const;

function findings(check: PolicyRuleProps["check"], fields: object = {}) {
  const object = { apiVersion: "v1", kind: "Service", metadata: { name: "web" }, ...fields };
  return PolicyRule.of({ ...WORDS, check }).examine(new View(object)).answer;
}

function complaints(props: object): string[] {
  try {
    PolicyRule.of({ ...WORDS, check: () => [], ...props });
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ValidationError);
    return (error as ValidationError).problems.map(({ path, field, code }) => `${path} ${field} ${code}`);
  }
}

describe("a rule", () => {
  it("names its code, its description and its fix, and reads for itself what stands at the field", () => {
    const spec = { type: "LoadBalancer" };
    expect(findings(() => [{ field: "spec.type" }], { spec })).toEqual([
      {
        code: "policy:no-load-balancer",
        field: "spec.type",
        got: '"LoadBalancer"',
        allowed: "a route of the gateway",
        fix: "use Route.host",
      },
    ]);
  });

  it("may say each of these better for one violation", () => {
    const own = { field: "spec", got: "two", allowed: "one", fix: "remove one" };
    expect(findings(() => [own])).toEqual([{ code: "policy:no-load-balancer", ...own }]);
  });

  it("names the object where it names no field", () => {
    expect(findings(() => [{}])[0]).toMatchObject({ field: "", got: 'Service "web"' });
  });

  it("says nothing of an object that says why it may break it", () => {
    const annotations = (reason: string) => ({
      metadata: { annotations: { "gantry.dev/except.no-load-balancer": reason } },
    });
    expect(findings(() => [{}], annotations("until May"))).toEqual([]);
    expect(findings(() => [{}], annotations(" "))).toHaveLength(1);
  });

  it("can't be changed", () => {
    expect(Object.isFrozen(PolicyRule.of({ ...WORDS, check: () => [] }))).toBe(true);
  });

  it("looks at every object, unless it names kinds", () => {
    const all = PolicyRule.of({ ...WORDS, check: () => [] });
    const some = PolicyRule.of({ ...WORDS, kinds: ["Service"], check: () => [] });
    const job = { apiVersion: "batch/v1", kind: "Job" };
    expect([all.appliesTo(job), some.appliesTo(job)]).toEqual([true, false]);
  });

  it("is known as one, also when another copy of the package made it", () => {
    const foreign = Object.defineProperty({}, Symbol.for("gantry.PolicyRule"), { value: true });
    const all: unknown[] = [PolicyRule.of({ ...WORDS, check: () => [] }), foreign, {}, null, "rule"];
    expect(all.map((one) => Rule.isPolicyRule(one))).toEqual([true, true, false, false, false]);
  });

  it("knows the fields of the kinds that it names", () => {
    const { name } = PolicyRule.of({
      ...WORDS,
      kinds: ["Deployment", "apps/v1/StatefulSet"],
      check: ({ spec }) =>
        (spec?.template?.spec?.containers ?? []).flatMap(({ image }, index) =>
          image?.endsWith(":latest") ? [{ field: `spec.template.spec.containers[${index}].image` }] : [],
        ),
    });
    // @ts-expect-error -- no Service has replicas
    PolicyRule.of({ ...WORDS, kinds: ["Service"], check: ({ spec }) => (spec?.replicas ? [{}] : []) });
    expect(name).toBe(WORDS.name);
  });
});

describe("the secrets of an object", () => {
  const got = (field: string, fields: object) => findings(() => [{ field }], fields)[0]?.got;

  it.each<[string, string, object]>([
    ["the data of a Secret", "data.note", { kind: "Secret", data: { note: "aHVudGVyMg==" } }],
    ["all data of a Secret", "stringData", { kind: "Secret", stringData: { note: "hunter2" } }],
    ["a variable by its name", "spec.env[0].value", { spec: { env: [{ name: "DB_PASSWORD", value: "hunter2" }] } }],
    ["a field by its name", "spec.apiToken", { spec: { apiToken: "hunter2" } }],
  ])("are not shown: %s", (_, field, fields) => {
    expect(got(field, fields)).toBe('"****"');
  });

  it("are shown where they are none", () => {
    expect(got("spec.env[0].value", { spec: { env: [{ name: "LEVEL", value: "info" }] } })).toBe('"info"');
  });
});

describe("a rule that is wrong itself", () => {
  it.each<[string, PolicyRuleProps["check"], string]>([
    ["throws", ({ spec }) => [{ field: (spec as { type: string }).type }], "policy-throws"],
    ["changes the object", (object) => [{ field: `${delete (object as { kind?: string }).kind}` }], "policy-throws"],
    ["gives back nothing", () => undefined as never, "policy-result"],
    ["gives back a text", () => ["no type"] as never, "policy-result"],
    ["gives back a promise", (async () => []) as never, "policy-result"],
    ["misspells a field", () => [{ feild: "spec" } as PolicyViolation], "policy-result"],
    ["names a field that is no path", () => [{ field: "the type" }], "policy-result"],
  ])("and %s is a problem of the object which names the rule", (_, check, code) => {
    const [finding, ...others] = findings(check);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ code, field: "", got: expect.stringContaining("the rule no-load-balancer") });
  });

  it("tells what was thrown", () => {
    const check = () => {
      throw new RangeError("no such team");
    };
    expect(findings(check)[0]?.got).toBe('"no such team", thrown by the rule no-load-balancer');
  });
});

describe("the props of a rule", () => {
  it.each<[string, object, string[]]>([
    ["a name with capitals", { name: "TeamLabel" }, ["PolicyRule name policy-name"]],
    ["a name that Pulumi keeps for itself", { name: "all" }, ["PolicyRule name policy-name"]],
    ["a name of 51 characters", { name: "x".repeat(51) }, ["PolicyRule name policy-name"]],
    ["no description", { description: undefined }, ["PolicyRule description required"]],
    ["an empty fix", { fix: " " }, ["PolicyRule fix words-missing"]],
    ["a kind that does not exist", { kinds: ["Deploymnet"] }, ["PolicyRule kinds[0] unknown-kind"]],
    ["no kind at all", { kinds: [] }, ["PolicyRule kinds too-few"]],
    ["an unknown level", { level: "warn" }, ["PolicyRule level not-supported"]],
    ["a check that is no function", { check: "spec.type" }, ["PolicyRule check wrong-type"]],
    ["an unknown prop", { chek: 1 }, ["PolicyRule chek unknown-prop"]],
    ["several mistakes at once", { name: "", fix: 1 }, ["PolicyRule name policy-name", "PolicyRule fix wrong-type"]],
  ])("are refused: %s", (_, props, expected) => {
    expect(complaints(props)).toEqual(expected);
  });

  it("may be at their bounds", () => {
    expect(complaints({ name: "x".repeat(50), level: "advisory", kinds: ["v1/Service"] })).toEqual([]);
  });
});
