import type { Complaint } from "./errors";
import { isSecretText } from "./secret-text";
import { show } from "./show";

const GRAMMAR = /^https?:\/\/[^\s/?#@"'`\\]+(?:\/[^\s/?#"'`\\]+)*$/;

/** What is wrong with the address of an HTTP server, to which callers append paths. */
export function httpAddress(given: string): Complaint | undefined {
  if (isSecretText(given)) {
    const allowed = "an address without a password: output files are kept in Git";
    return { code: "literal-secret", got: show(given), allowed, fix: "remove it from the address" };
  }
  if (GRAMMAR.test(given) && URL.canParse(given) && new URL(given).port !== "0") return undefined;
  return {
    code: "http-address",
    got: show(given),
    allowed: "http:// or https://, a host, and a port and a path if need be; no slash at the end, no user, ? or #",
    fix: 'e.g. "http://prometheus.monitoring.svc.cluster.local:9090"',
  };
}

/** Where such an address leads. */
export function endpointOf(address: string): { readonly host: string; readonly port: number } {
  const { hostname, port, protocol } = new URL(address);
  return { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port) || (protocol === "https:" ? 443 : 80) };
}
