import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { Place } from "../../lib/fields";
import { writeFiles } from "../../lib/files";
import type { Rendered } from "../../lib/rendered";
import type { ChartImages, ImageOptions } from "../../targets/pulumi/images";
import { IMAGE_OPTIONS, buildImages, imageProblems } from "../../targets/pulumi/images";
import { MARKER } from "../../targets/yaml";
import type { ImageBuilds } from "./image-builds";
import { imageBuilds } from "./image-builds";

/**
 * What `pulumi up` builds for a chart; the Dockerfiles are written when it is registered.
 * @param name of the component
 * @param chart id of the chart
 * @param given an ImageOptions, as somebody typed it
 */
export function chartImages(name: string, rendered: Rendered, chart: string, given: unknown = {}): ChartImages {
  const place = new Place("images");
  const options: ImageOptions = IMAGE_OPTIONS.read(given, place) ?? {};
  const prepared = imageBuilds(rendered, chart);
  const { builds } = prepared;
  const { environment, stage } = rendered;
  const logicalName = (path: string) => `${name}/${path.replace(`${environment}/${chart}/`, "")}`;
  return {
    problems: [
      ...prepared.problems,
      ...place.findings.map((finding) => ({ ...finding, path: "GantryChart" })),
      ...(place.findings.length === 0 ? imageProblems(builds, options, stage) : []),
    ],
    build: (parent) => {
      write(prepared);
      return buildImages(builds, { parent, stage, logicalName, options });
    },
  };
}

/** BuildKit reads the ignore file beside a Dockerfile, so both have to be files. */
function write({ folder, files }: ImageBuilds): void {
  if (files.length === 0) return;
  mkdirSync(dirname(folder), { recursive: true });
  writeFiles(folder, files, { marker: MARKER });
}
