import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import type { KubeObject } from "../plane/kube-object";

/** The objects of one YAML file. */
export function readManifests(file: string): KubeObject[] {
  const documents = parseAllDocuments(readFileSync(file, "utf8"));
  return documents.map((document) => document.toJS() as KubeObject | null).filter((object) => object !== null);
}

/** The objects of a folder in the order in which `kubectl apply -f` takes them, namespaces first. */
export function readFolder(folder: string): KubeObject[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .sort();
  const objects = files.flatMap((file) => readManifests(join(folder, file)));
  const isNamespace = ({ kind }: KubeObject): boolean => kind === "Namespace";
  return [...objects.filter(isNamespace), ...objects.filter((object) => !isNamespace(object))];
}

/** The environments of an output folder. */
export function environmentsIn(output: string): string[] {
  const entries = readdirSync(output, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries.map(({ name }) => name);
}
