import type { Problem } from "../../lib/errors";
import { show } from "../../lib/show";
import type { HostProgram } from "./program";
import { Reader } from "./reader";
import { isFileText, quotedValue } from "./systemd-text";

/** What EnvironmentFile= reads: literal configuration, no secret. */
export function environmentFile(variables: readonly (readonly [string, string])[], marker: string): string {
  return [marker, ...variables.map(([name, value]) => `${name}=${quotedValue(value)}`), ""].join("\n");
}

/** What somebody fills in on the host, for root's eyes only. An empty value is an unset one for a program with `go/serve`. */
export function secretsExample({ object, name, secrets }: HostProgram, marker: string): string {
  const place = `# Copy to /etc/${object.app}/${name}.secrets.env (root, mode 0600) and fill in.`;
  return [marker, place, ...secrets.map((variable) => `${variable}=`), ""].join("\n");
}

/** Texts that an environment file, or the command line of a unit, would lose or change. */
export function textProblems({ object, args, literals, secrets }: HostProgram): Problem[] {
  const reader = new Reader(object);
  const names = [...literals.map(([name]) => name), ...secrets];
  for (const name of names) if (!/^[A-Za-z_]\w*$/.test(name)) reader.complain("env", show(name), NO_NAME);
  for (const [name, value] of literals)
    if (!isFileText(value)) reader.complain(`env.${name}`, show(value, name), NO_TEXT);
  args.forEach((arg, index) => {
    if (!isFileText(arg)) reader.complain(`args[${index}]`, show(arg), NO_TEXT);
    if (arg.includes("$(")) reader.complain(`args[${index}]`, show(arg), NO_REFERENCE);
  });
  return reader.problems;
}

const NO_NAME = {
  code: "host-variable-name",
  allowed: "A-Z, a-z, 0-9 and _, no digit first: systemd leaves out any other variable",
  fix: "rename the variable",
};
const NO_TEXT = {
  code: "host-text",
  allowed: "Unicode without NUL, non-characters and the byte order mark (systemd.exec(5))",
  fix: "encode binary data as base64",
};
const NO_REFERENCE = {
  code: "host-reference",
  allowed: "arguments without $(NAME): only a kubelet puts the variable in",
  fix: "let the program read the variable",
};
