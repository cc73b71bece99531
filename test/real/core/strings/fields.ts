import { GoService, ImageRef, Metrics, Probe, RawObject, SecretRef } from "../../../../app";
import type { AppChart } from "../../../../app";
import type { Manifest } from "../../../../lib/rendered";

const IMAGE = ImageRef.pinned(`registry.example.test/shop/web@sha256:${"0a".repeat(32)}`);

/** Texts by the field that carries them. */
export type Fields = Readonly<Record<string, readonly string[]>>;

/** The fields of rendered objects that hold any text; those that a process is given can't hold NUL. */
export function fieldsOf(texts: readonly string[]): Record<string, readonly string[]> {
  const process = texts.map((text) => text.replaceAll("\0", ""));
  const reasons = [texts.find((text) => text.trim().length >= 3) ?? "none of these"];
  return {
    config: process,
    files: texts,
    command: process,
    args: process,
    "health.liveness": process,
    podAnnotations: texts,
    "account.annotations": texts,
    "init.env": process,
    "init.command": process,
    "init.args": process,
    "sidecars.env": process,
    "sidecars.args": process,
    "migration.args": process,
    "metrics.reason": reasons,
    "secrets.external.key": texts,
    "secrets.external.property": texts,
    "secrets.sealed.cipher": texts,
    "secrets.csi.parameters": texts,
    // A program has at most 200 secrets, and one is for the parameters.
    "secrets.csi.object": texts.slice(0, 49),
    "patch.annotations": texts,
    "raw.data": texts,
    "raw.list": texts,
    "raw.deep": texts,
    "raw.keys": [...new Set(texts)].sort(),
  };
}

/** Declares a service and an object of its own with the texts in their fields; empty fields are left out. */
export function declare(chart: AppChart, id: string, fields: Fields): void {
  const of = (name: string) => fields[name] ?? [];
  const service = new GoService(chart, id, {
    image: IMAGE,
    config: keyed("KEY_", of("config")),
    files: keyed("/etc/web/", of("files")),
    command: of("command"),
    args: of("args"),
    health: { liveness: Probe.exec(["probe", ...of("health.liveness")]) },
    podAnnotations: keyed("pod.example.test/", of("podAnnotations")),
    account: { annotations: keyed("account.example.test/", of("account.annotations")) },
    init: {
      first: { image: IMAGE, env: keyed("E_", of("init.env")), command: of("init.command"), args: of("init.args") },
    },
    sidecars: { beside: { image: IMAGE, env: keyed("E_", of("sidecars.env")), args: of("sidecars.args") } },
    migration: { args: of("migration.args") },
    secrets: secrets(of),
    ...(of("metrics.reason").length > 0 && { metrics: Metrics.off(of("metrics.reason")[0]!) }),
  });
  service.patch(
    "Service",
    (object) => {
      object.metadata.annotations = {
        "example.test/changed": "yes",
        ...keyed("patch.example.test/", of("patch.annotations")),
      };
    },
    "the texts under test",
  );
  new RawObject(chart, `${id}Raw`, {
    apiVersion: "example.test/v1",
    kind: "Texts",
    metadata: { name: "texts" },
    data: keyed("k", of("raw.data")),
    list: of("raw.list"),
    deep: of("raw.deep").map((text) => [{ inner: [text] }]),
    keys: Object.fromEntries(of("raw.keys").map((text) => [text, "value"])),
  });
}

function secrets(of: (name: string) => readonly string[]): Record<string, SecretRef> {
  const parameters = keyed("p", of("secrets.csi.parameters"));
  return {
    ...mapped("EXTERNAL_", of("secrets.external.key"), (key) => SecretRef.external({ store: "vault", key })),
    ...mapped("PROPERTY_", of("secrets.external.property"), (property) =>
      SecretRef.external({ store: "other", key: "web", property }),
    ),
    ...mapped("SEALED_", of("secrets.sealed.cipher"), (cipher) => SecretRef.sealed(cipher)),
    ...mapped("CSI_", of("secrets.csi.object"), (object) =>
      SecretRef.csi({ provider: "vault", object, parameters: {} }),
    ),
    PARAMETERS: SecretRef.csi({ provider: "other", object: "web", parameters }),
  };
}

function mapped<T>(prefix: string, texts: readonly string[], make: (text: string) => T): Record<string, T> {
  return Object.fromEntries(texts.map((text, index) => [`${prefix}${String(index).padStart(3, "0")}`, make(text)]));
}

function keyed(prefix: string, texts: readonly string[]): Record<string, string> {
  return mapped(prefix, texts, (text) => text);
}

interface Tree {
  readonly [key: string]: Tree;
}

/** The same fields, found again in the objects that a parser gave back. */
export function found(objects: readonly Manifest[]): Fields {
  const of = (kind: string, test: (one: Tree) => boolean = () => true): Tree =>
    (objects as unknown as Tree[]).find((one) => word(one["kind"]) === kind && test(one)) ?? {};
  const [pod, job] = [of("Deployment"), of("Job")].map((one) => one["spec"]?.["template"] ?? {}) as [Tree, Tree];
  const [main, init, sidecar] = [pod["spec"]?.["containers"]?.["0"], ...containers(pod)];
  const [raw, data] = [of("Texts"), of("ConfigMap")["data"]];
  const external = (store: string) =>
    values(of("ExternalSecret", (one) => word(one["spec"]?.["secretStoreRef"]?.["name"]) === store)["spec"]?.["data"]);
  const csi = (provider: string) =>
    of("SecretProviderClass", (one) => word(one["spec"]?.["provider"]) === provider)["spec"];
  return {
    config: prefixed("KEY_", data),
    files: prefixed("etc.web.", data),
    command: texts(main?.["command"]),
    args: texts(main?.["args"]),
    "health.liveness": texts(main?.["livenessProbe"]?.["exec"]?.["command"]).slice(1),
    podAnnotations: prefixed("pod.example.test/", pod["metadata"]?.["annotations"]),
    "account.annotations": prefixed("account.example.test/", of("ServiceAccount")["metadata"]?.["annotations"]),
    "init.env": environment(init),
    "init.command": texts(init?.["command"]),
    "init.args": texts(init?.["args"]),
    "sidecars.env": environment(sidecar),
    "sidecars.args": texts(sidecar?.["args"]),
    "migration.args": texts(job["spec"]?.["containers"]?.["0"]?.["args"]),
    "metrics.reason": prefixed("gantry.dev/opt-out.metrics", of("Deployment")["metadata"]?.["annotations"]),
    "secrets.external.key": external("vault").map((one) => word(one["remoteRef"]?.["key"])),
    "secrets.external.property": external("other").map((one) => word(one["remoteRef"]?.["property"])),
    "secrets.sealed.cipher": texts(of("SealedSecret")["spec"]?.["encryptedData"]),
    "secrets.csi.parameters": prefixed("p", csi("other")?.["parameters"]),
    "secrets.csi.object": values(csi("vault")?.["secretObjects"]?.["0"]?.["data"]).map((one) =>
      word(one["objectName"]),
    ),
    "patch.annotations": prefixed("patch.example.test/", of("Service")["metadata"]?.["annotations"]),
    "raw.data": texts(raw["data"]),
    "raw.list": texts(raw["list"]),
    "raw.deep": values(raw["deep"]).map((one) => word(one["0"]?.["inner"]?.["0"])),
    "raw.keys": Object.keys(raw["keys"] ?? {}).sort(),
  };
}

/** The containers `first` and `beside`. */
function containers(pod: Tree): (Tree | undefined)[] {
  const all = values(pod["spec"]?.["initContainers"]);
  return ["first", "beside"].map((name) => all.find((one) => word(one["name"]) === name));
}

function values(tree: Tree | undefined): Tree[] {
  return Object.values(tree ?? {});
}

function texts(tree: Tree | undefined): string[] {
  return values(tree).map(word);
}

function prefixed(prefix: string, tree: Tree | undefined): string[] {
  const keys = Object.keys(tree ?? {}).filter((key) => key.startsWith(prefix));
  return keys.sort().map((key) => word(tree?.[key]));
}

/** Literal variables as the program gets them: Kubernetes turns `$$(` into `$(`. */
function environment(container: Tree | undefined): string[] {
  return values(container?.["env"]).map((one) => word(one["value"] ?? "").replaceAll("$$(", "$("));
}

function word(value: unknown): string {
  return typeof value === "string" ? value : `no text but ${typeof value}`;
}
