import { describe, expect, it } from "@jest/globals";
import type { Change, Twin } from "./mutate";
import { changed, problemsOf } from "./mutate";
import { problemsWith } from "./problems-with";
import { rendered } from "./sample";

const BUDGET = { path: "prod/shop/storefront/PodDisruptionBudget", source: "stacks/shop.ts:7" };
const INSTANCE = "app.kubernetes.io/instance";
const budget = (code: string, set: Twin["set"]) => problemsWith(code, { in: "PodDisruptionBudget", set: { ...set } });
const selecting = (name: string) => ({ matchLabels: { [INSTANCE]: name } });

describe("the amounts of a budget", () => {
  it("are one of two", () => {
    expect(budget("budget-amount", { "spec.minAvailable": "50%" })).toEqual([
      {
        ...BUDGET,
        field: "spec.minAvailable",
        code: "budget-amount",
        got: '"50%", and maxUnavailable 1',
        allowed: "one of the two",
        fix: "remove minAvailable, or maxUnavailable",
      },
    ]);
  });

  it.each(["maxUnavailable", "minAvailable"])("are numbers of pods, or shares of them: %s", (field) => {
    const wrong = [-1, 1.5, "50", "101%", "200%", "1000%", "-1%", "x50%", "50%x", "1 %", true, null, ""];
    const said = wrong.map((amount) =>
      budget("budget-amount", { "spec.maxUnavailable": undefined, [`spec.${field}`]: amount }),
    );
    expect(said).toEqual(
      wrong.map((amount) => [
        {
          ...BUDGET,
          field: `spec.${field}`,
          code: "budget-amount",
          got: JSON.stringify(amount),
          allowed: 'a whole number of at least 0, or "0%" to "100%"',
          fix: "set maxUnavailable: 1",
        },
      ]),
    );
  });

  it.each([0, 1, 7, "0%", "9%", "99%", "100%"])("may be %j", (amount) => {
    expect(budget("budget-amount", { "spec.maxUnavailable": amount })).toEqual([]);
  });

  it("may be left to Kubernetes", () => {
    expect(budget("budget-amount", { "spec.maxUnavailable": undefined })).toEqual([]);
  });

  it("are told before anything else", () => {
    const set = { "spec.maxUnavailable": -1, "spec.selector": selecting("gone") };
    expect(problemsOf(changed({ title: "", in: "PodDisruptionBudget", set }))).toHaveLength(1);
  });
});

describe("a budget that selects no pod", () => {
  const way = "where an operator makes the pods, annotate it with gantry.dev/opt-out.dangling-budget and the reason";

  it("is told with what could have been meant", () => {
    expect(budget("dangling-budget", { "spec.selector": selecting("storefrnt") })).toMatchObject([
      {
        ...BUDGET,
        field: "spec.selector",
        got: `${INSTANCE}=storefrnt`,
        allowed: 'labels that the pods of a workload in namespace "shop" carry: otherwise it protects nothing',
        fix: expect.stringContaining(`did you mean "${INSTANCE}=storefront"?`),
      },
    ]);
  });

  it("is told without a label when it means all pods of a namespace that has none", () => {
    const spec = { selector: {}, maxUnavailable: 1 };
    const alone = rendered({
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name: "all", namespace: "pay" },
      spec,
    });
    expect(problemsOf([alone])).toMatchObject([
      { code: "dangling-budget", got: "no label", fix: `no pod of the program is in namespace "pay"; ${way}` },
    ]);
  });
});

describe("two budgets over one pod", () => {
  it("are told at the later one by path, though it comes first in the program", () => {
    const add = [{ of: "PodDisruptionBudget", name: "aa", path: "prod/aa" }];
    expect(problemsWith("two-budgets", { add })).toEqual([
      {
        ...BUDGET,
        field: "spec.selector",
        code: "two-budgets",
        got: "the pods of prod/shop/storefront/Deployment, which prod/aa protects already",
        allowed: "one budget to a pod: with two, Kubernetes refuses every eviction",
        fix: `remove one of prod/aa and ${BUDGET.path}, or narrow its selector`,
      },
    ]);
  });

  it("are told with the workloads that both have", () => {
    const all = { of: "PodDisruptionBudget", set: { "spec.selector": {} } };
    const add = [
      { ...all, name: "aa", path: "prod/aa" },
      { ...all, name: "bb", path: "prod/bb" },
    ];
    expect(problemsWith("two-budgets", { add })).toMatchObject([
      {
        path: "prod/bb",
        got: "the pods of prod/shop/storefront-nightly/CronJob and 2 more, which prod/aa protects already",
      },
      { path: BUDGET.path, got: "the pods of prod/shop/storefront/Deployment, which prod/aa protects already" },
    ]);
  });

  it("are one to each pod that the first leaves out", () => {
    const add = [{ of: "PodDisruptionBudget", name: "store", set: { "spec.selector": selecting("storefront-store") } }];
    expect(problemsWith("two-budgets", { add })).toEqual([]);
  });
});

describe("a budget that lets no pod go", () => {
  const undrainable = (change: Omit<Change, "title">) => problemsWith("undrainable-budget", change);
  const keeping = (minAvailable: unknown, add: readonly Twin[] = []) =>
    undrainable({
      in: "PodDisruptionBudget",
      set: { "spec.maxUnavailable": undefined, "spec.minAvailable": minAvailable },
      add,
    });
  const problem = { ...BUDGET, code: "undrainable-budget", fix: "set maxUnavailable: 1 instead" };

  it.each([0, "0%"])("is told when none may be missing: %j", (value) => {
    expect(budget("undrainable-budget", { "spec.maxUnavailable": value })).toEqual([
      {
        ...problem,
        field: "spec.maxUnavailable",
        got: JSON.stringify(value),
        allowed: "at least 1: otherwise no node with such a pod can ever be drained",
      },
    ]);
  });

  it.each([3, 4, "67%", "99%", "100%"])("is told when it keeps %j of at least three pods", (amount) => {
    expect(keeping(amount)).toEqual([
      {
        ...problem,
        field: "spec.minAvailable",
        got: `${JSON.stringify(amount)}, with 3 pods of prod/shop/storefront/Deployment`,
        allowed: "less than the pods there may be (3): otherwise no node with one can be drained",
      },
    ]);
  });

  it.each([0, 2, "0%", "1%", "34%", "66%"])("isn't one that keeps %j of at least three pods", (amount) => {
    expect(keeping(amount)).toEqual([]);
  });

  /** A budget over one workload of this kind, without a scaler. */
  function over(of: string, set: Twin["set"], minAvailable: unknown) {
    const labels = { [INSTANCE]: "alone" };
    const template = of === "CronJob" ? "spec.jobTemplate.spec.template" : "spec.template";
    const selector = of === "CronJob" ? {} : { "spec.selector": { matchLabels: labels } };
    const alone = {
      of,
      name: "alone",
      path: "prod/alone",
      set: { ...selector, [`${template}.metadata.labels`]: labels, ...set },
    };
    const twin = {
      "spec.selector": { matchLabels: labels },
      "spec.maxUnavailable": undefined,
      "spec.minAvailable": minAvailable,
    };
    return undrainable({ add: [alone, { of: "PodDisruptionBudget", name: "zz", path: "prod/zz", set: twin }] });
  }

  it.each<[what: string, of: string, set: Twin["set"]]>([
    ["a Deployment without a number", "Deployment", {}],
    ["a StatefulSet without a number", "StatefulSet", { "spec.replicas": undefined }],
    ["a StatefulSet without a pod for now", "StatefulSet", { "spec.replicas": 0 }],
    ["a StatefulSet of one", "StatefulSet", { "spec.replicas": 1 }],
    ["a StatefulSet with a number in quotes", "StatefulSet", { "spec.replicas": "3" }],
    ["a ReplicaSet without a number", "Deployment", { kind: "ReplicaSet" }],
    ["a Rollout without a number", "Deployment", { apiVersion: "argoproj.io/v1alpha1", kind: "Rollout" }],
  ])("is told when it keeps the only pod of %s", (_what, of, set) => {
    expect(over(of, set, 1)).toMatchObject([
      {
        path: "prod/zz",
        got: "1, with 1 pod of prod/alone",
        allowed: "less than the pods there may be (1): otherwise no node with one can be drained",
      },
    ]);
  });

  it("isn't one that keeps a pod of a fixed two", () => {
    expect(over("StatefulSet", { "spec.replicas": 2 }, 1)).toEqual([]);
  });

  it("is told when it keeps all pods where the cluster decides how many there are", () => {
    expect(over("Deployment", { kind: "DaemonSet" }, "100%")).toMatchObject([
      {
        got: '"100%", with all pods of prod/alone',
        allowed: "less than the pods there may be: otherwise no node with one can be drained",
      },
    ]);
  });

  it.each([7, "99%"])("isn't one that keeps %j pods where the cluster decides how many there are", (amount) => {
    expect(over("Deployment", { kind: "DaemonSet" }, amount)).toEqual([]);
  });

  it("counts the pods of all its workloads", () => {
    const apart = (least: number, minAvailable: number) => {
      const labels = { "app.kubernetes.io/instance": "storefront", tier: "both" };
      const add = [
        {
          of: "StatefulSet",
          name: "apart",
          path: "prod/apart",
          set: { "spec.replicas": least, "spec.template.metadata.labels": labels },
        },
      ];
      return keeping(minAvailable, add);
    };
    expect(apart(2, 4)).toEqual([]);
    expect(apart(2, 5)).toMatchObject([{ got: "5, with 5 pods of prod/apart and 1 more" }]);
  });

  it.each<[of: string, set: Twin["set"]]>([
    ["before", { "metadata.labels.a": "a" }],
    ["after", { "metadata.labels.z": "z" }],
  ])("counts nothing where the cluster decides for one of its workloads, %s the other", (where) => {
    const path = where === "before" ? "prod/a" : "prod/z";
    const set = { "spec.jobTemplate.spec.template.metadata.labels": { [INSTANCE]: "storefront" } };
    expect(keeping(3, [{ of: "CronJob", name: "night", path, set }])).toEqual([]);
  });
});
