import { describe, expect, it } from "@jest/globals";
import { Environment } from "../../../lib/environment";
import type { Problem } from "../../../lib/errors";
import { ValidationError } from "../../../lib/errors";
import { CLUSTER_FEATURES, isAtLeast, KUBERNETES_VERSIONS } from "../../../lib/kubernetes";
import { SecretSource } from "../../../lib/secret-ref";
import { thrownBy } from "./thrown-by";

const LEAST = { stage: "development", kubernetes: "1.34" } as const;

function problemsOf(run: () => unknown): readonly Problem[] {
  try {
    run();
  } catch (error) {
    if (error instanceof ValidationError) return error.problems;
  }
  return [];
}

const placesOf = (run: () => unknown) => problemsOf(run).map(({ path, field, code }) => [path, field, code]);

describe("an environment", () => {
  it("has a default for all but its stage and the version of its cluster", () => {
    const { name, stage, kubernetes, installed, gateway, monitoringNamespace, namespaceSuffix, clusterDomain } =
      Environment.of("dev", LEAST);
    expect({ name, stage, kubernetes, gateway }).toEqual({ name: "dev", ...LEAST, gateway: undefined });
    expect(installed.size).toBe(0);
    expect([monitoringNamespace, namespaceSuffix, clusterDomain]).toEqual(["monitoring", "", "cluster.local"]);
  });

  it("finds Prometheus in the namespace that may read metrics, or where it is told", () => {
    const values = { ...LEAST, monitoringNamespace: "watch", clusterDomain: "shop.test" };
    expect(
      [values, { ...values, prometheus: "https://a.test" }].map((one) => Environment.of("dev", one).prometheus),
    ).toEqual(["http://prometheus.watch.svc.shop.test:9090", "https://a.test"]);
  });

  it("takes a Secret of the same namespace unless it is told of a store", () => {
    expect(Environment.of("dev", LEAST).secret("shop/url").origin).toMatchObject({ from: "existing" });
    const secrets = SecretSource.external({ store: "vault" });
    expect(Environment.of("dev", { ...LEAST, secrets }).secret("shop/url").origin).toMatchObject({ from: "external" });
  });

  it("has the listener https unless it is told another", () => {
    const gateway = { name: "public", namespace: "gateways" };
    expect(Environment.of("dev", { ...LEAST, gateway }).gateway).toEqual({ ...gateway, listener: "https" });
  });

  it("keeps what the stacks put into it, and can't be changed", () => {
    const environment = Environment.of("dev", { ...LEAST, replicas: 3 });
    expect(environment.replicas).toBe(3);
    expect(environment).toBeInstanceOf(Environment);
    expect(Object.isFrozen(environment)).toBe(true);
  });

  it("finds a secret at a path of one letter and of many parts", () => {
    expect(Environment.of("dev", LEAST).secret("a/b").origin).toMatchObject({ name: "a", key: "b" });
    expect(Environment.of("dev", LEAST).secret("shop/orders/url").origin).toMatchObject({ name: "shop-orders" });
  });

  it("knows what is installed, and how new its cluster is", () => {
    const environment = Environment.of("dev", { ...LEAST, installed: ["apparmor"] });
    expect([environment.has("apparmor"), environment.has("gateway-api")]).toEqual([true, false]);
    expect([environment.isAtLeast("1.34"), environment.isAtLeast("1.35")]).toEqual([true, false]);
  });

  it("refuses all that is wrong with it at once, at its name", () => {
    const values = { stage: "test", kubernetes: "1.20", monitoringNamespace: "a b", namespaceSuffix: "_x" };
    expect(placesOf(() => Environment.of("My Env", values as never))).toEqual([
      ["My Env", "name", "name-grammar"],
      ["My Env", "stage", "not-supported"],
      ["My Env", "kubernetes", "not-supported"],
      ["My Env", "monitoringNamespace", "name-grammar"],
      ["My Env", "namespaceSuffix", "name-grammar"],
    ]);
  });

  it("says what must be there, and what for", () => {
    const asked = problemsOf(() => Environment.of("dev", { gateway: {} } as never));
    expect(asked.map(({ code, field, allowed }) => [code, field, allowed])).toEqual([
      ["required", "stage", "what the rules call production"],
      ["required", "kubernetes", "the cluster's minor version"],
      ["required", "gateway.name", "name of the Gateway"],
      ["required", "gateway.namespace", "namespace of the Gateway"],
    ]);
  });

  it("says what a field may hold", () => {
    const values = { ...LEAST, monitoringNamespace: 1, namespaceSuffix: 1, clusterDomain: 1, secrets: 1 };
    expect(problemsOf(() => Environment.of("dev", values as never)).map(({ allowed }) => allowed)).toEqual([
      "SecretSource.existing() or SecretSource.external(…)",
      "a string: a DNS label",
      "a string: the end of a DNS label",
      "a string: a DNS name",
    ]);
  });

  it.each(["storefront", "", "/url", "/shop/url", "storefront/", "shop/url/", "a//b"])(
    "has no secret at %j",
    (path) => {
      expect(thrownBy(() => Environment.of("dev", LEAST).secret(path))).toMatchObject({
        code: "secret-path",
        allowed: "two parts or more with / between them",
        fix: 'e.g. "storefront/database-url"',
      });
    },
  );
});

describe("all environments", () => {
  it("are made together and can't be changed", () => {
    const all = Environment.all({ dev: LEAST, prod: { ...LEAST, stage: "production" } });
    expect([all.dev.name, all.prod.name, all.prod.stage]).toEqual(["dev", "prod", "production"]);
    expect(Object.isFrozen(all)).toBe(true);
  });

  it("are refused together", () => {
    const bad = { stage: "x", kubernetes: "1.34" } as never;
    expect(placesOf(() => Environment.all({ dev: bad, prod: bad }))).toEqual([
      ["dev", "stage", "not-supported"],
      ["prod", "stage", "not-supported"],
    ]);
  });
});

describe("a version of Kubernetes", () => {
  it("is at least itself and all before it", () => {
    expect(KUBERNETES_VERSIONS.map((least) => isAtLeast("1.33", least))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it("and a feature is one that we know", () => {
    expect(KUBERNETES_VERSIONS).toEqual(["1.31", "1.32", "1.33", "1.34", "1.35", "1.36"]);
    for (const feature of CLUSTER_FEATURES) {
      expect(Environment.of("dev", { ...LEAST, installed: [feature] }).has(feature)).toBe(true);
    }
  });
});
