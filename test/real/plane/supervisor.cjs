/**
 * Owns the programs and the folder of one control plane. It starts what it is told to over the IPC channel. When the channel
 * closes, because stop() closed it or because the process of the tests ended in whatever way, it kills every program, removes
 * the folder and ends. It runs in a session of its own, so that a Ctrl-C does not reach it before the tests are done.
 */
const { spawn } = require("node:child_process");
const {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
} = require("node:fs");
const { tmpdir } = require("node:os");
const { basename, join } = require("node:path");

const GROUPS = "/sys/fs/cgroup";

const folder = mkdtempSync(join(tmpdir(), "gantry-plane-"));
const running = new Map();
let ending = false;

process.chdir(folder);
process.send({ folder });
process.on("message", (message) =>
  message.terminate ? running.get(message.terminate)?.kill("SIGTERM") : start(message),
);
process.on("disconnect", end);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.disconnect());

function start({ name, command, args, enclosed }) {
  const log = openSync(join(folder, `${name}.log`), "a");
  const child = spawn(command, args, { stdio: ["ignore", log, log] });
  closeSync(log);
  const kill = (signal) => (enclosed ? killInner(child, signal) : child.kill(signal));
  running.set(name, { kill });
  child.once("error", (error) => left(name, error.message));
  child.once("exit", (code, signal) => left(name, signal ?? `exit code ${code}`));
}

/** An enclosure ends with its first process, and only then does the program around it. */
function killInner(child, signal) {
  const inner = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, "utf8").trim();
  if (inner) process.kill(Number(inner), signal);
  else child.kill(signal);
}

function left(name, how) {
  running.delete(name);
  if (ending) finish();
  else process.send({ left: name, how });
}

function end() {
  ending = true;
  for (const { kill } of running.values()) kill("SIGKILL");
  finish();
}

function finish() {
  if (running.size > 0) return;
  for (const hierarchy of [".", ...readdirSync(GROUPS)]) removeGroups(join(GROUPS, hierarchy, basename(folder)));
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}

/** Killed containers leave their control groups, below the one that is named after the folder. */
function removeGroups(group) {
  if (!existsSync(group)) return;
  const inner = readdirSync(group, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of inner) removeGroups(join(group, name));
  rmdirSync(group);
}
