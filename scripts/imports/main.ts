import { readCrd } from "./crd";
import { readDefaults } from "./feature-gates";
import { GATED_FIELDS } from "./gated-fields";
import { GoModules } from "./go-modules";
import { check, write } from "./output";
import { entriesOf, pathsTo } from "./since";
import { CRDS, DEFINITIONS, KUBERNETES, OPEN_API } from "./sources";
import type { Swagger } from "./swagger";
import { interfacesOf, kindIn, reachable } from "./swagger";
import { sinceFile } from "./write-since";
import { crdFile, fileName, kindsFile, kubernetesFile } from "./write-types";

const modules = new GoModules();
const releases = KUBERNETES.map(({ minor, module, gates }) => ({
  minor,
  swagger: JSON.parse(modules.read(module, OPEN_API)) as Swagger,
  defaults: readDefaults(gates.map((file) => modules.read(module, file)).join("\n"), minor),
}));
const custom = CRDS.map(({ module, file, version }) => ({
  source: `${module} ${file}`,
  ...readCrd(modules.read(module, file), version),
}));

const kubernetesModules = KUBERNETES.map(({ module }) => module);
const newestModule = kubernetesModules.at(-1)!;
const documents = releases.map(({ swagger }) => swagger);
const newest = documents.at(-1)!;
const definitions = reachable(newest, DEFINITIONS);
const builtIn = DEFINITIONS.map((definition) => kindIn(newest, definition));
const entries = entriesOf(releases, definitions, GATED_FIELDS);

const files = new Map([
  ["kubernetes.ts", kubernetesFile(newestModule, interfacesOf(documents, definitions))],
  ["kinds.ts", kindsFile([newestModule, ...new Set(CRDS.map(({ module }) => module))], builtIn, custom)],
  ["since.ts", sinceFile(kubernetesModules, entries, pathsTo(entries, newest, definitions))],
  ...custom.map((kind): [string, string] => [`crds/${fileName(kind.kind)}.ts`, crdFile(kind.source, kind)]),
]);

if (process.argv.includes("--check")) check(files);
else write(files);
