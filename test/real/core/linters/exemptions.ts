import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Container, PodSpec } from "../../../../constructs/imports/kubernetes";
import type { KubeObject } from "../../plane/kube-object";
import type { Finding } from "./finding";

const DOCUMENT = resolve(__dirname, "../../../../docs/exemptions.md");

/** A row of docs/exemptions.md. */
export interface Exemption {
  readonly linter: string;
  readonly check: string;
  readonly kinds: readonly string[];
  readonly field: string;
  readonly reason: string;
}

/** The published list. */
export const EXEMPTIONS: readonly Exemption[] = readFileSync(DOCUMENT, "utf8")
  .split("\n")
  .filter((line) => /^\| \d \|/.test(line))
  .map((line) => {
    const [linter = "", check = "", kinds = "", field = "", reason = ""] = cells(line).slice(1);
    return { linter, check, kinds: kinds.split(", "), field, reason };
  });

function cells(line: string): string[] {
  return line
    .slice(1, -1)
    .split("|")
    .map((cell) => cell.trim().replace(/^`(.*)`$/, "$1"));
}

/** What the exempted field must look like: another value is a finding again. */
const SHAPES: Readonly<Record<string, (pod: PodSpec) => boolean>> = {
  "container-image-pull-policy": each(({ image, imagePullPolicy }) => {
    return imagePullPolicy === "Always" || (imagePullPolicy === "IfNotPresent" && /@sha256:[0-9a-f]{64}$/.test(image!));
  }),
  "container-cpu-requests-equal-limits": each(equalButCpu),
  "container-resource-requests-equal-limits": each(equalButCpu),
  CKV_K8S_35: ({ containers }) => containers.some(({ env }) => env?.some(({ valueFrom }) => valueFrom?.secretKeyRef)),
  ApparmorAny: ({ securityContext }) =>
    (securityContext?.appArmorProfile?.type ?? "RuntimeDefault") === "RuntimeDefault",
  SeccompAny: ({ securityContext }) => securityContext?.seccompProfile?.type === "RuntimeDefault",
};

function each(isRight: (container: Container) => boolean): (pod: PodSpec) => boolean {
  return ({ containers, initContainers = [] }) => [...initContainers, ...containers].every(isRight);
}

function equalButCpu({ resources }: Container): boolean {
  const { requests = {}, limits = {} } = resources ?? {};
  return ["memory", "ephemeral-storage"].every((one) => one in limits && requests[one] === limits[one]);
}

/** The row that covers a finding about an object; nothing when the object does not look as the row says. */
export function exemptionOf(finding: Finding, object: KubeObject): Exemption | undefined {
  const { linter, check, kind } = finding;
  const row = EXEMPTIONS.find((one) => one.linter === linter && one.check === check && one.kinds.includes(kind));
  return row && SHAPES[check]?.(podOf(object)) ? row : undefined;
}

function podOf(object: KubeObject): PodSpec {
  const { spec } = object as unknown as { spec: { template?: { spec: PodSpec }; jobTemplate?: { spec: typeof spec } } };
  return (spec.jobTemplate?.spec ?? spec).template!.spec;
}
