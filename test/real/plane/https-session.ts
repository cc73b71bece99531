import { Agent, request, type RequestOptions } from "node:https";

const REQUEST_TIMEOUT_MS = 30_000;

/** The answer to one request. */
export interface Answer {
  readonly status: number;
  /** The parsed JSON, or the text where it is none. */
  readonly body: unknown;
  /** Texts of the `Warning` headers. */
  readonly warnings: readonly string[];
}

/** Kept-alive HTTPS connections to one server, with a bearer token. */
export class HttpsSession {
  private readonly agent: Agent;

  constructor(
    private readonly url: string,
    certificate: string,
    private readonly token: string,
  ) {
    this.agent = new Agent({ keepAlive: true, ca: certificate, maxSockets: 8 });
  }

  /** One request, with a text as it stands or with JSON; rejects only where no answer comes within 30 s. */
  send(method: string, path: string, body?: unknown, contentType = "application/json"): Promise<Answer> {
    const payload = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
    const headers = {
      authorization: `Bearer ${this.token}`,
      accept: "application/json",
      ...(payload !== undefined && { "content-type": contentType, "content-length": Buffer.byteLength(payload) }),
    };
    return this.exchange(path, { method, headers, agent: this.agent, timeout: REQUEST_TIMEOUT_MS }, payload);
  }

  /** Closes the connections. */
  close(): void {
    this.agent.destroy();
  }

  private exchange(path: string, options: RequestOptions, payload: string | undefined): Promise<Answer> {
    return new Promise((resolve, reject) => {
      // A server ends a connection that was idle for long; a request that crosses its farewell on the wire is sent again.
      const failed = (error: NodeJS.ErrnoException): void => {
        if (call.reusedSocket && error.code === "ECONNRESET") resolve(this.exchange(path, options, payload));
        else reject(error);
      };
      const call = request(new URL(path, this.url), options, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("error", reject);
        response.once("end", () => {
          const warnings = (response.headersDistinct["warning"] ?? []).map(warningText);
          resolve({ status: response.statusCode ?? 0, body: parse(Buffer.concat(chunks).toString()), warnings });
        });
      });
      call.once("timeout", () => call.destroy(new RequestTimedOut(`${options.method} ${path}: no answer`)));
      call.once("error", failed);
      call.end(payload);
    });
  }
}

class RequestTimedOut extends Error {}

/** The text of `299 - "text"`, which RFC 7234 writes with backslashes before quotes. */
function warningText(header: string): string {
  return header.replace(/^299 - "(.*)"$/, "$1").replace(/\\(.)/g, "$1");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
