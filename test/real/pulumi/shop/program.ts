// A Pulumi program for the suites: the example shop in four environments that share a cluster, and what the variable PROGRAM chooses besides.
import { Environment, GantryApp, GoService, ImageLock, RawObject, AppChart } from "gantry-cdk";
import { GantryChart, GantryStack } from "gantry-cdk/pulumi";
import { environments } from "../../../../stacks/environments";

/** What a run of the program differs in. */
export interface Choices {
  /** A value of the service's configuration. @default "info" */
  readonly logLevel?: string;
  /** The service is called Shopfront from now on. @default false */
  readonly isRenamed?: boolean;
  /** An object of a kind that the cluster does not have. @default false */
  readonly isRefused?: boolean;
  /** Several more services. @default 0 */
  readonly more?: number;
}

const { logLevel = "info", isRenamed, isRefused, more = 0 } = JSON.parse(process.env["PROGRAM"] ?? "{}") as Choices;

const shared = Object.fromEntries(
  Object.entries(environments).map(([name, { stage, kubernetes }]) => [
    name,
    Environment.of(name, { stage, kubernetes, namespaceSuffix: `-${name}` }),
  ]),
);
const { environment, provider } = GantryStack.of(shared);
const digest = `sha256:${"0a".repeat(32)}`;
const built = { ref: "registry.example.test/shop/web", digest, platforms: ["linux/amd64"], source: "a fixture" };
const images = new ImageLock({ version: 1, environments: { [environment.name]: { web: built } } }, "a fixture");

const app = new GantryApp({ environment, images });
const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
const image = images.image(environment, "web");
const service = { image, config: { LOG_LEVEL: logLevel } };
if (isRenamed) new GoService(chart, "Shopfront", { ...service, renamedFrom: "Web" });
else new GoService(chart, "Web", service);
for (let index = 0; index < more; index++) new GoService(chart, `More${index}`, service);
if (isRefused) new RawObject(chart, "Tea", { apiVersion: "example.test/v1", kind: "Tea", metadata: { name: "tea" } });

export const { urls } = new GantryChart("shop", { app }, { provider });
