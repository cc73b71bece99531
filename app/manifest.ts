import { ApiObject, App, JsonPatch } from "cdk8s";
import { KubeObject } from "../constructs/base/kube-object";
import type { Finding } from "../lib/fields";
import type { Json, Manifest } from "../lib/rendered";
import { Resolver } from "./resolver";

// cdk8s adds three resolvers of its own: Lazy, implicit tokens, unions of number and string.
const STOCK_RESOLVERS = 3;

/** An object as plain JSON, and what prevents it from being that. */
export interface Serialised {
  readonly manifest: Manifest;
  readonly findings: readonly Finding[];
}

/** Serialises an object once: resolved, patched, keys sorted, `apiVersion`, `kind` and `metadata` first. */
export function serialise(object: ApiObject): Serialised {
  const resolver = new Resolver();
  const plain = isStock(object)
    ? jsonPatched(object, resolver.record(ownData(object)), resolver)
    : stock(object, resolver);
  const changed = KubeObject.isKubeObject(object) ? handPatched(object, plain, resolver) : plain;
  const manifest = headFirst(changed);
  return { manifest, findings: [...resolver.findings, ...tooLarge(manifest, resolver.characters)] };
}

/** Bytes that etcd takes in one request (`--max-request-bytes`). */
const OBJECT_LIMIT = 1_572_864;

/** Bytes that the annotations of an object may have: client-side apply keeps the whole object in one of them. */
const CLIENT_LIMIT = 262_144;

/**
 * An object that the cluster's store would refuse, or that only the server can apply. UTF-8 has at most three bytes a character, JSON six for
 * one that it escapes.
 */
function tooLarge(manifest: Manifest, characters: number): Finding[] {
  if (characters * 6 <= CLIENT_LIMIT) return [];
  const bytes = Buffer.byteLength(JSON.stringify(manifest));
  const got = `${bytes} bytes`;
  if (bytes > OBJECT_LIMIT) {
    const allowed = `at most ${OBJECT_LIMIT} bytes (1.5 MiB) as JSON, what etcd takes by default`;
    return [{ code: "object-too-large", field: "", got, allowed, fix: "split it into several objects" }];
  }
  if (bytes <= CLIENT_LIMIT || manifest.metadata.annotations?.[SYNC_OPTIONS]?.includes(SERVER_SIDE)) return [];
  const allowed = `at most ${CLIENT_LIMIT} bytes as JSON, what kubectl and Argo CD keep in an annotation unless the server applies it`;
  const fix = `split it, or annotate it with ${SYNC_OPTIONS}: ${SERVER_SIDE} and use kubectl apply --server-side`;
  return [{ code: "client-side-apply", field: "", got, allowed, fix }];
}

// https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#server-side-apply
const SYNC_OPTIONS = "argocd.argoproj.io/sync-options";
const SERVER_SIDE = "ServerSideApply=true";

/** Whether cdk8s itself would render the object: no override of `toJson`, no resolvers of the user's. */
function isStock(object: ApiObject): boolean {
  return object.toJson === ApiObject.prototype.toJson && App.of(object).resolvers.length === STOCK_RESOLVERS;
}

function stock(object: ApiObject, resolver: Resolver): { [key: string]: Json } {
  try {
    return resolver.record(object.toJson());
  } catch (error) {
    resolver.complain("not-serialisable", text(error), "values that become JSON", "pass plain values to the construct");
    return {};
  }
}

/** What the object was made of. Its props are private to TypeScript only; going through `toJson` would resolve and sort a second time. */
function ownData(object: ApiObject): object {
  const props = Reflect.get(object, "props") as object;
  const metadata = object.metadata as unknown as Readonly<Record<string, object | undefined>>;
  return {
    ...props,
    metadata: {
      ...metadata["_additionalAttributes"],
      name: metadata["name"],
      namespace: metadata["namespace"],
      labels: unlessEmpty(metadata["labels"]),
      annotations: unlessEmpty(metadata["annotations"]),
      finalizers: unlessEmpty(metadata["finalizers"]),
      ownerReferences: unlessEmpty(metadata["ownerReferences"]),
    },
  };
}

function unlessEmpty(value: object | undefined): object | undefined {
  for (const _key in value) return value;
  return undefined;
}

function jsonPatched(object: ApiObject, plain: { [key: string]: Json }, resolver: Resolver): { [key: string]: Json } {
  const operations = Reflect.get(object, "patches") as JsonPatch[];
  let patched: Json = plain;
  for (const [index, operation] of operations.entries()) {
    try {
      patched = JsonPatch.apply(structuredClone(patched), operation) as Json;
    } catch (error) {
      const { op, path } = Reflect.get(operation, "operation") as { readonly op: string; readonly path: string };
      const got = `operation ${index}, ${op} ${path}: ${text(error)}`;
      resolver.complain("patch-does-not-match", got, `paths that exist; ${nearest(patched, path)}`, "correct the path");
      return plain;
    }
  }
  return operations.length > 0 ? resolver.record(patched) : plain;
}

/** The last part of a JSON pointer that is there, and what is in it. */
function nearest(value: Json, pointer: string): string {
  const there: string[] = [];
  let inner = value;
  for (const step of pointer.split("/").slice(1)) {
    if (typeof inner !== "object" || inner === null || !Object.hasOwn(inner, step)) break;
    inner = (inner as { readonly [key: string]: Json })[step]!;
    there.push(step);
  }
  const names = typeof inner === "object" && inner !== null ? Object.keys(inner).join(", ") : "";
  return `/${there.join("/")} has ${names || "nothing in it"}`;
}

/** Applies `patch(kind, change, reason)`: a change that throws or changes nothing no longer matches the object. */
function handPatched(object: KubeObject, plain: { [key: string]: Json }, resolver: Resolver): { [key: string]: Json } {
  let current = plain;
  for (const { mutate, reason } of object.changes) {
    const draft = resolver.record(current);
    try {
      mutate(draft as never);
    } catch (error) {
      resolver.complain(
        "patch-does-not-match",
        text(error),
        `a change that fits the object (reason: ${reason})`,
        "read the object in the output folder and correct the patch",
      );
      continue;
    }
    const next = resolver.record(draft);
    if (JSON.stringify(next) === JSON.stringify(current)) {
      resolver.complain(
        "patch-without-effect",
        reason,
        "a change: the object has this value already",
        "remove the patch",
      );
    }
    current = next;
  }
  return current;
}

function headFirst(plain: { [key: string]: Json }): Manifest {
  const { apiVersion = "", kind = "", metadata = {}, ...rest } = plain;
  return { apiVersion, kind, metadata, ...rest } as unknown as Manifest;
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
