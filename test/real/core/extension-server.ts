import { createServer, type Server } from "node:https";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { TLSSocket } from "node:tls";
import { selfSigned } from "../plane/certificate";
import type { KubeObject, ObjectAddress } from "../plane/kube-object";

const GROUP = "extension.test";
const VERSION = "v1";
const SERVICE = { name: "extension", namespace: "default" };
const ROOT = `/apis/${GROUP}/${VERSION}`;

/** The name that the server's certificate must bear. */
export const HOST = `${SERVICE.name}.${SERVICE.namespace}.svc`;

/** The one object of the extension. */
export const GREETING: ObjectAddress = {
  apiVersion: `${GROUP}/${VERSION}`,
  kind: "Greeting",
  metadata: { name: "hello", namespace: "default" },
};

const RESOURCES = {
  kind: "APIResourceList",
  apiVersion: "v1",
  groupVersion: GREETING.apiVersion,
  resources: [
    { name: "greetings", singularName: "greeting", kind: GREETING.kind, namespaced: true, verbs: ["get", "list"] },
  ],
};

/** An extension API server on a free loopback port, which answers with who asked. */
export class ExtensionServer {
  private constructor(
    private readonly server: Server,
    private readonly certificate: string,
  ) {}

  /** Talks only to callers with a certificate of the given authority. */
  static async start(clientAuthority: string): Promise<ExtensionServer> {
    const { certificate, key } = selfSigned(HOST);
    const server = createServer({ cert: certificate, key, ca: clientAuthority, requestCert: true });
    server.on("request", (request, response) => {
      const answer = answerTo(request);
      response.writeHead(answer ? 200 : 404, { "content-type": "application/json" });
      response.end(JSON.stringify(answer ?? { kind: "Status", apiVersion: "v1", status: "Failure", code: 404 }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new ExtensionServer(server, certificate);
  }

  /** What leads the API server here: a Service may not have a loopback address, but may name one. */
  registration(authority = this.certificate): KubeObject[] {
    const { port } = this.server.address() as AddressInfo;
    const service = { type: "ExternalName", externalName: "127.0.0.1" };
    const api = {
      group: GROUP,
      version: VERSION,
      service: { ...SERVICE, port },
      caBundle: Buffer.from(authority).toString("base64"),
      groupPriorityMinimum: 1000,
      versionPriority: 10,
    };
    return [
      { apiVersion: "v1", kind: "Service", metadata: SERVICE, spec: service },
      {
        apiVersion: "apiregistration.k8s.io/v1",
        kind: "APIService",
        metadata: { name: `${VERSION}.${GROUP}` },
        spec: api,
      },
    ];
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function answerTo({ url = "", headers, socket }: IncomingMessage): object | undefined {
  const { pathname } = new URL(url, `https://${HOST}`);
  if (pathname === ROOT) return RESOURCES;
  if (pathname !== `${ROOT}/namespaces/default/greetings/${GREETING.metadata.name}`) return undefined;
  return {
    ...GREETING,
    user: headers["x-remote-user"],
    groups: headers["x-remote-group"],
    caller: socket instanceof TLSSocket && socket.getPeerCertificate().subject.CN,
  };
}
