/** `node -r guard.cjs PROGRAM`: ends the process with code 97 when the program starts another one or opens a connection. */
const FORBIDDEN = {
  child_process: ["spawn", "spawnSync", "exec", "execSync", "execFile", "execFileSync", "fork"],
  net: ["connect", "createConnection", "createServer"],
  tls: ["connect"],
  http: ["request", "get", "createServer"],
  https: ["request", "get"],
  http2: ["connect"],
  dgram: ["createSocket"],
  dns: ["lookup", "resolve"],
};

function forbid(target, name, title) {
  target[name] = () => {
    process.stderr.write(`${title} was called\n`);
    process.exit(97);
  };
}

for (const [module, names] of Object.entries(FORBIDDEN)) {
  for (const name of names) forbid(require(`node:${module}`), name, `${module}.${name}`);
}
forbid(require("node:net").Socket.prototype, "connect", "net.Socket.connect");
forbid(globalThis, "fetch", "fetch");
