import type { Problem } from "../../../lib/errors";
import { show } from "../../../lib/show";
import type { Configuration } from "./configuration";

const KEY = "pulumi:disable-default-providers";

/**
 * The engine must refuse Kubernetes objects without an explicit provider: they would go to whatever cluster the machine points at. The key is read as the
 * engine reads it (pkg/resource/deploy/default_providers.go): a list with "kubernetes" or "*".
 */
export function defaultProviderProblems({ texts }: Configuration): Problem[] {
  const text = texts[KEY];
  if (text !== undefined && isBarred(text)) return [];
  return [
    {
      code: "default-provider",
      path: "Pulumi.yaml",
      field: `config.${KEY}.value`,
      got: text === undefined ? "nothing" : show(text),
      allowed:
        'a list with "kubernetes": without it, an object that names no provider goes to whatever cluster the machine points at',
      fix: `config: { "${KEY}": { value: [kubernetes] } }`,
    },
  ];
}

function isBarred(text: string): boolean {
  try {
    const list = JSON.parse(text) as unknown;
    return Array.isArray(list) && list.some((one) => typeof one === "string" && /^\s*(?:\*|kubernetes)\s*$/.test(one));
  } catch {
    return false;
  }
}
