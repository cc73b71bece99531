import { describe, expect, it } from "@jest/globals";
import { Signer, TransparencyLog } from "../../../lib/trust/signer";
import { codes } from "./refusal";
import { ISSUER, PUBLIC_KEY, SUBJECT } from "./signers";

const SECRET = "bm90IGEgcmVhbCBrZXk";
const PRIVATE_KEY = `-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\n${SECRET}\n-----END ENCRYPTED SIGSTORE PRIVATE KEY-----\n`;

describe("a keyless signer", () => {
  it("is an issuer and a subject", () => {
    expect(Signer.keyless({ issuer: ISSUER, subject: SUBJECT }).trust).toEqual({
      by: "identity",
      issuer: ISSUER,
      subject: SUBJECT,
    });
  });

  it.each(["", "http://gitlab.example.test", "https://", "https://*.example.test", "gitlab.com"])(
    "refuses the issuer %j",
    (issuer) => {
      expect(codes(() => Signer.keyless({ issuer, subject: SUBJECT }))).toEqual(["signer-issuer"]);
    },
  );

  it.each(["", "https://github.com/shop/*", "two words"])(
    "refuses the subject %j, which is no single one",
    (subject) => {
      expect(codes(() => Signer.keyless({ issuer: ISSUER, subject }))).toEqual(["signer-subject"]);
    },
  );
});

describe("a signer with a pair of keys", () => {
  it.each(["env://COSIGN_PRIVATE_KEY", "cosign.key", "keys/release key.pem", "k8s://release/cosign"])(
    "takes %j as the place of the private key",
    (place) => {
      expect(Signer.key({ private: place, public: PUBLIC_KEY }).trust).toMatchObject({ private: place });
    },
  );

  it.each(["", "env://", "env://A B", "--key=x.key", "k8s://release", SECRET, "pkcs11:token=a?pin-value=1234"])(
    "refuses %j as the place of the private key",
    (place) => {
      expect(codes(() => Signer.key({ private: place, public: PUBLIC_KEY }))).toEqual(["key-reference"]);
    },
  );

  it("refuses the private key itself", () => {
    expect(codes(() => Signer.key({ private: PRIVATE_KEY, public: PUBLIC_KEY }))).toEqual(["key-literal"]);
  });

  it("refuses a private key in the place of the public one", () => {
    expect(codes(() => Signer.key({ private: "cosign.key", public: PRIVATE_KEY }))).toEqual(["key-literal"]);
  });

  it.each([
    ["private", { private: PRIVATE_KEY, public: PUBLIC_KEY }],
    ["private", { private: SECRET, public: PUBLIC_KEY }],
    ["public", { private: "cosign.key", public: PRIVATE_KEY }],
  ])("does not repeat a key that stands in %s", (_, pair) => {
    expect(() => Signer.key(pair)).toThrow(expect.objectContaining({ message: expect.not.stringContaining(SECRET) }));
  });

  it.each(["", "cosign.pub", "-----BEGIN PUBLIC KEY-----", PUBLIC_KEY.replace("PUBLIC", "CERTIFICATE")])(
    "refuses %j as the public key",
    (text) => {
      expect(codes(() => Signer.key({ private: "cosign.key", public: text }))).toEqual(["public-key"]);
    },
  );
});

describe("a signer with a key management service", () => {
  it.each(["awskms:///alias/images", "gcpkms://projects/p/locations/l/keyRings/r/cryptoKeys/k", "hashivault://images"])(
    "takes %j",
    (address) => {
      expect(Signer.kms(address).trust).toEqual({ by: "kms", key: address });
    },
  );

  it.each(["", "awskms://", "https://kms.example.test/key", "cosign.key", "env://KEY"])("refuses %j", (address) => {
    expect(codes(() => Signer.kms(address))).toEqual(["key-reference"]);
  });
});

describe("the transparency log", () => {
  it("is left out for a reason only", () => {
    expect(codes(() => TransparencyLog.off(""))).toEqual(["reason-missing"]);
  });
});
