import { isIP } from "node:net";
import { refuse } from "./errors";
import { show } from "./show";

/** Something outside of the program that a service needs: its network policy lets it through, the graph shows it. */
export class External {
  private constructor(
    readonly name: string,
    readonly host: string,
    readonly port: number,
    readonly protocol: "TCP" | "UDP",
    /** Address blocks behind the host; network policy cannot name hosts. */
    readonly cidrs: readonly string[],
  ) {
    Object.freeze(this);
  }

  /**
   * A TCP endpoint. Give its address blocks (`{ cidrs: ["10.20.0.0/16"] }`) to narrow the network policy; a host that is an address narrows itself;
   * without either, the port is open towards every address but the cloud's metadata endpoint.
   * @throws ValidationError when the port is outside 1–65535.
   */
  static tcp(name: string, host: string, port: number, options: { readonly cidrs?: readonly string[] } = {}): External {
    return External.make(name, host, port, "TCP", options.cidrs, External.tcp);
  }

  /** A UDP endpoint; see {@link External.tcp}. */
  static udp(name: string, host: string, port: number, options: { readonly cidrs?: readonly string[] } = {}): External {
    return External.make(name, host, port, "UDP", options.cidrs, External.udp);
  }

  private static make(
    name: string,
    host: string,
    port: number,
    protocol: "TCP" | "UDP",
    cidrs: readonly string[] | undefined,
    above: typeof External.tcp,
  ) {
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      refuse(
        {
          code: "out-of-range",
          got: `port ${show(port)} of ${show(name)}`,
          allowed: "a whole number from 1 to 65535",
          fix: "name the port it listens on",
        },
        above,
      );
    }
    const version = isIP(host);
    return new External(name, host, port, protocol, cidrs ?? (version ? [`${host}/${version === 4 ? 32 : 128}`] : []));
  }
}
