import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * What the CLI 3.250.0 printed for a small program on a real API server, with a stand-in for the Kubernetes provider. Outputs, positions in the source,
 * warnings and dates are taken out.
 */
export function recorded(name: string): string {
  return readFileSync(join(__dirname, "recorded", `${name}.json`), "utf8");
}

interface MadeStep {
  readonly op: string;
  readonly type?: string;
  readonly name: string;
  readonly custom?: boolean;
  readonly retainOnDelete?: boolean;
  readonly detailedDiff?: Readonly<Record<string, { readonly kind: string }>>;
}

/** A digest with steps that were not recorded. */
export function digestOf(steps: readonly MadeStep[], others: object = {}): string {
  const made = steps.map(
    ({ op, type = "kubernetes:core/v1:ConfigMap", name, custom = true, retainOnDelete, detailedDiff }) => {
      const inputs = { metadata: { name, namespace: "shop" }, data: { token: "[secret]" } };
      const state = { type, custom, inputs, retainOnDelete };
      const urn = `urn:pulumi:prod::shop::${type}::shop/${name}`;
      return {
        op,
        urn,
        ...(op === "create" ? { newState: state } : { oldState: state, newState: state }),
        detailedDiff,
      };
    },
  );
  return JSON.stringify({ steps: made, changeSummary: {}, ...others });
}
