import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { GoModule } from "../../../app/read-module";
import type { Files } from "../../lib/go-module/files";
import { REFUSED, STRICTER } from "../../lib/go-module/refused";
import { SOUND } from "../../lib/go-module/sound";
import { put } from "../../support/folder";
import { go, goList, goOutput } from "./go-command";

const ROOT = resolve(__dirname, "../../..");
const EXAMPLES = ["daily-report", "mailer", "pricing", "storefront"];
/** Nothing is downloaded. */
const ALONE = { GOPROXY: "off", GOSUMDB: "off", GONOSUMDB: "*" };

let folder: string;
let project: string;
beforeEach(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), "go-module-"));
  project = join(folder, "project");
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Files): void {
  for (const [file, text] of Object.entries(files)) put(join(project, file), text);
}

/** Only what the module says a build needs: first what downloads need, then the sources. */
function copy(from: string, module: GoModule): { readonly to: string; readonly withSources: () => void } {
  const to = join(folder, "copy");
  const take = (path: string) => {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    cpSync(join(from, path), join(to, path), { recursive: true });
  };
  module.moduleFiles.forEach(take);
  mkdirSync(join(to, module.dir), { recursive: true });
  return { to: join(to, module.dir), withSources: () => [module.dir, ...module.locals].forEach(take) };
}

function build(from: string, { commands }: GoModule, env: Readonly<Record<string, string>>): string[] {
  const out = join(folder, "out");
  for (const command of commands) goOutput(from, ["build", "-o", `${out}/`, command.package], env);
  return readdirSync(out).sort();
}

/** What the module says, as the go command says it of the same folder. */
function claimed(module: GoModule) {
  return {
    commands: module.commands.map((command) => `${command.package} ${command.name}`).sort(),
    cgo: [...new Set(module.cgo.map(({ file }) => file))].sort(),
    embeds: module.embeds.map(({ pattern }) => pattern).sort(),
  };
}

function listed(context: string, module: GoModule, env: Readonly<Record<string, string>>) {
  const from = join(context, module.dir);
  const path = (dir: string, ...more: readonly string[]) => join(relative(context, dir), ...more);
  const own = goList(from, ["./..."], env);
  const mains = own.filter(({ Name, Dir, GoFiles, CgoFiles }) => {
    return Name === "main" && (GoFiles ?? CgoFiles) && /^(?:cmd(?:\/[^/]+)?)?$/.test(relative(from, Dir));
  });
  const packages = module.commands.map((command) => command.package);
  const [withCgo, without] = ["1", "0"].map((CGO_ENABLED) => {
    const list = goList(from, ["-deps", ...packages], { ...env, CGO_ENABLED });
    return list.filter(({ Standard, Dir }) => !Standard && !relative(context, Dir).startsWith(".."));
  });
  const cgo = withCgo!.filter(({ Dir, GoFiles = [], CgoFiles = [] }) => {
    const files = without!.find((other) => other.Dir === Dir)?.GoFiles ?? [];
    return files.every((file) => GoFiles.includes(file) || CgoFiles.includes(file));
  });
  const imported = without!.filter(({ ImportPath }) => !own.some((one) => one.ImportPath === ImportPath));
  return {
    commands: mains.map(({ Dir, Target = "" }) => {
      return `${["." as string, relative(from, Dir)].filter(Boolean).join("/")} ${basename(Target)}`;
    }),
    cgo: cgo.flatMap(({ Dir, CgoFiles = [] }) => CgoFiles.map((file) => path(Dir, file))),
    embeds: [...own, ...imported].flatMap(({ Dir, EmbedPatterns = [] }) =>
      EmbedPatterns.map((pattern) => path(Dir, pattern.replace(/^all:/, ""))),
    ),
  };
}

describe("a module of an odd shape", () => {
  it.each(SOUND)("is what the go command says of it: %s", (_, dir, files) => {
    write(files);
    const module = GoModule.read(join(project, dir), { project });
    const said = listed(resolve(module.root), module, ALONE);
    expect(claimed(module)).toEqual({
      commands: said.commands.sort(),
      cgo: said.cgo.sort(),
      embeds: said.embeds.sort(),
    });
  });

  it.each(SOUND)("is built from what it says that it needs: %s", (_, dir, files) => {
    write(files);
    const module = GoModule.read(join(project, dir), { project });
    const { to, withSources } = copy(resolve(module.root), module);
    if (!module.vendored) goOutput(to, ["mod", "download"], ALONE);
    withSources();
    expect(build(to, module, ALONE)).toEqual([...new Set(module.commands.map(({ name }) => name))].sort());
  });

  it.each(REFUSED)("is not built by the go command either: %s", (_, dir, files) => {
    write(files);
    const from = join(project, dir);
    const steps = [
      ["list", "-deps", "./..."],
      ["build", "-o", `${join(folder, "out")}/`, "./..."],
      ["mod", "download"],
    ];
    const isBuilt = steps.every((args) => go(from, args, ALONE).ok) && existsSync(join(folder, "out"));
    expect(isBuilt).toBe(false);
  });

  it.each(STRICTER)("is refused although the go command builds it: %s", (_, dir, files) => {
    write(files);
    goOutput(join(project, dir), ["build", "-o", join(folder, "out"), "."], ALONE);
    expect(() => GoModule.read(join(project, dir), { project })).toThrow();
  });
});

describe.each(EXAMPLES)("the example %s", (name) => {
  const from = join(ROOT, "examples/services", name);

  it("is what the go command says of it", () => {
    const module = GoModule.read(from);
    const said = listed(ROOT, module, {});
    expect(claimed(module)).toEqual({
      commands: said.commands.sort(),
      cgo: said.cgo.sort(),
      embeds: said.embeds.sort(),
    });
  });

  it("needs the modules of the project that the go command lists for it and its tests", () => {
    const deps = goList(from, ["-deps", "-test", "./..."]);
    const dirs = deps.flatMap(({ Module }) => (Module?.Main && Module.Dir ? [relative(ROOT, Module.Dir)] : []));
    const module = GoModule.read(from);
    expect([module.dir, ...module.locals].sort()).toEqual([...new Set(dirs)].sort());
  });

  it("says what go mod edit and go work edit say", () => {
    const mod = JSON.parse(goOutput(from, ["mod", "edit", "-json"])) as GoModJson;
    const work = JSON.parse(goOutput(from, ["work", "edit", "-json"])) as GoWorkJson;
    const module = GoModule.read(from);
    const uses = work.Use.map(({ DiskPath }) => relative(ROOT, resolve(from, "..", DiskPath)));
    expect({ path: module.path, go: module.go, uses: module.workspace?.uses }).toEqual({
      path: mod.Module.Path,
      go: work.Go,
      uses,
    });
    const replaced = new Set(mod.Replace.map(({ Old }) => Old.Path));
    const external = mod.Require.filter(({ Path }) => !replaced.has(Path)).map(({ Path, Version }) => [Path, Version]);
    expect(module.requires).toEqual(Object.fromEntries(external));
  });

  it("is built from what it says that it needs", () => {
    const module = GoModule.read(from);
    const { to, withSources } = copy(ROOT, module);
    goOutput(to, ["mod", "download"]);
    withSources();
    expect(build(to, module, { GOPROXY: "off" })).toEqual([name]);
  }, 600_000);
});

interface GoModJson {
  readonly Module: { readonly Path: string };
  readonly Require: readonly { readonly Path: string; readonly Version: string }[];
  readonly Replace: readonly { readonly Old: { readonly Path: string } }[];
}

interface GoWorkJson {
  readonly Go: string;
  readonly Use: readonly { readonly DiskPath: string }[];
}
