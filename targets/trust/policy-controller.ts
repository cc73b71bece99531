import { refuse } from "../../lib/errors";
import type { Manifest } from "../../lib/rendered";
import type { ImagePolicy } from "./image-policy";
import { patternsOf } from "./image-policy";

/**
 * The same policy for Sigstore's policy-controller 0.13 and newer. It looks at namespaces with the label `policy.sigstore.dev/include: "true"` only.
 * @throws ValidationError for a signer with a key: the controller reads the signatures of cosign 3 from keyless signers only
 * (checkOptsFromAuthority in sigstore/policy-controller pkg/webhook/validator.go, v0.13.1).
 * @see https://docs.sigstore.dev/policy-controller/overview/
 */
export function clusterImagePolicy({ name, repositories, signer: { trust } }: ImagePolicy): Manifest {
  if (trust.by !== "identity") return refuseKey();
  return {
    apiVersion: "policy.sigstore.dev/v1beta1",
    kind: "ClusterImagePolicy",
    metadata: { name },
    spec: {
      authorities: [
        {
          name: "signer",
          ctlog: { url: "https://rekor.sigstore.dev" },
          keyless: {
            identities: [{ issuer: trust.issuer, subject: trust.subject }],
            url: "https://fulcio.sigstore.dev",
          },
          signatureFormat: "bundle",
        },
      ],
      images: repositories.flatMap(patternsOf).map((glob) => ({ glob })),
      mode: "enforce",
    },
  };
}

function refuseKey(): never {
  const allowed = "a keyless signer: policy-controller reads signatures of cosign 3 from no other";
  const fix = "use Signer.keyless(…), or the policy for Kyverno";
  return refuse({ code: "signer-not-keyless", got: "a signer with a key", allowed, fix }, clusterImagePolicy);
}
