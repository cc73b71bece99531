import type { Problem } from "../../../lib/errors";
import { planStack } from "../../../targets/pulumi/stack/plan";
import type { Configuration } from "../../../targets/pulumi/stack/configuration";
import type { Settings } from "../../../targets/pulumi/stack";

export const ENVIRONMENTS = {
  dev: { name: "dev", domain: "dev.example.test" },
  prod: { name: "prod", domain: "example.test" },
};

/** What a stack of the project `shop` needs at least. */
export const SOUND: Readonly<Record<string, string>> = {
  "pulumi:disable-default-providers": '["kubernetes"]',
  "shop:context": "shop-dev",
  "shop:server": "https://kubernetes.dev.example.test:6443",
};

/** A kubeconfig with a context for each address, and credentials that no message may show. */
export function kubeconfig(servers: Readonly<Record<string, string>>): string {
  const names = Object.keys(servers);
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": names[0],
    clusters: names.map((name) => ({ name: `${name}-cluster`, cluster: { server: servers[name] } })),
    contexts: names.map((name) => ({ name, context: { cluster: `${name}-cluster`, user: "deployer" } })),
    users: [{ name: "deployer", user: { token: TOKEN, exec: { command: "login", args: [TOKEN] } } }],
  });
}

export const TOKEN = "t0p-s3cret-0f-the-cluster";
export const LOCAL = { name: "~/.kube/config", text: kubeconfig({ "shop-dev": SOUND["shop:server"]! }) };

export function configuration(
  texts: Readonly<Record<string, string>>,
  secretKeys: readonly string[] = [],
  stack = "dev",
): Configuration {
  return { project: "shop", stack, texts, isSecret: (key) => secretKeys.includes(key) };
}

/** The plan of a stack that has the least, and these keys besides. */
export function planOf<S extends Settings>(
  settings: S,
  texts: Readonly<Record<string, string>> = {},
  secretKeys: readonly string[] = [],
) {
  return planStack(ENVIRONMENTS, settings, configuration({ ...SOUND, ...texts }, secretKeys), () => [LOCAL]);
}

/** The problems of a plan in short. */
export function told(problems: readonly Problem[]): string[] {
  return problems.map(({ path, field, code }) => `${path} ${field} ${code}`);
}
