import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { controlPlane, type ControlPlane } from "../control-plane";
import { project, type Temporary } from "./plane/project";
import { providerName } from "./plane/provider";
import { type Operation, PulumiEngine } from "./plane/pulumi-engine";

/** What a run is to do with a resource whose declaration changes. */
interface Change {
  readonly before: object;
  readonly after: object;
  /** `update`, `replace` for the new one first, `delete` for the old one first. */
  readonly is: "update" | "replace" | "delete";
}

const labels = { app: "shop" };
const template = (image: string, more: object = labels) => ({
  metadata: { labels: more },
  spec: { containers: [{ name: "main", image }] },
});
const workload = (fields: object, more: object = labels) => ({
  spec: { selector: { matchLabels: more }, template: template("program:1", more), ...fields },
});
const job = (image: string) => ({
  kind: "batch.v1.Job",
  spec: { template: { spec: { ...template(image).spec, restartPolicy: "Never" } } },
});
const claim = (storageClassName: string) => ({
  kind: "core.v1.PersistentVolumeClaim",
  spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } }, storageClassName },
});
const binding = (role: string) => ({
  kind: "rbac.v1.RoleBinding",
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role },
  subjects: [{ kind: "ServiceAccount", name: "default", namespace: "default" }],
});
const settings = (fields: object) => ({ kind: "core.v1.ConfigMap", ...fields });
const secret = (fields: object) => ({ kind: "core.v1.Secret", ...fields });
const deployment = (fields: object, more?: object) => ({ kind: "apps.v1.Deployment", ...workload(fields, more) });
const stateful = (fields: object) => ({ kind: "apps.v1.StatefulSet", ...workload(fields) });
const service = (clusterIP?: string) => ({
  kind: "core.v1.Service",
  spec: { selector: labels, ports: [{ port: 80 }], clusterIP },
});

const CHANGES: Readonly<Record<string, Change>> = {
  "data-of-a-config-map": {
    before: settings({ data: { a: "1" } }),
    after: settings({ data: { a: "2" } }),
    is: "delete",
  },
  "more-data-of-a-config-map": {
    before: settings({ data: { a: "1" } }),
    after: settings({ data: { a: "1", b: "2" } }),
    is: "delete",
  },
  "labels-of-a-config-map": {
    before: settings({ data: { a: "1" } }),
    after: settings({ data: { a: "1" }, metadata: { labels } }),
    is: "update",
  },
  "name-of-a-config-map": {
    before: settings({ metadata: { name: "old-name" } }),
    after: settings({ metadata: { name: "new-name" } }),
    is: "replace",
  },
  "content-of-a-secret": {
    before: secret({ stringData: { a: "1" } }),
    after: secret({ stringData: { a: "2" } }),
    is: "delete",
  },
  "type-of-a-secret": { before: secret({}), after: secret({ type: "example.test/x" }), is: "delete" },
  "image-of-a-deployment": {
    before: deployment({}),
    after: deployment({ template: template("program:2") }),
    is: "update",
  },
  "selector-of-a-deployment": { before: deployment({}), after: deployment({}, { app: "other" }), is: "delete" },
  "replicas-of-a-stateful-set": {
    before: stateful({ serviceName: "shop" }),
    after: stateful({ serviceName: "shop", replicas: 2 }),
    is: "update",
  },
  "service-name-of-a-stateful-set": {
    before: stateful({ serviceName: "shop" }),
    after: stateful({ serviceName: "other" }),
    is: "delete",
  },
  "template-of-a-job": { before: job("program:1"), after: job("program:2"), is: "delete" },
  "storage-class-of-a-claim": { before: claim("fast"), after: claim("slow"), is: "delete" },
  "role-of-a-binding": { before: binding("reader"), after: binding("writer"), is: "delete" },
  "address-of-a-service": { before: service(), after: service("None"), is: "delete" },
};

/** With `enableConfigMapMutable` and `enableSecretMutable`. */
const MUTABLE_CHANGES: typeof CHANGES = {
  "data-of-a-config-map": {
    before: settings({ data: { a: "1" } }),
    after: settings({ data: { a: "2" } }),
    is: "update",
  },
  "data-of-an-immutable-config-map": {
    before: settings({ data: { a: "1" }, immutable: true }),
    after: settings({ data: { a: "2" }, immutable: true }),
    is: "delete",
  },
  "content-of-a-secret": {
    before: secret({ stringData: { a: "1" } }),
    after: secret({ stringData: { a: "2" } }),
    is: "update",
  },
  "type-of-a-secret": { before: secret({}), after: secret({ type: "example.test/x" }), is: "delete" },
};

const OUTCOMES = {
  update: { title: "changes in place", steps: ["update"] },
  replace: { title: "the new one comes first", steps: ["create-replacement", "replace", "delete-replaced"] },
  delete: { title: "the old one goes first", steps: ["delete-replaced", "replace", "create-replacement"] },
} as const;

let plane: ControlPlane;
let engine: PulumiEngine;
let program: Temporary;

beforeAll(async () => {
  plane = await controlPlane();
  engine = new PulumiEngine(plane);
  program = project("provider", join(__dirname, "provider-program.cjs"));
});

afterAll(async () => {
  await engine?.close();
  program?.remove();
  await plane?.stop();
});

const operate = (words: readonly string[], choices: object): Promise<Operation> =>
  engine.operate(words, { cwd: program.cwd, env: { PROGRAM: JSON.stringify(choices) } });

/** A run that a test builds on. */
async function made(words: readonly string[], choices: object): Promise<Operation> {
  const operation = await operate(words, choices);
  expect(operation.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return operation;
}

/** The steps for each resource by its name, in their order; what stays is left out. */
function stepsByName({ steps }: Operation): Readonly<Record<string, readonly string[]>> {
  const result: Record<string, string[]> = {};
  for (const { op, urn } of steps) if (op !== "same") (result[urn.split("::").pop()!] ??= []).push(op);
  return result;
}

describe.each([
  ["as a provider does by itself", "changes", CHANGES, {}],
  ["where data may change", "mutable", MUTABLE_CHANGES, { enableConfigMapMutable: true, enableSecretMutable: true }],
])(`a changed declaration, %s, with ${providerName}`, (_, stack, changes, inputs) => {
  const declared = (side: "before" | "after"): object => ({
    provider: inputs,
    objects: Object.fromEntries(Object.entries(changes).map(([name, change]) => [name, change[side]])),
  });
  let steps: Readonly<Record<string, readonly string[]>>;

  beforeAll(async () => {
    await engine.run(["stack", "init", stack], program);
    await made(["up"], declared("before"));
    steps = stepsByName(await made(["preview"], declared("after")));
    await made(["destroy"], {});
  });

  const rows = Object.entries(changes).map(([name, { is }]) => {
    const { title, steps: wanted } = OUTCOMES[is];
    return [`${name.replaceAll("-", " ")}: ${title}`, name, wanted] as const;
  });
  it.each(rows)("%s", (__, name, wanted) => {
    expect(steps[name]).toEqual(wanted);
  });
});

describe(`a field that another controller has changed, with ${providerName}`, () => {
  const name = "scaled";
  const objects = (image: string) => ({ [name]: deployment({ replicas: 2, template: template(image) }) });
  const replicas = async (): Promise<unknown> => {
    const address = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name, namespace: "default" } };
    return (await plane.client.get<{ spec: { replicas: number } }>(address)).body.spec.replicas;
  };

  beforeAll(async () => {
    await engine.run(["stack", "init", "scaled"], program);
    await made(["up"], { objects: objects("program:1") });
    await plane.kubectl(["scale", "deployment", name, "--replicas=5"]);
  });

  it("stays as it is where its changes are ignored", async () => {
    const { code } = await operate(["up"], { objects: objects("program:2"), ignoreChanges: ["spec.replicas"] });
    expect({ code, replicas: await replicas() }).toEqual({ code: 0, replicas: 5 });
  });

  it("is contested where they are not", async () => {
    const { code, diagnostics } = await operate(["up"], { objects: objects("program:3") });
    expect(code).not.toBe(0);
    expect(diagnostics.map(({ message }) => message).join()).toContain("conflict with");
  });
});
