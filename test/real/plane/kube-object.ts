/** What the server has to know to find one object. */
export interface ObjectAddress {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** One object as the API server reads and writes it. */
export interface KubeObject extends ObjectAddress {
  readonly metadata: ObjectAddress["metadata"] & {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly generation?: number;
    readonly resourceVersion?: string;
    readonly uid?: string;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

/** `Kind/namespace/name`, for titles and messages. */
export function addressText({ kind, metadata }: ObjectAddress): string {
  return [kind, metadata.namespace, metadata.name].filter(Boolean).join("/");
}
