import { describe, expect, it } from "@jest/globals";
import { changed, problemsOf } from "./mutate";

const POD = "spec.template.spec";
const APP = `${POD}.containers[0]`;
const VOLUME = `${POD}.volumes[2]`;
const FILES = `${VOLUME}.projected.sources[0]`;

const problemsWith = (set: Readonly<Record<string, unknown>>) =>
  problemsOf(changed({ title: "", in: "Deployment", set }));

type Place = readonly [kind: string, field: string, set: Readonly<Record<string, unknown>>];

/** Names of objects that may be said to be optional, by the JSON path of what names them. */
const SOURCES: readonly (readonly [kind: string, place: string, nameKey: string])[] = [
  ["ConfigMap", `${APP}.envFrom[0].configMapRef`, "name"],
  ["Secret", `${APP}.envFrom[0].secretRef`, "name"],
  ["ConfigMap", `${VOLUME}.configMap`, "name"],
  ["Secret", `${VOLUME}.secret`, "secretName"],
  ["ConfigMap", `${FILES}.configMap`, "name"],
  ["Secret", `${FILES}.secret`, "name"],
];

const KEYED: readonly (readonly [kind: string, place: string])[] = [
  ["ConfigMap", `${APP}.env[3].valueFrom.configMapKeyRef`],
  ["Secret", `${APP}.env[3].valueFrom.secretKeyRef`],
];

function placed(place: string, source: object): Readonly<Record<string, unknown>> {
  if (place.startsWith(VOLUME)) return { [`${VOLUME}.name`]: "more", [place]: source };
  return { ...(place.includes(".env[") && { [`${APP}.env[3].name`]: "MORE" }), [place]: source };
}

const GONE: readonly Place[] = [
  ["ServiceAccount", `${POD}.serviceAccountName`, { [`${POD}.serviceAccountName`]: "gone" }],
  [
    "ServiceAccount",
    `${POD}.serviceAccount`,
    { [`${POD}.serviceAccountName`]: undefined, [`${POD}.serviceAccount`]: "gone" },
  ],
  ["Secret", `${POD}.imagePullSecrets[1].name`, { [`${POD}.imagePullSecrets`]: [{}, { name: "gone" }] }],
  ...SOURCES.map(([kind, place, nameKey]): Place => {
    return [kind, `${place}.${nameKey}`, placed(place, { [nameKey]: "gone" })];
  }),
  ...KEYED.map(([kind, place]): Place => [kind, `${place}.name`, placed(place, { name: "gone", key: "x" })]),
];

describe("an object that a pod names and that isn't there", () => {
  it.each(GONE)("is refused with its kind at its name: %s at %s", (kind, field, set) => {
    expect(problemsWith(set)).toEqual([
      {
        code: "unknown-reference",
        path: "prod/shop/storefront/Deployment",
        source: "stacks/shop.ts:7",
        field,
        got: `${kind} "gone"`,
        allowed: `a ${kind} in namespace "shop", of the program or declared to exist: without it no pod starts`,
        fix: "correct the name, create it, or declare that it exists: there is: storefront",
      },
    ]);
  });

  it.each([
    ...SOURCES.map(([, place, nameKey]) => [place, { [nameKey]: "gone", optional: true }] as const),
    ...KEYED.map(([, place]) => [place, { name: "gone", key: "x", optional: true }] as const),
  ])("is taken when it is optional: %s", (place, source) => {
    expect(problemsWith(placed(place, source))).toEqual([]);
  });

  it.each([
    ...SOURCES.map(([, place, nameKey]) => [place, { [nameKey]: "gone", optional: false }] as const),
    ...KEYED.map(([, place]) => [place, { name: "gone", key: "x", optional: false }] as const),
  ])("is refused when it is said not to be optional: %s", (place, source) => {
    expect(problemsWith(placed(place, source)).map(({ code }) => code)).toEqual(["unknown-reference"]);
  });
});

describe("an object that a pod names and that is there", () => {
  it.each(SOURCES)("is taken: %s at %s", (_, place, nameKey) => {
    const found = problemsWith(placed(place, { [nameKey]: "storefront" }));
    expect(found.filter(({ code }) => code.startsWith("unknown-"))).toEqual([]);
  });

  it("is taken by the name that an account had before", () => {
    const set = { [`${POD}.serviceAccountName`]: "", [`${POD}.serviceAccount`]: "storefront" };
    expect(problemsWith(set)).toEqual([]);
  });
});

describe("a file of a key", () => {
  const FOLDERS = SOURCES.filter(([, place]) => place.startsWith(VOLUME));

  it.each(FOLDERS)("that is not there is refused at the key: %s at %s", (kind, place, nameKey) => {
    const source = { [nameKey]: "storefront", items: [{ key: "gone", path: "a" }, { path: "b" }] };
    const found = problemsWith(placed(place, source)).map(({ code, field, got }) => [code, field, got]);
    expect(found).toEqual([
      ["unknown-key", `${place}.items[0].key`, `key "gone" of ${kind} "storefront"`],
      ["unknown-key", `${place}.items[1].key`, `key "" of ${kind} "storefront"`],
    ]);
  });

  it("of an object that is not there is refused at the name, once", () => {
    const source = { secretName: "gone", items: [{ key: "password", path: "a" }] };
    const found = problemsWith(placed(`${VOLUME}.secret`, source));
    expect(found.map(({ code, field }) => [code, field])).toEqual([
      ["unknown-reference", `${VOLUME}.secret.secretName`],
    ]);
  });
});
