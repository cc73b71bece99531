import { describe, expect, it } from "@jest/globals";
import type { ResourceValidation } from "@pulumi/policy";
import * as kubernetes from "@pulumi/kubernetes";
import { AppChart, GantryApp, GoService, RawObject } from "../../app";
import { PolicyRule } from "../../constructs/base/policy-rule";
import { groupKind, isBuiltIn } from "../../lib/checks/kinds";
import { KIND_NAMES } from "../../lib/policy/kind-names";
import type { PolicyOptions } from "../../lib/policy/policies";
import type { PolicyRuleProps } from "../../lib/policy/rule-fields";
import type { PolicyObject } from "../../lib/policy/view";
import { sentence, toPolicy } from "../../policy/to-policy";
import { IMAGE, environment } from "../support/program";

const BUILT_IN = KIND_NAMES.map(
  (name) => [name.slice(0, name.lastIndexOf("/")), name.replace(/^.*\//, "")] as const,
).filter(([apiVersion, kind]) => isBuiltIn(groupKind(apiVersion, kind)));

const WORDS = { name: "no-load-balancer", description: "a route of the gateway", fix: "use Route.host" } as const;

const ruleOf = (props: Partial<PolicyRuleProps>) => PolicyRule.of({ ...WORDS, check: () => [{}], ...props });

/** What a rule reports about a resource. */
function reports(rule: PolicyRule, type: string, props: object): string[] {
  const found: string[] = [];
  const validate = toPolicy(rule).validateResource as ResourceValidation;
  void validate({ type, props } as never, (message) => found.push(message));
  return found;
}

/** What a rule sees of a resource. */
function seen(type: string, props: object): PolicyObject | undefined {
  let object: PolicyObject | undefined;
  const check = (given: PolicyObject) => {
    object = given;
    return [];
  };
  expect(reports(ruleOf({ check }), type, props)).toEqual([]);
  return object && (JSON.parse(JSON.stringify(object)) as PolicyObject);
}

describe("a rule as a policy", () => {
  it("has its name, its description and its weight", () => {
    expect(toPolicy(ruleOf({ level: "advisory" }))).toMatchObject({
      name: "no-load-balancer",
      description: "a route of the gateway",
      enforcementLevel: "advisory",
    });
    expect(toPolicy(ruleOf({}))).toMatchObject({ enforcementLevel: "mandatory" });
  });

  it("reports each violation in the words of synthesis", () => {
    const rule = ruleOf({ check: () => [{ field: "spec.type" }, { got: "two ports", allowed: "one" }] });
    expect(reports(rule, "kubernetes:core/v1:Service", { spec: { type: "LoadBalancer" } })).toEqual([
      'spec.type: got "LoadBalancer", need a route of the gateway\nfix: use Route.host',
      "got two ports, need one\nfix: use Route.host",
    ]);
  });

  it("hides secrets", () => {
    const rule = ruleOf({ check: () => [{ got: "postgres://shop:hunter2@db.example.test/" }, { field: "data.note" }] });
    const said = reports(rule, "kubernetes:core/v1:Secret", { data: { note: "aHVudGVyMg==" } }).join();
    expect(said).not.toMatch(/hunter2|aHVudGVyMg/);
  });

  it("reports a rule that throws, by its name", () => {
    const rule = ruleOf({ check: ({ spec }) => [{ field: (spec as Error).name }] });
    expect(reports(rule, "kubernetes:core/v1:Service", {})[0]).toMatch(/thrown by the rule no-load-balancer/);
  });

  it("looks at the kinds of the rule only", () => {
    const rule = ruleOf({ kinds: ["Service"] });
    expect(reports(rule, "kubernetes:core/v1:Service", {})).toHaveLength(1);
    expect(reports(rule, "kubernetes:apps/v1:Deployment", {})).toEqual([]);
  });

  it("says nothing of an object that says why it may break the rule", () => {
    const metadata = { annotations: { "gantry.dev/except.no-load-balancer": "until the move in May" } };
    expect(reports(ruleOf({}), "kubernetes:core/v1:Service", { metadata })).toEqual([]);
  });
});

describe("a resource as a manifest", () => {
  it.each([
    ["kubernetes:core/v1:ConfigMap", "v1", "ConfigMap"],
    ["kubernetes:apps/v1:Deployment", "apps/v1", "Deployment"],
    ["kubernetes:monitoring.coreos.com/v1:ServiceMonitor", "monitoring.coreos.com/v1", "ServiceMonitor"],
    ["kubernetes:example.test/v1alpha1:Patch", "example.test/v1alpha1", "Patch"],
  ])("has its version and kind from the type %s", (type, apiVersion, kind) => {
    expect(seen(type, { kind, metadata: { name: "web" }, spec: { a: [1] } })).toEqual({
      apiVersion,
      kind,
      metadata: { name: "web" },
      spec: { a: [1] },
    });
  });

  it("has metadata, also where the engine still has to name the object", () => {
    expect(seen("kubernetes:core/v1:ConfigMap", { data: {} })?.metadata).toEqual({});
  });

  it("is without what the provider keeps for itself", () => {
    expect(seen("kubernetes:core/v1:ConfigMap", { __fieldManager: "pulumi", data: {} })).not.toHaveProperty(
      "__fieldManager",
    );
  });

  it.each([
    "aws:s3/bucket:Bucket",
    "pulumi:pulumi:Stack",
    "pulumi:providers:kubernetes",
    "kubernetes:helm.sh/v3:Release",
    "kubernetes:helm.sh/v4:Chart",
    "kubernetes:yaml:ConfigFile",
    "kubernetes:yaml/v2:ConfigGroup",
    "kubernetes:kustomize/v2:Directory",
    "shop:index:Storefront",
  ])("is not what the type %s has", (type) => {
    expect(seen(type, { kind: "Deployment" })).toBeUndefined();
  });

  it("is not a patch of some fields of an object", () => {
    expect(seen("kubernetes:apps/v1:DeploymentPatch", { kind: "Deployment" })).toBeUndefined();
  });

  it.each(BUILT_IN)("is read from what @pulumi/kubernetes makes of %s %s", (apiVersion, kind) => {
    expect(seen(tokenOf(apiVersion, kind), {})).toMatchObject({ apiVersion, kind });
  });
});

/** The type of a class of the SDK, which names the part of a group before the first dot: `rbac` for `rbac.authorization.k8s.io`. */
function tokenOf(apiVersion: string, kind: string): string {
  const modules = kubernetes as unknown as Record<string, Record<string, Record<string, { __pulumiType: string }>>>;
  const [version = "", group = "core"] = apiVersion.split("/").reverse();
  return modules[group.split(".")[0]!]![version]![kind]!.__pulumiType;
}

describe("synthesis and the policy pack", () => {
  const rules = [
    ruleOf({ kinds: ["Service"], check: () => [{ field: "spec.ports[0].port" }, { fix: "ask the network team" }] }),
    PolicyRule.of({
      name: "team-label",
      description: "a label that names the team",
      fix: "label it",
      kinds: ["Deployment", "ConfigMap"],
      check: ({ metadata }) => (metadata.labels?.["team"] ? [] : [{ field: "metadata.labels.team" }]),
    }),
    PolicyRule.of({
      name: "throws",
      description: "replicas",
      fix: "set them",
      kinds: ["Deployment"],
      check: ({ spec }) => [{ field: `spec.replicas${spec!.replicas!.toFixed()}` }],
    }),
    PolicyRule.of({
      name: "wrong-result",
      description: "data",
      fix: "set it",
      kinds: ["v1/ConfigMap"],
      check: () => "data" as never,
    }),
  ];

  /** What a program is refused for, and what the policy pack reports about each of its objects. */
  function both(options: PolicyOptions = {}) {
    const app = new GantryApp({ environment: environment() });
    const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
    new GoService(chart, "Web", { image: IMAGE, config: { LOG_LEVEL: "info" } });
    new RawObject(chart, "Notice", { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "notice" }, data: {} });
    for (const rule of rules) app.policy(rule, options);
    const { objects, problems } = app.render();
    const reported = objects.map(({ path, manifest }) => {
      const { apiVersion, kind } = manifest;
      const type = `kubernetes:${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}:${kind}`;
      return { path, messages: rules.flatMap((rule) => reports(rule, type, manifest)).sort() };
    });
    return { problems, reported };
  }

  it("find the same in the same object, in the same words", () => {
    const { problems, reported } = both();
    expect(new Set(problems.map(({ code }) => code))).toEqual(
      new Set(["policy:no-load-balancer", "policy:team-label", "policy-throws", "policy-result"]),
    );
    for (const { path, messages } of reported) {
      const refused = problems.filter((problem) => problem.path === path).map(sentence);
      expect(messages).toEqual(refused.sort());
    }
  });

  it("make the same exceptions", () => {
    const { problems, reported } = both({ except: { shop: "until the move in May" } });
    expect(problems).toEqual([]);
    expect(reported.flatMap(({ messages }) => messages)).toEqual([]);
  });
});
