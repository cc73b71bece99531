import { describe, expect, it } from "@jest/globals";
import type { IResolver, ResolutionContext } from "cdk8s";
import { ApiObject, App, Chart, Cron, JsonPatch, Lazy } from "cdk8s";
import * as plus from "cdk8s-plus-27";
import type { Construct } from "constructs";
import fc from "fast-check";
import { serialise } from "../../app/manifest";

function chart(): Chart {
  return new Chart(new App(), "shop", { namespace: "shop", labels: { team: "shop" } });
}

function make(props: object): ApiObject {
  return new ApiObject(chart(), "X", { apiVersion: "v1", kind: "ConfigMap", ...props });
}

const bytes = (value: unknown) => JSON.stringify(value);
const ours = (object: ApiObject) => bytes(serialise(object).manifest);
const stock = (object: ApiObject) => bytes(object.toJson());

const key = fc.string({ minLength: 1 }).filter((text) => !["__proto__", "constructor"].includes(text));
const text = fc.string({ unit: "grapheme" }).filter((given) => !/\p{Surrogate}/u.test(given));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
    fc.boolean(),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(key, fc.option(tie("value"), { nil: undefined }), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const label = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.stringMatching(/^[a-z0-9]{0,8}$/), {
  maxKeys: 3,
  noNullPrototype: true,
});

describe("our own serialisation", () => {
  it("gives the same bytes as cdk8s for any plain props", () => {
    fc.assert(
      fc.property(value, (spec) => {
        const object = make({ spec });
        expect(ours(object)).toBe(stock(object));
      }),
      { numRuns: 300 },
    );
  });

  it("gives the same bytes as cdk8s for any metadata", () => {
    const metadata = fc.record(
      {
        name: fc.constant("x"),
        namespace: fc.constantFrom("shop", "pay"),
        labels: label,
        annotations: label,
        finalizers: fc.constantFrom([], ["example.test/wait"]),
        generateName: fc.constant("x-"),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(metadata, (given) => {
        const object = make({ metadata: given });
        expect(ours(object)).toBe(stock(object));
      }),
    );
  });

  it("gives the same bytes as cdk8s for metadata that is added later", () => {
    const object = make({ metadata: { name: "x" } });
    object.metadata.addLabel("colour", "green");
    object.metadata.addAnnotation("example.test/note", "yes");
    object.metadata.addFinalizers("example.test/wait");
    object.metadata.addOwnerReference({ apiVersion: "v1", kind: "Pod", name: "y", uid: "z" });
    object.metadata.add("generateName", "x-");
    expect(ours(object)).toBe(stock(object));
  });

  const container = { image: "registry.example.test/a:v1", portNumber: 8080 };
  const programs: [string, (scope: Construct) => void][] = [
    [
      "a Deployment that is exposed",
      (scope) => new plus.Deployment(scope, "A", { containers: [container] }).exposeViaIngress("/"),
    ],
    [
      "a StatefulSet with volumes and settings",
      (scope) => {
        const config = new plus.ConfigMap(scope, "Config", { data: { A: "1" } });
        const volume = plus.Volume.fromConfigMap(scope, "Volume", config);
        const env = { A: plus.EnvValue.fromConfigMap(config, "A") };
        const service = new plus.Service(scope, "Service", { ports: [{ port: 80 }] });
        new plus.StatefulSet(scope, "A", {
          service,
          containers: [{ ...container, envVariables: env, volumeMounts: [{ path: "/etc/a", volume }] }],
        });
      },
    ],
    [
      "a CronJob",
      (scope) =>
        new plus.CronJob(scope, "A", {
          schedule: Cron.schedule({ minute: "0", hour: "7" }),
          containers: [{ image: "registry.example.test/a:v1" }],
        }),
    ],
    [
      "an account with a role",
      (scope) => {
        const role = new plus.Role(scope, "Role");
        role.allowRead(plus.ApiResource.CONFIG_MAPS);
        role.bind(new plus.ServiceAccount(scope, "Account"));
      },
    ],
    [
      "an autoscaler",
      (scope) => {
        const resources = { cpu: { request: plus.Cpu.millis(100) } };
        const target = new plus.Deployment(scope, "A", { containers: [{ ...container, resources }] });
        new plus.HorizontalPodAutoscaler(scope, "Hpa", { target, maxReplicas: 3 });
      },
    ],
    [
      "a network policy",
      (scope) => {
        const selector = new plus.Deployment(scope, "A", { containers: [container] });
        const policy = new plus.NetworkPolicy(scope, "Policy", { selector });
        policy.addEgressRule(plus.NetworkPolicyIpBlock.ipv4(scope, "Block", "10.0.0.0/8"), [
          plus.NetworkPolicyPort.tcp(80),
        ]);
      },
    ],
  ];

  it.each(programs)("gives the same bytes as cdk8s for cdk8s-plus: %s", (_, declare) => {
    const scope = chart();
    declare(scope);
    const objects = scope.node.findAll().filter((one) => ApiObject.isApiObject(one));
    expect(objects.length).toBeGreaterThan(0);
    expect(objects.map(ours)).toEqual(objects.map(stock));
  });

  it("gives the same bytes as cdk8s for lazy values", () => {
    const object = make({ spec: { a: Lazy.any({ produce: () => [1, { b: 2 }] }) as unknown } });
    expect(ours(object)).toBe(stock(object));
  });

  it("asks the resolvers of a plug-in", () => {
    const loud: IResolver = {
      resolve: (context: ResolutionContext) => {
        if (context.value === "quiet") context.replaceValue("loud");
      },
    };
    const scope = new Chart(new App({ resolvers: [loud] }), "shop");
    const object = new ApiObject(scope, "X", { apiVersion: "v1", kind: "ConfigMap", data: { a: "quiet" } });
    expect(serialise(object).manifest["data"]).toEqual({ a: "loud" });
  });

  it("asks a class that renders itself", () => {
    class Own extends ApiObject {
      override toJson(): object {
        return { ...(super.toJson() as object), data: { a: "own" } };
      }
    }
    const object = new Own(chart(), "X", { apiVersion: "v1", kind: "ConfigMap" });
    expect(serialise(object).manifest["data"]).toEqual({ a: "own" });
  });

  it("says why a class could not render itself", () => {
    class Broken extends ApiObject {
      override toJson(): object {
        return JSON.parse("{") as object;
      }
    }
    const object = new Broken(chart(), "X", { apiVersion: "v1", kind: "ConfigMap" });
    expect(serialise(object).findings.map(({ code }) => code)).toEqual(["not-serialisable"]);
  });
});

describe("an object that the cluster's store would refuse", () => {
  const metadata = { name: "x", annotations: { "argocd.argoproj.io/sync-options": "ServerSideApply=true" } };
  const sizeOf = (text: string) => Buffer.byteLength(ours(make({ metadata, data: { text } })));
  const codes = (text: string) => serialise(make({ metadata, data: { text } })).findings.map(({ code }) => code);
  const LIMIT = 1.5 * 2 ** 20;

  it.each(["a", "é", "語", "\u0001"])("is refused by its size in bytes, written in %j", (character) => {
    const each = (sizeOf(character.repeat(1000)) - sizeOf("")) / 1000;
    const most = Math.floor((LIMIT - sizeOf("")) / each);
    expect(codes(character.repeat(most))).toEqual([]);
    expect(codes(character.repeat(most + 1))).toEqual(["object-too-large"]);
  });
});

describe("a JSON patch", () => {
  it("changes the object as it does with cdk8s", () => {
    const object = make({ data: { a: "1", b: "2" }, list: ["x"] });
    object.addJsonPatch(
      JsonPatch.replace("/data/a", "3"),
      JsonPatch.remove("/data/b"),
      JsonPatch.add("/list/-", "y"),
      JsonPatch.copy("/data/a", "/data/c"),
      JsonPatch.test("/data/c", "3"),
    );
    expect(ours(object)).toBe(bytes(sorted(object.toJson())));
    expect(serialise(object).manifest).toMatchObject({ data: { a: "3", c: "3" }, list: ["x", "y"] });
  });

  it.each([
    ["a path that is not there", JsonPatch.replace("/data/x/y", "3")],
    ["a test that fails", JsonPatch.test("/data/a", "2")],
    ["the prototype of every object", JsonPatch.add("/__proto__/polluted", "yes")],
  ])("is refused with %s, and the object stays as it was", (_, operation) => {
    const object = make({ data: { a: "1" } });
    object.addJsonPatch(operation);
    const { manifest, findings } = serialise(object);
    expect(findings.map(({ code }) => code)).toEqual(["patch-does-not-match"]);
    expect(manifest["data"]).toEqual({ a: "1" });
    expect({}).not.toHaveProperty("polluted");
  });
});

/** The same with every record in the order of its keys, except the head. */
function sorted(value: unknown, isRoot = true): unknown {
  if (Array.isArray(value)) return value.map((item) => sorted(item, false));
  if (typeof value !== "object" || value === null) return value;
  const { apiVersion, kind, metadata, ...rest } = value as Record<string, unknown>;
  const entries = Object.entries(isRoot ? rest : value).sort(([a], [b]) => (a < b ? -1 : 1));
  const body = Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner, false)]));
  return isRoot ? { apiVersion, kind, metadata, ...body } : body;
}
