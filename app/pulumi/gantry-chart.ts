import type { ChartOptions } from "../../targets/pulumi";
import { ChartComponent } from "../../targets/pulumi";
import type { ImageOptions } from "../../targets/pulumi/images";
import type { Renderable } from "../synthesize";
import { chartImages } from "./chart-images";

/** What a GantryChart deploys. */
export interface GantryChartArgs {
  /** The program: what `cdk8s synth` would write is what is applied. */
  readonly app: Renderable;
  /** Id of the chart in it. @default - the component's name */
  readonly chart?: string;
  /**
   * How images are built and pushed, where the program says `images: "on-up"`; or `"local"`: by the Docker engine of this machine, and pushed nowhere.
   * @default {}
   */
  readonly images?: ImageOptions;
}

/**
 * One chart of a program, applied by Pulumi: usable inside any Pulumi program.
 * @example
 * const { urls } = new GantryChart("shop", { app }, { provider });
 */
export class GantryChart extends ChartComponent {
  /** @throws ValidationError with every problem of the program; then nothing was applied. */
  constructor(name: string, { app, chart = name, images }: GantryChartArgs, options?: ChartOptions) {
    const rendered = app.render();
    super(name, { rendered, chart, images: chartImages(name, rendered, chart, images) }, options);
  }
}
