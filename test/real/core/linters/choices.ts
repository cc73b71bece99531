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
  {
    target: "example hpa-policy",
    object: /^Deployment\/checkout$/,
    checks: /^deployment-replicas$/,
    declared: "scaling by KEDA, which makes the autoscaler that kube-score looks for",
  },
  {
    target: "example hpa-policy",
    object: /^Deployment\/packer$/,
    checks: /^deployment-(?:replicas|has-poddisruptionbudget)$/,
    declared: "scaling by KEDA down to no pod at all",
  },
  {
    target: "example alert-delivery",
    object: /^NetworkPolicy\/default-deny$/,
    checks: /^networkpolicy-targets-pod$/,
    declared: "a chart without programs",
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
