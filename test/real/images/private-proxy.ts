import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { selfSigned } from "../plane/certificate";
import { output } from "./plane/command";
import type { ImageBuilder } from "./plane/image-builder";
import { CERTIFICATES } from "./plane/root-folder";

/** A module proxy that has one module and asks for a password. */
export interface PrivateProxy {
  /** `https://localhost:<port>` */
  readonly url: string;
  /** What a developer's ~/.netrc says of it. */
  readonly netrc: string;
  /** Its certificate, which nobody trusts yet. */
  readonly certificate: string;
  close(): void;
}

const USER = "somebody";
const PYTHON =
  "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1], 'w'); [z.writestr(n, t) for n, t in zip(sys.argv[2::2], sys.argv[3::2])]; z.close()";

/**
 * Serves version v1.0.0 of a module. @see https://go.dev/ref/mod#goproxy-protocol
 * @param folder for the zip file of the module
 */
export async function privateProxy(
  folder: string,
  path: string,
  source: string,
  password: string,
): Promise<PrivateProxy> {
  const mod = `module ${path}\n\ngo 1.26.0\n`;
  const zip = join(folder, "module.zip");
  const prefix = `${path}@v1.0.0`;
  execFileSync("python3", ["-c", PYTHON, zip, `${prefix}/go.mod`, mod, `${prefix}/source.go`, source]);
  const answers = new Map<string, Buffer>([
    [`/${path}/@v/list`, Buffer.from("v1.0.0\n")],
    [`/${path}/@v/v1.0.0.info`, Buffer.from('{"Version":"v1.0.0"}')],
    [`/${path}/@v/v1.0.0.mod`, Buffer.from(mod)],
    [`/${path}/@v/v1.0.0.zip`, readFileSync(zip)],
  ]);
  const { certificate, key } = selfSigned("localhost");
  const wanted = `Basic ${Buffer.from(`${USER}:${password}`).toString("base64")}`;
  const server = createServer({ cert: certificate, key }, (request, response) => {
    const answer = answers.get(request.url ?? "");
    const isKnown = request.headers.authorization === wanted;
    response.writeHead(answer ? (isKnown ? 200 : 401) : 404).end(isKnown ? answer : undefined);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  const host = `localhost:${port}`;
  const netrc = `machine ${host} login ${USER} password ${password}\n`;
  return { url: `https://${host}`, netrc, certificate, close: () => server.close() };
}

/** Fills go.sum of the module in a folder, as a developer would whose ~/.netrc, that in the folder of the builder, has the password. */
export async function tidy(module: string, proxy: PrivateProxy, { folder }: ImageBuilder): Promise<void> {
  const [roots, netrc] = [join(folder, "roots.pem"), join(folder, ".netrc")];
  writeFileSync(roots, proxy.certificate);
  writeFileSync(netrc, proxy.netrc);
  const settings = { GOPROXY: proxy.url, GONOSUMDB: "*", GOFLAGS: "-modcacherw", GOMODCACHE: join(folder, "modules") };
  await output("go", ["mod", "tidy"], {
    cwd: module,
    env: { ...process.env, ...settings, NETRC: netrc, SSL_CERT_FILE: roots },
  });
}

/** The stand-in for golang with one more root of trust. */
export async function trusting({ certificate }: PrivateProxy, builder: ImageBuilder): Promise<string> {
  const folder = join(builder.folder, "trusting");
  mkdirSync(join(folder, dirname(CERTIFICATES)), { recursive: true });
  writeFileSync(join(folder, CERTIFICATES), readFileSync(CERTIFICATES, "utf8") + certificate);
  const layer = join(builder.folder, "trusting.tar");
  await output("tar", ["--create", "--file", layer, "--directory", folder, "."]);
  const image = `${builder.registry}/base/trusting:1`;
  await builder.crane("append", `--base=${builder.standIns.golang}`, `--new_layer=${layer}`, `--new_tag=${image}`);
  return image;
}
