import { generateKeyPairSync, sign } from "node:crypto";

/** A key and its certificate, as PEM. */
export interface Certified {
  readonly certificate: string;
  readonly key: string;
}

/** DER tags (ITU-T X.690). */
const TAG = {
  integer: 0x02,
  bits: 0x03,
  bytes: 0x04,
  identifier: 0x06,
  text: 0x0c,
  shortTime: 0x17,
  longTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  dnsName: 0x82,
  version: 0xa0,
  extensions: 0xa3,
} as const;

/** Object identifiers, encoded. */
const ID = {
  commonName: "550403",
  alternativeNames: "551d11",
  ecdsaWithSha256: "2a8648ce3d040302",
} as const;

const VERSION_3 = Buffer.from([2]);
const SERIAL = Buffer.from([1]);
const SHORT_FORM = 0x80;

/** A certificate for a host or a client of the given name, signed by itself: whoever trusts it trusts nothing else. It has no end that a test would see. */
export function selfSigned(name: string): Certified {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const body = certificateBody(name, publicKey.export({ type: "spki", format: "der" }));
  const signature = der("bits", Buffer.from([0]), sign("sha256", body, privateKey));
  const certificate = der("sequence", body, algorithm(), signature);
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${certificate.toString("base64")}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "sec1", format: "pem" }).toString(),
  };
}

/** `TBSCertificate` of RFC 5280. */
function certificateBody(name: string, publicKey: Buffer): Buffer {
  const text = Buffer.from(name);
  const subject = der("sequence", der("set", der("sequence", identifier("commonName"), der("text", text))));
  const dnsNames = der("bytes", der("sequence", der("dnsName", text)));
  return der(
    "sequence",
    der("version", der("integer", VERSION_3)),
    der("integer", SERIAL),
    algorithm(),
    subject,
    der("sequence", der("shortTime", Buffer.from("000101000000Z")), der("longTime", Buffer.from("99991231235959Z"))),
    subject,
    publicKey,
    der("extensions", der("sequence", der("sequence", identifier("alternativeNames"), dnsNames))),
  );
}

function algorithm(): Buffer {
  return der("sequence", identifier("ecdsaWithSha256"));
}

function identifier(name: keyof typeof ID): Buffer {
  return der("identifier", Buffer.from(ID[name], "hex"));
}

function der(tag: keyof typeof TAG, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([TAG[tag], ...lengthOf(content)]), content]);
}

function lengthOf({ length }: Buffer): number[] {
  if (length < SHORT_FORM) return [length];
  const bytes = length > 0xff ? [length >> 8, length & 0xff] : [length];
  return [SHORT_FORM | bytes.length, ...bytes];
}
