import { describe, expect, it } from "@jest/globals";
import { External, GoService } from "../../../app";
import { digestOf, programsOf, readModules, readProgram, rowsOf } from "../../../lib/consistency";
import type { Json, Manifest, Rendered } from "../../../lib/rendered";
import { IMAGE, render } from "../../support/program";
import { programsWith, sameFacts } from "./facts";

const orders = External.postgres("orders-db", "orders-db.example.test", { version: "17", url: "DATABASE_URL" });
const CONFIG = { DATABASE_URL: "postgres://orders-db.example.test/orders" };
const rendered = render((chart) => {
  new GoService(chart, "Storefront", { image: IMAGE, config: CONFIG, needs: [orders] });
});

/** A Deployment whose pods have these labels and this spec. */
function deployment(name: string, labels: Readonly<Record<string, string>>, spec: Json): Manifest {
  const template = { metadata: { labels: { ...labels } }, spec };
  return { apiVersion: "apps/v1", kind: "Deployment", metadata: { name, namespace: "shop" }, spec: { template } };
}

/** The programs of deployments that stand beside what was rendered. */
function programsOfAll(...manifests: readonly Manifest[]) {
  const [one] = rendered.objects;
  const objects = manifests.map((manifest, index) => ({ ...one!, path: `prod/shop/${index}`, manifest }));
  const program: Rendered = { ...rendered, objects: [...rendered.objects, ...objects] };
  return programsOf(program, IMAGE.reference);
}

/** The settings of one container with these fields, in a pod with these. */
function settings(container: { [field: string]: Json }, pod: { [field: string]: Json } = {}): readonly string[] {
  const spec = { ...pod, containers: [{ name: "main", image: IMAGE.reference, ...container }] };
  return [...programsOfAll(deployment("api", {}, spec)).get("shop/api")!.settings];
}

const CONTAINER = { name: "main", image: IMAGE.reference };

describe("the settings of a program", () => {
  it("are none where nothing is set", () => expect(settings({})).toEqual([]));

  it("are variables by name, whoever gives the value", () => {
    const env: Json = [
      { name: "PORT", value: "1" },
      { name: "TOKEN", valueFrom: { secretKeyRef: { name: "api", key: "token" } } },
    ];
    expect(settings({ env })).toEqual(["PORT", "TOKEN"]);
  });

  it("are whole objects of variables by the name of the object", () => {
    const envFrom: Json = [{ configMapRef: { name: "config" } }, { secretRef: { name: "secret" } }];
    expect(settings({ envFrom })).toEqual(["all of config", "all of secret"]);
  });

  it.each([
    [{ configMap: { name: "a" } }, ["/etc/a"]],
    [{ secret: { secretName: "a" } }, ["/etc/a"]],
    [{ projected: { sources: [] } }, ["/etc/a"]],
    [{ emptyDir: {} }, []],
    [{ persistentVolumeClaim: { claimName: "a" } }, []],
  ])("are files of %j: %j", (volume, paths) => {
    const volumes = [{ name: "a", ...volume }];
    expect(settings({ volumeMounts: [{ name: "a", mountPath: "/etc/a" }] }, { volumes })).toEqual(paths);
  });

  it("are no files of a volume that the container does not mount", () => {
    expect(settings({}, { volumes: [{ name: "a", configMap: { name: "a" } }] })).toEqual([]);
  });

  it("leave out what has no name", () => expect(settings({ env: [{ value: "1" }] })).toEqual([]));
});

describe("a program", () => {
  it("is called by its label, and by its object where it has none", () => {
    const labels = { "app.kubernetes.io/instance": "worker" };
    const found = programsOfAll(
      deployment("worker-blue", labels, { containers: [CONTAINER] }),
      deployment("plain", {}, { containers: [CONTAINER] }),
    );
    expect([...found.keys()]).toEqual(["shop/plain", "shop/storefront", "shop/worker"]);
  });

  it("has the settings of all that runs under its name", () => {
    const labels = { "app.kubernetes.io/instance": "worker" };
    const worker = (name: string, variable: string) =>
      deployment(name, labels, { containers: [{ ...CONTAINER, env: [{ name: variable, value: "1" }] }] });
    const found = programsOfAll(worker("blue", "A"), worker("green", "B"));
    expect([...found.get("shop/worker")!.settings]).toEqual(["A", "B"]);
  });

  it("has its own servers only", () => {
    const found = programsOfAll(deployment("plain", {}, { containers: [CONTAINER] }));
    expect([...found.get("shop/storefront")!.servers.keys()]).toEqual(["orders-db"]);
    expect(found.get("shop/plain")!.servers.size).toBe(0);
  });

  it("has no servers of a program of the same name in another app", () => {
    const externals = rendered.externals.map((one) => ({ ...one, app: "other" }));
    const found = programsOf({ ...rendered, externals }, IMAGE.reference);
    expect(found.get("shop/storefront")!.servers.size).toBe(0);
  });

  it("says which tag may move", () => {
    expect(digestOf(programsWith([]), "registry.example.test/shop/api:dev")).toEqual({
      unknown: "registry.example.test/shop/api:dev is a tag, which may move",
    });
  });
});

describe("what is counted", () => {
  const rows = (versions: Readonly<Record<string, string>>, names: readonly string[]) => {
    const facts = sameFacts();
    const modules = { value: new Map(Object.entries(versions)) };
    const programs = programsWith(names);
    return rowsOf({
      ...facts,
      local: { ...facts.local, modules, programs },
      image: { ...facts.image, modules },
      environment: { ...facts.environment, programs },
    }).map(({ what }) => what);
  };

  it.each([
    [[], ["0 modules", "0 settings of shop/storefront"]],
    [["a"], ["1 module", "1 setting of shop/storefront"]],
    [
      ["a", "b"],
      ["2 modules, all the same", "2 settings of shop/storefront, all the same"],
    ],
  ])("is said in words: %j", (names, expected) => {
    expect(rows(Object.fromEntries(names.map((name) => [name, "v1.0.0"])), names)).toEqual(
      expect.arrayContaining(expected),
    );
  });

  it("is listed in order of the names where it differs", () => {
    const facts = sameFacts();
    const programs = programsWith(["Z", "A"], { z: "redis 8" });
    const different = rowsOf({
      ...facts,
      local: { ...facts.local, modules: { unknown: "no go" }, programs },
      environment: { ...facts.environment, programs: programsWith(["M"], { b: "redis 8" }) },
    }).filter(({ isSame }) => !isSame);
    expect(different.map(({ what }) => what)).toEqual([
      "modules",
      ...["A", "M", "Z", "b", "z"].map((name) => `${name} of shop/storefront`),
    ]);
    expect(different[0]!.cells).toEqual({ local: { unknown: "no go" }, image: { value: "2" } });
  });
});

describe("the lines of a build", () => {
  it("begin with the version of Go, without the blanks around it", () => {
    expect(readProgram("/tmp/a: b/storefront: go1.26.8 \r\n").go).toEqual({ value: "go1.26.8" });
  });

  it("name nothing that stands in for no module", () => {
    expect(readModules("=>\texample.test/a\t\n").size).toBe(0);
  });
});
