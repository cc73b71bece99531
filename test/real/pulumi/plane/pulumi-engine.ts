import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import type { CommandResult, ControlPlane } from "../../control-plane";
import { toolProgram } from "../../tools/cache";
import { type Events, readEvents } from "./events";
import { providePolicies } from "./policy-pack";
import { endProcessesOf, processesOf } from "./processes";
import { provideKubernetes } from "./provider";

/** Where a command runs, and what it finds there besides. */
export interface RunOptions {
  /** The folder with Pulumi.yaml. */
  readonly cwd: string;
  /** @default - nothing */
  readonly env?: Readonly<Record<string, string>>;
}

/** How an operation on a stack went. */
export type Operation = CommandResult & Events;

/** A command that may be killed. */
export interface Running {
  readonly ended: Promise<CommandResult>;
  /** Kills the command, and only that: what it has started stays behind, as it does after a crash. */
  kill(): Promise<void>;
}

/** One resource in the state of a stack. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly parent?: string;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
}

const TOOLS = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-docker-build"] as const;
const PASSPHRASE = "of a test";

/** The `pulumi` command with a home, state and plugins of its own, all of it in one temporary folder. */
export class PulumiEngine {
  private readonly home = mkdtempSync(join(tmpdir(), "gantry-pulumi-"));
  private readonly environment: NodeJS.ProcessEnv;
  private logs = 0;

  /** @throws MissingTool when a program has not been built */
  constructor(plane: Pick<ControlPlane, "kubeconfig">) {
    const [programs, state] = ["bin", "state"].map((name) => join(this.home, name)) as [string, string];
    const tools = TOOLS.map((name) => dirname(toolProgram(name)));
    mkdirSync(programs);
    mkdirSync(state);
    provideKubernetes(programs);
    providePolicies(programs);
    this.environment = {
      ...withoutPulumi(process.env),
      PATH: [programs, ...tools, dirname(process.execPath), process.env["PATH"]].join(delimiter),
      KUBECONFIG: plane.kubeconfig,
      PULUMI_HOME: this.home,
      PULUMI_BACKEND_URL: `file://${state}`,
      PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_DEBUG_COMMANDS: "true",
    };
  }

  /** Runs `pulumi` to its end: `["stack", "init", "dev"]`. */
  run(words: readonly string[], options: RunOptions): Promise<CommandResult> {
    return this.start(words, options).ended;
  }

  /** Runs `up`, `preview`, `refresh` or `destroy` without questions, and says what happened to each resource. */
  async operate(words: readonly string[], options: RunOptions): Promise<Operation> {
    const log = join(this.home, `events-${++this.logs}.json`);
    const consent = words[0] === "preview" ? [] : ["--yes", "--skip-preview"];
    const result = await this.run([...words, ...consent, "--event-log", log], options);
    return { ...result, ...readEvents(log) };
  }

  /** Starts `pulumi`. */
  start(words: readonly string[], { cwd, env }: RunOptions): Running {
    const options = { cwd, env: { ...this.environment, ...env } };
    const child = spawn(toolProgram("pulumi"), [...words, "--non-interactive", "--color=never"], options);
    const exit = new Promise<number>((resolve) => child.once("exit", (code) => resolve(code ?? -1)));
    return {
      ended: result(child, exit),
      kill: async () => {
        child.kill("SIGKILL");
        await exit;
      },
    };
  }

  /** The resources of the stack that is selected in the folder, or of the named one. */
  async resources(options: RunOptions, stack?: string): Promise<readonly StateResource[]> {
    const named = stack === undefined ? [] : ["--stack", stack];
    const { stdout } = await this.run(["stack", "export", ...named], options);
    const { deployment } = JSON.parse(stdout) as { deployment: { resources?: readonly StateResource[] } };
    return deployment.resources ?? [];
  }

  /** The ids of the processes that commands of this engine have started and that are still there. */
  processes(): readonly number[] {
    return processesOf(this.home);
  }

  /** Ends whatever is still running and removes the home; resolves with what could not be ended. */
  async close(): Promise<readonly number[]> {
    const left = await endProcessesOf(this.home);
    rmSync(this.home, { recursive: true, force: true });
    return left;
  }
}

/** Orphans may hold the pipes of a killed command open, so its own end is enough. */
async function result(child: ChildProcess, exit: Promise<number>): Promise<CommandResult> {
  const outputs = [child.stdout!, child.stderr!];
  const texts = Promise.all(outputs.map((output) => text(output)));
  const code = await exit;
  if (code === -1) outputs.forEach((output) => output.destroy());
  const [stdout = "", stderr = ""] = await texts.catch(() => []);
  return { code, stdout, stderr };
}

/** Whoever runs the tests may have settings, stacks and tokens of their own. */
function withoutPulumi(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith("PULUMI_")));
}
