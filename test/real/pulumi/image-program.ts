/** A program of one chart with one image: what the suite about images deploys, and what `npm run images` builds for comparison. */
import { Provider } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Stage } from "../../../app";
import { AppChart, Base, Environment, GantryApp, GoImage, GoModule, GoService, Registry, run } from "../../../app";
import { GantryChart } from "../../../app/pulumi";

/** What differs from run to run. */
export interface Choices {
  readonly stage: Stage;
  readonly registries: readonly string[];
  /** References of the bases. */
  readonly golang: string;
  readonly static: string;
  /** The password of the registries, which ask for none; it must appear nowhere. */
  readonly password: string;
  /** Patterns of private modules. @default [] */
  readonly privateModules?: readonly string[];
  readonly netrc?: string;
  /** Arguments of builds. @default {} */
  readonly args?: Readonly<Record<string, string>>;
  /** @default false */
  readonly cache?: boolean;
  /** The command of Buildx: the program then builds as `npm run images` does, and deploys nothing. @default - Pulumi builds */
  readonly buildx?: string;
}

const choices = JSON.parse(process.env["PROGRAM"] ?? "") as Choices;
const { stage, registries, privateModules = [], args = {}, cache = false, buildx } = choices;

function shop(images?: "on-up"): GantryApp {
  const environment = Environment.of("shop", { stage, kubernetes: "1.35" });
  const app = new GantryApp({ environment, ...(images && { images }) });
  const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
  const image = new GoImage(chart, "TeaImage", {
    module: GoModule.read("services/tea"),
    registries: registries.map((address) => Registry.at(`${address}/shop`)),
    builder: choices.golang,
    base: Base.image(choices.static),
    privateModules,
  });
  new GoService(chart, "Tea", { image });
  return app;
}

if (buildx !== undefined) run(() => [shop()], { args: ["images"], outdir: "dist", docker: "docker", buildx: [buildx] });
else {
  const password = pulumi.secret(choices.password);
  const logins = Object.fromEntries(registries.map((address) => [address, { username: "ci", password }]));
  const netrc = choices.netrc === undefined ? {} : { netrc: pulumi.secret(choices.netrc) };
  const provider = new Provider("cluster", { clusterIdentifier: "plane" });
  new GantryChart("shop", { app: shop("on-up"), images: { registries: logins, ...netrc, args, cache } }, { provider });
}
