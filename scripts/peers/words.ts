const LONGEST = 140;
const PREAMBLE =
  /^(?:Error from server \(\w+\): )?(?:error when creating "[^"]*": )?(?:(?:The )?[\w.]+ "[^"]*" is invalid:\s*(?:\* )?)?/;

/** The first line of what a program says, and the next where a list begins; without what is the same in every message. */
export function clean(message: string): string {
  const [first = "", second = ""] = message
    .replace(PREAMBLE, "")
    .trim()
    .split(/\s*\n\s*/);
  const line = first.endsWith(":") ? `${first} ${second}` : first;
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
}
