import type { Chart } from "cdk8s";
import type { AppChart } from "../../app";

/** One bad input, as each tool is given it. Where its types refuse the input, the place says `@ts-expect-error`. */
export interface Input {
  /** Of the catalogue in docs/bad-input.md. */
  readonly no: number;
  readonly input: string;
  readonly gantry: (chart: AppChart) => unknown;
  readonly plus: (chart: Chart) => unknown;
  /** The file of values, as a person types it. */
  readonly helm: string;
  /** Where the input is found in what comes out: kind, then the path. */
  readonly at: readonly (number | string)[];
  /** What stands there when the input came through as it is; undefined is nothing. */
  readonly given: unknown;
  /** What stands there when the tool made of the input what was meant. @default - only a refusal is right */
  readonly meant?: unknown;
}

/** The container of a Deployment, for `at`. */
export const CONTAINER = ["Deployment", "spec", "template", "spec", "containers", 0] as const;
