import { join, resolve } from "node:path";
import { AppChart, GoService, type GantryApp } from "../../../../app";
import { app as stateful } from "../../../../examples/stateful";
import { IMAGE } from "../../../support/program";
import { fixtureShop } from "../../../support/shop";
import type { KubeObject } from "../../plane/kube-object";
import { environmentsIn, readFolder } from "../manifests";

const TREE = resolve(__dirname, "../../../..");
const LAST = join(TREE, "test/golden-previous/shop");
const THIS = join(TREE, "test/golden/shop");

/** The environments that the last release had. */
export const LAST_ENVIRONMENTS = environmentsIn(LAST);

/** The shop as the last release wrote it. */
export function lastShop(environment: string): KubeObject[] {
  return readFolder(join(LAST, environment, "shop"));
}

/** The shop as it is written now. */
export function thisShop(environment: string): KubeObject[] {
  return readFolder(join(THIS, environment, "shop"));
}

/** A shop that differs from this one as releases do: other images, configuration and scaling, and a service more. */
export function earlierShop(): KubeObject[] {
  const app = fixtureShop("dev");
  const chart = app.node.children.find((child) => child instanceof AppChart)!;
  new GoService(chart, "Legacy", { image: IMAGE, config: { LOG_LEVEL: "debug" } });
  return objectsOf(app);
}

/** Pods with disks. */
export function search(): KubeObject[] {
  return objectsOf(stateful);
}

function objectsOf(app: GantryApp): KubeObject[] {
  return app.render().objects.map(({ manifest }) => manifest as KubeObject);
}
