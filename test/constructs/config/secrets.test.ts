import { describe, expect, it } from "@jest/globals";
import { GoService, SecretRef, SecretSource } from "../../../app";
import type { Kinds } from "../../../constructs/imports/kinds";
import { IMAGE, all, complaintsOf, environment, only, render } from "../../support/program";

const CLUSTER = environment({ installed: ["external-secrets", "sealed-secrets", "secrets-store-csi"] });
const VAULT = { provider: "vault", object: "url", parameters: { roleName: "shop", objects: "- objectName: url" } };

const ORIGINS = {
  existing: SecretRef.existing("storefront", "database-url"),
  external: SecretRef.external({ store: "vault", key: "prod/storefront/database-url", property: "value" }),
  sealed: SecretRef.sealed("AgBy3i4OJSWK"),
  csi: SecretRef.csi(VAULT),
};
type Origin = keyof typeof ORIGINS;

const service = (secrets: Record<string, SecretRef>) =>
  render((chart) => new GoService(chart, "A", { image: IMAGE, secrets }), CLUSTER);
const pod = (rendered: ReturnType<typeof render>) => only(rendered, "Deployment").spec.template.spec;
const nameIn = (origin: Origin, rendered: ReturnType<typeof render>): string =>
  ({
    existing: () => "storefront",
    external: () => only(rendered, "ExternalSecret").spec.target!.name!,
    sealed: () => only(rendered, "SealedSecret").metadata.name!,
    csi: () => only(rendered, "SecretProviderClass").spec.secretObjects![0]!.secretName!,
  })[origin]();

describe.each(Object.keys(ORIGINS) as Origin[])("a secret from %s", (origin) => {
  const key = origin === "existing" ? "database-url" : "DATABASE_URL";

  it("becomes a variable by reference", () => {
    const rendered = service({ DATABASE_URL: ORIGINS[origin] });
    expect(pod(rendered).containers[0]!.env).toContainEqual({
      name: "DATABASE_URL",
      valueFrom: { secretKeyRef: { key, name: nameIn(origin, rendered) } },
    });
  });

  it("becomes a file that the program alone can read, with its path in a variable", () => {
    const rendered = service({ DATABASE_URL: ORIGINS[origin].asFile() });
    const { containers, volumes } = pod(rendered);
    expect(containers[0]!.env).toContainEqual({
      name: "DATABASE_URL_FILE",
      value: "/var/run/secrets/gantry/DATABASE_URL",
    });
    expect(volumes).toContainEqual({
      name: "secrets",
      projected: {
        defaultMode: 0o440,
        sources: [{ secret: { items: [{ key, path: "DATABASE_URL" }], name: nameIn(origin, rendered) } }],
      },
    });
    expect(containers[0]!.volumeMounts).toContainEqual({
      mountPath: "/var/run/secrets/gantry",
      name: "secrets",
      readOnly: true,
    });
  });
});

describe("the object that fetches secrets", () => {
  it("is none where somebody else makes the Secret", () => {
    const rendered = service({ DATABASE_URL: ORIGINS.existing });
    const kinds: (keyof Kinds)[] = ["Secret", "ExternalSecret", "SealedSecret", "SecretProviderClass"];
    expect(kinds.flatMap((kind) => all(rendered, kind))).toEqual([]);
    expect(rendered.declared).toContainEqual({ kind: "Secret", namespace: "shop", name: "storefront" });
  });

  it("asks a store of the External Secrets Operator every hour, and keeps the Secret when it goes", () => {
    const { spec } = only(service({ DATABASE_URL: ORIGINS.external }), "ExternalSecret");
    expect(spec).toMatchObject({
      data: [{ remoteRef: { key: "prod/storefront/database-url", property: "value" }, secretKey: "DATABASE_URL" }],
      refreshInterval: "1h",
      secretStoreRef: { kind: "ClusterSecretStore", name: "vault" },
      target: { creationPolicy: "Owner", deletionPolicy: "Retain" },
    });
  });

  it("is one for each store", () => {
    const rendered = service({
      A: SecretRef.external({ store: "vault", key: "a" }),
      B: SecretRef.external({ store: "vault", key: "b" }),
      C: SecretRef.external({ store: "vault", storeKind: "SecretStore", key: "c" }),
    });
    const keys = all(rendered, "ExternalSecret").map(({ manifest }) => JSON.stringify(manifest["spec"]));
    expect(keys.map((spec) => [...spec.matchAll(/"secretKey":"(\w)"/g)].map(([, key]) => key)).sort()).toEqual([
      ["A", "B"],
      ["C"],
    ]);
  });

  it("holds the cipher of a sealed secret for the name it was sealed for", () => {
    const { metadata, spec } = only(service({ DATABASE_URL: ORIGINS.sealed }), "SealedSecret");
    expect([metadata.name, spec]).toEqual([
      "a-sealed",
      {
        encryptedData: { DATABASE_URL: "AgBy3i4OJSWK" },
        template: { metadata: { name: "a-sealed", namespace: "shop" }, type: "Opaque" },
      },
    ]);
  });

  it("tells the CSI driver what to ask for, and the pod mounts it", () => {
    const rendered = service({ DATABASE_URL: ORIGINS.csi });
    const { metadata, spec } = only(rendered, "SecretProviderClass");
    const data = [{ key: "DATABASE_URL", objectName: "url" }];
    expect(spec).toEqual({
      parameters: VAULT.parameters,
      provider: "vault",
      secretObjects: [{ data, secretName: metadata.name, type: "Opaque" }],
    });
    expect(pod(rendered).volumes).toContainEqual({
      name: "csi-0",
      csi: {
        driver: "secrets-store.csi.k8s.io",
        readOnly: true,
        volumeAttributes: { secretProviderClass: metadata.name },
      },
    });
    expect(pod(rendered).containers[0]!.volumeMounts).toContainEqual({
      mountPath: "/var/run/secrets/csi-0",
      name: "csi-0",
      readOnly: true,
    });
  });
});

describe("an environment's secrets", () => {
  it.each([
    ["Secrets that exist", SecretSource.existing(), { from: "existing", name: "storefront", key: "database-url" }],
    [
      "a store with a prefix",
      SecretSource.external({ store: "vault", prefix: "prod/" }),
      { from: "external", storeKind: "ClusterSecretStore", store: "vault", key: "prod/storefront/database-url" },
    ],
  ])("come from %s", (_, secrets, origin) => {
    expect(environment({ secrets }).secret("storefront/database-url")).toMatchObject({ origin, as: "variable" });
  });
});

describe("secrets are refused with", () => {
  it("a literal, which is not shown", () => {
    const secrets = { DATABASE_URL: "postgres://u:hunter2@h/d" as never };
    expect(complaintsOf((chart) => new GoService(chart, "A", { image: IMAGE, secrets }))).toEqual([
      "literal-secret secrets.DATABASE_URL",
    ]);
  });

  it.each(["external", "sealed", "csi"] as const)("%s where the cluster cannot fetch it", (origin) => {
    const secrets = { DATABASE_URL: ORIGINS[origin] };
    expect(complaintsOf((chart) => new GoService(chart, "A", { image: IMAGE, secrets }))).toEqual([
      "not-installed secrets.DATABASE_URL",
    ]);
  });

  it.each([
    ["a name that is no variable", { "A=B": ORIGINS.existing }, 'name-grammar secrets["A=B"]'],
    ["a variable that configuration has", { LOG_LEVEL: ORIGINS.existing }, "duplicate-variable secrets.LOG_LEVEL"],
    ["a Secret that nobody can make", { A: SecretRef.existing("Bad_Name", "a") }, "name-grammar secrets.A"],
    ["a key that no Secret can have", { A: SecretRef.existing("a", "bad key") }, "name-grammar secrets.A"],
    ["a variable of Gantry's own", { GOMEMLIMIT: ORIGINS.existing }, "reserved-variable secrets.GOMEMLIMIT"],
  ])("%s", (_, secrets, expected) => {
    const declare = { image: IMAGE, secrets, config: { LOG_LEVEL: "info" } };
    expect(complaintsOf((chart) => new GoService(chart, "A", declare))).toEqual([expected]);
  });

  it.each([
    ["a store that nobody can make", "A", SecretRef.external({ store: "Bad_Name", key: "a" }), "name-grammar"],
    ["a variable that is too long for a key of a Secret", "A".repeat(254), ORIGINS.sealed, "name-too-long"],
  ])("%s", (_, variable, secret, code) => {
    const secrets = { [variable]: secret };
    expect(complaintsOf((chart) => new GoService(chart, "A", { image: IMAGE, secrets }), CLUSTER)).toEqual([
      `${code} secrets.${variable}`,
    ]);
  });
});
