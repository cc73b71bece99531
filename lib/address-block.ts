import { isIP } from "node:net";

/** Whether a text is an IP address or a block of them: `10.0.0.0/8`, `2001:db8::/32`, `192.0.2.1`. */
export function isAddressBlock(text: string): boolean {
  const [, address = "", prefix = "0"] = /^([0-9A-Fa-f:.]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  return version !== 0 && Number(prefix) <= (version === 4 ? 32 : 128);
}
