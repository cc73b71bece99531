import type { Json, Manifest } from "../../lib/rendered";
import type { Signer } from "../../lib/trust/signer";
import type { ImagePolicy } from "./image-policy";
import { patternsOf } from "./image-policy";

const ALL_IMAGES = "images.containers + images.initContainers + images.ephemeralContainers";
const WEBHOOK_SECONDS = 30;

/**
 * The policy for Kyverno 1.19 and newer, which reads the signatures of cosign 3: a pod whose image is not signed, or has no digest, is refused.
 * Images of other repositories are let through; which ones may run at all is another policy.
 * @see https://kyverno.io/docs/policy-types/image-validating-policy/
 */
export function imageValidatingPolicy({ name, repositories, namespaces, signer }: ImagePolicy): Manifest {
  return {
    apiVersion: "policies.kyverno.io/v1",
    kind: "ImageValidatingPolicy",
    metadata: { name },
    spec: {
      attestors: [{ name: "signer", cosign: attestor(signer) }],
      failurePolicy: "Fail",
      matchConstraints: {
        namespaceSelector: {
          matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: [...namespaces] }],
        },
        resourceRules: [
          {
            apiGroups: [""],
            apiVersions: ["v1"],
            operations: ["CREATE", "UPDATE"],
            resources: ["pods", "pods/ephemeralcontainers"],
          },
        ],
      },
      matchImageReferences: repositories.flatMap(patternsOf).map((glob) => ({ glob })),
      validationActions: ["Deny"],
      validationConfigurations: { mutateDigest: false, required: true, verifyDigest: true },
      validations: [
        {
          expression: `(${ALL_IMAGES}).filter(image, ${isOurs(repositories)}).all(image, verifyImageSignatures(image, [attestors.signer]) > 0)`,
          message: `an image of ${repositories.join(", ")} is not signed by ${signerText(signer)}`,
        },
      ],
      webhookConfiguration: { timeoutSeconds: WEBHOOK_SECONDS },
    },
  };
}

function attestor({ trust, log }: Signer): Json {
  if (trust.by === "identity") return { keyless: { identities: [{ issuer: trust.issuer, subject: trust.subject }] } };
  const key: Json = trust.by === "key" ? { data: trust.public } : { kms: trust.key };
  return log ? { key, ctlog: { insecureIgnoreSCT: true, insecureIgnoreTlog: true } } : { key };
}

/** Repositories hold no quote and no backslash: that is their grammar. */
function isOurs(repositories: readonly string[]): string {
  const names = repositories.map((repository) => `"${repository}"`).join(", ");
  return `[${names}].exists(name, image == name || image.startsWith(name + ":") || image.startsWith(name + "@"))`;
}

function signerText({ trust }: Signer): string {
  if (trust.by === "identity") return trust.subject;
  return trust.by === "kms" ? trust.key : "the key of the policy";
}
