import { describe, expect, it } from "@jest/globals";
import { checkProgram } from "../../../lib/checks";
import type { Problem } from "../../../lib/errors";
import type { Json, Manifest } from "../../../lib/rendered";
import { changedPod, goodPod, POD_ROWS } from "./pod-security-rows";
import { rendered } from "./sample";

const ENFORCE = "pod-security.kubernetes.io/enforce";

function enforcing(level: string, version?: string): Manifest {
  const labels = { [ENFORCE]: level, ...(version !== undefined && { [`${ENFORCE}-version`]: version }) };
  return { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop", labels } };
}

function podSecurity(...manifests: readonly Manifest[]): Problem[] {
  const found = checkProgram({ objects: manifests.map((manifest) => rendered(manifest)), declared: [] });
  return found.filter(({ code }) => code.startsWith("pod-security"));
}

const REFUSED = POD_ROWS.filter(({ refusedBy }) => refusedBy !== undefined);
const TAKEN = POD_ROWS.filter(({ refusedBy }) => refusedBy === undefined);

describe("a pod in a namespace that enforces restricted", () => {
  it.each(REFUSED)("is refused at the exact field: $title", (row) => {
    const found = podSecurity(enforcing("restricted", row.version), changedPod(row, "shop"));
    expect(found.map(({ field }) => field).sort()).toEqual([...(row.fields ?? [])].sort());
  });

  it.each(REFUSED)("is told rule, level and namespace: $title", (row) => {
    const found = podSecurity(enforcing("restricted", row.version), changedPod(row, "shop"));
    const rule = `: rule ${row.rule ?? ""}`;
    const level = "of Pod Security restricted, which prod/shop/shop/Namespace enforces";
    expect(found.filter(({ allowed }) => allowed.includes(rule) && allowed.endsWith(level))).toEqual(found);
  });

  it.each(TAKEN)("is taken: $title", (row) => {
    expect(podSecurity(enforcing("restricted", row.version), changedPod(row, "shop"))).toEqual([]);
  });

  it("is told the line to add", () => {
    const row = { title: "", set: { "spec.containers[0].securityContext.allowPrivilegeEscalation": undefined } };
    const [found] = podSecurity(enforcing("restricted"), changedPod(row, "shop"));
    expect(found?.fix).toBe("add securityContext.allowPrivilegeEscalation: false to the container");
  });
});

describe("a pod in a namespace that enforces baseline", () => {
  it.each(REFUSED)("is refused only for what baseline forbids: $title", (row) => {
    const found = podSecurity(enforcing("baseline", row.version), changedPod(row, "shop"));
    expect(found.length > 0).toBe(row.refusedBy === "baseline");
  });
});

describe("a pod elsewhere", () => {
  const [row] = REFUSED;

  it.each(["privileged", ""])("is free in a namespace with the level %j", (level) => {
    const found = podSecurity(enforcing(level), changedPod(row!, "shop"));
    expect(found.filter(({ code }) => code === "pod-security")).toEqual([]);
  });

  it("is free in a namespace that somebody else makes", () => {
    expect(podSecurity(enforcing("restricted"), changedPod(row!, "elsewhere"))).toEqual([]);
  });
});

describe("a level that nobody knows", () => {
  it("is refused in the namespace, with the one that was meant", () => {
    const [found] = podSecurity(enforcing("restrictd"));
    expect(found).toMatchObject({ field: `metadata.labels["${ENFORCE}"]`, fix: 'write "restricted"' });
  });
});

describe("a pod template", () => {
  const { spec } = changedPod({ title: "", set: { "spec.hostNetwork": true } }, "shop");
  const template: Json = { metadata: { labels: { app: "x" } }, spec: spec! };

  it.each([
    ["apps/v1", "Deployment", "spec.template"],
    ["apps/v1", "StatefulSet", "spec.template"],
    ["apps/v1", "DaemonSet", "spec.template"],
    ["apps/v1", "ReplicaSet", "spec.template"],
    ["argoproj.io/v1alpha1", "Rollout", "spec.template"],
    ["batch/v1", "Job", "spec.template"],
    ["batch/v1", "CronJob", "spec.jobTemplate.spec.template"],
  ])("of %s %s is refused like a pod", (apiVersion, kind, place) => {
    const body: Json = kind === "CronJob" ? { jobTemplate: { spec: { template } } } : { template };
    const workload: Manifest = { ...goodPod("shop"), apiVersion, kind, spec: body };
    expect(podSecurity(enforcing("restricted"), workload).map(({ field }) => field)).toEqual([
      `${place}.spec.hostNetwork`,
    ]);
  });
});
