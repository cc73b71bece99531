import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, sep } from "node:path";
import type { KubeconfigText } from "./kubeconfig";

/**
 * The kubeconfigs of this machine, where kubectl and Pulumi's provider find them: the files that KUBECONFIG names, else `~/.kube/config`; a file that is
 * not there is none (client-go, tools/clientcmd/loader.go).
 */
export function localKubeconfigs(): readonly KubeconfigText[] {
  const named = (process.env["KUBECONFIG"] ?? "").split(delimiter).filter(Boolean);
  const files = named.length > 0 ? [...new Set(named)] : [join(homedir(), ".kube", "config")];
  return files.flatMap((file) => {
    const text = textOf(file);
    return text === undefined ? [] : [{ name: nameOf(file), text }];
  });
}

function nameOf(file: string): string {
  const home = homedir() + sep;
  return file.startsWith(home) ? `~${sep}${file.slice(home.length)}` : file;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
