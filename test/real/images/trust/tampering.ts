import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A registry between a client and the real one that changes a bit in one blob. */
export interface TamperingRegistry {
  readonly address: string;
  close(): void;
}

/** Starts it on a free loopback port. */
export async function tamperingRegistry(registry: string, digest: string): Promise<TamperingRegistry> {
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    void fetch(`http://${registry}${path}`, { method: request.method ?? "GET" }).then(async (answer) => {
      const body = Buffer.from(await answer.arrayBuffer());
      if (path.endsWith(`/blobs/${digest}`)) body[body.length >> 1]! ^= 1;
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { address, close: () => (server.close(), server.closeAllConnections()) };
}
