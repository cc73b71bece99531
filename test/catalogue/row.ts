import type { AppChart, Environment, Problem } from "../../app";
import { GoService, RawObject, ValidationError } from "../../app";
import type { Manifest } from "../../lib/rendered";
import { IMAGE, only, render, shopChart } from "../support/program";

/** What the API server says of the manifest that the bad input would have become. */
export interface Opinion {
  readonly manifest: Manifest;
  /** Part of the refusal; empty when the server takes it. */
  readonly says: string;
  /** Only a real write is refused, no dry run. */
  readonly isWritten?: boolean;
}

/** The problem that a bad input must be: pieces of what is allowed and of the way out. */
export type Want = readonly [code: string, field: string, allowed: string, fix: string, path?: string];

interface Numbered {
  /** Of the catalogue; an entry with several inputs has several rows. */
  readonly no: number;
  readonly input: string;
  readonly server?: Opinion | undefined;
  /** Where the catalogue was wrong, or says W: what happens instead. */
  readonly note?: string;
}

/** An input that is refused. */
export interface Refused extends Numbered {
  readonly declare: (chart: AppChart) => unknown;
  readonly environment?: Environment;
  readonly want: Want;
}

/** An input that is right as it is, or is always turned into the same thing. */
export interface Kept extends Numbered {
  readonly make: () => unknown;
  readonly becomes: unknown;
}

/** An entry about something that isn't part of Gantry yet. */
export interface Elsewhere {
  readonly no: number;
  readonly input: string;
  readonly belongsTo: string;
}

export type Row = Refused | Kept | Elsewhere;

/** An object as somebody else wrote it, which the server may judge as it is. */
export function raw(no: number, input: string, manifest: object, want: Want, says = ""): Refused {
  const declare = (chart: AppChart) => new RawObject(chart, "Bad", manifest as Manifest);
  return { no, input, declare, want, server: { manifest: manifest as Manifest, says } };
}

/** A prop of a GoService, and what would have come of it. */
export function prop(no: number, input: string, props: object, want: Want, server?: Opinion): Refused {
  return { no, input, declare: (chart) => service(chart, props), want, server };
}

/** Anything that is declared in a chart. */
export function program(
  no: number,
  input: string,
  declare: (chart: AppChart) => unknown,
  want: Want,
  server?: Opinion,
): Refused {
  return { no, input, declare, want, server };
}

/** An input that stays, or has a normal form. */
export function kept(no: number, input: string, make: () => unknown, becomes: unknown, server?: Opinion): Kept {
  return { no, input, make, becomes, server };
}

/** A row with the reason why it differs from the catalogue. */
export function noted<R extends Refused | Kept>(note: string, row: R): R {
  return { ...row, note };
}

export function elsewhere(no: number, input: string, belongsTo: string): Elsewhere {
  return { no, input, belongsTo };
}

/** The opinion of a server that takes or refuses a manifest. */
export function server(manifest: object, says = ""): Opinion {
  return { manifest: manifest as Manifest, says };
}

/** A good service but for these props. */
export function service(chart: AppChart, props: object, id = "Bad"): GoService {
  return new GoService(chart, id, { image: IMAGE, ...props });
}

/** The pod of a good service. */
export function goodPod() {
  const rendered = render((chart) => service(chart, {}, "Good"));
  return only(rendered, "Deployment").spec.template.spec;
}

/** Everything that is wrong with an input, thrown at once or found at the end. */
export function problemsOf({ declare, environment }: Refused): readonly Problem[] {
  const { app, chart } = shopChart(environment);
  try {
    declare(chart);
  } catch (error) {
    if (error instanceof ValidationError) return error.problems;
    throw error;
  }
  return app.render().problems;
}
