import { describe, expect, it } from "@jest/globals";
import { told } from "../told";

describe("a role for everything", () => {
  it.each([
    ["apiGroups", ["*"], '["*"]'],
    ["resources", ["pods", "*"], '["pods","*"]'],
    ["verbs", ["*"], '["*"]'],
  ])("is told which list to write out: %s", (name, value, got) => {
    const field = `rules[0].${name}`;
    const allowed = "names one by one: * also means what a later version of Kubernetes or an operator adds";
    const fix = `list the ${name} that the program uses, or annotate it with gantry.dev/opt-out.wildcard-role and the reason`;
    expect(told({ in: "Role", set: { [field]: value } })).toEqual([["wildcard-role", field, got, allowed, fix]]);
  });

  it("is told of each list of a role of the cluster", () => {
    const rules = [{ verbs: ["get"] }, { apiGroups: ["*"], resources: ["*"], verbs: ["get"] }];
    const set = { kind: "ClusterRole", "metadata.namespace": undefined, rules };
    const found = told({ add: [{ of: "Role", name: "everything", set }] });
    expect(found.map(([code, field]) => [code, field])).toEqual([
      ["wildcard-role", "rules[1].apiGroups"],
      ["wildcard-role", "rules[1].resources"],
    ]);
  });
});

describe("a role", () => {
  it("may name a resource of any group by its parts", () => {
    const rule = { apiGroups: [""], resources: ["pods/*"], verbs: ["get"], resourceNames: ["*"] };
    expect(told({ in: "Role", set: { rules: [rule] } })).toEqual([]);
  });
});
