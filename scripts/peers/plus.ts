import { join } from "node:path";
import { App, Chart, Cron } from "cdk8s";
import type { ContainerProps, CronJobProps, DeploymentProps } from "cdk8s-plus-27";
import { CronJob, Deployment, Ingress, IngressBackend } from "cdk8s-plus-27";
import { PINNED } from "./gantry";
import type { Input } from "./input";
import type { Made } from "./outcome";
import { clean } from "./words";

const metadata = { name: "bad" };

/** A good Deployment, but for what is in its container and beside it. */
export function deployment(
  chart: Chart,
  container: Partial<ContainerProps> = {},
  props: DeploymentProps = {},
): Deployment {
  const containers = [{ image: PINNED, portNumber: 8080, ...container }];
  return new Deployment(chart, "Bad", { metadata, containers, ...props });
}

/** A good CronJob, but for these props. */
export function cronJob(chart: Chart, props: Partial<CronJobProps>): CronJob {
  return new CronJob(chart, "Bad", {
    metadata,
    schedule: Cron.daily(),
    containers: [{ image: PINNED }],
    ...props,
  });
}

/** A service behind an Ingress for this host and path. */
export function ingress(chart: Chart, host: string, path: string): void {
  const backend = IngressBackend.fromService(deployment(chart).exposeViaService());
  new Ingress(chart, "Ingress").addHostRule(host, path, backend);
}

/** Runs a program of cdk8s-plus as its user would, with this folder for its output. */
export function synthesize(declare: Input["plus"], outdir: string): Made {
  const app = new App({ outdir });
  const chart = new Chart(app, "bad");
  try {
    declare(chart);
    app.synth();
  } catch (error) {
    return { refused: clean(String((error as Error).message)) };
  }
  return { file: join(outdir, "bad.k8s.yaml") };
}
