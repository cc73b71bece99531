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
  readonly kind: string;
  readonly field: string;
  readonly reason: string;
}

/** The published list. */
export const EXEMPTIONS: readonly Exemption[] = readFileSync(DOCUMENT, "utf8")
  .split("\n")
  .filter((line) => /^\| \d \|/.test(line))
  .map((line) => {
    const [linter = "", check = "", kind = "", field = "", reason = ""] = cells(line).slice(1);
    return { linter, check, kind, field, reason };
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
  CKV_K8S_35: ({ containers }) => containers.some(({ env }) => env?.some(({ valueFrom }) => valueFrom?.secretKeyRef)),
  ApparmorAny: ({ securityContext }) =>
    (securityContext?.appArmorProfile?.type ?? "RuntimeDefault") === "RuntimeDefault",
  SeccompAny: ({ securityContext }) => securityContext?.seccompProfile?.type === "RuntimeDefault",
};

function each(isRight: (container: Container) => boolean): (pod: PodSpec) => boolean {
  return ({ containers, initContainers = [] }) => [...initContainers, ...containers].every(isRight);
}

/** The row that covers a finding about an object or its pod; nothing when the pod does not look as the row says. */
export function exemptionOf({ linter, check }: Finding, object: KubeObject): Exemption | undefined {
  const pod = podOf(object);
  const row = EXEMPTIONS.find((one) => one.linter === linter && one.check === check && one.kind === "Pod");
  return row && pod && SHAPES[check]?.(pod) ? row : undefined;
}

interface Workload {
  readonly spec?: { readonly template?: { readonly spec: PodSpec }; readonly jobTemplate?: Workload };
}

/** The pod that a workload would make. */
function podOf(object: KubeObject): PodSpec | undefined {
  const { spec } = object as Workload;
  return (spec?.jobTemplate?.spec ?? spec)?.template?.spec;
}
