import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Manifest } from "../../../../lib/rendered";
import { toYaml } from "../../../../lib/render/yaml";
import { toolProgram } from "../../tools/cache";
import { CommandFailed, run } from "../plane/command";

/** References of a pod's images. */
export interface Pod {
  readonly containers?: readonly string[];
  readonly initContainers?: readonly string[];
}

const NAMESPACE = "shop";
const REFUSED = 1;

/**
 * Whether Kyverno would admit a pod to the namespace `shop` under a policy.
 * @throws CommandFailed when it can't say
 */
export async function admits(folder: string, policy: Manifest, pod: Pod): Promise<boolean> {
  const labels = { "kubernetes.io/metadata.name": NAMESPACE };
  const selector = { namespaceSelector: [{ name: NAMESPACE, labels }] };
  const values = { apiVersion: "cli.kyverno.io/v1alpha1", kind: "Values", metadata: { name: "values" }, ...selector };
  const files = { "policy.yaml": policy, "pod.yaml": manifestOf(pod), "values.yaml": values };
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), toYaml(content));
  const args = ["apply", "policy.yaml", "--resource=pod.yaml", "--values-file=values.yaml", "--registry"];
  const { code, stdout, stderr } = await run(toolProgram("kyverno"), args, { cwd: folder });
  if (code === 0 && stdout.includes("pass: 1, fail: 0, warn: 0, error: 0, skip: 0")) return true;
  if (code === REFUSED && stdout.includes("pass: 0, fail: 1, warn: 0, error: 0, skip: 0")) return false;
  throw new CommandFailed(`kyverno ended with ${code}\n${stdout}\n${stderr}`);
}

function manifestOf({ containers = [], initContainers = [] }: Pod): Manifest {
  const named = (images: readonly string[]) => images.map((image, index) => ({ name: `c${index}`, image }));
  const spec = { containers: named(containers), initContainers: named(initContainers) };
  return { apiVersion: "v1", kind: "Pod", metadata: { name: "storefront", namespace: NAMESPACE }, spec };
}
