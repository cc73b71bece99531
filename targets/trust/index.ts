import type { OutputFile } from "../../lib/files";
import type { Manifest } from "../../lib/rendered";
import { toYaml } from "../../lib/render/yaml";
import type { Signer } from "../../lib/trust/signer";
import { imagePolicy } from "./image-policy";
import type { ImagePolicy, Program } from "./image-policy";
import { imageValidatingPolicy } from "./kyverno";

export { clusterImagePolicy } from "./policy-controller";
export { imageValidatingPolicy } from "./kyverno";

/** How an admission controller wants a policy. */
export type PolicyForm = (policy: ImagePolicy) => Manifest;

/**
 * One file for each program that builds images: the object that makes a cluster refuse images which the signer has not signed.
 * @param form `imageValidatingPolicy` for Kyverno or `clusterImagePolicy` for policy-controller
 */
export function policyFiles(
  programs: readonly Program[],
  signer: Signer,
  form: PolicyForm = imageValidatingPolicy,
): readonly OutputFile[] {
  return programs.flatMap((program) => {
    const policy = imagePolicy(program, signer);
    if (!policy) return [];
    const manifest = form(policy);
    const marker = `# Made by Gantry from ${program.environment}; edits are overwritten.`;
    const file = `${program.environment}/${manifest.kind.toLowerCase()}.${policy.name}.yaml`;
    return [{ file, text: `${marker}\n---\n${toYaml(manifest)}` }];
  });
}
