import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { selfSigned } from "../plane/certificate";

/** A module proxy that has one module and asks for a password. */
export interface PrivateProxy {
  /** `https://localhost:<port>` */
  readonly url: string;
  /** As netrc names it. */
  readonly host: string;
  /** Its certificate, which nobody trusts yet. */
  readonly certificate: string;
  close(): void;
}

const PYTHON =
  "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1], 'w'); [z.writestr(n, t) for n, t in zip(sys.argv[2::2], sys.argv[3::2])]; z.close()";

/**
 * Serves version v1.0.0 of a module. @see https://go.dev/ref/mod#goproxy-protocol
 * @param folder for the zip file of the module
 */
export async function privateProxy(folder: string, path: string, source: string, login: string): Promise<PrivateProxy> {
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
  const wanted = `Basic ${Buffer.from(login).toString("base64")}`;
  const server = createServer({ cert: certificate, key }, (request, response) => {
    const answer = answers.get(request.url ?? "");
    const isKnown = request.headers.authorization === wanted;
    response.writeHead(answer ? (isKnown ? 200 : 401) : 404).end(isKnown ? answer : undefined);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return { url: `https://localhost:${port}`, host: `localhost:${port}`, certificate, close: () => server.close() };
}
