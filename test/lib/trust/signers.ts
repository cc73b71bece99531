import { Signer, TransparencyLog } from "../../../lib/trust/signer";

/** A public key of the right form; nobody has the private one. */
export const PUBLIC_KEY = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEFN8gGjQua2g8N+aLxO9TNbD8FvVV
y5Vh0m5Gg0R1k4rVzG3cQm0y8v1mYw0c6l4d0r1q6m9Tq1nYl3S3v2b8ZQ==
-----END PUBLIC KEY-----
`;
export const ISSUER = "https://token.actions.githubusercontent.com";
export const SUBJECT = "https://github.com/shop/shop/.github/workflows/release.yml@refs/heads/main";
export const KMS = "awskms:///alias/images";

export const keyless = Signer.keyless({ issuer: ISSUER, subject: SUBJECT });
export const key = Signer.key({ private: "env://COSIGN_PRIVATE_KEY", public: PUBLIC_KEY });
export const kms = Signer.kms(KMS);

const log = TransparencyLog.off("image names are confidential");
export const unloggedKey = Signer.key({ private: "env://COSIGN_PRIVATE_KEY", public: PUBLIC_KEY, log });
export const unloggedKms = Signer.kms(KMS, { log });
