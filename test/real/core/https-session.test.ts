import { createServer, type Server } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { afterEach, describe, expect, it } from "@jest/globals";
import { selfSigned } from "../plane/certificate";
import { HttpsSession } from "../plane/https-session";

const { certificate, key } = selfSigned("localhost");
let server: Server;
let session: HttpsSession;

afterEach(async () => {
  session.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** A server that answers so many requests on a connection and ends it at the next; counts its connections. */
async function serverOf(answers: number): Promise<Set<Socket>> {
  const connections = new Set<Socket>();
  const answered = new Map<Socket, number>();
  server = createServer({ cert: certificate, key }, ({ socket }, response) => {
    connections.add(socket);
    answered.set(socket, (answered.get(socket) ?? 0) + 1);
    if (answered.get(socket)! > answers) socket.destroy();
    else response.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  session = new HttpsSession(`https://localhost:${(server.address() as AddressInfo).port}`, certificate, "token");
  return connections;
}

describe("a session", () => {
  it("sends requests one after the other over the same connection", async () => {
    const connections = await serverOf(2);
    const answers = [await session.send("GET", "/"), await session.send("GET", "/")];
    expect([answers.map(({ status }) => status), connections.size]).toEqual([[200, 200], 1]);
  });

  it("sends a request again when the server has ended the kept connection", async () => {
    const connections = await serverOf(1);
    const answers = [await session.send("GET", "/"), await session.send("GET", "/")];
    expect([answers.map(({ status }) => status), connections.size]).toEqual([[200, 200], 2]);
  });

  it("fails when the server ends a new connection", async () => {
    await serverOf(0);
    await expect(session.send("GET", "/")).rejects.toThrow("socket hang up");
  });
});
