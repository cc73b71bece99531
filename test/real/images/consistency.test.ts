import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { chmodSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { CommandResult } from "../control-plane";
import { toolProgram } from "../tools/cache";
import { GitProject } from "./git-project";
import { output } from "./plane/command";
import { imageBuilder, type ImageBuilder } from "./plane/image-builder";

const MINUTES = 60_000;
const MODULE = "github.com/google/uuid";
const MAIN = "services/one/main.go";

let builder: ImageBuilder;
let project: GitProject;
let goVersion: string;
let built: string;

beforeAll(async () => {
  builder = await imageBuilder();
  project = new GitProject(builder);
  goVersion = await output("go", ["env", "GOVERSION"]);
  for (const [file, text] of Object.entries(SOURCES)) project.write(`services/${file}`, text);
  await require("v1.5.0");
  project.write("main.ts", stack());
  await project.git("init", "--quiet");
  await project.commit("the first version");
  built = await project.git("rev-parse", "HEAD");
  const { code, stderr } = await project.images();
  if (code !== 0) throw new Error(stderr);
}, 10 * MINUTES);

afterAll(async () => {
  await builder?.close();
  project?.remove();
});

const program = (name: string) =>
  `package main\n\nimport (\n\t"fmt"\n\n\t"example.test/money"\n\t"example.test/rates"\n\t"${MODULE}"\n)\n\nfunc main() { fmt.Println("${name}", money.Unit, rates.Rate, uuid.NewString()) }\n`;

/** A program with a module of its workspace, one that a folder stands in for, and one from elsewhere. */
const SOURCES = {
  "go.work": "go 1.26.0\n\nuse (\n\t./money\n\t./one\n)\n",
  "money/go.mod": "module example.test/money\n\ngo 1.26.0\n",
  "money/money.go": 'package money\n\nconst Unit = "EUR"\n',
  "rates/go.mod": "module example.test/rates\n\ngo 1.26.0\n",
  "rates/rates.go": "package rates\n\nconst Rate = 1\n",
  "one/go.mod":
    "module example.test/one\n\ngo 1.26.0\n\nrequire example.test/rates v0.0.0\n\nreplace example.test/rates => ../rates\n",
  "one/main.go": program("one"),
};

const require = (version: string) =>
  output("go", ["get", `${MODULE}@${version}`], { cwd: join(project.folder, "services/one") });

/** One program in two environments; prod as it is given. */
function stack({ database = "17", config = "" } = {}): string {
  return `import { AppChart, Environment, External, GantryApp, GoImage, GoModule, GoService, Registry, readImageLock, run } from "gantry-cdk";

const environments = Environment.all<any, "dev" | "prod">({
  dev: { stage: "development", kubernetes: "1.35", database: "17", config: {} },
  prod: { stage: "production", kubernetes: "1.35", database: "${database}", config: { ${config} } },
});

run(() => {
  const [module, images] = [GoModule.read("services/one"), readImageLock()];
  return Object.values(environments).map((environment: any) => {
    const app = new GantryApp({ environment, images });
    const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
    const image = new GoImage(chart, "image", { module, name: "one", registries: [Registry.at("${builder.registry}/shop")], platforms: ["linux/amd64"] });
    const orders = External.postgres("orders-db", "orders-db.example.test", { version: environment.database, url: "DATABASE_URL" });
    const config = { DATABASE_URL: "postgres://orders-db.example.test/orders", ...environment.config };
    new GoService(chart, "one", { image, config, needs: [orders] });
    return app;
  });
}, { args: process.argv.slice(2), outdir: "dist", docker: "docker", local: "dev", buildx: ["${toolProgram("buildx")}"] });
`;
}

/** Asked of this machine's go command, with its own settings. */
const consistency = (env: NodeJS.ProcessEnv = {}) =>
  project.gantry(["consistency"], { HOME: process.env.HOME, ...env });

/** The code and the rows that differ, with single spaces. */
function differing({ code, stdout }: CommandResult) {
  const rows = stdout.split("\n").filter((line) => /^(?:❌|\s+\?)/.test(line));
  return { code, rows: rows.map((line) => line.replaceAll(/\s+/g, " ").trim()) };
}

const short = (commit: string) => commit.slice(0, 12);

/** Commits what was written, looks, and takes it back. */
async function committed(message: string, ask: () => Promise<void>): Promise<void> {
  await project.commit(message);
  await ask().finally(() => project.git("reset", "--quiet", "--hard", built));
}

describe("the verb consistency, with an image that was built and pushed", () => {
  it(
    "finds what was just built to be the same everywhere, and counts no module of the project",
    async () => {
      const { code, stdout, stderr } = await consistency();
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toMatch(new RegExp(`^✅ one +Go +${goVersion} +${goVersion} +-$`, "m"));
      expect(stdout).toMatch(/^✅ one +1 module +- +- +-$/m);
      expect(stdout).toMatch(/^✅ one +orders-db of shop\/one +postgres 17 +- +postgres 17$/m);
    },
    MINUTES,
  );

  it(
    "finds another version of Go, of which a stub of the go command tells",
    async () => {
      const go = await output("which", ["go"]);
      const stub = join("stub", "go");
      project.write(stub, `#!/bin/sh\n[ "$1 $2" = "env GOVERSION" ] && echo go1.0.1 && exit\nexec ${go} "$@"\n`);
      chmodSync(join(project.folder, stub), 0o755);
      const PATH = [join(project.folder, "stub"), process.env.PATH].join(delimiter);
      expect(differing(await consistency({ PATH }))).toEqual({ code: 1, rows: [`❌ one Go go1.0.1 ${goVersion} -`] });
    },
    MINUTES,
  );

  it(
    "finds a module that is newer here, and the commit that made it so",
    async () => {
      await require("v1.6.0");
      await committed("a newer module", async () => {
        const source = short(await project.git("rev-parse", "HEAD"));
        expect(differing(await consistency())).toEqual({
          code: 1,
          rows: [`❌ one ${MODULE} v1.6.0 v1.5.0 -`, `❌ one source ${source} ${short(built)} -`],
        });
      });
    },
    MINUTES,
  );

  it(
    "finds sources of another commit",
    async () => {
      project.write(MAIN, program("another one"));
      await committed("another name", async () => {
        const source = short(await project.git("rev-parse", "HEAD"));
        const rows = [`❌ one source ${source} ${short(built)} -`];
        expect(differing(await consistency())).toEqual({ code: 1, rows });
      });
    },
    MINUTES,
  );

  it(
    "counts sources that no commit holds as another version",
    async () => {
      project.write(MAIN, program("a draft"));
      const rows = [`❌ one source ? ${short(built)} -`, `? changes that are not committed: M ${MAIN}`];
      expect(differing(await consistency())).toEqual({ code: 1, rows });
      await project.git("checkout", "--", MAIN);
    },
    MINUTES,
  );

  it.each([
    ["a setting that only the environment has", { config: 'LOG_LEVEL: "info"' }, "LOG_LEVEL of shop/one missing - set"],
    ["another version of the database", { database: "18" }, "orders-db of shop/one postgres 17 - postgres 18"],
  ])(
    "finds %s",
    async (_, prod, row) => {
      project.write("main.ts", stack(prod));
      expect(differing(await consistency())).toEqual({ code: 1, rows: [`❌ one ${row}`] });
      project.write("main.ts", stack());
    },
    MINUTES,
  );

  it(
    "says that an image could not be looked into, which no registry has",
    async () => {
      const lock = project.text("images.lock.json");
      const { digest } = project.lock().environments["prod"]!["one"]!;
      project.write("images.lock.json", lock.replaceAll(digest, `sha256:${"0".repeat(64)}`));
      const { code, rows } = differing(await consistency());
      expect({ code, marked: rows.filter((row) => row.startsWith("❌")) }).toEqual({
        code: 1,
        marked: [`❌ one Go ${goVersion} ? -`, "❌ one modules 1 ? -"],
      });
      expect(rows.join("\n")).toContain("not found");
      project.write("images.lock.json", lock);
    },
    MINUTES,
  );
});
