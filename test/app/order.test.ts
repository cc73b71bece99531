import { afterEach, describe, expect, it, jest } from "@jest/globals";
import { ApiObject, Chart } from "cdk8s";
import { Construct, Node } from "constructs";
import fc from "fast-check";
import { GantryApp } from "../../app";
import { environment } from "../support/program";

afterEach(() => void jest.restoreAllMocks());

function chartOf(app: GantryApp, id: string): Chart {
  return new Chart(app, id, { namespace: "shop" });
}

function object(scope: Construct, id: string): ApiObject {
  return new ApiObject(scope, id, { apiVersion: "v1", kind: "ConfigMap", metadata: { name: id.toLowerCase() } });
}

const names = (app: GantryApp) => app.render().objects.map(({ manifest }) => manifest.metadata.name);
const cycles = (app: GantryApp) => app.render().problems.filter(({ code }) => code === "dependency-cycle");

describe("the order of objects", () => {
  it("is the order of declaration unless something depends on something", () => {
    const app = new GantryApp({ environment: environment() });
    const chart = chartOf(app, "one");
    ["C", "A", "B"].forEach((id) => object(chart, id));
    expect(names(app)).toEqual(["c", "a", "b"]);
  });

  it("puts an object behind what it depends on", () => {
    const app = new GantryApp({ environment: environment() });
    const chart = chartOf(app, "one");
    const [a, b, c] = ["A", "B", "C"].map((id) => object(chart, id)) as [ApiObject, ApiObject, ApiObject];
    a.addDependency(c);
    c.addDependency(b);
    expect(names(app)).toEqual(["b", "c", "a"]);
  });

  it("puts everything below a construct behind everything below another", () => {
    const app = new GantryApp({ environment: environment() });
    const chart = chartOf(app, "one");
    const [late, early] = [new Construct(chart, "Late"), new Construct(chart, "Early")];
    object(new Construct(late, "Deep"), "A");
    object(early, "B");
    late.node.addDependency(early);
    expect(names(app)).toEqual(["b", "a"]);
  });

  it("puts a chart behind another one", () => {
    const app = new GantryApp({ environment: environment() });
    const [late, early] = [chartOf(app, "late"), chartOf(app, "early")];
    object(late, "A");
    object(early, "B");
    late.addDependency(early);
    expect(names(app)).toEqual(["b", "a"]);
  });

  it("tells each object what it waits for, through its parents too", () => {
    const app = new GantryApp({ environment: environment() });
    const [late, early] = [chartOf(app, "late"), chartOf(app, "early")];
    const [a, b, c] = [object(late, "A"), object(early, "B"), object(late, "C")];
    late.addDependency(b);
    a.addDependency(c);
    const found = app.render().objects.find(({ path }) => path === "prod/late/A");
    expect(found!.dependsOn).toEqual(["prod/late/C", "prod/early/B"]);
  });

  it("holds whatever depends on whatever, as long as there is no cycle", () => {
    const edges = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 30 });
    fc.assert(
      fc.property(edges, (pairs) => {
        const app = new GantryApp({ environment: environment() });
        const charts = ["one", "two", "three"].map((id) => chartOf(app, id));
        const objects = Array.from({ length: 12 }, (_, index) => object(charts[index % 3]!, `O${index}`));
        const wanted = pairs.filter(([from, to]) => from > to);
        wanted.forEach(([from, to]) => objects[from]!.addDependency(objects[to]!));
        const found = names(app);
        for (const [from, to] of wanted) expect(found.indexOf(`o${to}`)).toBeLessThan(found.indexOf(`o${from}`));
        expect(new Set(found).size).toBe(12);
      }),
      { numRuns: 50 },
    );
  });
});

describe("layers of dependencies", () => {
  const LAYERS = 200;
  const WIDTH = 4;

  it("cost as much as their edges, however many there are", () => {
    const app = new GantryApp({ environment: environment() });
    let above: ApiObject[] = [];
    for (let layer = 0; layer < LAYERS; layer++) {
      const chart = chartOf(app, `layer${layer}`);
      const row = Array.from({ length: WIDTH }, (_, index) => object(chart, `O${layer}-${index}`));
      row.forEach((one) => above.forEach((other) => one.addDependency(other)));
      above = row;
    }
    const asked = jest.spyOn(Node.prototype, "dependencies", "get");
    const found = names(app);
    const constructs = LAYERS * (WIDTH + 1) + 1;
    expect(asked.mock.calls.length).toBeLessThan(constructs * 6);
    expect(found.map((name) => Number(name.slice(1).split("-")[0]))).toEqual(
      Array.from({ length: LAYERS * WIDTH }, (_, index) => Math.floor(index / WIDTH)),
    );
  });
});

describe("a cycle", () => {
  it("is one problem that names every station", () => {
    const app = new GantryApp({ environment: environment() });
    const [one, two] = [chartOf(app, "one"), chartOf(app, "two")];
    const [a, b, c] = [object(one, "A"), object(two, "B"), object(one, "C")];
    a.addDependency(b);
    b.addDependency(c);
    c.addDependency(a);
    object(two, "D").addDependency(a);
    expect(cycles(app)).toHaveLength(1);
    const stations = cycles(app)[0]!.got.replace("a cycle: ", "").split(" → ");
    expect([...new Set(stations)].sort()).toEqual(["prod/one/A", "prod/one/C", "prod/two/B"]);
    expect(stations[0]).toBe(stations.at(-1));
  });

  it("is found through parents: a child that waits for what waits for its parent", () => {
    const app = new GantryApp({ environment: environment() });
    const chart = chartOf(app, "one");
    const parent = new Construct(chart, "Parent");
    const [child, other] = [object(parent, "A"), object(chart, "B")];
    child.addDependency(other);
    other.node.addDependency(parent);
    expect(cycles(app)[0]!.got).toMatch(/prod\/one\/Parent\/A.*prod\/one\/B|prod\/one\/B.*prod\/one\/Parent\/A/);
  });

  it.each([
    ["its parent", (parent: Construct, child: ApiObject) => child.node.addDependency(parent)],
    ["its child", (parent: Construct, child: ApiObject) => parent.node.addDependency(child)],
  ])("is a construct that waits for %s", (_, wait) => {
    const app = new GantryApp({ environment: environment() });
    const parent = new Construct(chartOf(app, "one"), "Parent");
    wait(parent, object(parent, "A"));
    expect(cycles(app)).toHaveLength(1);
  });
});
