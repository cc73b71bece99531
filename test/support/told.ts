import type { AppChart } from "../../app";
import { ValidationError } from "../../app";
import { CLUSTER_FEATURES } from "../../lib/kubernetes";
import { yamlFiles } from "../../targets/yaml";
import { environment, shopChart } from "./program";

/** Everything that leaves a program: its files, or its problems as values and as text. */
export function told(declare: (chart: AppChart) => void): string {
  const gateway = { name: "public", namespace: "gateway" };
  const { app, chart } = shopChart(environment({ kubernetes: "1.36", installed: [...CLUSTER_FEATURES], gateway }));
  try {
    declare(chart);
    const rendered = app.render();
    if (rendered.problems.length === 0) return JSON.stringify(yamlFiles(rendered));
    throw new ValidationError(rendered.problems);
  } catch (error) {
    if (error instanceof ValidationError) return JSON.stringify(error.problems) + error.message;
    throw error;
  }
}
