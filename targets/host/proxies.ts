import { isAddressBlock } from "../../lib/address-block";
import type { Problem } from "../../lib/errors";
import { show } from "../../lib/show";

/** Proxies that are no address blocks. */
export function proxyProblems(environment: string, proxies: readonly string[]): Problem[] {
  return proxies
    .map((given, index) => ({ given, field: `proxies[${index}]` }))
    .filter(({ given }) => !isAddressBlock(given))
    .map(({ given, field }) => ({
      code: "host-proxy",
      path: environment,
      field,
      got: show(given),
      allowed: "an IP address or a block of them",
      fix: 'e.g. "10.0.0.0/8"',
    }));
}
