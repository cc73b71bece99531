import { describe, expect, it } from "@jest/globals";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { unknown } from "@pulumi/pulumi/output";
import type { AppChart, EnvironmentProps, GantryApp } from "../../../app";
import { GoService, GoWorker, ImageRef, RawObject, ScalingMetric, SecretRef, ValidationError } from "../../../app";
import { ClusterProvider, GantryChart } from "../../../app/pulumi";
import { known, pinned } from "../../../targets/pulumi/later-outputs";
import type { Manifest } from "../../../lib/rendered";
import { IMAGE, environment, shopChart } from "../../support/program";
import { ENVIRONMENTS, fixtureShop } from "../../support/shop";
import type { Registered } from "./recorder";
import { registered } from "./recorder";

const provider = () => new ClusterProvider("cluster", { context: "prod" });

/** Registers the chart `shop` of a program. */
async function chartOf(app: GantryApp, { preview = false } = {}): Promise<readonly Registered[]> {
  const all = await registered(() => new GantryChart("shop", { app }, { provider: provider() }), { preview });
  return all.filter(({ type }) => type.startsWith("kubernetes:"));
}

async function declared(declare: (chart: AppChart, app: GantryApp) => void, values: Partial<EnvironmentProps> = {}) {
  const { app, chart } = shopChart(environment(values));
  declare(chart, app);
  return chartOf(app);
}

const kindOf = ({ type }: Registered) => type.split(":").at(-1)!;
const one = (found: readonly Registered[], kind: string) => found.filter((each) => kindOf(each) === kind)[0]!;
const manifestOf = ({ inputs }: Registered) => inputs as unknown as Manifest & { readonly [field: string]: never };
const web = (chart: AppChart, props: object = {}) => new GoService(chart, "Web", { image: IMAGE, ...props });

/** As synthesis writes it: without what only the provider reads. */
function asWritten(resource: Registered): Manifest {
  const { metadata, ...rest } = manifestOf(resource);
  const { annotations, ...head } = metadata;
  const kept = Object.entries(annotations ?? {}).filter(([key]) => !key.startsWith("pulumi.com/"));
  return {
    ...rest,
    metadata: { ...head, ...(kept.length > 0 && { annotations: Object.fromEntries(kept) }) },
  };
}

const byIdentity = (a: Manifest, b: Manifest) => (identity(a) < identity(b) ? -1 : 1);
const identity = ({ kind, metadata }: Manifest) => `${kind} ${metadata.name}`;

describe("the shop under Pulumi", () => {
  it.each(ENVIRONMENTS)("is the objects that synthesis writes for %s, one by one", async (name) => {
    const app = fixtureShop(name);
    const written = app.render().objects.map(({ manifest }) => manifest);
    const found = (await chartOf(app)).map(asWritten);
    expect(found.sort(byIdentity)).toEqual(written.sort(byIdentity));
  });

  it("names resources after their place in the tree, and puts them below one component", async () => {
    const found = await chartOf(fixtureShop("prod"));
    expect(one(found, "Job")).toMatchObject({ name: "shop/Storefront/Migration" });
    expect(new Set(found.map(({ parent }) => parent))).toEqual(
      new Set(["urn:pulumi:prod::shop::gantry:index:Chart::shop"]),
    );
  });

  it("registers each object by its typed class", async () => {
    const types = (await chartOf(fixtureShop("prod"))).map(({ type }) => type);
    expect(types).toContain("kubernetes:autoscaling/v2:HorizontalPodAutoscaler");
    expect(types).toContain("kubernetes:gateway.networking.k8s.io/v1:HTTPRoute");
    expect(types).toContain("kubernetes:core/v1:Namespace");
  });
});

describe("the order", () => {
  const before = (found: readonly Registered[], { dependencies }: Registered): readonly Registered[] => {
    const direct = found.filter(({ urn }) => dependencies.includes(urn));
    return [...direct, ...direct.flatMap((each) => before(found, each))];
  };

  it("lets nothing start before the namespace, the account, the configuration and the network policy are there", async () => {
    const found = await declared((chart) => web(chart, { config: { A: "1" } }));
    const earlier = new Set(before(found, one(found, "Deployment")).map(kindOf));
    expect([...earlier].sort()).toEqual(
      ["ConfigMap", "LimitRange", "Namespace", "NetworkPolicy", "ResourceQuota", "ServiceAccount"].sort(),
    );
  });

  it("lets a Deployment wait for the migration, and the migration for its configuration", async () => {
    const found = await chartOf(fixtureShop("prod"));
    const deployment = found.find(({ name }) => name === "shop/Storefront/Workload/Resource")!;
    expect(before(found, deployment).map(({ name }) => name)).toContain("shop/Storefront/Migration");
    expect(before(found, one(found, "Job")).map(({ name }) => name)).toContain("shop/Storefront/Config/Resource");
  });

  it("lets programs start side by side", async () => {
    const found = await chartOf(fixtureShop("prod"));
    const mailer = found.find(({ name }) => name === "shop/Mailer/Workload/Resource")!;
    expect(before(found, mailer).filter(({ name }) => /Storefront|Pricing/.test(name))).toEqual([]);
  });

  it("keeps what addDependency says", async () => {
    const found = await declared((chart) =>
      web(chart).node.addDependency(new GoWorker(chart, "First", { image: IMAGE })),
    );
    const deployment = found.find(({ name }) => name === "shop/Web/Workload/Resource")!;
    expect(deployment.dependencies).toContain(found.find(({ name }) => name === "shop/First/Workload/Resource")!.urn);
  });

  it("has pods before the ScaledObject, in which KEDA looks at them, and lets nothing else wait for it", async () => {
    const scaling = { metrics: [ScalingMetric.requestsPerPod(100)] };
    const found = await declared((chart) => web(chart, { scaling }), { installed: ["keda"] });
    expect(before(found, one(found, "ScaledObject")).map(kindOf)).toContain("Deployment");
    const waiting = found.filter((each) => before(found, each).map(kindOf).includes("ScaledObject"));
    expect(waiting).toEqual([]);
    expect(one(found, "Deployment").ignoreChanges).toEqual(["spec.replicas"]);
  });

  it("has a CustomResourceDefinition before its objects", async () => {
    const crd = { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition", spec: {} };
    const found = await declared((chart) => {
      new RawObject(chart, "Tea", { apiVersion: "example.test/v1", kind: "Tea", metadata: { name: "tea" } });
      new RawObject(chart, "Crd", { ...crd, metadata: { name: "teas.example.test" } });
    });
    expect(before(found, one(found, "Tea")).map(kindOf)).toContain("CustomResourceDefinition");
  });
});

describe("the options", () => {
  it("leave replicas to the autoscaler", async () => {
    const found = await declared((chart) => web(chart));
    expect(one(found, "Deployment").ignoreChanges).toEqual(["spec.replicas"]);
  });

  it("keep what a rollback may need", async () => {
    const found = await declared((chart) => web(chart, { config: { A: "1" } }));
    expect(found.filter(({ retainOnDelete }) => retainOnDelete).map(kindOf)).toEqual(["ConfigMap"]);
  });

  it("keep nothing under a provider that would refuse it when it comes back", async () => {
    const { app, chart } = shopChart();
    web(chart, { config: { A: "1" } });
    const other = () => new kubernetes.Provider("cluster", { context: "prod" });
    const all = await registered(() => new GantryChart("shop", { app }, { provider: other() }));
    expect(all.filter(({ retainOnDelete }) => retainOnDelete)).toEqual([]);
    expect(all.filter(({ type }) => type.startsWith("pulumi:providers:"))).toHaveLength(1);
  });

  it("take over what was kept and comes back with a rollback, and nothing else", async () => {
    const { app, chart } = shopChart();
    web(chart, { config: { A: "1" } });
    const all = await registered(() => new GantryChart("shop", { app }, { provider: provider() }));
    const kept = all.find(({ name }) => name === "shop/kept")!;
    expect(kept).toMatchObject({
      type: "pulumi:providers:kubernetes",
      inputs: { context: "prod", upsertExistingObjects: "true" },
    });
    const byKeeper = all.filter((each) => each.provider.startsWith(kept.urn));
    expect(byKeeper.map(kindOf)).toEqual(["ConfigMap"]);
  });

  it.each([
    ["production", true],
    ["development", false],
  ] as const)("protect a namespace in %s: %s", async (stage, isProtected) => {
    const found = await declared((chart) => web(chart), { stage });
    expect(one(found, "Namespace").protect).toBe(isProtected);
    expect(found.filter(({ protect }) => protect).length).toBe(isProtected ? 1 : 0);
  });

  it("delete what is in a namespace with the namespace", async () => {
    const found = await declared((chart) => web(chart));
    const namespace = one(found, "Namespace").urn;
    const others = found.filter((each) => kindOf(each) !== "Namespace");
    expect(new Set(others.map(({ deletedWith }) => deletedWith))).toEqual(new Set([namespace]));
  });

  it("wait longer for a rollout than Kubernetes does, so that Kubernetes says what is wrong", async () => {
    const found = await declared((chart) => web(chart, { rollout: { progressDeadline: "20m" } }));
    expect(one(found, "Deployment").timeouts).toEqual({ create: "1260s", update: "1260s" });
  });

  it.each([
    ["development", "true"],
    ["production", undefined],
  ] as const)("wait for a Service's endpoints in %s unless: %s", async (stage, skip) => {
    const found = await declared((chart) => web(chart), { stage });
    expect(manifestOf(one(found, "Service")).metadata.annotations?.["pulumi.com/skipAwait"]).toBe(skip);
  });

  it("alias a program that was renamed, whose objects keep their names", async () => {
    const found = await declared((chart) => new GoService(chart, "Shopfront", { image: IMAGE, renamedFrom: "Web" }));
    const deployment = one(found, "Deployment");
    expect(deployment).toMatchObject({
      name: "shop/Shopfront/Workload/Resource",
      aliases: ["shop/Web/Workload/Resource"],
    });
    expect(manifestOf(deployment).metadata.name).toBe("web");
  });
});

describe("values that only pulumi up knows", () => {
  const bucket = () => pulumi.output("tea-pictures");

  it("stand in the objects, alone and inside of a longer text", async () => {
    const found = await declared((chart, app) => {
      const text = app.later("bucket", bucket());
      web(chart, { config: { BUCKET: text, URL: `https://${text}.example.test/` } });
    });
    const { data } = manifestOf(one(found, "ConfigMap"));
    expect(data).toEqual({ BUCKET: "tea-pictures", URL: "https://tea-pictures.example.test/" });
  });

  it("give a ConfigMap another name with another value, and the pods follow", async () => {
    const named = async (value: string) => {
      const found = await declared((chart, app) =>
        web(chart, { config: { BUCKET: app.later("bucket", pulumi.output(value)) } }),
      );
      const { name } = manifestOf(one(found, "ConfigMap")).metadata;
      expect(JSON.stringify(one(found, "Deployment").inputs)).toContain(`"name":"${name}"`);
      return name;
    };
    const [first, second, again] = [await named("a"), await named("b"), await named("a")];
    expect(first).not.toBe(second);
    expect(again).toBe(first);
  });

  it("make a Secret that keeps its mark, and a name without one", async () => {
    const secret = pulumi.secret("postgres://shop:hunter2@db/shop");
    const found = await declared((chart, app) =>
      web(chart, { secrets: { DATABASE_URL: SecretRef.later(app.later("database-url", secret)) } }),
    );
    const { stringData, metadata } = manifestOf(one(found, "Secret"));
    expect(stringData).toMatchObject({ value: { DATABASE_URL: "postgres://shop:hunter2@db/shop" } });
    expect(metadata.name).toMatch(/^web-secret-[a-z2-7]{10}$/);
    expect(JSON.stringify(one(found, "Deployment").inputs)).not.toContain("hunter2");
  });

  it("may be a whole image, as a look-up in a registry gives it", async () => {
    const reference = `registry.example.test/shop/web@sha256:${"0b".repeat(32)}`;
    const found = await declared((chart, app) =>
      web(chart, { image: ImageRef.later(app.later("web", pulumi.output(reference))) }),
    );
    expect(JSON.stringify(one(found, "Deployment").inputs)).toContain(`"image":"${reference}"`);
  });

  it.each(["registry.example.test/shop/web:v1", "Web", "registry.example.test/shop/web@sha256:0b"])(
    "are no image without a digest: %s",
    (reference) => {
      expect(() => pinned("web")(reference)).toThrow("image-without-digest");
    },
  );

  it("are unknown in a preview", async () => {
    const { app, chart } = shopChart();
    const bucketId = pulumi.output(unknown as string);
    web(chart, { config: { BUCKET: app.later("bucket", bucketId), OTHER: "known" } });
    const { data } = manifestOf(one(await chartOf(app, { preview: true }), "ConfigMap"));
    expect(data).toMatchObject({ BUCKET: { __pulumiUnknown: true }, OTHER: "known" });
  });
});

describe("what is refused before anything is applied", () => {
  const refusedWith = (build: () => unknown) => {
    try {
      build();
    } catch (error) {
      if (error instanceof ValidationError) return error.problems.map(({ code, field }) => `${code} ${field}`);
      throw error;
    }
    return [];
  };
  const under = (
    declare: (chart: AppChart, app: GantryApp) => void,
    name = "shop",
    options = { provider: provider() },
  ) => {
    const { app, chart } = shopChart();
    declare(chart, app);
    return refusedWith(() => new GantryChart(name, { app }, options));
  };

  it.each([
    ["a program with problems", () => under((chart) => web(chart, { nonsense: 1 })), "unknown-prop nonsense"],
    ["another chart than there is", () => under(() => undefined, "other"), "unknown-chart chart"],
    [
      "no provider of its own",
      () => refusedWith(() => new GantryChart("shop", { app: shopChart().app })),
      "no-provider provider",
    ],
    [
      "a kind that Kubernetes does not have",
      () => under((chart) => new RawObject(chart, "X", { apiVersion: "v1", kind: "Teapot", metadata: { name: "x" } })),
      "unknown-kind kind",
    ],
    [
      "an Output in a key",
      () =>
        under((chart, app) => {
          const data = { [app.later("key", pulumi.output("a"))]: "b" };
          new RawObject(chart, "X", { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "x" }, data });
        }),
      "unresolved-key later-key-",
    ],
    [
      "the former id of a program that is still there",
      () =>
        under((chart) => {
          new GoService(chart, "Web", { image: IMAGE, name: "web-1" });
          new GoService(chart, "Shop", { image: IMAGE, name: "web-2", renamedFrom: "Web" });
        }),
      "duplicate-name renamedFrom",
    ],
  ] as const)("%s", async (_, refusal, expected) => {
    let found: readonly string[] = [];
    const all = await registered(() => (found = refusal()));
    expect(found.some((one) => one.startsWith(expected))).toBe(true);
    expect(all.filter(({ type }) => !type.startsWith("pulumi:providers:"))).toEqual([]);
  });
});

describe("a value that is known", () => {
  it.each([
    ["of a secret, to a cluster", undefined, true],
    ["of no secret, into YAML", "yaml", false],
  ] as const)("is handed on: %s", (_, folder, isSecret) => {
    expect(known("a")(["hunter2", folder, isSecret])).toBe("hunter2");
  });

  it("is never written into YAML when it is a secret", () => {
    expect(() => known("a")(["hunter2", "yaml", true])).toThrow(/secret-in-yaml(?![^]*hunter2)/);
  });

  it("is asked about the folder of the component's provider", async () => {
    const yaml = () => new kubernetes.Provider("cluster", { renderYamlToDirectory: "yaml" });
    const { app, chart } = shopChart();
    web(chart, { config: { BUCKET: app.later("bucket", pulumi.output("tea")) } });
    const found = await registered(() => new GantryChart("shop", { app }, { provider: yaml() }));
    expect(manifestOf(one(found, "ConfigMap"))["data"]).toEqual({ BUCKET: "tea" });
  });
});
