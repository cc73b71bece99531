import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Registry } from "../../../lib/registry";
import { RegistryCredentials } from "../../../lib/registry/credentials";
import { SecretRef } from "../../../lib/secret-ref";
import { harborFiles, harborRequests } from "../../../targets/harbor";
import api from "./api-v2.0.json";

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly maxLength?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
}

/** What breaks the schema; a property that it does not name counts, because Harbor would pass it over. */
function faults(value: unknown, schema: Schema, at = ""): string[] {
  if (schema.$ref) return faults(value, named(schema.$ref.replace("#/definitions/", "")), at);
  if (schema.type && !isOf(schema, value)) return [`${at}: no ${schema.type}`];
  if (schema.maxLength && String(value).length > schema.maxLength) return [`${at}: too long`];
  if (Array.isArray(value)) return value.flatMap((item, index) => faults(item, schema.items ?? {}, `${at}[${index}]`));
  if (typeof value !== "object" || value === null || !(schema.properties ?? schema.additionalProperties)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const known = schema.properties?.[name] ?? schema.additionalProperties;
    return known ? faults(member, known, `${at}.${name}`) : [`${at}.${name}: unknown`];
  });
}

function named(name: string): Schema {
  return (api.definitions as Readonly<Record<string, Schema>>)[name]!;
}

/** An object without properties is anything: the parameters of a rule are numbers (src/pkg/retention/policy/models.go). */
function isOf({ type, properties, additionalProperties }: Schema, value: unknown): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "object" && !properties && !additionalProperties) return true;
  return type === "integer" ? Number.isInteger(value) : typeof value === type;
}

/** The schema of what each path takes, from the same document. */
const BODIES: Readonly<Record<string, string>> = {
  "/projects": "ProjectReq",
  "/retentions": "RetentionPolicy",
  "/registries": "Registry",
  "/replication/policies": "ReplicationPolicy",
};

const PATTERN = { kind: "doublestar", decoration: "matches" };
const DR = Registry.harbor("dr.example.test/shop-copy");
const HARBOR = Registry.harbor("harbor.example.test/shop", {
  credentials: RegistryCredentials.password("robot$shop+ci", SecretRef.existing("harbor", "password")),
  retention: { keep: 10, days: 90, tags: ["v*", "v*"] },
  replicateTo: [DR, Registry.at("mirror.example.test:5000")],
});

function bodyOf(path: string, nth = 0) {
  return harborRequests(HARBOR).filter((request) => request.path === path)[nth]?.body as Record<string, object>;
}

describe("the requests to Harbor", () => {
  it("fit the schema of its API", () => {
    const found = harborRequests(HARBOR).flatMap(({ path, body }) => faults(body, named(BODIES[path] ?? ""), path));
    expect(found).toEqual([]);
  });

  it("are checked by a schema that finds a slip", () => {
    expect(faults({ project_name: 1, metdata: {} }, named("ProjectReq"))).toEqual([
      ".project_name: no string",
      ".metdata: unknown",
    ]);
    expect(faults({ rules: [{ tag_selectors: [{ patern: "" }] }] }, named("RetentionPolicy"))).toHaveLength(1);
  });

  it("come in the order in which they can be made", () => {
    expect(harborRequests(HARBOR).map(({ path }) => path)).toEqual([
      "/projects",
      "/retentions",
      "/registries",
      "/replication/policies",
      "/registries",
      "/replication/policies",
    ]);
  });

  it("make a private project", () => {
    expect(bodyOf("/projects")).toMatchObject({ project_name: "shop", metadata: { public: "false" } });
  });

  it("keep the newest, the young, and releases for ever", () => {
    expect(bodyOf("/retentions")["rules"]).toMatchObject([
      { template: "latestPushedK", params: { latestPushedK: 10 }, tag_selectors: [{ ...PATTERN, pattern: "**" }] },
      { template: "nDaysSinceLastPush", params: { nDaysSinceLastPush: 90 } },
      { template: "always", tag_selectors: [{ ...PATTERN, pattern: "v*", extras: '{"untagged":false}' }] },
    ]);
  });

  it("copy every push of the project to the path of the destination", () => {
    expect(bodyOf("/replication/policies")).toMatchObject({
      dest_namespace: "shop-copy",
      dest_namespace_replace_count: 1,
      filters: [{ type: "name", value: "shop/**" }],
      trigger: { type: "event_based" },
      enabled: true,
    });
  });

  it("leave the path alone where the destination has none", () => {
    expect(bodyOf("/replication/policies", 1)).not.toHaveProperty("dest_namespace");
  });

  it("name a destination the same in its registry and in its rule", () => {
    expect(bodyOf("/replication/policies")["dest_registry"]).toEqual({ name: bodyOf("/registries")["name"] });
    expect(bodyOf("/registries")).toMatchObject({ url: "https://dr.example.test", type: "harbor", insecure: false });
    expect(bodyOf("/registries", 1)).toMatchObject({
      url: "https://mirror.example.test:5000",
      type: "docker-registry",
    });
  });

  it("name destinations apart, in 64 characters", () => {
    const label = fc.stringMatching(/^[a-z0-9]{1,60}$/);
    const address = fc.tuple(label, label).map(([host, path]) => `${host}.test/${path}`);
    const addresses = fc.uniqueArray(address, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(addresses, (all) => {
        const replicateTo = all.map((one) => Registry.at(one));
        const requests = harborRequests(Registry.harbor("harbor.example.test/shop", { replicateTo }));
        const names = requests.slice(1).map(({ body }) => (body as { name: string }).name);
        expect(new Set(names).size).toBe(names.length);
        expect(Math.max(...names.map(({ length }) => length))).toBeLessThanOrEqual(64);
      }),
      { numRuns: 30 },
    );
  });

  it("hold no credentials", () => {
    expect(JSON.stringify(harborRequests(HARBOR))).not.toMatch(/robot|password|credential/);
  });

  it("become one file each", () => {
    const files = harborFiles(HARBOR);
    expect(files.map(({ file }) => file.replace(/-[a-z2-7]{10}\.json/, "-….json"))).toEqual([
      "harbor/shop/project.json",
      "harbor/shop/retention.json",
      "harbor/shop/registry-dr.example.test-….json",
      "harbor/shop/replication-dr.example.test-….json",
      "harbor/shop/registry-mirror.example.test-5000-….json",
      "harbor/shop/replication-mirror.example.test-5000-….json",
    ]);
    expect(files.map(({ text }) => JSON.parse(text) as unknown)).toEqual(
      harborRequests(HARBOR).map(({ body }) => body),
    );
  });

  it("are none for another registry", () => {
    expect(harborRequests(Registry.at("registry.example.test/shop"))).toEqual([]);
  });
});
