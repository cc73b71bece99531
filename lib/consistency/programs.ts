import { ProgramIndex } from "../checks/program-index";
import type { Fields } from "../checks/read";
import { at, fields, list, text } from "../checks/read";
import type { Workload } from "../checks/workload";
import { byCodeUnit } from "../fields";
import type { Rendered } from "../rendered";
import type { Fact, ProgramFacts, Programs } from "./facts";

const INSTANCE = "app.kubernetes.io/instance";
const MOUNTED = ["configMap", "secret", "projected"];

/** The programs of an environment whose containers run an image, in order of their names. */
export function programsOf({ objects, declared, externals }: Rendered, reference: string): Programs {
  const programs = new Map<string, ProgramFacts>();
  for (const workload of new ProgramIndex({ objects, declared }).workloads) {
    const containers = workload.containers.filter(({ spec }) => spec["image"] === reference);
    if (containers.length === 0) continue;
    const { app } = workload.object;
    const program = text(workload.labels[INSTANCE]) ?? workload.name;
    const needs = externals.filter((one) => one.app === app && one.program === program);
    const name = `${app}/${program}`;
    const settings = containers.flatMap(({ spec }) => settingsOf(spec, workload));
    programs.set(name, {
      settings: new Set([...(programs.get(name)?.settings ?? []), ...settings]),
      servers: new Map(
        needs.flatMap(({ name, backing }) =>
          backing ? [[name, `${backing.engine} ${backing.version}`] as const] : [],
        ),
      ),
    });
  }
  return new Map([...programs].sort(([a], [b]) => byCodeUnit(a, b)));
}

/** Variables by name, files by path; whole objects of variables by the name of the object. */
function settingsOf(container: Fields, { pod }: Workload): readonly string[] {
  const mounted = list(pod["volumes"])
    .map(fields)
    .filter((volume) => MOUNTED.some((kind) => kind in volume))
    .map(({ name }) => name);
  const files = list(container["volumeMounts"])
    .map(fields)
    .filter(({ name }) => mounted.includes(name))
    .map(({ mountPath }) => mountPath);
  const names = list(container["env"]).map((variable) => at(variable, "name"));
  const objects = list(container["envFrom"]).map(
    (from) => `all of ${String(at(from, "configMapRef", "name") ?? at(from, "secretRef", "name"))}`,
  );
  return [...names, ...files, ...objects].flatMap((name) => text(name) ?? []);
}

/** The digest that an environment runs, out of the reference of its containers. */
export function digestOf(programs: Programs, reference: string): Fact {
  if (programs.size === 0) return { unknown: "no container runs it" };
  const [, digest] = reference.split("@");
  return digest === undefined ? { unknown: `${reference} is a tag, which may move` } : { value: digest };
}
