import { execFile, execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request as httpRequest, type IncomingMessage, type Server } from "node:http";
import { connect as connectHttp2 } from "node:http2";
import { request as httpsRequest, type RequestOptions } from "node:https";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { connect as connectTls } from "node:tls";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { AppChart, Environment, GantryApp, GoService, ImageRef, Route, SecretRef, Volume } from "../../../app";
import type { OutputFile } from "../../../lib/files";
import { hostFiles } from "../../../targets/host";
import { isFileText, quotedValue, quotedWord } from "../../../targets/host/systemd-text";
import { fixtureShop } from "../../support/shop";
import { freePort } from "../plane/free-port";
import { waitFor } from "../plane/wait-for";
import { toolFile } from "../tools/cache";

const run = promisify(execFile);
const SERVICES = resolve(__dirname, "../../../examples/services");
const image = ImageRef.tagged("registry.example.test/shop/web:v1.4.2");
const ENVIRONMENT = Environment.of("test", {
  stage: "development",
  kubernetes: "1.35",
  installed: ["gateway-api"],
  gateway: { name: "public", namespace: "gateway" },
});
/** Every character that means something to systemd. */
const HOSTILE = `a b\t"c" 'd' \\ \\n \` $HOME \${HOME} %H %% ; # \n[Service] é🚀`;

const TEXT = fc
  .oneof(fc.string({ unit: "binary" }), fc.string({ unit: fc.constantFrom(...HOSTILE) }))
  .filter(isFileText);
const TEXTS = [HOSTILE, ";", "", ...fc.sample(TEXT, { numRuns: 2000, seed: 1 })];

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "gantry-host-"))));
afterAll(() => rmSync(folder, { recursive: true }));

describe("systemd", () => {
  const files = hostFiles(fixtureShop("prod").render()).files;
  const hostile = hostFiles(hostileApp().render()).files;
  const units = [...files, ...hostile].filter(({ file }) => file.endsWith(".service"));

  it.each(units.map(({ file, text }) => [file, text]))("takes %s without a word", async (file, text) => {
    const root = join(folder, "root");
    for (const path of ["usr/local/bin", "etc/systemd/system"]) mkdirSync(join(root, path), { recursive: true });
    const name = file.replace(/^host\/|\.service$/g, "");
    writeFileSync(join(root, "usr/local/bin", name), "", { mode: 0o755 });
    writeFileSync(join(root, "etc/systemd/system", `${name}.service`), text);
    const verify = ["verify", "--man=no", "--recursive-errors=no", `--root=${root}`, `${name}.service`];
    expect(await run("systemd-analyze", verify)).toEqual({ stdout: "", stderr: "" });
  });

  it("says a word about a slip, although it ends with 0", async () => {
    const unit = join(folder, "slip.service");
    writeFileSync(
      unit,
      units[0]!.text.replace("ProtectHome=yes", "ProtectHouse=yes").replace(/\/usr\/local\/bin\/\S+/, "/bin/true"),
    );
    expect((await run("systemd-analyze", ["verify", "--man=no", unit])).stderr).toContain("ProtectHouse");
  });

  it.each(units.map(({ file, text }) => [file, text]))("finds %s at most 2.0 exposed", async (file, text) => {
    const unit = join(folder, file.replace("host/", ""));
    writeFileSync(unit, text);
    const { stdout } = await run("systemd-analyze", ["security", "--offline=true", "--threshold=20", unit]);
    expect(Number(/exposure level for \S+: (\d+\.\d)/.exec(stdout)?.[1])).toBeLessThanOrEqual(2);
  });

  it("reads the values of an environment file as they were", () => {
    const file = join(folder, "values.env");
    writeFileSync(file, TEXTS.map((one, index) => `V${index}=${quotedValue(one)}\n`).join(""));
    expect(environmentOf(file)).toEqual(Object.fromEntries(TEXTS.map((one, index) => [`V${index}`, one])));
  });

  it("reads the arguments of a command line as they were, once specifiers and variables are put in", () => {
    const file = join(folder, "words");
    writeFileSync(file, TEXTS.map(quotedWord).join(" "));
    const words = readBySystemd("words", file);
    expect(words.filter((word) => /(?<!%)(?:%%)*%(?!%)|(?<!\$)(?:\$\$)*\$(?!\$)/.test(word))).toEqual([]);
    expect(words.map((word) => word.replaceAll("%%", "%").replaceAll("$$", "$"))).toEqual(TEXTS);
  });
});

/** What systemd's own reader makes of a file. */
function readBySystemd(what: "environment" | "words", file: string): string[] {
  const reader = join(__dirname, "systemd-reader.py");
  return JSON.parse(execFileSync("python3", [reader, what, file], { encoding: "utf8" })) as string[];
}

/** What EnvironmentFile= makes of a file. */
function environmentOf(file: string): Record<string, string> {
  const pairs = readBySystemd("environment", file);
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]));
}

/** A program with texts that systemd could misread, in every place that takes one. */
function hostileApp(): GantryApp {
  const { app, chart } = emptyApp();
  new GoService(chart, "Odd", {
    image,
    args: [HOSTILE, ";", ""],
    config: { TEXT: HOSTILE },
    secrets: { KEY: SecretRef.existing("odd", "key").asFile(), TOKEN: SecretRef.existing("odd", "token") },
    volumes: { cache: Volume.scratch("/var/cache/odd/deep", "1Gi") },
    cpu: "125m",
  });
  return app;
}

function emptyApp() {
  const app = new GantryApp({ environment: ENVIRONMENT });
  return { app, chart: new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" }) };
}

describe("nginx in front of the programs", () => {
  const ports = { http: 0, https: 0, echo: 0 };
  const running: ChildProcess[] = [];
  let echo: Server;

  beforeAll(async () => {
    for (const name of ["storefront", "pricing"] as const) {
      execFileSync("go", ["build", "-buildvcs=false", "-o", join(folder, name), "."], { cwd: join(SERVICES, name) });
    }
    for (const name of ["http", "https", "echo"] as const) ports[name] = await freePort();
    echo = await startEcho(ports.echo);
    const { files, problems } = hostFiles(await shopOnHost(ports.echo), { proxies: ["127.0.0.1"] });
    expect(problems).toEqual([]);
    for (const name of ["storefront", "pricing"]) running.push(startProgram(name, files));
    running.push(startNginx(files));
    await waitFor("nginx", () =>
      get("storefront.test", "/healthz").then(
        ({ status }) => status === 200,
        () => false,
      ),
    );
  }, 600_000);

  afterAll(async () => {
    const ended = running.filter(({ exitCode }) => exitCode === null).map((one) => once(one, "exit"));
    for (const one of running.reverse()) one.kill("SIGKILL");
    await Promise.all(ended);
    echo?.close();
    echo?.closeAllConnections();
  });

  it("takes the sites without a word", async () => {
    const test = await run(toolFile("debian", "nginx"), ["-t", "-q", "-p", folder, "-c", "nginx.conf"]);
    expect(test).toEqual({ stdout: "", stderr: "" });
  });

  it("leads a request to the storefront", async () => {
    expect(await get("storefront.test", "/healthz")).toMatchObject({ status: 200 });
    expect(await get("storefront.test", "/nowhere")).toMatchObject({ status: 404 });
  });

  it("sends HTTP to HTTPS", async () => {
    const answer = await answerOf(httpRequest, {
      port: ports.http,
      path: "/a?b=c",
      headers: { host: "storefront.test" },
    });
    expect([answer.status, answer.headers.location]).toEqual([308, "https://storefront.test/a?b=c"]);
  });

  it("says who the caller is, and believes the proxy in front of it", async () => {
    const { body } = await get("echo.test", "/", { "x-forwarded-for": "198.51.100.7" });
    expect(JSON.parse(body)).toMatchObject({
      host: "echo.test",
      "x-real-ip": "198.51.100.7",
      "x-forwarded-for": "198.51.100.7",
      "x-forwarded-proto": "https",
    });
  });

  it("passes on no address that a caller made up", async () => {
    const { body } = await get("echo.test", "/", {
      "x-real-ip": "203.0.113.1",
      "x-forwarded-for": "203.0.113.9, 198.51.100.7",
    });
    expect(JSON.parse(body)).toMatchObject({ "x-real-ip": "198.51.100.7", "x-forwarded-for": "198.51.100.7" });
  });

  it("keeps connections to a program", async () => {
    const peers = new Set<string>();
    for (let n = 0; n < 5; n++) peers.add((await get("echo.test", "/")).headers["x-peer"] as string);
    expect(peers.size).toBe(1);
  });

  it("leads a prefix to whole parts of a path", async () => {
    const statuses = ["/api", "/api/x", "/apis", "/"].map(async (path) => (await get("prefix.test", path)).status);
    expect(await Promise.all(statuses)).toEqual([200, 200, 404, 404]);
  });

  it("does not compress what it passes on", async () => {
    expect((await get("echo.test", "/", { "accept-encoding": "gzip" })).headers).not.toHaveProperty("content-encoding");
  });

  it("opens a websocket", async () => {
    const { socket, head } = await upgrade("echo.test");
    const answered = once(socket, "data");
    socket.write("ping");
    expect([head, String((await answered)[0])]).toEqual(["websocket", "ping"]);
    socket.destroy();
  });

  it("takes TLS 1.2 and 1.3, and nothing older", async () => {
    expect(await Promise.all(["TLSv1.1", "TLSv1.2", "TLSv1.3"].map(handshake))).toEqual([false, true, true]);
  });

  it("leads gRPC to pricing", async () => {
    expect(await grpcHealth("pricing.test", "liveness")).toEqual({ status: "0", serving: 1 });
  });

  /** The storefront and pricing on free ports, and a program of this test. */
  async function shopOnHost(port: number) {
    const { app, chart } = emptyApp();
    const metrics = [await freePort(), await freePort()] as const;
    new GoService(chart, "Storefront", {
      image,
      ports: { http: await freePort() },
      metrics: metrics[0],
      config: {
        LOG_LEVEL: "error",
        PRICING_ADDR: "pricing.shop.svc.cluster.local:9000",
        DATABASE_URL: "host=127.0.0.1 port=1",
      },
      expose: Route.host("storefront.test"),
      shutdown: { by: "program" },
    });
    const grpc = { port: await freePort(), servicePort: 9000 };
    new GoService(chart, "Pricing", {
      image,
      ports: { grpc },
      metrics: metrics[1],
      expose: Route.host("pricing.test"),
    });
    const expose = [Route.host("echo.test"), Route.host("prefix.test", { path: "/api" })];
    new GoService(chart, "Echo", { image, ports: { http: port }, metrics: await freePort(), expose });
    const rendered = app.render();
    expect(rendered.problems).toEqual([]);
    return rendered;
  }

  /** As systemd would: the environment of the file, and nothing else. */
  function startProgram(name: string, files: readonly OutputFile[]): ChildProcess {
    const file = join(folder, `${name}.env`);
    writeFileSync(file, files.find((one) => one.file === `host/${name}.env`)!.text);
    return spawn(join(folder, name), { env: { ...environmentOf(file), GANTRY_PPROF: "off" }, stdio: "ignore" });
  }

  /** The sites as they are, but for the ports, which nobody may take here, and a certificate of this test. */
  function startNginx(files: readonly OutputFile[]): ChildProcess {
    const subject = ["-subj", "/CN=test", "-keyout", "tls.key", "-out", "tls.crt"];
    execFileSync(
      "openssl",
      ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", ...subject],
      { cwd: folder, stdio: "ignore" },
    );
    const sites = files.filter(({ file }) => file.endsWith(".nginx.conf")).map(({ text }) => here(text));
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${name};`);
    const http = ["access_log off;", ...temporary, ...sites];
    const main = ["daemon off;", "master_process off;", "pid nginx.pid;", "error_log stderr;", "events {}"];
    writeFileSync(join(folder, "nginx.conf"), [...main, "http {", ...http, "}", ""].join("\n"));
    return spawn(toolFile("debian", "nginx"), ["-p", folder, "-c", "nginx.conf"], { stdio: "ignore" });
  }

  function here(text: string): string {
    return text
      .replaceAll("listen 80;", `listen 127.0.0.1:${ports.http};`)
      .replaceAll("listen 443 ssl http2;", `listen 127.0.0.1:${ports.https} ssl http2;`)
      .replace(/^ *listen \[::\].*\n/gm, "")
      .replace(/\/etc\/nginx\/tls\/[^/]+\//g, `${folder}/`);
  }

  function get(host: string, path: string, headers: Readonly<Record<string, string>> = {}) {
    const secure = { servername: host, rejectUnauthorized: false, agent: false } as const;
    return answerOf(httpsRequest, { ...secure, port: ports.https, path, headers: { ...headers, host } });
  }

  async function upgrade(host: string) {
    const headers = { host, connection: "Upgrade", upgrade: "websocket" };
    const request = httpsRequest({
      host: "127.0.0.1",
      port: ports.https,
      servername: host,
      rejectUnauthorized: false,
      headers,
    });
    request.end();
    const [answer, socket] = (await once(request, "upgrade")) as [
      IncomingMessage,
      NodeJS.ReadWriteStream & { destroy(): void },
    ];
    return { socket, head: answer.headers.upgrade };
  }

  async function handshake(version: string): Promise<boolean> {
    const exactly = { minVersion: version, maxVersion: version } as { minVersion: "TLSv1.2"; maxVersion: "TLSv1.2" };
    const lax = { rejectUnauthorized: false, ciphers: "DEFAULT@SECLEVEL=0" };
    const socket = connectTls({ host: "127.0.0.1", port: ports.https, servername: "echo.test", ...lax, ...exactly });
    const isMade = await once(socket, "secureConnect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    return isMade;
  }

  /** grpc.health.v1.Health/Check, written by hand: a frame of five bytes and one field. */
  async function grpcHealth(host: string, service: string) {
    const session = connectHttp2(`https://127.0.0.1:${ports.https}`, { servername: host, rejectUnauthorized: false });
    try {
      const path = "/grpc.health.v1.Health/Check";
      const call = session.request({
        ":method": "POST",
        ":path": path,
        ":authority": host,
        "content-type": "application/grpc",
        te: "trailers",
      });
      const message = Buffer.from(`\x0a${String.fromCharCode(service.length)}${service}`);
      call.end(Buffer.concat([Buffer.from([0, 0, 0, 0, message.length]), message]));
      const trailers = once(call, "trailers");
      const chunks: Buffer[] = [];
      for await (const chunk of call) chunks.push(chunk as Buffer);
      const [{ "grpc-status": status }] = (await trailers) as [Record<string, string>];
      return { status, serving: Buffer.concat(chunks)[6] };
    } finally {
      session.close();
    }
  }
});

async function answerOf(ask: typeof httpRequest, options: RequestOptions) {
  const request = ask({ host: "127.0.0.1", ...options });
  request.end();
  const [answer] = (await once(request, "response")) as [IncomingMessage];
  let body = "";
  for await (const chunk of answer) body += String(chunk);
  return { status: answer.statusCode, headers: answer.headers, body };
}

/** Answers with the headers that reached it, and echoes on a websocket's connection. */
async function startEcho(port: number): Promise<Server> {
  const server = createServer((asked, answer) => {
    answer.setHeader("x-peer", `${asked.socket.remotePort}`);
    answer.end(JSON.stringify(asked.headers));
  });
  server.on("upgrade", (_, socket) => {
    socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    socket.pipe(socket);
  });
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  return server;
}
