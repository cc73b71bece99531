import type { Environment } from "../../lib/environment";
import type { Complaint } from "../../lib/errors";
import type { Finding } from "../../lib/fields";
import { configKey, objectName } from "../../lib/names";
import type { SecretRef } from "../../lib/secret-ref";
import type { ProgramSettings } from "./program-fields";

/** What is wrong with references to what others make: names that nothing can have, and kinds that the cluster does not know. */
export function referenceFindings(
  { secrets = {}, volumes = {} }: Partial<ProgramSettings>,
  environment: Environment,
): Finding[] {
  const claims = Object.entries(volumes).flatMap(([name, volume]) => {
    if (volume?.source.from !== "claim") return [];
    const complaint = objectName("PersistentVolumeClaim", volume.source.claim);
    return complaint ? [{ ...complaint, field: `volumes.${name}` }] : [];
  });
  const each = Object.entries(secrets).flatMap(([name, ref]) => secretFinding(name, ref, environment));
  return [...claims, ...each];
}

const NEEDED = { external: "external-secrets", sealed: "sealed-secrets", csi: "secrets-store-csi" } as const;

function secretFinding(variable: string, ref: SecretRef | undefined, environment: Environment): Finding[] {
  if (!ref) return [];
  const field = `secrets.${variable}`;
  const complaint = nameComplaint(variable, ref) ?? notInstalled(ref, environment);
  return complaint ? [{ ...complaint, field }] : [];
}

/** A variable is the key in the Secret that an operator makes. */
function nameComplaint(variable: string, { origin }: SecretRef): Complaint | undefined {
  if (origin.from === "existing") return objectName("Secret", origin.name) ?? configKey(origin.key);
  const store = origin.from === "external" ? objectName(origin.storeKind, origin.store) : undefined;
  return store ?? configKey(variable);
}

function notInstalled({ origin }: SecretRef, environment: Environment): Complaint | undefined {
  if (origin.from === "existing" || origin.from === "later" || environment.has(NEEDED[origin.from])) return undefined;
  const feature = NEEDED[origin.from];
  const allowed = `a kind of secret that the cluster can fetch: ${environment.name} has no ${feature}`;
  const fix = `add "${feature}" to installed of the environment, or SecretRef.existing("name", "key")`;
  return { code: "not-installed", got: `SecretRef.${origin.from}(…)`, allowed, fix };
}
