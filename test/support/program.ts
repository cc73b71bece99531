import { expect } from "@jest/globals";
import type { EnvironmentProps } from "../../app";
import { AppChart, Environment, GantryApp, ImageRef } from "../../app";
import type { Kinds } from "../../constructs/imports/kinds";
import type { Problem } from "../../lib/errors";
import type { Rendered, RenderedObject } from "../../lib/rendered";

/** An image as a registry would name it. */
export const IMAGE = ImageRef.pinned(`registry.example.test/shop/storefront@sha256:${"0a".repeat(32)}`);

/** An environment of stage "production" with nothing installed, except what is given. */
export function environment(values: Partial<EnvironmentProps> = {}, name = "prod"): Environment {
  return Environment.of(name, { stage: "production", kubernetes: "1.35", ...values });
}

/** An app with one chart, `shop`. */
export function shopChart(of: Environment = environment()): { readonly app: GantryApp; readonly chart: AppChart } {
  const app = new GantryApp({ environment: of });
  const owner = { team: "shop", email: "shop-team@example.test", runbooks: "https://wiki.example.test/shop" };
  return { app, chart: new AppChart(app, "shop", owner) };
}

/** Renders what is declared in a chart; it must be right. */
export function render(declare: (chart: AppChart) => void, of?: Environment): Rendered {
  const { app, chart } = shopChart(of);
  declare(chart);
  const rendered = app.render();
  expect(rendered.problems).toEqual([]);
  return rendered;
}

/** Everything that is wrong with what is declared in a chart. */
export function problemsOf(declare: (chart: AppChart) => void, of?: Environment): readonly Problem[] {
  const { app, chart } = shopChart(of);
  declare(chart);
  return app.render().problems;
}

/** Code and field of each problem. */
export function complaintsOf(declare: (chart: AppChart) => void, of?: Environment): string[] {
  return problemsOf(declare, of).map(({ code, field }) => `${code} ${field}`.trim());
}

/** The one object of a kind, or the one with this name. */
export function only<K extends keyof Kinds>(rendered: Rendered, kind: K, name?: string): Required<Kinds[K]> {
  return onlyRendered(rendered, kind, name).manifest as unknown as Required<Kinds[K]>;
}

/** The same with its path, file and hints. */
export function onlyRendered(rendered: Rendered, kind: string, name?: string): RenderedObject {
  const found = all(rendered, kind).filter(({ manifest }) => name === undefined || manifest.metadata.name === name);
  expect(found.map(({ path }) => path)).toHaveLength(1);
  return found[0]!;
}

/** The objects of a kind. */
export function all(rendered: Rendered, kind: string): RenderedObject[] {
  return rendered.objects.filter(({ manifest }) => manifest.kind === kind);
}
