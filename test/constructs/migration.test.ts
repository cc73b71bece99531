import { describe, expect, it } from "@jest/globals";
import type { GoServiceProps } from "../../app";
import { External, GoService, SecretRef } from "../../app";
import { IMAGE, all, complaintsOf, only, onlyRendered, render } from "../support/program";

const PROPS = {
  image: IMAGE,
  config: { LOG_LEVEL: "info" },
  secrets: { DATABASE_URL: SecretRef.existing("a", "url") },
  needs: [External.tcp("db", "10.2.3.4", 5432)],
  migration: { args: ["migrate"] },
} satisfies GoServiceProps;

const rendered = render((chart) => new GoService(chart, "A", PROPS));
const job = only(rendered, "Job");
const pod = job.spec.template;

describe("a migration", () => {
  it("runs the service's image with its configuration and secrets", () => {
    const [container] = pod.spec.containers;
    expect([container!.image, container!.args]).toEqual([IMAGE.reference, ["migrate"]]);
    expect(container!.env!.map(({ name }) => name)).toEqual(["DATABASE_URL", "GOMEMLIMIT", "GOTRACEBACK", "LOG_LEVEL"]);
  });

  it("ends after ten minutes, or after four attempts", () => {
    expect(job.spec).toMatchObject({ activeDeadlineSeconds: 600, backoffLimit: 3 });
    expect(pod.spec.restartPolicy).toBe("Never");
  });

  it("has pods of its own, which the Service never asks", () => {
    expect(pod.metadata!.labels).toMatchObject({ "app.kubernetes.io/instance": "a-migrate" });
    expect(only(rendered, "Service").spec.selector).toEqual({ "app.kubernetes.io/instance": "a" });
  });

  it("has a new name for each content", () => {
    const other = render((chart) => new GoService(chart, "A", { ...PROPS, migration: { args: ["migrate", "up"] } }));
    const names = [job.metadata.name, only(other, "Job").metadata.name];
    expect(names[0]).toMatch(/^a-migrate-[a-z2-7]{10}$/);
    expect(names[0]).not.toBe(names[1]);
  });

  it("comes after what it needs, and before everything else", () => {
    const wave = (kind: string, name?: string) => onlyRendered(rendered, kind, name).hints.wave ?? 0;
    const needed = [
      wave("ConfigMap"),
      wave("ServiceAccount"),
      wave("NetworkPolicy", "a-migrate"),
      wave("NetworkPolicy", "a"),
      wave("Namespace"),
    ];
    expect(Math.max(...needed)).toBeLessThan(wave("Job"));
    expect(wave("Job")).toBeLessThan(Math.min(wave("Deployment"), wave("Service")));
  });

  it("says its wave to Argo CD as well", () => {
    expect(job.metadata.annotations).toEqual({ "argocd.argoproj.io/sync-wave": "-1" });
  });

  it("may reach the database, and nobody may reach it", () => {
    const { egress, ingress, policyTypes } = only(rendered, "NetworkPolicy", "a-migrate").spec;
    expect([ingress ?? [], policyTypes]).toEqual([[], ["Egress", "Ingress"]]);
    expect(egress![1]).toEqual({
      ports: [{ port: 5432, protocol: "TCP" }],
      to: [{ ipBlock: { cidr: "10.2.3.4/32" } }],
    });
  });

  it("has room in the quota", () => {
    expect(only(rendered, "ResourceQuota").spec.hard!["pods"]).toBe("22");
  });

  it("is not there unless it is declared, and then nothing waits", () => {
    const without = render((chart) => new GoService(chart, "A", { ...PROPS, migration: undefined }));
    expect(all(without, "Job")).toEqual([]);
    expect(onlyRendered(without, "ConfigMap").hints.wave).toBeUndefined();
  });

  it("is refused without arguments", () => {
    const migration = {} as never;
    expect(complaintsOf((chart) => new GoService(chart, "A", { image: IMAGE, migration }))).toEqual([
      "required migration.args",
    ]);
  });

  it("is refused with a part of a second to do it in", () => {
    const migration = { args: ["migrate"], timeout: "1500ms" } as const;
    expect(complaintsOf((chart) => new GoService(chart, "A", { image: IMAGE, migration }))).toEqual([
      "duration-part-of-second migration.timeout",
    ]);
  });
});
