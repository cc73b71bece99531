import type { ChartOptions } from "../../targets/pulumi";
import { ChartComponent } from "../../targets/pulumi";
import type { Renderable } from "../synthesize";

/** What a GantryChart deploys. */
export interface GantryChartArgs {
  /** The program: what `cdk8s synth` would write is what is applied. */
  readonly app: Renderable;
  /** Id of the chart in it. @default - the component's name */
  readonly chart?: string;
}

/**
 * One chart of a program, applied by Pulumi: usable inside any Pulumi program.
 * @example
 * const { urls } = new GantryChart("shop", { app }, { provider });
 */
export class GantryChart extends ChartComponent {
  /** @throws ValidationError with every problem of the program; then nothing was applied. */
  constructor(name: string, { app, chart = name }: GantryChartArgs, options?: ChartOptions) {
    super(name, { rendered: app.render(), chart, build: () => new Map() }, options);
  }
}
