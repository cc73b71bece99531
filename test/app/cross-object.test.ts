import { describe, expect, it } from "@jest/globals";
import type { GantryApp } from "../../app";
import { AppChart, GoService, RawObject } from "../../app";
import type { Deployment, EnvVar } from "../../constructs/imports/kubernetes";
import { IMAGE } from "../support/program";
import { fixtureShop } from "../support/shop";

const STOREFRONT = "prod/shop/Storefront";
const POD = "spec.template.spec.containers[0]";
const LABELS = { "app.kubernetes.io/instance": "storefront" };

const chartOf = (app: GantryApp) => app.node.findAll().find((one) => one instanceof AppChart)!;

function storefrontOf(app: GantryApp): GoService {
  const services = app.node.findAll().filter((one) => one instanceof GoService);
  return services.find(({ name }) => name === "storefront")!;
}

function add(app: GantryApp, object: { apiVersion: string; kind: string; name?: string; [field: string]: unknown }) {
  const { name = "second", ...rest } = object;
  new RawObject(chartOf(app), "Second", { ...rest, metadata: { name } });
}

function patchDeployment(app: GantryApp, change: (object: Deployment) => void): void {
  storefrontOf(app).patch("Deployment", change, "a mistake");
}

function variable(object: Deployment, name: string): EnvVar {
  return object.spec.template.spec.containers[0]!.env!.find((one) => one.name === name)!;
}

const template = {
  metadata: { labels: { ...LABELS, tier: "second" } },
  spec: { containers: [{ name: "second", image: IMAGE.reference }] },
};
const selector = { matchLabels: LABELS };
const scaleTargetRef = { apiVersion: "apps/v1", kind: "Deployment", name: "storefront" };
const hpa = { apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler" };

interface Mutation {
  readonly title: string;
  readonly mutate: (app: GantryApp) => void;
  readonly code: string;
  readonly path: string;
  readonly field?: string;
}

const MUTATIONS: readonly Mutation[] = [
  {
    title: "an object twice",
    mutate: (app) => add(app, { apiVersion: "v1", kind: "Service", name: "storefront", spec: { selector: LABELS } }),
    code: "duplicate-object",
    path: `${STOREFRONT}/Service`,
  },
  {
    title: "a Deployment that selects another one's pods",
    mutate: (app) => add(app, { apiVersion: "apps/v1", kind: "Deployment", spec: { selector, template } }),
    code: "overlapping-selectors",
    path: `${STOREFRONT}/Workload/Resource`,
  },
  {
    title: "two autoscalers of one Deployment",
    mutate: (app) => add(app, { ...hpa, spec: { scaleTargetRef, minReplicas: 2, maxReplicas: 3 } }),
    code: "two-scalers",
    path: `${STOREFRONT}/Hpa`,
  },
  {
    title: "a Service that leads to a port that nobody opens",
    mutate: (app) =>
      storefrontOf(app).patch("Service", (object) => (object.spec.ports![0]!.targetPort = "htp"), "a mistake"),
    code: "unknown-target-port",
    path: `${STOREFRONT}/Service`,
    field: "spec.ports[0].targetPort",
  },
  {
    title: "a key of the configuration that is not there",
    mutate: (app) =>
      patchDeployment(app, (object) => (variable(object, "LOG_LEVEL").valueFrom!.configMapKeyRef!.key = "LOGLEVEL")),
    code: "unknown-key",
    path: `${STOREFRONT}/Workload/Resource`,
  },
  {
    title: "configuration that is not there",
    mutate: (app) =>
      patchDeployment(app, (object) => (variable(object, "LOG_LEVEL").valueFrom!.configMapKeyRef!.name = "gone")),
    code: "unknown-reference",
    path: `${STOREFRONT}/Workload/Resource`,
  },
  {
    title: "an account that is not there",
    mutate: (app) => patchDeployment(app, (object) => (object.spec.template.spec.serviceAccountName = "strefront")),
    code: "unknown-reference",
    path: `${STOREFRONT}/Workload/Resource`,
    field: "spec.template.spec.serviceAccountName",
  },
  {
    title: "a secret that nobody makes",
    mutate: (app) =>
      patchDeployment(app, (object) => (variable(object, "DATABASE_URL").valueFrom!.secretKeyRef!.name = "gone")),
    code: "unknown-reference",
    path: `${STOREFRONT}/Workload/Resource`,
  },
  {
    title: "a key that the secret does not get",
    mutate: (app) =>
      patchDeployment(app, (object) => (variable(object, "DATABASE_URL").valueFrom!.secretKeyRef!.key = "GONE")),
    code: "unknown-key",
    path: `${STOREFRONT}/Workload/Resource`,
  },
  {
    title: "an autoscaler of a Deployment that is not there",
    mutate: (app) =>
      storefrontOf(app).patch(
        "HorizontalPodAutoscaler",
        (object) => (object.spec.scaleTargetRef.name = "strefront"),
        "a mistake",
      ),
    code: "dangling-scaler",
    path: `${STOREFRONT}/Hpa`,
    field: "spec.scaleTargetRef.name",
  },
  {
    title: "a budget for pods that are not there",
    mutate: (app) =>
      storefrontOf(app).patch(
        "PodDisruptionBudget",
        (object) => (object.spec.selector = { matchLabels: { app: "gone" } }),
        "a mistake",
      ),
    code: "dangling-budget",
    path: `${STOREFRONT}/Budget`,
  },
  {
    title: "a budget that no drain gets past",
    mutate: (app) =>
      storefrontOf(app).patch("PodDisruptionBudget", (object) => (object.spec.maxUnavailable = 0), "a mistake"),
    code: "undrainable-budget",
    path: `${STOREFRONT}/Budget`,
  },
  {
    title: "a fence around pods that are not there",
    mutate: (app) =>
      storefrontOf(app).patch(
        "NetworkPolicy",
        (object) => (object.spec.podSelector = { matchLabels: { app: "gone" } }),
        "a mistake",
      ),
    code: "dangling-network-policy",
    path: `${STOREFRONT}/Fence`,
  },
  {
    title: "a call of a service that is not there",
    mutate: (app) => {
      new GoService(chartOf(app), "Cart", { image: IMAGE, calls: ["pricng"] });
    },
    code: "unknown-callee",
    path: "prod/shop/Cart",
    field: "calls[0]",
  },
  {
    title: "a route to a Service that is not there",
    mutate: (app) =>
      storefrontOf(app).patch(
        "HTTPRoute",
        (object) => (object.spec.rules![0]!.backendRefs![0]!.name = "gone"),
        "a mistake",
      ),
    code: "unknown-backend",
    path: `${STOREFRONT}/Route`,
  },
  {
    title: "a route through a Gateway that nobody declared",
    mutate: (app) =>
      storefrontOf(app).patch("HTTPRoute", (object) => (object.spec.parentRefs![0]!.name = "gone"), "a mistake"),
    code: "unknown-gateway",
    path: `${STOREFRONT}/Route`,
  },
  {
    title: "a fixed number of pods beside an autoscaler",
    mutate: (app) => patchDeployment(app, (object) => (object.spec.replicas = 3)),
    code: "replicas-and-autoscaler",
    path: `${STOREFRONT}/Workload/Resource`,
    field: "spec.replicas",
  },
  {
    title: "a field that the cluster is too old for",
    mutate: (app) =>
      patchDeployment(app, (object) => {
        object.spec.template.spec.tolerations = [{ key: "a", operator: "Gt", value: "1" }];
      }),
    code: "kubernetes-too-old",
    path: `${STOREFRONT}/Workload/Resource`,
  },
  {
    title: "a mount of a volume that is not there",
    mutate: (app) =>
      patchDeployment(app, (object) => {
        object.spec.template.spec.containers[0]!.volumeMounts![0]!.name = "gone";
      }),
    code: "unknown-volume",
    path: `${STOREFRONT}/Workload/Resource`,
    field: `${POD}.volumeMounts[0].name`,
  },
];

describe("the shop", () => {
  it("is right as it stands", () => {
    expect(fixtureShop().render().problems).toEqual([]);
  });

  it.each(MUTATIONS)("is refused with $title", ({ mutate, code, path, field }) => {
    const app = fixtureShop();
    mutate(app);
    const { problems } = app.render();
    const expected = { code, path, ...(field && { field }), source: expect.stringMatching(/\.ts:\d+$/) };
    expect(problems).toContainEqual(expect.objectContaining(expected));
  });
});
