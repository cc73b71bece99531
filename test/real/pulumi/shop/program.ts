// A Pulumi program for the suites: the example shop in four environments that share a cluster, and what the variable PROGRAM chooses besides.
import * as pulumi from "@pulumi/pulumi";
import { AppChart, Environment, GantryApp, GoService, ImageLock, RawObject, SecretRef } from "gantry-cdk";
import { GantryChart, GantryStack, Setting } from "gantry-cdk/pulumi";
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
  /** A stack whose output becomes a value of the configuration. @default - none */
  readonly reads?: string;
  /** The chart is registered a second time. @default false */
  readonly isTwice?: boolean;
}

const {
  logLevel = "info",
  isRenamed,
  isRefused,
  more = 0,
  reads,
  isTwice,
} = JSON.parse(process.env["PROGRAM"] ?? "{}") as Choices;

const shared = Object.fromEntries(
  Object.entries(environments).map(([name, { stage, kubernetes }]) => [
    name,
    Environment.of(name, { stage, kubernetes, namespaceSuffix: `-${name}` }),
  ]),
);
const { environment, provider, settings } = GantryStack.of(shared, {
  settings: { databaseUrl: Setting.secret("where the orders are").optional() },
});
const digest = `sha256:${"0a".repeat(32)}`;
const built = { ref: "registry.example.test/shop/web", digest, platforms: ["linux/amd64"], source: "a fixture" };
const images = new ImageLock({ version: 1, environments: { [environment.name]: { web: built } } }, "a fixture");

const app = new GantryApp({ environment, images });
const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
const image = images.image(environment, "web");
const peer: Record<string, string> = reads === undefined ? {} : { PEER: app.later("peer", outputOf(reads)) };
const { databaseUrl } = settings;
const secrets = databaseUrl && { DATABASE_URL: SecretRef.later(app.later("database-url", databaseUrl)) };
const service = { image, config: { LOG_LEVEL: logLevel, ...peer }, ...(secrets && { secrets }) };
if (isRenamed) new GoService(chart, "Shopfront", { ...service, renamedFrom: "Web" });
else new GoService(chart, "Web", service);
for (let index = 0; index < more; index++) new GoService(chart, `More${index}`, service);
if (isRefused) new RawObject(chart, "Tea", { apiVersion: "example.test/v1", kind: "Tea", metadata: { name: "tea" } });

const register = () => new GantryChart("shop", { app }, { provider });
export const { images: deployed } = register();
export const greeting = `from ${environment.name}`;
if (isTwice) register();

function outputOf(stack: string): pulumi.Output<unknown> {
  return new pulumi.StackReference(`organization/shared/${stack}`).requireOutput("greeting");
}
