import { choices, distinct } from "./choices";

/** Whether a value is a port number. */
export function isPortNumber(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 65535;
}

/** What could have been meant by a port: names for a name, numbers for a number or where no port has a name. */
export function portChoices(
  wanted: unknown,
  ports: readonly { readonly name: unknown; readonly number: unknown }[],
): string {
  const names = typeof wanted === "string" ? ports.flatMap(({ name }) => (typeof name === "string" ? name : [])) : [];
  return choices(String(wanted), distinct(names.length > 0 ? names : ports.map(({ number }) => String(number))));
}
