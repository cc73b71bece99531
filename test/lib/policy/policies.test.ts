import { describe, expect, it } from "@jest/globals";
import type { RawObjectProps } from "../../../app";
import { AppChart, GantryApp, GoService, RawObject } from "../../../app";
import { PolicyRule } from "../../../constructs/base/policy-rule";
import type { Problem } from "../../../lib/errors";
import { ValidationError } from "../../../lib/errors";
import type { PolicyOptions } from "../../../lib/policy/policies";
import type { PolicyRuleProps } from "../../../lib/policy/rule-fields";
import { temporaryFolder, textsIn } from "../../support/folder";
import { IMAGE, environment, onlyRendered } from "../../support/program";

const TEAM = "shop.example.test/team";

const teamLabel = PolicyRule.of({
  name: "team-label",
  description: "a label that names the team which is called at night",
  fix: "label it",
  kinds: ["Deployment", "ConfigMap"],
  check: ({ metadata }) => (metadata.labels?.[TEAM] ? [] : [{ field: `metadata.labels["${TEAM}"]` }]),
});

function rule(check: PolicyRuleProps["check"], name = "other"): PolicyRule {
  return PolicyRule.of({ name, description: "what it needs", fix: "do it", kinds: ["ConfigMap"], check });
}

/** A chart with two services, of which one has the label, and a ConfigMap without it. */
function program(declare: (app: GantryApp, chart: AppChart) => void, outdir = "dist"): GantryApp {
  const app = new GantryApp({ environment: environment(), outdir });
  const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
  new GoService(chart, "Web", { image: IMAGE });
  const label = ({ metadata }: { metadata?: { labels?: Record<string, string> } }) => {
    metadata!.labels![TEAM] = "shop";
  };
  new GoService(chart, "Api", { image: IMAGE }).patch("Deployment", label, "the team's label");
  new RawObject(chart, "Notice", configMap);
  declare(app, chart);
  return app;
}

const configMap: RawObjectProps = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "notice" }, data: {} };

const places = (problems: readonly Problem[]) => problems.map(({ path, code }) => `${path} ${code}`);
const withTeam = (options?: PolicyOptions) => program((app) => app.policy(teamLabel, options)).render();

describe("a program with a rule", () => {
  it("is refused where an object breaks it, with place, field, value, need, fix and line", () => {
    const { problems } = withTeam();
    expect(problems).toEqual([
      expect.objectContaining({ path: "prod/shop/Notice" }),
      {
        code: "policy:team-label",
        path: "prod/shop/Web/Workload/Resource",
        field: `metadata.labels["${TEAM}"]`,
        got: "nothing",
        allowed: "a label that names the team which is called at night",
        fix: "label it",
        source: expect.stringMatching(/^test\/lib\/policy\/policies\.test\.ts:\d+$/),
      },
    ]);
  });

  it("says the same when it is rendered again", () => {
    const app = program((one) => one.policy(teamLabel, { except: { "shop/Web": "until May" } }));
    expect(app.render()).toEqual(app.render());
  });

  it("has the problems of all rules and of Gantry's own", () => {
    const { problems } = program((app) => {
      app.policy(teamLabel);
      app.policy(rule(() => [{ field: "data" }]));
      new AppChart(app, "Shop!", { team: "shop", email: "shop-team@example.test" });
    }).render();
    expect(places(problems)).toEqual(
      expect.arrayContaining([
        "prod/shop/Notice policy:other",
        "prod/shop/Notice policy:team-label",
        "prod/shop/Web/Workload/Resource policy:team-label",
      ]),
    );
    expect(problems.some(({ code }) => !code.startsWith("policy:"))).toBe(true);
  });

  it("is refused for an object that a rule can't read, and the rule is named", () => {
    const { problems } = program((app) => app.policy(rule(({ spec }) => [{ field: (spec as Error).name }]))).render();
    expect(places(problems)).toEqual(["prod/shop/Notice policy-throws"]);
  });

  it("is not changed by a rule", () => {
    const app = program((one) => one.policy(rule((object) => [{ got: `${Reflect.set(object, "data", { a: "b" })}` }])));
    const { objects, problems } = app.render();
    expect(problems.map(({ got }) => got)).toEqual(["false"]);
    expect(objects.find(({ manifest }) => manifest.metadata.name === "notice")?.manifest).toMatchObject({ data: {} });
  });
});

describe("synthesis", () => {
  const folder = temporaryFolder();

  it("writes nothing when a rule is broken", () => {
    const app = program((one) => one.policy(teamLabel), folder.path);
    expect(() => app.synth()).toThrow("[policy:team-label]");
    expect(() => app.synthYaml()).toThrow("[policy:team-label]");
    expect(textsIn(folder.path)).toEqual({});
  });
});

describe("an exception", () => {
  const except = { "shop/Web": "until the move in May", "shop/Notice": "ticket 4711" };

  it("lets a construct break the rule, and leaves the reason on the object", () => {
    const rendered = withTeam({ except });
    expect(rendered.problems).toEqual([]);
    expect(onlyRendered(rendered, "Deployment", "web").manifest.metadata.annotations).toMatchObject({
      "gantry.dev/except.team-label": "until the move in May",
    });
    expect(JSON.stringify(onlyRendered(rendered, "Deployment", "api").manifest)).not.toContain("gantry.dev/except");
  });

  it("keeps the annotations of the object, in order of their keys", () => {
    const annotations = { "a.example.test/first": "1", "z.example.test/last": "2" };
    const app = program((one, chart) => {
      new RawObject(chart, "Noted", {
        ...configMap,
        metadata: { name: "noted", annotations },
      });
      one.policy(teamLabel, { except: { shop: "until the move in May" } });
    });
    const noted = app.render().objects.find(({ manifest }) => manifest.metadata.name === "noted");
    expect(Object.keys(noted!.manifest.metadata.annotations!)).toEqual([
      "a.example.test/first",
      "gantry.dev/except.team-label",
      "z.example.test/last",
    ]);
  });

  it("of the nearest construct counts", () => {
    const rendered = withTeam({ except: { shop: "the whole shop", "shop/Web": "only this one" } });
    expect(rendered.problems).toEqual([]);
    const reason = (kind: string, name: string) =>
      onlyRendered(rendered, kind, name).manifest.metadata.annotations?.["gantry.dev/except.team-label"];
    expect([reason("Deployment", "web"), reason("ConfigMap", "notice")]).toEqual(["only this one", "the whole shop"]);
  });

  it("does not let others break the rule", () => {
    expect(places(withTeam({ except: { "shop/Notice": "ticket 4711" } }).problems)).toEqual([
      "prod/shop/Web/Workload/Resource policy:team-label",
    ]);
  });

  it.each([
    ["shop/Api", "remove it: nothing there breaks the rule"],
    ["shop/Wbe", 'did you mean "shop/Web"?'],
    ["prod/shop/Web", 'did you mean "shop/Web"?'],
    ["shop/W", 'did you mean "shop"?'],
    ["somewhere/else", "remove it: there is no such construct"],
  ])("that no object needs is an error: %s, %s", (path, fix) => {
    const { problems } = withTeam({ except: { ...except, [path]: "some reason" } });
    expect(problems).toEqual([
      {
        code: "policy-exception",
        path: "prod",
        field: `policy(team-label).except["${path}"]`,
        got: `"${path}"`,
        allowed: "the path of a construct that breaks the rule",
        fix,
        source: expect.stringMatching(/test\/lib\/policy\/policies\.test\.ts:\d+$/),
      },
    ]);
  });

  it("may stand on the object itself", () => {
    const annotations = { "gantry.dev/except.other": "until the move in May" };
    const app = program((one, chart) => {
      chart.node.tryRemoveChild("Notice");
      new RawObject(chart, "Noted", { ...configMap, metadata: { name: "noted", annotations } });
      one.policy(rule(() => [{}]));
    });
    expect(app.render().problems).toEqual([]);
  });
});

describe("a value that only pulumi up knows", () => {
  const later = (check: PolicyRuleProps["check"], options?: PolicyOptions) =>
    program((app, chart) => {
      const data = { bucket: `s3://${app.later("bucket", undefined)}`, level: "info" };
      new RawObject(chart, "Later", { ...configMap, metadata: { name: "later" }, data });
      app.policy(rule(check), options);
    }).render();

  it("is left to the policy pack by a rule that asks for it", () => {
    const check: PolicyRuleProps["check"] = ({ data }) =>
      (data as { bucket?: string }).bucket?.startsWith("s3://shop-") === false ? [{ field: "data.bucket" }] : [];
    expect(later(check).problems).toEqual([]);
  });

  it("does not stop a rule that asks for something else", () => {
    const check: PolicyRuleProps["check"] = ({ data }) =>
      (data as { level?: string }).level === "info" ? [{ field: "data.level" }] : [];
    expect(places(later(check).problems)).toEqual(["prod/shop/Later policy:other"]);
  });

  it("may need the exception, so that the reason goes with the object", () => {
    const check: PolicyRuleProps["check"] = ({ data }) => ((data as { bucket?: string }).bucket ? [{}] : []);
    const rendered = later(check, { except: { "shop/Later": "until the move in May" } });
    expect(rendered.problems).toEqual([]);
    expect(JSON.stringify(rendered.objects)).toContain("gantry.dev/except.other");
  });
});

describe("a rule that can't be added", () => {
  const refusal = (declare: (app: GantryApp) => void) => {
    try {
      program(declare);
      return [];
    } catch (error) {
      expect(error).toBeInstanceOf(ValidationError);
      return (error as ValidationError).problems.map(({ field, code, source }) => {
        expect(source).toMatch(/policies\.test\.ts:\d+$/);
        return `${code} ${field}`;
      });
    }
  };
  const advisory = PolicyRule.of({
    name: "soon",
    description: "what it needs",
    fix: "do it",
    level: "advisory",
    check: () => [],
  });

  it.each<[string, (app: GantryApp) => void, string[]]>([
    ["it is none", (app) => app.policy({ name: "team-label" } as never), ["wrong-type rule"]],
    ["it is nothing", (app) => app.policy(undefined as never), ["wrong-type rule"]],
    ["it is advisory", (app) => app.policy(advisory), ["policy-advisory rule"]],
    [
      "another one has its name",
      (app) => {
        app.policy(teamLabel);
        app.policy(rule(() => [], "team-label"));
      },
      ["duplicate-name rule"],
    ],
    [
      "an exception has no reason",
      (app) => app.policy(teamLabel, { except: { "shop/Web": " " } }),
      ['reason-missing except["shop/Web"]'],
    ],
    ["an option is misspelt", (app) => app.policy(teamLabel, { excpet: {} } as never), ["unknown-prop excpet"]],
    [
      "several things are wrong",
      (app) => app.policy(advisory, { except: [] } as never),
      ["policy-advisory rule", "wrong-type except"],
    ],
  ])("is refused at its line: %s", (_, declare, expected) => {
    expect(refusal(declare)).toEqual(expected);
  });
});
