import type { Complaint } from "../errors";
import { refuse } from "../errors";
import { OptOut } from "../opt-out";
import { show } from "../show";

const PUBLIC_KEY = /^-----BEGIN PUBLIC KEY-----\n[A-Za-z0-9+/=\n]+-----END PUBLIC KEY-----\n?$/;
const KMS = /^(?:awskms|azurekms|gcpkms|hashivault):\/\/\S+$/;
const PRIVATE_KEY = /^(?:env:\/\/[A-Za-z_][A-Za-z0-9_]*|k8s:\/\/[^/\s]+\/[^/\s]+|(?!-)[\w./ -]+\.(?:key|pem))$/;

/** No entry in the public transparency log: a log names every image that is signed, and can't forget one. */
export class TransparencyLog extends OptOut {
  static off(reason: string): TransparencyLog {
    return new TransparencyLog(reason, TransparencyLog.off);
  }
}

/** An identity that a certificate of Sigstore names. */
export interface Identity {
  /** Who says so, e.g. `https://token.actions.githubusercontent.com`. */
  readonly issuer: string;
  /** Who it is, in full, e.g. `https://github.com/shop/shop/.github/workflows/release.yml@refs/heads/main`. */
  readonly subject: string;
}

export interface KeyPair {
  /** Where the private key is: `env://NAME`, a file `….key` or `….pem`, or `k8s://namespace/secret`; never the key. */
  readonly private: string;
  /** The public key as text: `-----BEGIN PUBLIC KEY-----…`. */
  readonly public: string;
  /** @default - signatures are entered into the public transparency log */
  readonly log?: TransparencyLog;
}

/** By what a signature is made and checked. */
export type Trust =
  | ({ readonly by: "identity" } & Identity)
  | { readonly by: "key"; readonly private: string; readonly public: string }
  | { readonly by: "kms"; readonly key: string };

/** Who signs images, and how others know. */
export class Signer {
  private constructor(
    readonly trust: Trust,
    /** Why there is no entry in the transparency log, where there is none. */
    readonly log: TransparencyLog | undefined,
  ) {
    Object.freeze(this);
  }

  /**
   * The pipeline itself, by the certificate that it gets for its OIDC token: there is no key to lose.
   * @throws ValidationError unless the issuer is an https URL and the subject is written in full.
   */
  static keyless({ issuer, subject }: Identity): Signer {
    const wrong = issuerComplaint(issuer) ?? subjectComplaint(subject);
    return wrong ? refuse(wrong, Signer.keyless) : new Signer({ by: "identity", issuer, subject }, undefined);
  }

  /**
   * A pair of keys of your own.
   * @throws ValidationError when the private key is not a reference, or the public key is no PEM text.
   */
  static key(pair: KeyPair): Signer {
    const wrong = privateComplaint(pair.private) ?? publicComplaint(pair.public);
    if (wrong) refuse(wrong, Signer.key);
    return new Signer({ by: "key", private: pair.private, public: pair.public }, pair.log);
  }

  /**
   * A key that never leaves a key management service: `awskms://…`, `azurekms://…`, `gcpkms://…`, `hashivault://…`.
   * @param options.log without it signatures are entered into the public transparency log
   * @throws ValidationError for any other address.
   */
  static kms(key: string, options: { readonly log?: TransparencyLog } = {}): Signer {
    if (typeof key === "string" && KMS.test(key)) return new Signer({ by: "kms", key }, options.log);
    const allowed = "awskms://…, azurekms://…, gcpkms://… or hashivault://…";
    return refuse({ code: "key-reference", got: show(key), allowed, fix: 'e.g. "awskms:///alias/images"' }, Signer.kms);
  }
}

function issuerComplaint(issuer: unknown): Complaint | undefined {
  if (typeof issuer === "string" && /^https:\/\/[^\s*]+$/.test(issuer)) return undefined;
  const fix = 'e.g. "https://token.actions.githubusercontent.com" for GitHub, "https://gitlab.com" for GitLab';
  return { code: "signer-issuer", got: show(issuer), allowed: "the https URL of whoever gives out the tokens", fix };
}

function subjectComplaint(subject: unknown): Complaint | undefined {
  if (typeof subject === "string" && /^[^\s*]+$/.test(subject)) return undefined;
  const allowed = "one subject in full: a pattern lets in more than is meant";
  const fix = 'e.g. "https://github.com/shop/shop/.github/workflows/release.yml@refs/heads/main"';
  return { code: "signer-subject", got: show(subject), allowed, fix };
}

function privateComplaint(key: unknown): Complaint | undefined {
  if (typeof key === "string" && PRIVATE_KEY.test(key)) return undefined;
  const fix = 'keep the key where the pipeline keeps secrets, and name the variable: "env://COSIGN_PRIVATE_KEY"';
  const isLiteral = typeof key === "string" && key.includes("-----BEGIN");
  const allowed = "env://NAME, a file ….key or ….pem, or k8s://namespace/secret";
  if (isLiteral) return { code: "key-literal", got: "a private key", allowed: `where it is: ${allowed}`, fix };
  return { code: "key-reference", got: show(key, "private-key"), allowed, fix };
}

function publicComplaint(key: unknown): Complaint | undefined {
  if (typeof key === "string" && PUBLIC_KEY.test(key)) return undefined;
  const isPrivate = typeof key === "string" && key.includes("PRIVATE KEY");
  const got = isPrivate ? "a private key" : show(key);
  const fix = "pass the text that `cosign public-key` prints";
  return { code: isPrivate ? "key-literal" : "public-key", got, allowed: "-----BEGIN PUBLIC KEY-----…", fix };
}
