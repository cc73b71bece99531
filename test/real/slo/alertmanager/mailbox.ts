import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { waitFor } from "../../plane/wait-for";
import type { Certified } from "../../plane/certificate";

/** A mail that was taken. */
export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  /** `account:password`; nothing where nobody logged in. */
  readonly login: string | undefined;
  readonly isEncrypted: boolean;
  readonly subject: string;
  /** The parts by type; lines end in `\n`. */
  readonly parts: Readonly<Record<string, string>>;
}

interface Dialogue {
  login?: string;
  from?: string;
  to: string[];
  /** The lines of a mail that is under way. */
  data?: string[];
}

/** A mail server on loopback with STARTTLS and AUTH PLAIN, which keeps what it takes (RFC 5321, 3207, 4954). */
export class Mailbox {
  readonly mails: Mail[] = [];

  private constructor(
    private readonly server: Server,
    private readonly certified: Certified,
  ) {}

  static async open(certified: Certified): Promise<Mailbox> {
    const server = createServer();
    const mailbox = new Mailbox(server, certified);
    server.on("connection", (socket) => {
      socket.write("220 localhost ready\r\n");
      mailbox.listen(socket, false);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return mailbox;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** The mails to an address, once there is one. */
  async to(address: string): Promise<readonly Mail[]> {
    const found = () => this.mails.filter(({ to }) => to.includes(address));
    await waitFor(`mail to ${address}`, () => Promise.resolve(found().length > 0));
    return found();
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }

  private listen(socket: Socket, isEncrypted: boolean): void {
    const dialogue: Dialogue = { to: [] };
    let rest = "";
    const onData = (chunk: Buffer) => {
      const lines = (rest + chunk.toString("utf8")).split("\r\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (line === "STARTTLS") {
          socket.off("data", onData);
          socket.write("220 go on\r\n");
          this.listen(
            new TLSSocket(socket, { isServer: true, cert: this.certified.certificate, key: this.certified.key }),
            true,
          );
          return;
        }
        const answer = this.answer(line, dialogue, isEncrypted);
        if (answer) socket.write(`${answer}\r\n`);
        if (line === "QUIT") socket.end();
      }
    };
    socket.on("data", onData);
    socket.on("error", () => socket.destroy());
  }

  private answer(line: string, dialogue: Dialogue, isEncrypted: boolean): string | undefined {
    if (dialogue.data) return this.take(line, dialogue, isEncrypted);
    const [, address = ""] = /<(.*)>/.exec(line) ?? [];
    if (line.startsWith("EHLO"))
      return isEncrypted ? "250-localhost\r\n250 AUTH PLAIN" : "250-localhost\r\n250 STARTTLS";
    if (line.startsWith("AUTH PLAIN ")) {
      const [, account, password] = Buffer.from(line.slice(11), "base64").toString("utf8").split("\0");
      dialogue.login = `${account}:${password}`;
      return "235 welcome";
    }
    if (line.startsWith("MAIL FROM:")) dialogue.from = address;
    if (line.startsWith("RCPT TO:")) dialogue.to.push(address);
    if (line === "QUIT") return "221 bye";
    if (line !== "DATA") return "250 ok";
    dialogue.data = [];
    return "354 go on";
  }

  private take(line: string, dialogue: Dialogue, isEncrypted: boolean): string | undefined {
    if (line !== ".") {
      dialogue.data!.push(line.replace(/^\./, ""));
      return undefined;
    }
    const { from = "", to, login } = dialogue;
    this.mails.push({ from, to, login, isEncrypted, ...parsed(dialogue.data!.join("\n")) });
    dialogue.data = undefined;
    return "250 taken";
  }
}

/** Subject and parts of a multipart mail (RFC 2046, 2047, 2045). */
function parsed(text: string): Pick<Mail, "subject" | "parts"> {
  const [head = ""] = text.split("\n\n", 1);
  const boundary = /boundary=(\S+)/.exec(head)?.[1] ?? "";
  const parts = text
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const end = part.indexOf("\n\n");
      const type = /Content-Type: ([^;\n]+)/.exec(part.slice(0, end))?.[1] ?? "";
      return [type, quotedPrintable(part.slice(end + 2).replace(/\n$/, ""))] as const;
    });
  return { subject: words(/^Subject: (.*)$/m.exec(head)?.[1] ?? ""), parts: Object.fromEntries(parts) };
}

function words(header: string): string {
  const text = header.replace(/\?=\s+=\?/g, "?==?");
  return text.replace(/=\?utf-8\?q\?(.*?)\?=/g, (_, word: string) => quotedPrintable(word.replaceAll("_", " ")));
}

function quotedPrintable(text: string): string {
  const bytes = text
    .replace(/=\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
