import { hash } from "../../lib/names";

/** A text as Compose reads it back, without a variable in it. @see https://github.com/compose-spec/compose-spec/blob/main/12-interpolation.md */
export function escaped(text: string): string {
  return text.replaceAll("$", "$$$$");
}

/** Compose finds the end of a default by its braces, and on its line. */
const NO_DEFAULT = /[{}\n\r]/;

/** A variable of whoever runs Compose, with what it is when it is not set; a text that no default can hold stays as it is. */
export function replaceable(variable: string, text: string): string {
  return NO_DEFAULT.test(text) ? escaped(text) : `\${${variable}-${escaped(text)}}`;
}

/** Whether {@link replaceable} can offer a variable. */
export function isReplaceable(text: string): boolean {
  return !NO_DEFAULT.test(text);
}

/**
 * The variable of a setting of a service: `STOREFRONT__LOG_LEVEL`. Two underscores part the two names, so that no two settings share one; a service
 * with two dashes, or with the name of a prefix of ours, gets a hash.
 */
export function variableName(service: string, setting: string): string {
  const isPlain = !service.includes("--") && !/^(host-port|x-)/.test(service);
  const prefix = upper(isPlain ? service : `x-${hash(service)}`);
  return `${/^\d/.test(prefix) ? "_" : ""}${prefix}__${setting}`;
}

/** The variable that moves a published port: `HOST_PORT__STOREFRONT__HTTP`. */
export function portVariable(service: string, port: string): string {
  return `HOST_PORT__${variableName(service, upper(port))}`;
}

function upper(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]/g, "_");
}

/** A value in an env file, as Compose and shells read it. */
export function envValue(text: string): string {
  if (/^[\w./:@%+,=-]*$/.test(text)) return text;
  const inQuotes = text
    .replace(/[\\"$]/g, "\\$&")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r");
  return `"${inQuotes}"`;
}
