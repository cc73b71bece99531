import { describe, expect, it } from "@jest/globals";
import type { Manifest } from "../../lib/rendered";
import { ENVIRONMENTS, fixtureShop } from "../support/shop";

type Name = (typeof ENVIRONMENTS)[number];

/** What staging and prod may not have in common. */
const DIFFERENT = [
  /^(?:Deployment|Job|CronJob)\/.*\.containers\.0\.image$/,
  /^ConfigMap\/.*\.data\.LOG_LEVEL$/,
  /^ConfigMap\/mailer-config-#\.data\.SMTP_ADDR$/,
  /^ExternalSecret\/.*\.remoteRef\.key$/,
  /^HTTPRoute\/storefront\.spec\.hostnames\.0$/,
  /^HorizontalPodAutoscaler\/(?:pricing|storefront)\.spec\.maxReplicas$/,
  /^NetworkPolicy\/(?:mailer|storefront(?:-migrate)?)\.spec\.egress\.\d\.to\.0\.ipBlock\.cidr$/,
  /^ResourceQuota\/fitted\.spec\.hard\./,
];

const objectsOf = (name: Name) =>
  fixtureShop(name)
    .render()
    .objects.map(({ manifest }) => manifest);
const settled = (text: string) => text.replace(/-[a-z2-7]{10}(?=$|\/)/g, "-#");
const idOf = ({ kind, metadata }: Manifest) => `${kind}/${settled(metadata.name)}`;
const idsOf = (name: Name) => objectsOf(name).map(idOf).sort();

/** The leaves of a manifest by their paths; hashes of content are left out. */
function leaves(value: unknown, path: string): [string, unknown][] {
  if (typeof value !== "object" || value === null) return [[path, typeof value === "string" ? settled(value) : value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
}

const leavesOf = (name: Name) => new Map(objectsOf(name).flatMap((manifest) => leaves(manifest, idOf(manifest))));

describe("the shop", () => {
  it.each(ENVIRONMENTS)("is right in %s", (name) => {
    expect(fixtureShop(name).render().problems).toEqual([]);
  });

  it("is the same objects in every environment, besides those that fetch secrets", () => {
    const fetched = idsOf("prod").filter((id) => id.startsWith("ExternalSecret/"));
    const others = idsOf("prod").filter((id) => !fetched.includes(id));
    expect(fetched).toHaveLength(3);
    expect(ENVIRONMENTS.map((name) => [name, idsOf(name)])).toEqual([
      ["dev", others],
      ["test", others],
      ["staging", idsOf("prod")],
      ["prod", idsOf("prod")],
    ]);
  });

  it("is the same in staging and prod but for what the environments say, and the images", () => {
    const [staging, prod] = [leavesOf("staging"), leavesOf("prod")];
    const paths = [...new Set([...staging.keys(), ...prod.keys()])];
    const different = paths.filter((path) => staging.get(path) !== prod.get(path));
    expect(different.filter((path) => !DIFFERENT.some((pattern) => pattern.test(path)))).toEqual([]);
    expect(DIFFERENT.filter((pattern) => !different.some((path) => pattern.test(path)))).toEqual([]);
  });
});
