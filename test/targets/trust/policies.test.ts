import { describe, expect, it } from "@jest/globals";
import { parseAllDocuments } from "yaml";
import { clusterImagePolicy, imageValidatingPolicy, policyFiles } from "../../../targets/trust";
import type { ImagePolicy, Program } from "../../../targets/trust/image-policy";
import { imagePolicy } from "../../../targets/trust/image-policy";
import { codes } from "../../lib/trust/refusal";
import { ISSUER, key, keyless, kms, KMS, PUBLIC_KEY, SUBJECT, unloggedKey } from "../../lib/trust/signers";

const REPOSITORY = "registry.example.test/shop/storefront";
const DIGEST = `sha256:${"a".repeat(64)}`;

function program(differences: Partial<Program> = {}): Program {
  const object = { apiVersion: "v1", kind: "Service", metadata: { name: "storefront", namespace: "shop" } };
  return {
    environment: "prod",
    objects: [{ app: "shop", manifest: object }],
    images: [{ reference: `${REPOSITORY}@${DIGEST}`, repositories: [REPOSITORY] }],
    ...differences,
  };
}

function policy(differences: Partial<ImagePolicy> = {}): ImagePolicy {
  return { name: "images", repositories: [REPOSITORY], namespaces: ["shop"], signer: keyless, ...differences };
}

function kyverno(differences?: Partial<ImagePolicy>) {
  return imageValidatingPolicy(policy(differences)) as unknown as {
    spec: { attestors: [{ cosign: object }]; validations: [{ expression: string }]; matchImageReferences: object[] };
  };
}

describe("the policy of a program", () => {
  it("covers all that it builds, where it runs", () => {
    expect(imagePolicy(program(), keyless)).toMatchObject({ repositories: [REPOSITORY], namespaces: ["shop"] });
  });

  it("has a name that differs between environments of one cluster", () => {
    const names = ["prod", "staging"].map((environment) => imagePolicy(program({ environment }), keyless)?.name);
    expect(new Set(names).size).toBe(2);
  });

  it("names a repository once, in the order of the alphabet", () => {
    const images = ["b", "a", "b"].map((name) => ({ reference: `${name}@${DIGEST}`, repositories: [name] }));
    expect(imagePolicy(program({ images }), keyless)?.repositories).toEqual(["a", "b"]);
  });

  it.each([
    ["builds no image", []],
    ["runs an image by its tag", [{ reference: `${REPOSITORY}:dev`, repositories: [REPOSITORY] }]],
    ["never built its image", [{ reference: "", repositories: [REPOSITORY] }]],
  ])("is none for a program that %s", (_, images) => {
    expect(imagePolicy(program({ images }), keyless)).toBeUndefined();
  });
});

describe("the policy for Kyverno", () => {
  it.each([
    ["an identity", keyless, { keyless: { identities: [{ issuer: ISSUER, subject: SUBJECT }] } }],
    ["a key", key, { key: { data: PUBLIC_KEY } }],
    ["a service", kms, { key: { kms: KMS } }],
  ])("trusts %s", (_, signer, cosign) => {
    expect(kyverno({ signer }).spec.attestors[0].cosign).toEqual(cosign);
  });

  it("leaves the transparency log out only where nothing is entered", () => {
    expect(kyverno({ signer: unloggedKey }).spec.attestors[0].cosign).toMatchObject({
      ctlog: { insecureIgnoreSCT: true, insecureIgnoreTlog: true },
    });
  });

  it("finds an image bare, by tag and by digest, and no image whose name only begins so", () => {
    const globs = [{ glob: REPOSITORY }, { glob: `${REPOSITORY}:*` }, { glob: `${REPOSITORY}@*` }];
    expect(kyverno().spec.matchImageReferences).toEqual(globs);
  });

  it("looks at every kind of container", () => {
    const [{ expression }] = kyverno().spec.validations;
    for (const kind of ["containers", "initContainers", "ephemeralContainers"])
      expect(expression).toContain(`images.${kind}`);
  });

  it("wants digests and changes nothing", () => {
    expect(kyverno().spec).toMatchObject({
      failurePolicy: "Fail",
      validationActions: ["Deny"],
      validationConfigurations: { mutateDigest: false, required: true, verifyDigest: true },
    });
  });
});

describe("the policy for policy-controller", () => {
  it("trusts an identity, and reads the bundles of cosign 3", () => {
    const [authority] = (clusterImagePolicy(policy()).spec as unknown as { authorities: object[] }).authorities;
    expect(authority).toMatchObject({
      keyless: { identities: [{ issuer: ISSUER, subject: SUBJECT }] },
      signatureFormat: "bundle",
    });
  });

  it.each([
    ["a key", key],
    ["a service", kms],
  ])("refuses %s, whose bundles the controller can't read", (_, signer) => {
    expect(codes(() => clusterImagePolicy(policy({ signer })))).toEqual(["signer-not-keyless"]);
  });
});

describe("the files of the policies", () => {
  it("are one object for each program that has a policy", () => {
    const files = policyFiles([program(), program({ environment: "dev", images: [] })], keyless);
    expect(files.map(({ file }) => file)).toEqual([expect.stringMatching(/^prod\/imagevalidatingpolicy\..+\.yaml$/)]);
  });

  it("begin with the marker and hold the object", () => {
    const [file] = policyFiles([program()], keyless, clusterImagePolicy);
    const documents = parseAllDocuments(file!.text).map((one) => one.toJS() as { kind?: string } | null);
    expect(file!.text).toMatch(/^# Made by Gantry from prod; edits are overwritten\.\n/);
    expect(documents.filter(Boolean).map((one) => one?.kind)).toEqual(["ClusterImagePolicy"]);
  });
});
