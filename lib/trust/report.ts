import { refuse } from "../errors";

/** The JSON of a report. @throws ValidationError when it is no JSON: a report that was cut off must not look like one without findings. */
export function parseReport(text: string, scanner: string, above: (...args: never[]) => unknown): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuseReport("a text that is no JSON", scanner, above);
  }
}

/** Refuses a report that is not of the scanner's form. */
export function refuseReport(got: string, scanner: string, above: (...args: never[]) => unknown): never {
  const fix = `look at what ${scanner} said on stderr, and run it again`;
  return refuse({ code: "scan-report", got, allowed: `a whole JSON report of ${scanner}`, fix }, above);
}
