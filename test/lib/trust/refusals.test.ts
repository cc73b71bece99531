import { describe, expect, it } from "@jest/globals";
import { ValidationError } from "../../../lib/errors";
import { ImageRef } from "../../../lib/image-ref";
import { attestations } from "../../../lib/trust/attestations";
import { signCommands } from "../../../lib/trust/cosign";
import { readGovulncheck } from "../../../lib/trust/govulncheck";
import { readGrype } from "../../../lib/trust/grype";
import type { Ignored } from "../../../lib/trust/scan-gate";
import { scanGate } from "../../../lib/trust/scan-gate";
import { Signer } from "../../../lib/trust/signer";
import { readTrivy } from "../../../lib/trust/trivy";
import { ISSUER, keyless, PUBLIC_KEY, SUBJECT } from "./signers";

/** Everything that is said about a call that is refused; nothing about one that is not. */
function said(call: () => unknown): readonly unknown[] {
  try {
    call();
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return error.problems.map(({ code, path, field, got, allowed, fix }) => ({ code, path, field, got, allowed, fix }));
  }
  return [];
}

const anywhere = { path: "", field: "" };
const PRIVATE_KEY =
  "-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\nYWJj\n-----END ENCRYPTED SIGSTORE PRIVATE KEY-----\n";

describe("what could be another one tomorrow is refused with the digest to take", () => {
  it("as a scanner", () => {
    expect(said(() => attestations({ scanner: "scanner:v1" }))).toEqual([
      {
        ...anywhere,
        code: "scanner-without-digest",
        got: '"scanner:v1"',
        allowed: "name@sha256:… of an image that speaks the protocol of BuildKit's scanners",
        fix: "take the digest that the registry printed when the scanner was pushed",
      },
    ]);
  });

  it("as an image", () => {
    const tagged = ImageRef.tagged("registry.example.test/shop/storefront:v1");
    expect(said(() => signCommands(keyless, tagged))).toEqual([
      {
        ...anywhere,
        code: "image-without-digest",
        got: '"registry.example.test/shop/storefront:v1"',
        allowed: "name@sha256:…: a tag can be moved between two commands",
        fix: "take the digest that the build has pushed: images.lock.json names it",
      },
    ]);
  });

  it.each(["v", "v1", "a".repeat(128)])("and the tag %s before a digest is not passed on", (tag) => {
    const name = "registry.example.test:5000/shop/storefront";
    const digest = `sha256:${"0a".repeat(32)}`;
    const [command] = signCommands(keyless, ImageRef.pinned(`${name}:${tag}@${digest}`));
    expect(command?.args.at(-1)).toBe(`${name}@${digest}`);
  });
});

describe("a report that is none", () => {
  it.each([
    ["trivy", readTrivy, "{}", "a document without SchemaVersion 2"],
    ["grype", readGrype, "{}", "a document without matches"],
    ["govulncheck", readGovulncheck, "{}", "a text without config"],
    ["trivy", readTrivy, "{", "a text that is no JSON"],
    ["grype", readGrype, "{", "a text that is no JSON"],
    ["govulncheck", readGovulncheck, "{", "a text that is no JSON"],
  ])("of %s is refused with where to look", (scanner, read, text, got) => {
    expect(said(() => read(text))).toEqual([
      {
        ...anywhere,
        code: "scan-report",
        got,
        allowed: `a whole JSON report of ${scanner}`,
        fix: `look at what ${scanner} said on stderr, and run it again`,
      },
    ]);
  });

  it.each([
    ["SEVERE", '"SEVERE"'],
    [9, "9"],
    [undefined, "nothing"],
  ])("has the severity %j", (Severity, got) => {
    const row = { VulnerabilityID: "CVE-1", PkgName: "a", InstalledVersion: "v1.0.0", Severity };
    const report = { SchemaVersion: 2, Results: [{ Vulnerabilities: [row] }] };
    expect(said(() => readTrivy(JSON.stringify(report)))).toEqual([
      {
        ...anywhere,
        code: "scan-severity",
        got,
        allowed: "one of UNKNOWN, LOW, MEDIUM, HIGH, CRITICAL",
        fix: "use a version of the scanner that Gantry knows",
      },
    ]);
  });
});

describe("something that can't be ignored", () => {
  const IGNORED = { id: "CVE-2021-38561", until: "2027-01-31", reason: "only our own tags are parsed" };
  const ignoring = (props: Partial<Ignored>) => said(() => scanGate({ ignore: [{ ...IGNORED, ...props }] }));

  it.each(["see CVE-2021-38561", "CVE-2021-38561 too", "CVE-", "C-1", "A".repeat(13) + "-1", "CVE 2021"])(
    "has the identifier %j",
    (id) => {
      expect(ignoring({ id })).toEqual([
        {
          path: "",
          field: "ignore[0].id",
          code: "vulnerability-id",
          got: JSON.stringify(id),
          allowed: "one vulnerability: CVE-…, GHSA-…, GO-…",
          fix: "copy it from the report of the scanner",
        },
      ]);
    },
  );

  it.each(["2027-02-29", "2027-13-01", "+2027-01-31", "2027-01-31T00:00:00.000Z", "x2027-01-31", "2027-1-31", ""])(
    "has the last day %j",
    (until) => {
      expect(ignoring({ until })).toEqual([
        {
          path: "",
          field: "ignore[0].until",
          code: "day",
          got: JSON.stringify(until),
          allowed: "a day of the calendar: YYYY-MM-DD",
          fix: 'e.g. "2027-01-31"',
        },
      ]);
    },
  );

  it.each(["id", "until", "reason"])("has no %s", (field) => {
    expect(ignoring({ [field]: undefined })).toMatchObject([
      { code: "required", field: `ignore[0].${field}`, got: "nothing", fix: `set ignore[0].${field}` },
    ]);
  });

  it.each([
    ["id", "a string: an identifier"],
    ["until", "a string: a day, YYYY-MM-DD"],
    ["reason", "a string: a reason"],
  ])("has a %s that is no text", (field, allowed) => {
    const given = JSON.parse(`{"${field}":{}}`) as Partial<Ignored>;
    expect(ignoring(given)).toMatchObject([
      { code: "wrong-type", field: `ignore[0].${field}`, got: "{}", allowed, fix: `pass ${allowed}` },
    ]);
  });
});

describe("a signer that is refused", () => {
  const given = (value: unknown) => value as never;

  it.each(["ftp://gitlab.com", "see https://gitlab.com", "https://gitlab.com or any", "https://a.test/*", 7])(
    "has the issuer %j",
    (issuer) => {
      expect(said(() => Signer.keyless({ issuer: given(issuer), subject: SUBJECT }))).toEqual([
        {
          ...anywhere,
          code: "signer-issuer",
          got: JSON.stringify(issuer),
          allowed: "the https URL of whoever gives out the tokens",
          fix: 'e.g. "https://token.actions.githubusercontent.com" for GitHub, "https://gitlab.com" for GitLab',
        },
      ]);
    },
  );

  it.each(["", "shop *", "*", 7])("has the subject %j", (subject) => {
    expect(said(() => Signer.keyless({ issuer: ISSUER, subject: given(subject) }))).toEqual([
      {
        ...anywhere,
        code: "signer-subject",
        got: JSON.stringify(subject),
        allowed: "one subject in full: a pattern lets in more than is meant",
        fix: 'e.g. "https://github.com/shop/shop/.github/workflows/release.yml@refs/heads/main"',
      },
    ]);
  });

  it.each(["see awskms:///alias/images", "awskms:///alias/my images", "s3://images", ["awskms:///alias/images"]])(
    "has the key %j in a service",
    (key) => {
      expect(said(() => Signer.kms(given(key)))).toEqual([
        {
          ...anywhere,
          code: "key-reference",
          got: JSON.stringify(key),
          allowed: "awskms://…, azurekms://…, gcpkms://… or hashivault://…",
          fix: 'e.g. "awskms:///alias/images"',
        },
      ]);
    },
  );
});

describe("a pair of keys that is refused", () => {
  const PLACES = "env://NAME, a file ….key or ….pem, or k8s://namespace/secret";
  const KEEP = 'keep the key where the pipeline keeps secrets, and name the variable: "env://COSIGN_PRIVATE_KEY"';
  const privately = (key: unknown) => said(() => Signer.key({ private: key as string, public: PUBLIC_KEY }));
  const publicly = (key: unknown) => said(() => Signer.key({ private: "cosign.key", public: key as string }));
  const NEEDED = {
    ...anywhere,
    allowed: "-----BEGIN PUBLIC KEY-----…",
    fix: "pass the text that `cosign public-key` prints",
  };

  it("has the private key itself", () => {
    expect(privately(PRIVATE_KEY)).toEqual([
      { ...anywhere, code: "key-literal", got: "a private key", allowed: `where it is: ${PLACES}`, fix: KEEP },
    ]);
  });

  it.each([
    ["words", '"****"'],
    [["cosign.key"], '"****"'],
    [undefined, "nothing"],
  ])("has the private key %j, of which nothing is repeated", (key, got) => {
    expect(privately(key)).toEqual([{ ...anywhere, code: "key-reference", got, allowed: PLACES, fix: KEEP }]);
  });

  it("has a private key for the public one", () => {
    expect(publicly(PRIVATE_KEY)).toEqual([{ ...NEEDED, code: "key-literal", got: "a private key" }]);
  });

  it.each([7, undefined, [PUBLIC_KEY]])("has %j for the public one", (key) => {
    expect(publicly(key)).toMatchObject([{ ...NEEDED, code: "public-key" }]);
  });

  it.each([
    ["words before it", `my key: ${PUBLIC_KEY}`],
    ["another key behind it", `${PUBLIC_KEY}${PUBLIC_KEY}`],
    ["words behind it", `${PUBLIC_KEY}x`],
    ["two lines behind it", `${PUBLIC_KEY}\n`],
  ])("has a public key with %s", (_, key) => {
    expect(publicly(key)).toMatchObject([{ ...NEEDED, code: "public-key" }]);
  });

  it("is none when the public key ends without a new line", () => {
    expect(publicly(PUBLIC_KEY.trimEnd())).toEqual([]);
  });
});
