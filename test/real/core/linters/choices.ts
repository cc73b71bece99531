import type { Finding } from "./finding";
import type { Target } from "./target";

/** Findings that an example declares: each is described in docs/exemptions.md under what users decide. */
interface Choice {
  readonly target: string;
  readonly object: RegExp;
  readonly checks: RegExp;
  readonly declared: string;
}

export const CHOICES: readonly Choice[] = [
  {
    target: "example hpa-policy",
    object: /^Deployment\/legacy$/,
    checks: /./,
    declared: "an object written by hand with RawObject",
  },
  {
    target: "example hpa-policy",
    object: /^Deployment\/importer$/,
    checks: /^deployment-replicas$/,
    declared: "Replicas.single",
  },
  { target: "example routes", object: /^Service\/probe$/, checks: /^service-type$/, declared: "Route.nodePort" },
  {
    target: "example routes",
    object: /^Deployment\//,
    checks: /^CKV_K8S_43$/,
    declared: "images by tag in a stage of development",
  },
  {
    target: "example go-image",
    object: /^Deployment\/pricing$/,
    checks: /^CKV_K8S_43$/,
    declared: "an image that was not built yet, by its tag in a stage of development",
  },
];

/** The choice that a finding shows. */
export function choiceOf({ name: target }: Target, { check, kind, name }: Finding): Choice | undefined {
  return CHOICES.find((one) => one.target === target && one.object.test(`${kind}/${name}`) && one.checks.test(check));
}
