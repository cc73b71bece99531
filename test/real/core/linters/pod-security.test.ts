import { basename } from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { checkProgram } from "../../../../lib/checks";
import type { Manifest } from "../../../../lib/rendered";
import { rendered } from "../../../lib/checks/sample";
import { toolFiles } from "../../tools/cache";
import { POD_SECURITY_FIXTURES } from "../../tools/catalogue";
import { readManifests } from "../manifests";

const ENFORCE = "pod-security.kubernetes.io/enforce";
let verdicts = 0;

afterAll(() => console.log(`${verdicts} fixtures of Pod Security judged`));

/** The rules that a fixture's pod breaks, as our checks see it, in a namespace that enforces the fixture's level and version. */
function brokenRules(file: string, level: string, version: string): string[] {
  const labels = { [ENFORCE]: level, [`${ENFORCE}-version`]: version };
  const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "fixtures", labels } };
  const pods = readManifests(file).map((pod) => ({ ...pod, metadata: { ...pod.metadata, namespace: "fixtures" } }));
  const objects = [namespace, ...pods].map((manifest) => rendered(manifest as unknown as Manifest));
  verdicts++;
  return checkProgram({ objects, declared: [] }).flatMap(({ code, allowed }) => {
    if (code === "privileged") return ["privileged"]; // ours in every namespace
    return code === "pod-security" ? [/: rule (\w+) of/.exec(allowed)![1]!.toLowerCase()] : [];
  });
}

/** The rule that a fixture is about: `capabilities_baseline0.yaml` → `capabilities`. */
function ruleOf(file: string, level: string): string {
  const [rule] = /^[a-z]+/.exec(basename(file))!;
  const isOverridden = level === "restricted" && rule === "hostpathvolumes"; // policy/check_restrictedVolumes.go
  return isOverridden ? "restrictedvolumes" : rule;
}

describe.each(POD_SECURITY_FIXTURES.map((fixtures) => fixtures.split("/") as [string, string, string]))(
  "Pod Security %s of %s",
  (level, version, verdict) => {
    const files = toolFiles("pod-security", [level, version, verdict].join("/"));

    it.each(files.map((file) => [basename(file), file]))(`and our checks both say ${verdict} to %s`, (_, file) => {
      const found = brokenRules(file, level, version);
      expect(found).toEqual(verdict === "pass" ? [] : expect.arrayContaining([ruleOf(file, level)]));
    });
  },
);
