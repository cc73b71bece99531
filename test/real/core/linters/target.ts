import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { stringify } from "yaml";
import type { GantryApp } from "../../../../app";
import { yamlFiles } from "../../../../targets/yaml";
import type { KubeObject } from "../../plane/kube-object";
import { environmentsIn, readFolder } from "../manifests";

/** The YAML files of one program in one environment. */
export interface Target {
  readonly name: string;
  readonly folder: string;
}

const TREE = resolve(__dirname, "../../../..");
const SHOP = join(TREE, "test/golden/shop");
const EXAMPLES = join(TREE, "examples");

/** The example shop in every environment, as it lies in the tree. */
export function goldenTargets(): Target[] {
  return environmentsIn(SHOP).map((name) => ({ name: `shop in ${name}`, folder: join(SHOP, name, "shop") }));
}

/** The names of the examples. */
export const EXAMPLE_NAMES = readdirSync(EXAMPLES)
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -".ts".length));

/** An example as it would be written, in a folder below the given one. */
export async function exampleTarget(name: string, scratch: string): Promise<Target> {
  const { app } = (await import(join(EXAMPLES, name))) as { app: GantryApp };
  const folder = join(scratch, name);
  mkdirSync(folder);
  for (const { file, text } of yamlFiles(app.render())) writeFileSync(join(folder, file.replaceAll("/", "-")), text);
  return { name: `example ${name}`, folder };
}

/** Objects as files in a folder below the given one. */
export function objectsTarget(name: string, objects: readonly KubeObject[], scratch: string): Target {
  const folder = join(scratch, name.replace(/\W+/g, "-"));
  mkdirSync(folder);
  objects.forEach((object, index) => writeFileSync(join(folder, `${index}.yaml`), stringify(object)));
  return { name, folder };
}

/** What a target holds, namespaces first. */
export function objectsOf({ folder }: Target): KubeObject[] {
  return readFolder(folder);
}
