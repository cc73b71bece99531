import { describe, expect, it } from "@jest/globals";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { GantryApp } from "gantry-cdk";

const FOLDER = join(__dirname, "../../examples");
const CHART = ["LimitRange/defaults", "Namespace/", "NetworkPolicy/default-deny", "ResourceQuota/fitted"];
const service = (name: string) => [
  ...["Deployment", "HorizontalPodAutoscaler", "NetworkPolicy", "PodDisruptionBudget", "Service", "ServiceAccount"].map(
    (kind) => `${kind}/${name}`,
  ),
];

/** What each example promises besides what every chart has; a hash in a name is written as *. */
const PROMISED: Readonly<Record<string, readonly string[]>> = {
  "alert-delivery": ["ConfigMap/alerts", "ConfigMap/alerts-rules"],
  "cdk8s-plus": [
    ...service("storefront"),
    "ServiceAccount/auditor",
    "Role/pod-reader",
    "RoleBinding/*",
    "ConfigMap/notice",
  ],
  "daily-report": [
    "CronJob/daily-report",
    "ConfigMap/daily-report-config-*",
    "NetworkPolicy/daily-report",
    "ServiceAccount/daily-report",
  ],
  "go-cron-job": [
    "CronJob/daily-report",
    "ConfigMap/daily-report-config-*",
    "NetworkPolicy/daily-report",
    "ServiceAccount/daily-report",
  ],
  "go-image": service("pricing"),
  "go-job": ["Job/backfill-*", "NetworkPolicy/backfill", "ServiceAccount/backfill"],
  "go-service": [
    ...service("pricing"),
    ...service("storefront"),
    "ConfigMap/storefront-config-*",
    "HTTPRoute/storefront",
    "Job/storefront-migrate-*",
    "NetworkPolicy/storefront-migrate",
  ],
  "go-worker": [...service("mailer").filter((one) => one !== "Service/mailer"), "ConfigMap/mailer-config-*"],
  "hpa-policy": [
    ...service("catalogue"),
    ...service("admin").filter((one) => !one.startsWith("Horizontal")),
    ...["Deployment", "NetworkPolicy", "Service", "ServiceAccount"].map((kind) => `${kind}/importer`),
    ...service("checkout").map((one) => one.replace("HorizontalPodAutoscaler", "ScaledObject")),
    ...["Deployment", "NetworkPolicy", "ScaledObject", "ServiceAccount"].map((kind) => `${kind}/packer`),
    "Deployment/legacy",
    "HorizontalPodAutoscaler/legacy",
  ],
  policies: [...service("storefront"), ...service("search")],
  "raw-object": [...service("checkout"), "PriorityClass/checkout"],
  routes: [
    ...["storefront", "pricing", "partners", "probe"].flatMap(service),
    "HTTPRoute/storefront",
    "HTTPRoute/storefront-1",
    "GRPCRoute/pricing",
    "Ingress/partners",
  ],
  secrets: [
    ...service("storefront"),
    "ExternalSecret/storefront-*",
    "SealedSecret/storefront-sealed",
    "SecretProviderClass/storefront-*",
  ],
  slo: [
    ...service("storefront"),
    "ConfigMap/storefront-dashboard",
    "PodMonitor/storefront",
    "PrometheusRule/storefront",
  ],
  stateful: [
    ...service("index").filter((one) => !/^(?:Deployment|Horizontal)/.test(one)),
    "StatefulSet/index",
    "Service/index-pods",
  ],
};

describe.each(readdirSync(FOLDER).filter((file) => file.endsWith(".ts")))("examples/%s", (file) => {
  it("has no problems and makes the objects that it promises", async () => {
    const { app } = (await import(join(FOLDER, file))) as { app: GantryApp };
    const { objects, problems } = app.render();
    expect(problems).toEqual([]);
    const made = objects.map(({ manifest: { kind, metadata } }) => `${kind}/${plain(kind, metadata.name)}`);
    expect(made.sort()).toEqual([...CHART, ...PROMISED[file.replace(/\.ts$/, "")]!].sort());
  });
});

function plain(kind: string, name: string): string {
  if (kind === "Namespace") return "";
  return kind === "RoleBinding" ? "*" : name.replace(/-[a-z2-7]{10}$/, "-*");
}
