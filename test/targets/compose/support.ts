import { parse } from "yaml";
import type { AppChart } from "../../../app";
import type { GoImageProps } from "../../../constructs";
import { GoImage } from "../../../constructs";
import { Registry } from "../../../lib/registry";
import { composeFiles } from "../../../targets/compose";
import type { ComposeFile, Service } from "../../../targets/compose/model";
import { moduleOf } from "../../support/modules";
import { environment, render } from "../../support/program";

export type Declare = (chart: AppChart) => void;

/** An image that is built, with the name of its program. */
export function built(chart: AppChart, name: string, props: Partial<GoImageProps> = {}): GoImage {
  const registries = [Registry.at("registry.example.test/shop")];
  return new GoImage(chart, `${name}-image`, { module: moduleOf(), registries, name, ...props });
}

/** A program in an environment for development. */
export function development(declare: Declare, name = "dev") {
  return render(declare, environment({ stage: "development" }, name));
}

/** The texts for an environment, with those of others. */
export function textsOf(declare: Declare, others: Readonly<Record<string, Declare>> = {}): ReadonlyMap<string, string> {
  const local = development(declare);
  const programs = [local, ...Object.entries(others).map(([name, other]) => development(other, name))];
  return new Map(composeFiles(local, programs, "docker").map(({ file, text }) => [file, text]));
}

/** One of the Compose files. */
export function composeOf(declare: Declare, file = "compose.yaml"): ComposeFile {
  return parse(textsOf(declare).get(file) ?? "") as ComposeFile;
}

/** One of the services. */
export function serviceOf(declare: Declare, name: string, file?: string): Service {
  return composeOf(declare, file).services[name] ?? {};
}
