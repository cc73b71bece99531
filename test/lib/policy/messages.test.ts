import { describe, expect, it } from "@jest/globals";
import { AppChart, GantryApp, PolicyRule, RawObject, ValidationError } from "../../../app";
import { POLICY_RULE } from "../../../lib/policy/rule-fields";
import { environment } from "../../support/program";

const PROPS = { name: "team-label", description: "a label with the team", fix: "label it", check: () => [] };

/** Everything that is said about what throws. */
function said(run: () => unknown): readonly unknown[] {
  try {
    run();
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return error.problems.map(({ code, path, field, got, allowed, fix }) => ({ code, path, field, got, allowed, fix }));
  }
  return [];
}

const ofRule = (props: object) => said(() => PolicyRule.of({ ...PROPS, ...props }));
const KEBAB = 'kebab-case, at most 50 characters, and not "all"';
const NAMED = { code: "policy-name", path: "PolicyRule", field: "name", allowed: KEBAB, fix: 'e.g. "team-label"' };

describe("the name of a rule", () => {
  it.each(["all", "Team", "a--b", "-a", "a-", "a b", "team-", "a".repeat(51)])("is not %s", (name) => {
    expect(ofRule({ name })).toEqual([expect.objectContaining({ ...NAMED, got: JSON.stringify(name) })]);
  });

  it.each(["a", "all-teams", "team-2", "a".repeat(50)])("may be %s", (name) => expect(ofRule({ name })).toEqual([]));
});

describe("what a rule lacks", () => {
  it.each(["name", "description", "fix", "check"])("is asked for: %s", (field) => {
    expect(ofRule({ [field]: undefined })).toMatchObject([{ code: "required", path: "PolicyRule", field }]);
  });

  it.each(["  ", "ab", " a "])("is words, not %j", (description) => {
    expect(ofRule({ description })).toEqual([
      {
        code: "words-missing",
        path: "PolicyRule",
        field: "description",
        got: JSON.stringify(description),
        allowed: "a few words",
        fix: 'e.g. "a label that names the team which is called at night"',
      },
    ]);
  });

  it("may be as short as three letters", () => expect(ofRule({ fix: "fix" })).toEqual([]));

  it("is a function that checks", () => {
    expect(ofRule({ check: "spec.type" })).toEqual([
      {
        code: "wrong-type",
        path: "PolicyRule",
        field: "check",
        got: '"spec.type"',
        allowed: "a function that lists the places at which an object breaks the rule",
        fix: 'e.g. () => [{ field: "spec.type" }]',
      },
    ]);
  });

  it("may be left out where there is a default", () => {
    expect(PolicyRule.of(PROPS).level).toBe("mandatory");
    expect(ofRule({ level: "later" })).toMatchObject([
      { got: '"later"', allowed: expect.stringContaining("advisory") },
    ]);
  });
});

describe("the fields of a rule", () => {
  it.each(Object.entries(POLICY_RULE))("say what they are for: %s", (_, { doc }) =>
    expect(doc.length).toBeGreaterThan(10),
  );
});

describe("the kinds of Kubernetes", () => {
  const kinds = [
    ["admissionregistration.k8s.io/v1", "MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding"],
    ["admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", "ValidatingAdmissionPolicy"],
    ["admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding", "ValidatingWebhookConfiguration"],
    ["apiextensions.k8s.io/v1", "CustomResourceDefinition"],
    ["apiregistration.k8s.io/v1", "APIService"],
    ["autoscaling/v1", "HorizontalPodAutoscaler"],
    ["certificates.k8s.io/v1", "CertificateSigningRequest"],
    ["coordination.k8s.io/v1", "Lease"],
    ["discovery.k8s.io/v1", "EndpointSlice"],
    ["flowcontrol.apiserver.k8s.io/v1", "FlowSchema", "PriorityLevelConfiguration"],
    ["node.k8s.io/v1", "RuntimeClass"],
    ["resource.k8s.io/v1", "DeviceClass", "ResourceClaim", "ResourceClaimTemplate", "ResourceSlice"],
    ["storage.k8s.io/v1", "CSIDriver", "CSINode", "CSIStorageCapacity", "StorageClass", "VolumeAttachment"],
  ].flatMap(([apiVersion = "", ...names]) => names.map((kind) => [apiVersion, kind] as const));

  it.each(kinds)("are known by their names alone: %s %s", (apiVersion, kind) => {
    const rule = PolicyRule.of({ ...PROPS, kinds: [kind] });
    expect(rule.appliesTo({ apiVersion, kind })).toBe(true);
    expect(rule.appliesTo({ apiVersion: "example.test/v1", kind })).toBe(false);
    expect(rule.appliesTo({ apiVersion, kind: `${kind}s` })).toBe(false);
  });

  it.each([
    ["apps/v1/Deployment", "apps/v1", true],
    ["apps/v1/Deployment", "apps/v2", false],
    ["v1/Pod", "v1", true],
    ["example.test/v1beta12/Widget", "example.test/v1beta12", true],
    ["a/v1/Widget", "a/v1", true],
  ])("may be asked for in one version: %s in %s: %s", (kind, apiVersion, applies) => {
    const rule = PolicyRule.of({ ...PROPS, kinds: [kind] });
    expect(rule.appliesTo({ apiVersion, kind: kind.split("/").at(-1)! })).toBe(applies);
  });

  it.each(["example.test/Widget", "/v1/Widget", "v0/Widget", "v1betax/Widget", "-a.test/v1/Widget", "v1/widget"])(
    "are not written as %s",
    (kind) => expect(ofRule({ kinds: [kind] })).toHaveLength(1),
  );

  it("are told apart from custom ones, which need a version", () => {
    expect(ofRule({ kinds: ["Widget"] })).toMatchObject([
      {
        field: "kinds[0]",
        got: '"Widget"',
        allowed:
          'a kind of Kubernetes such as "Deployment"; a custom resource by version, such as "example.test/v1/Widget"',
      },
    ]);
  });
});

describe("a rule that a program can't take", () => {
  const app = () => new GantryApp({ environment: environment() });
  const place = { path: "policy", field: "rule" };

  it("is none", () => {
    expect(said(() => app().policy(JSON.parse("{}") as PolicyRule))).toEqual([
      {
        ...place,
        code: "wrong-type",
        got: "{}",
        allowed: "a PolicyRule",
        fix: "app.policy(PolicyRule.of({ name, description, fix, check }))",
      },
    ]);
  });

  it("is advisory", () => {
    expect(said(() => app().policy(PolicyRule.of({ ...PROPS, level: "advisory" })))).toEqual([
      {
        ...place,
        code: "policy-advisory",
        got: '"team-label", which is advisory',
        allowed: "a mandatory rule: synthesis knows no warnings",
        fix: 'make it mandatory and list what may break it: app.policy(rule, { except: { "shop/Api": "reason" } })',
      },
    ]);
  });

  it("has the name of another one", () => {
    const program = app();
    program.policy(PolicyRule.of(PROPS));
    expect(said(() => program.policy(PolicyRule.of(PROPS)))).toEqual([
      {
        ...place,
        code: "duplicate-name",
        got: '"team-label"',
        allowed: "a name of its own: another rule of the program has this one",
        fix: "rename it, or add it once",
      },
    ]);
  });
});

describe("what a rule says of an object", () => {
  function problemsOf(check: () => unknown, object: object = {}) {
    const app = new GantryApp({ environment: environment() });
    app.policy(PolicyRule.of({ ...PROPS, kinds: ["example.test/v1/Tea"], check: check as () => [] }));
    const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
    new RawObject(chart, "Tea", { apiVersion: "example.test/v1", kind: "Tea", metadata: { name: "tea" }, ...object });
    return app.render().problems;
  }

  it("names the rule that throws", () => {
    const check = () => {
      throw new Error("no tea");
    };
    expect(problemsOf(check)).toMatchObject([
      {
        code: "policy-throws",
        path: "prod/shop/Tea",
        field: "",
        got: '"no tea", thrown by the rule team-label',
        allowed: "a list of violations: a rule changes nothing, and any field of an object may be missing",
        fix: "correct the rule's check",
      },
    ]);
  });

  it("names the rule whose answer is none", () => {
    expect(problemsOf(() => "wrong")).toMatchObject([
      { code: "policy-result", field: "", got: '"wrong" in check() of the rule team-label' },
    ]);
  });

  it("knows where the object is declared, and says so only where it is known", () => {
    const [problem] = problemsOf(() => [{}]);
    expect(problem).toMatchObject({
      code: "policy:team-label",
      got: 'Tea "tea"',
      allowed: "a label with the team",
      fix: "label it",
    });
    expect(problem?.source).toMatch(/messages\.test\.ts:\d+$/);
  });

  it("shows what stands at the place, also below data of what is no Secret", () => {
    expect(problemsOf(() => [{ field: "data.tea" }], { data: { tea: "green" } })).toMatchObject([{ got: '"green"' }]);
    expect(
      problemsOf(() => [{ field: "spec.size.value" }], { spec: { size: { name: "TOKEN", value: "x" } } }),
    ).toMatchObject([{ got: expect.stringContaining("****") }]);
    expect(problemsOf(() => [{ field: "spec.tea.kind" }], { spec: { tea: "green" } })).toMatchObject([
      { got: "nothing" },
    ]);
  });
});
