import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { waitFor } from "../../plane/wait-for";

/** A request that a receiver got. */
export interface Posted {
  readonly path: string;
  /** Parsed; nothing where the request had no body. */
  readonly body: unknown;
  /** How long the body was. */
  readonly bytes: number;
  /** Milliseconds since the inbox was opened. */
  readonly at: number;
}

/** What the messengers answer, by the end of the path; anything else gets an empty object. */
const ANSWERS: Readonly<Record<string, string>> = {
  slack: "ok",
  gettoken: JSON.stringify({ errcode: 0, access_token: "t0ken" }),
  send: JSON.stringify({ errcode: 0, errmsg: "ok" }),
};

/** Receivers on loopback: one server that keeps whatever is posted, by path. */
export class Inbox {
  readonly posted: Posted[] = [];
  private readonly opened = performance.now();

  private constructor(private readonly server: Server) {}

  static async open(): Promise<Inbox> {
    const server = createServer();
    const inbox = new Inbox(server);
    server.on("request", (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { pathname } = new URL(request.url ?? "", inbox.url);
        const bytes = Buffer.concat(chunks);
        const text = bytes.toString("utf8");
        inbox.keep({ path: pathname, body: text ? (JSON.parse(text) as unknown) : undefined, bytes: bytes.length });
        response.end(ANSWERS[pathname.split("/").at(-1) ?? ""] ?? "{}");
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return inbox;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What was posted to a path. */
  to(path: string): readonly Posted[] {
    return this.posted.filter((one) => one.path === path);
  }

  /** The first so many requests to a path, once they are there. */
  async first(path: string, count = 1, timeoutMs = 30_000): Promise<readonly Posted[]> {
    const enough = () => Promise.resolve(this.to(path).length >= count);
    await waitFor(`${count} requests to ${path}`, enough, timeoutMs);
    return this.to(path).slice(0, count);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private keep(post: Omit<Posted, "at">): void {
    this.posted.push({ ...post, at: performance.now() - this.opened });
  }
}
