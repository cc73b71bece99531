/**
 * Owns the programs and the folder of one control plane. It starts what it is told to over the IPC channel. When the channel
 * closes, because stop() closed it or because the process of the tests ended in whatever way, it kills every program, removes
 * the folder and ends. It runs in a session of its own, so that a Ctrl-C does not reach it before the tests are done.
 */
const { spawn } = require("node:child_process");
const { closeSync, mkdtempSync, openSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

const folder = mkdtempSync(join(tmpdir(), "gantry-plane-"));
const running = new Set();
let ending = false;

process.chdir(folder);
process.send({ folder });
process.on("message", start);
process.on("disconnect", end);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.disconnect());

function start({ name, command, args }) {
  const log = openSync(join(folder, `${name}.log`), "a");
  const child = spawn(command, args, { stdio: ["ignore", log, log] });
  closeSync(log);
  running.add(child);
  child.once("error", (error) => left(child, name, error.message));
  child.once("exit", (code, signal) => left(child, name, signal ?? `exit code ${code}`));
}

function left(child, name, how) {
  running.delete(child);
  if (ending) finish();
  else process.send({ left: name, how });
}

function end() {
  ending = true;
  for (const child of running) child.kill("SIGKILL");
  finish();
}

function finish() {
  if (running.size > 0) return;
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}
