/** A function or a constructor; what called it is asked for. */
export type Above = ((...args: never[]) => unknown) | (abstract new (...args: never[]) => unknown);

/** A stack that is only written out when somebody asks. */
export interface Site {
  readonly stack?: string;
}

/** Where the function or constructor `above` was called. */
export function siteOf(above: Above): Site {
  const site: Site = {};
  Error.captureStackTrace(site, above);
  return site;
}

/** `file:line` of the nearest frame that belongs neither to Node nor to a package. */
export function lineOf({ stack = "" }: Site): string | undefined {
  const frames = stack.split("\n").slice(1);
  const frame = frames.find((one) => !one.includes("node_modules") && !one.includes("node:internal"));
  const [, file, line] = /(?:\(|at )(?:file:\/\/)?([^()]+?):(\d+):\d+\)?$/.exec(frame ?? "") ?? [];
  return file && `${file}:${line}`;
}
