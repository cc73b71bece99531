import { OPENAPI_VERSIONS } from "../../tools/catalogue";
import { checkov } from "./checkov";
import type { Finding } from "./finding";
import { kubeScore } from "./kube-score";
import { kubeconform } from "./kubeconform";
import { kubesec } from "./kubesec";
import type { Target } from "./target";

/** The linters, by the name that their findings bear. */
export const LINTERS = {
  kubeconform: (target: Target, schemas: readonly string[]) =>
    OPENAPI_VERSIONS.flatMap((version) => kubeconform(target, version, schemas)),
  "kube-score": kubeScore,
  kubesec: (target: Target, schemas: readonly string[]) => kubesec(target, OPENAPI_VERSIONS.at(-1)!, schemas),
  Checkov: checkov,
} satisfies Record<string, (target: Target, schemas: readonly string[]) => Finding[]>;

export type Linter = keyof typeof LINTERS;

/** All of them. */
export const ALL_LINTERS = Object.keys(LINTERS) as Linter[];
