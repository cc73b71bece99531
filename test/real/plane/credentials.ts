import { generateKeyPairSync, randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { selfSigned } from "./certificate";
import { FILES, PROXY } from "./programs";

/** Who calls the API server, and as what: user and groups of the roles that Kubernetes itself defines. */
const CALLERS = {
  admin: { user: "admin", groups: ["system:masters"] },
  controllers: { user: "system:kube-controller-manager", groups: [] },
  scheduler: { user: "system:kube-scheduler", groups: [] },
} as const;

export type Caller = keyof typeof CALLERS;

/** A token for each caller. */
export type Tokens = Readonly<Record<Caller, string>>;

/** Writes what the API server needs to know its callers, to sign for service accounts and to call extension servers. */
export function writeCredentials(folder: string): Tokens {
  const tokens: Tokens = { admin: randomUUID(), controllers: randomUUID(), scheduler: randomUUID() };
  const rows = (Object.keys(CALLERS) as Caller[]).map((caller) => {
    const { user, groups } = CALLERS[caller];
    return [tokens[caller], user, caller, ...groups].join(",");
  });
  writeSecret(join(folder, FILES.tokens), rows.join("\n"));
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  writeSecret(join(folder, FILES.accountKey), privateKey.export({ type: "sec1", format: "pem" }).toString());
  writeSecret(join(folder, FILES.accountPublicKey), publicKey.export({ type: "spki", format: "pem" }).toString());
  const proxy = selfSigned(PROXY);
  writeSecret(join(folder, FILES.proxyCertificate), proxy.certificate);
  writeSecret(join(folder, FILES.proxyKey), proxy.key);
  return tokens;
}

/** Writes a self-contained kubeconfig (JSON is YAML) and returns its path. */
export function writeKubeconfig(folder: string, caller: Caller, url: string, token: string): string {
  const certificate = readFileSync(join(folder, FILES.certificate)).toString("base64");
  const path = join(folder, `${caller}.kubeconfig`);
  const content = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "plane", cluster: { server: url, "certificate-authority-data": certificate } }],
    users: [{ name: caller, user: { token } }],
    contexts: [{ name: "plane", context: { cluster: "plane", user: caller } }],
    "current-context": "plane",
  };
  writeSecret(path, JSON.stringify(content, null, 2));
  return path;
}

function writeSecret(path: string, text: string): void {
  writeFileSync(path, text, { mode: 0o600 });
}
