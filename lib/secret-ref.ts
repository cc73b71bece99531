import { refuse } from "./errors";
import { isLaterText } from "./later";

/** Where a secret comes from; never the secret itself. */
export type SecretOrigin =
  | { readonly from: "existing"; readonly name: string; readonly key: string }
  | {
      readonly from: "external";
      readonly store: string;
      readonly storeKind: StoreKind;
      readonly key: string;
      readonly property?: string;
    }
  | { readonly from: "sealed"; readonly cipher: string }
  | {
      readonly from: "csi";
      readonly provider: string;
      readonly object: string;
      readonly parameters: Readonly<Record<string, string>>;
    }
  | { readonly from: "later"; readonly text: string };

/** Which kind of store the External Secrets Operator asks. */
export type StoreKind = "SecretStore" | "ClusterSecretStore";

/** A reference to a secret. It holds no secret value, so it can be printed, compared and committed. */
export class SecretRef {
  private constructor(
    readonly origin: SecretOrigin,
    /** How the program gets it: as a variable, or as a file whose path is in the variable `<NAME>_FILE`. */
    readonly as: "variable" | "file" = "variable",
  ) {
    Object.freeze(this);
  }

  /** A key of a Secret that somebody else makes in the same namespace. */
  static existing(name: string, key: string): SecretRef {
    return new SecretRef({ from: "existing", name, key });
  }

  /** A value in a store that the External Secrets Operator reads (external-secrets.io/v1). */
  static external(options: {
    readonly store: string;
    readonly storeKind?: StoreKind;
    readonly key: string;
    readonly property?: string;
  }): SecretRef {
    return new SecretRef({ from: "external", storeKind: "ClusterSecretStore", ...options });
  }

  /** A value encrypted with `kubeseal --raw` for this namespace and the name `<program>-sealed`. */
  static sealed(cipher: string): SecretRef {
    return new SecretRef({ from: "sealed", cipher });
  }

  /** An object of a Secrets Store CSI provider; `parameters` are the provider's own, e.g. `roleName` and `objects` of Vault. */
  static csi(options: {
    readonly provider: string;
    readonly object: string;
    readonly parameters: Readonly<Record<string, string>>;
  }): SecretRef {
    return new SecretRef({ from: "csi", ...options });
  }

  /**
   * A value that `pulumi up` puts into a Secret of the program: `SecretRef.later(app.later("database-url", config.requireSecret("databaseUrl")))`. The Secret
   * is immutable and named after its content, so that a new value rolls the pods.
   * @throws ValidationError for any other text: a secret is never a literal.
   */
  static later(text: string): SecretRef {
    if (isLaterText(text)) return new SecretRef({ from: "later", text });
    const complaint = {
      code: "literal-secret",
      got: 'a literal ("****")',
      allowed: "what app.later gave back: a literal would be readable in every output",
      fix: 'SecretRef.later(app.later("database-url", output))',
    };
    return refuse(complaint, SecretRef.later);
  }

  /** The same secret as a file; the variable `<NAME>_FILE` holds its path. */
  asFile(): SecretRef {
    return new SecretRef(this.origin, "file");
  }
}

/** How an environment turns a secret's path (`storefront/database-url`) into a reference. */
export class SecretSource {
  private constructor(
    /** The reference of a path that has at least two parts. */
    readonly reference: (path: string) => SecretRef,
  ) {
    Object.freeze(this);
  }

  /** `storefront/database-url` is the key `database-url` of a Secret `storefront` that somebody else makes. */
  static existing(): SecretSource {
    return new SecretSource((path) =>
      SecretRef.existing(
        path.slice(0, path.lastIndexOf("/")).replaceAll("/", "-"),
        path.slice(path.lastIndexOf("/") + 1),
      ),
    );
  }

  /** `storefront/database-url` is looked up in a store of the External Secrets Operator, below an optional prefix. */
  static external(options: {
    readonly store: string;
    readonly storeKind?: StoreKind;
    readonly prefix?: string;
  }): SecretSource {
    const { prefix = "", ...store } = options;
    return new SecretSource((path) => SecretRef.external({ ...store, key: prefix + path }));
  }
}
