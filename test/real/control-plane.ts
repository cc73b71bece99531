import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeCredentials, writeKubeconfig } from "./plane/credentials";
import { addFakeNodes } from "./plane/fake-nodes";
import { HttpsSession } from "./plane/https-session";
import { KubeClient } from "./plane/kube-client";
import { FILES, runApiServer, runControllers, runEtcd, runScheduler } from "./plane/programs";
import { Supervised } from "./plane/supervised";
import { freePort } from "./plane/free-port";
import { waitFor } from "./plane/wait-for";
import { toolProgram } from "./tools/cache";

export interface ControlPlaneOptions {
  /** Nodes played by kwok, three or as many as given. @default - no nodes: pods stay pending */
  readonly kwok?: true | number;
}

/** What a program said and how it ended. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A whole Kubernetes control plane on a free loopback port, all of it in one temporary folder. */
export interface ControlPlane {
  readonly url: string;
  /** Path of the administrator's kubeconfig; it names no other file. */
  readonly kubeconfig: string;
  /** Holds one `<program>.log` for each program. */
  readonly folder: string;
  /** The administrator's client. */
  readonly client: KubeClient;
  /** Runs kubectl of the server's version as the administrator. */
  kubectl(args: readonly string[]): Promise<CommandResult>;
  /** Kills the programs and removes the folder; resolves when both are gone. */
  stop(): Promise<void>;
}

const NODES = 3;
const START_TIMEOUT_MS = 90_000;
const OK = 200;

/**
 * Starts etcd, API server, controller manager, scheduler and fake nodes; resolves when pods can be created. Whatever ends this
 * process, nothing stays behind.
 * @throws MissingTool when a program has not been built, ProgramEnded when one dies during the start
 */
export async function controlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const programs = await Supervised.start();
  try {
    return await Promise.race([startUp(programs, options), programs.broken]);
  } catch (error) {
    await programs.stop();
    throw error;
  }
}

async function startUp(programs: Supervised, { kwok }: ControlPlaneOptions): Promise<ControlPlane> {
  const { folder } = programs;
  const tokens = writeCredentials(folder);
  const port = await freePort();
  runEtcd(programs);
  runApiServer(programs, port);
  const url = `https://127.0.0.1:${port}`;
  const session = await readySession(programs, url, tokens.admin);
  const kubeconfig = writeKubeconfig(folder, "admin", url, tokens.admin);
  runControllers(programs, writeKubeconfig(folder, "controllers", url, tokens.controllers));
  runScheduler(programs, writeKubeconfig(folder, "scheduler", url, tokens.scheduler));
  const client = new KubeClient(session);
  await Promise.all([
    defaultAccount(client),
    kwok && addFakeNodes(programs, kubeconfig, client, kwok === true ? NODES : kwok),
  ]);
  const stop = (): Promise<void> => (session.close(), programs.stop());
  return { url, kubeconfig, folder, client, stop, kubectl: (args) => kubectl(folder, kubeconfig, args) };
}

/** A session once the server has made its certificate and calls itself ready. */
async function readySession(programs: Supervised, url: string, token: string): Promise<HttpsSession> {
  const path = join(programs.folder, FILES.certificate);
  await waitFor("the server's certificate", () => Promise.race([hasText(path), programs.broken]));
  const session = new HttpsSession(url, readFileSync(path, "utf8"), token);
  const ready = async (): Promise<boolean> => {
    const answer = await session.send("GET", "/readyz").catch(() => undefined);
    return answer?.status === OK;
  };
  await waitFor("a ready API server", () => Promise.race([ready(), programs.broken]), START_TIMEOUT_MS);
  return session;
}

async function hasText(path: string): Promise<boolean> {
  return existsSync(path) && readFileSync(path, "utf8").includes("END CERTIFICATE");
}

/** Pods are refused until the controllers have made the account that they run as. */
async function defaultAccount(client: KubeClient): Promise<void> {
  const address = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default", namespace: "default" } };
  await waitFor("the default service account", async () => (await client.get(address)).status === OK);
}

function kubectl(folder: string, kubeconfig: string, args: readonly string[]): Promise<CommandResult> {
  const all = ["kubectl", `--kubeconfig=${kubeconfig}`, `--cache-dir=${join(folder, "kubectl")}`, ...args];
  return new Promise((resolve) => {
    execFile(toolProgram("kube"), all, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, stdout, stderr });
    });
  });
}
