import { describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { apiVersionOf } from "../../constructs/imports/kinds";
import { pathsToSince, since } from "../../constructs/imports/since";
import { KUBERNETES_VERSIONS } from "../../lib/kubernetes";
import { GATED_FIELDS } from "../../scripts/imports/gated-fields";
import { KUBERNETES } from "../../scripts/imports/sources";

const TYPES = readFileSync(join(__dirname, "../../constructs/imports/kubernetes.ts"), "utf8");

function fieldsOf(definition: string): string[] {
  const [, after = ""] = TYPES.split(`export interface ${definition} {`);
  return [...after.slice(0, after.indexOf("\n}")).matchAll(/^ {2}(\w+)\??:/gm)].map((match) => match[1]!);
}

function reachedFromKinds(): Set<string> {
  const reached = new Set<string>(Object.keys(apiVersionOf));
  for (const definition of reached) for (const to of Object.values(pathsToSince[definition] ?? {})) reached.add(to);
  return reached;
}

describe("since", () => {
  it("knows the supported minors and no others", () => {
    expect(KUBERNETES.map(({ minor }) => minor)).toEqual(KUBERNETES_VERSIONS);
  });

  it.each(Object.entries(since))("%s: %s is a supported minor after the oldest, or never", (_key, minor) => {
    expect([...KUBERNETES_VERSIONS.slice(1), "never"]).toContain(minor);
  });

  it.each(Object.keys(since))("%s is a field of a definition that a kind leads to", (key) => {
    const [, definition = "", field] = /^(\w+)\.(\w+)/.exec(key) ?? [];
    expect(reachedFromKinds()).toContain(definition);
    expect(fieldsOf(definition)).toContain(field);
  });

  it.each(Object.entries(pathsToSince))(
    "the ways out of %s are fields that hold what they say",
    (definition, leads) => {
      for (const [field, to] of Object.entries(leads)) {
        const [, after = ""] = TYPES.split(`export interface ${definition} {`);
        expect(after.slice(0, after.indexOf("\n}"))).toMatch(new RegExp(`^  ${field}\\??: ${to}(\\[\\])?;$`, "m"));
      }
    },
  );

  // Tried on an API server of 1.36.3, as itself and with --emulated-version=1.35, 1.34 and 1.33.
  it.each([
    ["PodSpec.hostUsers", "1.33"],
    ["SleepAction.seconds=0", "1.33"],
    ["PodSpec.resources", "1.34"],
    ["ServiceSpec.trafficDistribution=PreferSameZone", "1.34"],
    ["Volume.image", "1.35"],
    ["HPAScalingRules.tolerance", "1.35"],
    ["Container.restartPolicyRules", "1.35"],
    ["RollingUpdateStatefulSetStrategy.maxUnavailable", "never"],
    ["Lifecycle.stopSignal", "never"],
  ])("%s is honoured since %s", (key, minor) => {
    expect(since[key]).toBe(minor);
  });

  it.each([
    "LifecycleHandler.sleep",
    "Container.restartPolicy",
    "ServiceSpec.trafficDistribution",
    "SecurityContext.appArmorProfile",
  ])("%s is gated but honoured by every supported minor", (key) => {
    expect(GATED_FIELDS).toHaveProperty([key]);
    expect(since).not.toHaveProperty([key]);
  });
});
