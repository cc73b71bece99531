import { join } from "node:path";
import type { BuildFacts, Fact, ModuleVersions } from "../../lib/consistency";
import { readModules } from "../../lib/consistency";
import { isComplaint } from "../../lib/errors";
import type { ImagePlan } from "../../lib/image/image-plan";
import type { Platform } from "../../lib/image/platform";
import { sourceOf } from "../images/source";
import { ask } from "../tools/ask";

/** The modules of packages in the form of `go version -m`; those of the project itself have no version. */
const MODULES =
  '{{with .Module}}{{if not .Main}}dep{{"\\t"}}{{.Path}}{{"\\t"}}{{.Version}}{{with .Replace}}{{"\\n"}}=>{{"\\t"}}{{.Path}}{{"\\t"}}{{.Version}}{{end}}{{end}}{{end}}';

/** What the go command of this machine would build an image from, now, for the platform of the image. */
export function localFacts(plan: ImagePlan, platform: Platform): BuildFacts {
  const cwd = join(plan.module.root, plan.module.dir);
  const env = targetOf(plan, platform);
  return {
    go: ask(["go", "env", "GOVERSION"], { cwd }),
    modules: modules(ask(["go", "list", "-deps", "-f", MODULES, plan.command.package], { cwd, env })),
    source: source(plan),
  };
}

function modules(listed: Fact): Fact<ModuleVersions> {
  return "unknown" in listed ? listed : { value: readModules(listed.value) };
}

/** Other platforms import other packages. */
function targetOf({ module }: ImagePlan, platform: Platform): Readonly<Record<string, string>> {
  const [os = "", architecture = "", variant] = platform.split("/");
  return {
    GOOS: os,
    GOARCH: architecture,
    CGO_ENABLED: module.cgo.length === 0 ? "0" : "1",
    ...(variant !== undefined && { GOARM: variant.slice(1) }),
  };
}

function source(plan: ImagePlan): Fact {
  try {
    const found = sourceOf(plan);
    return isComplaint(found) ? { unknown: found.got } : { value: found.commit };
  } catch (error) {
    return { unknown: error instanceof Error ? error.message : String(error) };
  }
}
