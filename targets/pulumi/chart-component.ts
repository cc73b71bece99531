import * as pulumi from "@pulumi/pulumi";
import type { Rendered, RenderedObject } from "../../lib/rendered";
import { chartProblems } from "./chart-problems";
import { clusterProviderOf } from "./component-provider";
import { followContent } from "./content-names";
import type { ChartImages } from "./images";
import { laterOutputs } from "./later-outputs";
import { registerObjects } from "./register";
import { urlsOf } from "./outputs";
import { refuseProgram } from "./stack/refusal";
import { Substitution } from "./substitution";

/** What a chart's component needs to know. */
export interface ChartArgs {
  readonly rendered: Rendered;
  /** Id of the chart whose objects are registered. */
  readonly chart: string;
  readonly images: ChartImages;
}

/** Options of the component: the provider above all. */
export type ChartOptions = pulumi.ComponentResourceOptions;

/**
 * One chart as a component of Pulumi: every object of it by its typed class, named after its construct path, in the order and with the options that its
 * kind and its declaration ask for.
 */
export class ChartComponent extends pulumi.ComponentResource {
  /** Where programs are reached from outside, by the name of their route. */
  readonly urls: pulumi.Output<Readonly<Record<string, readonly string[]>>>;
  /** What containers run, by the name of the image: a reference with its digest. */
  readonly images: pulumi.Output<Readonly<Record<string, string>>>;

  /** @throws ValidationError with every problem of the program; then nothing was registered. */
  constructor(name: string, { rendered, chart, images }: ChartArgs, options?: ChartOptions) {
    const problems = [...rendered.problems, ...images.problems, ...chartProblems(name, rendered, chart, options)];
    if (problems.length > 0) refuseProgram(problems);
    super("gantry:index:Chart", name, {}, options);
    const objects = rendered.objects.filter(({ app }) => app === chart);
    const substitution = new Substitution(laterOutputs(rendered.later, options, (image) => holds(objects, image)));
    for (const [text, output] of images.build(this)) substitution.add(text, output);
    followContent(objects, substitution);
    const provider = clusterProviderOf(options)!;
    registerObjects(this, name, { objects, stage: rendered.stage, substitution, provider });
    this.urls = pulumi.output(urlsOf(objects));
    this.images = imagesOf(rendered, chart, substitution);
    this.registerOutputs({ urls: this.urls, images: this.images });
  }
}

function holds(objects: readonly RenderedObject[], image: string): boolean {
  return objects.some(({ manifest }) => JSON.stringify(manifest).includes(image));
}

function imagesOf(
  { images, environment }: Rendered,
  chart: string,
  substitution: Substitution,
): pulumi.Output<Readonly<Record<string, string>>> {
  const own = images.filter(({ path }) => path.startsWith(`${environment}/${chart}/`));
  return pulumi.all(Object.fromEntries(own.map(({ name, reference }) => [name, substitution.text(reference)])));
}
