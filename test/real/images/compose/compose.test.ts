import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { composeFiles } from "../../../../targets/compose";
import { imageFiles } from "../../../../targets/images";
import { ENVIRONMENTS, fixtureShop } from "../../../support/shop";
import type { CommandResult } from "../../control-plane";
import { freePort } from "../../plane/free-port";
import { waitFor } from "../../plane/wait-for";
import { toolProgram } from "../../tools/cache";
import { dockerEngine, type DockerEngine } from "./parts/docker-engine";
import { postgresStandIn } from "./parts/postgres-stand-in";
import { CommandFailed, output, run } from "../plane/command";
import { imageBuilder, type ImageBuilder } from "../plane/image-builder";

const ROOT = resolve(__dirname, "../../../..");
const MINUTES = 60_000;

let builder: ImageBuilder;
let engine: DockerEngine;
let project: string;
let settings: NodeJS.ProcessEnv;

beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), "gantry-compose-"));
  // As a developer's checkout is: the programs run as somebody else.
  chmodSync(project, 0o755);
  for (const folder of ["go", "examples/services"])
    cpSync(join(ROOT, folder), join(project, folder), { recursive: true });
  const programs = ENVIRONMENTS.map((name) => fixtureShop(name).render());
  const files = [...composeFiles(programs[0]!, programs, "docker"), ...imageFiles(programs, "docker")];
  for (const { file, text } of files) write(join("docker", file), text);
  builder = await imageBuilder();
  engine = await dockerEngine(builder);
  const database = await postgresStandIn(join(project, "postgres"), engine.docker);
  write("docker/stand-in.yaml", await standIns(database));
  const { golang, static: runtime } = builder.standIns;
  const buildkit = `unix://${join(builder.folder, "buildkitd.sock")}`;
  await output(toolProgram("buildx"), ["create", "--name=compose", "--driver=remote", buildkit], { env: engine.env });
  settings = {
    ...engine.env,
    BUILDX_BUILDER: "compose",
    GO_BASE: golang,
    RUNTIME_BASE: runtime,
    ...(await freePorts()),
  };
}, 15 * MINUTES);

afterAll(async () => {
  if (settings) await compose("--profile=*", "down", "--volumes", "--timeout=1");
  await engine?.close();
  await builder?.close();
  if (project) rmSync(project, { recursive: true });
}, 2 * MINUTES);

function write(file: string, text: string): void {
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), text);
}

const PORTS = ["STOREFRONT__HTTP", "PRICING__GRPC", "ORDERS_DB__POSTGRES"];
const DEBUG_PORTS = ["STOREFRONT_DEBUG__DEBUG", "STOREFRONT_DEBUG__HTTP"];

async function freePorts(): Promise<NodeJS.ProcessEnv> {
  const ports: NodeJS.ProcessEnv = {};
  for (const name of [...PORTS, ...DEBUG_PORTS]) ports[`HOST_PORT__${name}`] = String(await freePort());
  return ports;
}

/** The server that Debian has, and modules from this machine's cache: containers cannot reach a proxy here. */
async function standIns(database: string): Promise<string> {
  const cache = join(await output("go", ["env", "GOMODCACHE"]), "cache/download");
  const dev = ["storefront", "pricing", "mailer"].map(
    (name) => `  ${name}:
    environment: { GOPROXY: "file:///modules", GOSUMDB: "off" }
    volumes: [{ type: bind, source: "${cache}", target: /modules, read_only: true }]`,
  );
  return ["services:", `  orders-db: { image: "${database}", pull_policy: never }`, ...dev, ""].join("\n");
}

const BASE = ["compose.yaml", "stand-in.yaml"];
const DEVELOPMENT = ["compose.yaml", "compose.override.yaml", "stand-in.yaml"];

function composeWith(files: readonly string[], ...words: readonly string[]): Promise<CommandResult> {
  const flags = files.map((file) => `--file=${join("docker", file)}`);
  return run(toolProgram("compose"), [...flags, ...words], { cwd: project, env: settings });
}

function compose(...words: readonly string[]): Promise<CommandResult> {
  return composeWith(BASE, ...words);
}

const url = (path: string, port = "STOREFRONT__HTTP") => `http://127.0.0.1:${settings[`HOST_PORT__${port}`]}${path}`;
const json = async (answer: Response) => (await answer.json()) as Record<string, unknown>;

/** Services whose containers run and are well. @throws CommandFailed with what Compose says, when it does not end well before */
async function wellAfter(files: readonly string[], ...words: readonly string[]): Promise<readonly string[]> {
  const flags = files.map((file) => `--file=${join("docker", file)}`);
  const say = (...more: readonly string[]) =>
    output(toolProgram("compose"), [...flags, ...more], { cwd: project, env: settings });
  const { code, stderr } = await run(toolProgram("compose"), [...flags, ...words], { cwd: project, env: settings });
  if (code !== 0)
    throw new CommandFailed(`${words.join(" ")} ended with ${code}\n${stderr}\n${await say("logs", "--tail=20")}`);
  const lines = (await say("ps", "--format=json")).split("\n").map((line) => JSON.parse(line) as Container);
  return lines
    .filter(({ Health }) => Health === "healthy")
    .map(({ Service }) => Service)
    .sort();
}

interface Container {
  readonly Service: string;
  readonly Health: string;
}

describe("the shop on one machine, with stand-ins for the published bases and the published database", () => {
  it("is a model that Compose takes, whole", async () => {
    for (const files of [BASE, DEVELOPMENT, ["compose.yaml", "compose.test.yaml"]])
      expect(await composeWith(files, "--profile=*", "config", "--quiet")).toMatchObject({ code: 0, stderr: "" });
  });

  it(
    "starts in the right order, and all of it is well",
    async () => {
      expect(await wellAfter(BASE, "up", "--build", "--wait")).toEqual([
        "mailer",
        "orders-db",
        "pricing",
        "storefront",
      ]);
    },
    15 * MINUTES,
  );

  it("answers with a price from pricing", async () => {
    const answer = await fetch(url("/products/tea-pot"));
    expect(await json(answer)).toEqual({ id: "tea-pot", price: { amount: 3900, currency: "EUR" } });
  });

  it("keeps an order in the database", async () => {
    const body = JSON.stringify({ product: "tea-pot", quantity: 2, email: "somebody@example.test" });
    const placed = await fetch(url("/orders"), { method: "POST", body });
    expect(placed.status).toBe(201);
    const read = await fetch(url(placed.headers.get("location")!));
    expect(await json(read)).toMatchObject({
      product: "tea-pot",
      quantity: 2,
      total: { amount: 7800, currency: "EUR" },
    });
  });

  it(
    "ends with the answer that something is wrong when a program ends",
    async () => {
      write("docker/broken.yaml", "services:\n  storefront: { command: [nonsense] }\n");
      const { code } = await composeWith([...BASE, "broken.yaml"], "up", "--wait", "storefront");
      expect(code).not.toBe(0);
    },
    MINUTES,
  );

  it("runs with the settings of another environment", async () => {
    const { stdout } = await compose("--env-file=docker/.env.prod", "config", "--format=json");
    const { services } = JSON.parse(stdout) as { services: Record<string, { environment: Record<string, string> }> };
    expect(services["storefront"]?.environment).toMatchObject({ LOG_LEVEL: "error" });
  });
});

describe("live reload", () => {
  it(
    "starts the program from the mounted sources",
    async () => {
      expect(await wellAfter(DEVELOPMENT, "up", "--build", "--wait", "storefront")).toContain("storefront");
    },
    15 * MINUTES,
  );

  it(
    "answers anew after an edit",
    async () => {
      const file = join(project, "examples/services/storefront/shop.go");
      const source = readFileSync(file, "utf8");
      expect(await name()).toBe("shop");
      writeFileSync(file, source.replace('"name": "shop"', '"name": "edited shop"'));
      expect(await waitFor("the edited answer", async () => (await name()) === "edited shop", MINUTES)).toBe(true);
    },
    2 * MINUTES,
  );
});

async function name(): Promise<unknown> {
  const answer = await fetch(url("/")).catch(() => undefined);
  return answer?.ok ? (await json(answer))["name"] : undefined;
}

describe("a debugger", () => {
  it(
    "stops the program at a breakpoint",
    async () => {
      const debug = ["--profile=debug", "up", "--build", "--detach", "storefront-debug"];
      await wellAfter(DEVELOPMENT, ...debug);
      const port = settings["HOST_PORT__STOREFRONT_DEBUG__HTTP"];
      await waitFor("the program", async () => (await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined))?.ok);
      const commands = join(project, "commands");
      writeFileSync(commands, "break main.(*shop).home\ncontinue\nargs\nclearall\nquit -c\n");
      const address = `127.0.0.1:${settings["HOST_PORT__STOREFRONT_DEBUG__DEBUG"]}`;
      const client = run(toolProgram("delve"), [
        "connect",
        address,
        `--init=${commands}`,
        "--allow-non-terminal-interactive",
      ]);
      const asking = setInterval(() => void fetch(`http://127.0.0.1:${port}/`).catch(() => undefined), 500);
      const { stdout } = await client.finally(() => clearInterval(asking));
      expect(stdout).toMatch(/> .*main\.\(\*shop\)\.home\(\)/);
    },
    15 * MINUTES,
  );
});

describe("the end", () => {
  it(
    "leaves neither container nor network nor volume",
    async () => {
      await composeWith(DEVELOPMENT, "--profile=*", "down", "--volumes", "--timeout=1");
      const left = ["ps --all --quiet", "volume ls --quiet", "network ls --quiet --filter=type=custom"];
      expect(await Promise.all(left.map((words) => engine.docker(...words.split(" "))))).toEqual(["", "", ""]);
    },
    MINUTES,
  );
});
