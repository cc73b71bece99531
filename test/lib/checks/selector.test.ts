import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { PodIndex } from "../../../lib/checks/pod-index";
import { matches, readSelector, selectorOfLabels, showSelector } from "../../../lib/checks/selector";
import type { Workload } from "../../../lib/checks/workload";

const one = (key: string, operator: string, ...values: string[]) => ({ key, operator, values });
const selector = (...matchExpressions: object[]) => readSelector({ matchExpressions });

describe("a selector", () => {
  /** As apimachinery pkg/labels `Requirement.Matches`. */
  it.each<[text: string, given: unknown, met: object[], unmet: object[]]>([
    ["every pod", {}, [{}, { app: "a" }], []],
    ["app=a", { matchLabels: { app: "a" } }, [{ app: "a", x: "1" }], [{}, { app: "b" }]],
    ["n=1", { matchLabels: { n: 1 } }, [{ n: "1" }], [{ n: "2" }]],
    ["app in (a,b)", { matchExpressions: [one("app", "In", "a", "b")] }, [{ app: "b" }], [{}, { app: "c" }]],
    ["app notin (a)", { matchExpressions: [one("app", "NotIn", "a")] }, [{}, { app: "b" }], [{ app: "a" }]],
    ["app", { matchExpressions: [one("app", "Exists")] }, [{ app: "" }], [{}, { x: "app" }]],
    ["!app", { matchExpressions: [one("app", "DoesNotExist")] }, [{}, { x: "app" }], [{ app: "a" }]],
    [
      "app=a,x",
      { matchLabels: { app: "a" }, matchExpressions: [one("x", "Exists")] },
      [{ app: "a", x: "1" }],
      [{ app: "a" }, { x: "1" }],
    ],
    ["=a", { matchExpressions: [{ values: ["a"] }] }, [{ "": "a" }], [{}]],
  ])("is written %s and means just those pods", (text, given, met, unmet) => {
    const read = readSelector(given);
    expect(showSelector(read)).toBe(text === "every pod" ? "" : text);
    expect(met.filter((labels) => !matches(read, labels as Record<string, string>))).toEqual([]);
    expect(unmet.filter((labels) => matches(read, labels as Record<string, string>))).toEqual([]);
  });

  it("does not take what a prototype holds for a label", () => {
    expect(matches(selector(one("constructor", "Exists")), {})).toBe(false);
  });

  it.each([undefined, null, "app", []])("that is %j asks for nothing", (given) => {
    expect(readSelector(given)).toEqual([]);
    expect(selectorOfLabels(given)).toEqual([]);
  });
});

describe("the index of pods", () => {
  const word = fc.constantFrom("a", "b", "c");
  const labels = fc.dictionary(word, word, { maxKeys: 3 });
  const pods = fc.array(fc.record({ namespace: fc.constantFrom("shop", "billing"), labels }), { maxLength: 8 });
  const requirement = fc.record({
    key: word,
    operator: fc.constantFrom("In", "NotIn", "Exists", "DoesNotExist"),
    values: fc.array(word, { maxLength: 3 }),
  });

  function workloads(given: readonly { namespace: string; labels: object }[]): Workload[] {
    return given.map((pod, at) => ({ ...pod, object: { path: `prod/${(at * 5) % 8}` } }) as unknown as Workload);
  }

  /** Pods of one team, each with an app of its own, that note who looks at their labels. */
  function watched(seen: string[]): Workload[] {
    return Array.from({ length: 50 }, (_, at) => {
      const path = `prod/${at}`;
      const get = () => {
        seen.push(path);
        return { app: `a${at}`, team: "web" };
      };
      return Object.defineProperty({ namespace: "shop", object: { path } }, "labels", { get }) as unknown as Workload;
    });
  }

  const paths = (found: readonly Workload[]) => found.map(({ object }) => object.path);

  it("finds what looking at every pod finds, in the order of their paths", () => {
    fc.assert(
      fc.property(pods, fc.array(requirement, { maxLength: 3 }), (given, requirements) => {
        const all = workloads(given);
        const wanted = selector(...requirements);
        const meant = all.filter((pod) => pod.namespace === "shop" && matches(wanted, pod.labels));
        expect(paths(new PodIndex(all).select("shop", wanted))).toEqual(paths(meant).sort());
      }),
      { numRuns: 500 },
    );
  });

  it.each<readonly [title: string, ...requirements: object[]]>([
    ["the value", one("app", "In", "a7")],
    ["either of two values", one("app", "In", "a7", "a7")],
    ["the rare one of two labels", one("team", "In", "web"), one("app", "In", "a7")],
    ["the rare one of two labels, asked first", one("app", "In", "a7"), one("team", "In", "web")],
    ["the label and none of another value", one("team", "NotIn", "api"), one("app", "In", "a7")],
  ])("looks at no pod but those with %s", (_, ...requirements) => {
    const seen: string[] = [];
    const index = new PodIndex(watched(seen));
    seen.length = 0;
    expect(paths(index.select("shop", selector(...requirements)))).toEqual(["prod/7"]);
    expect(seen.filter((path) => path !== "prod/7")).toEqual([]);
  });

  it("knows every label of a namespace once, in order", () => {
    const all = workloads([
      { namespace: "shop", labels: { tier: "web", app: "b" } },
      { namespace: "shop", labels: { app: "a", tier: "web" } },
      { namespace: "billing", labels: { app: "c" } },
    ]);
    const index = new PodIndex(all);
    expect(index.labels("shop")).toEqual(["app=a", "app=b", "tier=web"]);
    expect([index.labels("shop"), index.labels("gone")]).toEqual([index.labels("shop"), []]);
  });
});
