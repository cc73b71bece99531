import { describe, expect, it } from "@jest/globals";
import type { Change, Twin } from "./mutate";
import { problemsOf, changed } from "./mutate";

const APP = "spec.template.spec.containers[0]";
const REFERENCE = `${APP}.env[1].valueFrom.secretKeyRef`;
const PLAIN = { data: undefined };

/** What is wrong with reading a key of the Secret "made", with these objects at the side of the good service. */
function reading(key: string, ...add: readonly Twin[]) {
  const change: Change = { title: "", in: "Deployment", set: { [REFERENCE]: { name: "made", key } }, add };
  return problemsOf(changed(change)).filter(({ code }) => code === "unknown-key" || code === "unknown-reference");
}

function external(spec: object, name = "made"): Twin {
  return { of: "ExternalSecret", name, path: `prod/external/${name}`, set: { spec } };
}

function sealed(spec: object, name = "made"): Twin {
  const set = { ...PLAIN, apiVersion: "bitnami.com/v1alpha1", kind: "SealedSecret", spec };
  return { of: "ConfigMap", name, path: `prod/sealed/${name}`, set };
}

function provided(...secretObjects: readonly unknown[]): Twin {
  const apiVersion = "secrets-store.csi.x-k8s.io/v1";
  const set = { ...PLAIN, apiVersion, kind: "SecretProviderClass", spec: { secretObjects } };
  return { of: "ConfigMap", name: "vault", path: "prod/provided", set };
}

function certificate(secretName: unknown): Twin {
  const set = { ...PLAIN, apiVersion: "cert-manager.io/v1", kind: "Certificate", spec: { secretName } };
  return { of: "ConfigMap", name: "certificate", path: "prod/certificate", set };
}

function secret(set: Twin["set"]): Twin {
  return { of: "ConfigMap", name: "made", path: "prod/secret", set: { ...PLAIN, kind: "Secret", ...set } };
}

const fetched = (...keys: readonly string[]) => ({ data: keys.map((secretKey) => ({ secretKey })) });

describe("a key of a Secret", () => {
  it.each<[what: string, made: readonly Twin[]]>([
    ["it was written with", [secret({ data: { password: "AA==" } })]],
    ["it was written with as a text", [secret({ stringData: { password: "x" } })]],
    ["Kubernetes writes into a token", [secret({ type: "kubernetes.io/service-account-token" })]],
    ["an ExternalSecret fetches", [external(fetched("user", "password"))]],
    [
      "an ExternalSecret of another name fetches for it",
      [external({ target: { name: "made" }, ...fetched("password") }, "db")],
    ],
    ["an ExternalSecret makes of others", [external({ target: { template: { data: { password: "" } } } })]],
    [
      "an ExternalSecret keeps next to those that it makes",
      [external({ target: { template: { data: { url: "" }, mergePolicy: "Merge" } }, ...fetched("password") })],
    ],
    [
      "an ExternalSecret makes next to those that it keeps",
      [external({ target: { template: { data: { password: "" }, mergePolicy: "Merge" } }, ...fetched("user") })],
    ],
    ["an ExternalSecret may find, as it takes them all", [external({ dataFrom: [{ extract: { key: "shop" } }] })]],
    [
      "the templates of an ExternalSecret may make",
      [external({ target: { template: { templateFrom: [{ configMap: {} }] } } })],
    ],
    ["a SealedSecret holds", [sealed({ encryptedData: { password: "AgBy" } })]],
    [
      "a SealedSecret of another name holds for it",
      [sealed({ encryptedData: { password: "AgBy" }, template: { metadata: { name: "made" } } }, "db")],
    ],
    ["the template of a SealedSecret holds", [sealed({ template: { data: { password: "AgBy" } } })]],
    [
      "a SecretProviderClass syncs",
      [provided({ secretName: "other" }, { secretName: "made", data: [{ key: "user" }, { key: "password" }] })],
    ],
    ["a Certificate may write", [certificate("made")]],
    ["the first of two sources has", [external(fetched("password")), sealed({ encryptedData: { user: "AgBy" } })]],
    ["the second of two sources has", [external(fetched("user")), sealed({ encryptedData: { password: "AgBy" } })]],
    ["a source may have, next to one that lacks it", [external(fetched("user")), certificate("made")]],
    ["a source may have, before one that lacks it", [external({ dataFrom: [{}] }), sealed({})]],
  ])("is one that %s", (_what, made) => {
    expect(reading("password", ...made)).toEqual([]);
  });

  it("is refused when nothing makes it, with those that there are", () => {
    expect(reading("pasword", external(fetched("user", "password")))).toEqual([
      {
        path: "prod/shop/storefront/Deployment",
        field: `${REFERENCE}.key`,
        code: "unknown-key",
        got: 'key "pasword" of Secret "made"',
        allowed: "a key of that Secret: without it the container is not started",
        fix: 'correct the key, or add it: did you mean "password"? there are: password, user',
        source: "stacks/shop.ts:7",
      },
    ]);
  });

  it.each<[what: string, made: readonly Twin[], there: string]>([
    ["a Secret lacks it", [secret({ type: "Opaque", data: { url: "AA==" } })], "there is: url"],
    ["a Secret has none", [secret({})], "there is none"],
    ["an ExternalSecret without a place fetches none", [external({ dataFrom: [] })], "there is none"],
    [
      "an ExternalSecret makes others of it",
      [external({ target: { template: { data: { url: "" } } }, ...fetched("password") })],
      "there is: url",
    ],
    [
      "an ExternalSecret replaces it",
      [external({ target: { template: { data: { url: "" }, mergePolicy: "Replace" } }, ...fetched("password") })],
      "there is: url",
    ],
    [
      "two sources lack it",
      [external(fetched("url")), sealed({ encryptedData: { token: "x" } })],
      "there are: token, url",
    ],
    ["a SecretProviderClass syncs others", [provided({ secretName: "made", data: [{ key: "url" }] })], "there is: url"],
  ])("is refused when %s", (_what, made, there) => {
    expect(reading("password", ...made)).toMatchObject([
      { code: "unknown-key", fix: `correct the key, or add it: ${there}` },
    ]);
  });
});

describe("the names of the Secrets", () => {
  it("are all those that something makes in the namespace, each once", () => {
    const elsewhere = { ...external({}, "billing"), set: { "metadata.namespace": "pay" } };
    const made = [external({ target: { name: "db" } }, "x"), sealed({}, "db"), certificate("tls"), elsewhere];
    expect(reading("password", ...made)).toEqual([
      {
        path: "prod/shop/storefront/Deployment",
        field: `${REFERENCE}.name`,
        code: "unknown-reference",
        got: 'Secret "made"',
        allowed: 'a Secret in namespace "shop", of the program or declared to exist: without it no pod starts',
        fix: "correct the name, create it, or declare that it exists: there are: db, storefront, tls",
        source: "stacks/shop.ts:7",
      },
    ]);
  });

  it.each<[what: string, made: Twin]>([
    ["an ExternalSecret for another name", external({ target: { name: "other" } })],
    ["a SealedSecret for another name", sealed({ template: { metadata: { name: "other" } } })],
    ["a Certificate that names none", certificate(undefined)],
    ["a SecretProviderClass that names none", provided({ data: [{ key: "password" }] })],
    ["a ConfigMap", { of: "ConfigMap", name: "made" }],
  ])("aren't those of %s", (_what, made) => {
    expect(reading("password", made)).toMatchObject([{ code: "unknown-reference", got: 'Secret "made"' }]);
  });

  it("are none in a namespace without one", () => {
    const set = { "metadata.namespace": "pay", [REFERENCE]: { name: "made", key: "x" } };
    const found = problemsOf(changed({ title: "", in: "Deployment", set }));
    expect(found.find(({ got }) => got === 'Secret "made"')?.fix).toMatch(/: there is none$/);
  });

  it("aren't empty, even where one names an empty one", () => {
    const set = { [REFERENCE]: { name: "", key: "password" } };
    const found = problemsOf(changed({ title: "", in: "Deployment", set, add: [certificate("")] }));
    expect(found).toMatchObject([{ code: "unknown-reference", fix: expect.stringMatching(/there is: storefront$/) }]);
  });
});

describe("a key of a ConfigMap", () => {
  it.each(["data", "binaryData"])("is one of its %s", (place) => {
    const set = { [`${APP}.env[0].valueFrom.configMapKeyRef`]: { name: "made", key: "logo" } };
    const made = { of: "ConfigMap", name: "made", set: { ...PLAIN, [place]: { logo: "AA==" } } };
    expect(problemsOf(changed({ title: "", in: "Deployment", set, add: [made] }))).toEqual([]);
  });

  it("isn't one of a Secret", () => {
    const set = { [`${APP}.env[0].valueFrom.configMapKeyRef`]: { name: "made", key: "user" } };
    const found = problemsOf(changed({ title: "", in: "Deployment", set, add: [external(fetched("user"))] }));
    expect(found).toMatchObject([{ code: "unknown-reference", got: 'ConfigMap "made"' }]);
  });
});
