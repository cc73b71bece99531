import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { GoService, GoWorker, ScalingMetric } from "../../../app";
import { IMAGE, environment, render } from "../../support/program";
import { controlPlane, type ControlPlane } from "../control-plane";
import type { KubeObject } from "../plane/kube-object";
import { Supervised } from "../plane/supervised";
import { waitFor } from "../plane/wait-for";
import { adapterConfig, startAdapter } from "./autoscaling/adapter";
import { MeteredPods } from "./autoscaling/metered-pods";
import { startPrometheus } from "./autoscaling/prometheus";

const MINUTES = 60_000;
/** A rate over two minutes is whole after two of them. */
const SOON = 5 * MINUTES;

const down = { percent: 100, window: "0s", period: "15s" } as const;
const QUEUE = ScalingMetric.queueLength({ metric: "queue_length", labels: { queue: "orders" }, perPod: 30 });

interface Autoscaler extends KubeObject {
  readonly status?: {
    readonly currentMetrics?: readonly { readonly pods?: { readonly current: { readonly averageValue: string } } }[];
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message: string }[];
  };
}

let plane: ControlPlane;
let programs: Supervised;
let pods: MeteredPods;

beforeAll(async () => {
  plane = await controlPlane({ kwok: true });
  programs = await Supervised.start();
  pods = await MeteredPods.open(plane.client, "shop");
  const rendered = render(
    (chart) => {
      const requests = ScalingMetric.requestsPerPod(100);
      new GoService(chart, "Storefront", { image: IMAGE, scaling: { min: 2, max: 8, metrics: [requests], down } });
      new GoService(chart, "Pricing", { image: IMAGE, scaling: { min: 2, max: 8, metrics: [requests], down } });
      new GoWorker(chart, "Packer", { image: IMAGE, scaling: { min: 2, max: 9, metrics: [QUEUE], down } });
    },
    environment({ installed: ["prometheus-adapter"] }),
  );
  pods.perSecond["storefront"] = 500;
  await startAdapter(programs, plane, await startPrometheus(programs, pods.scrapeConfigs), adapterConfig(rendered));
  for (const { manifest } of rendered.objects) await plane.client.apply(manifest);
}, 5 * MINUTES);

afterAll(async () => {
  await pods?.close();
  await programs?.stop();
  await plane?.stop();
});

/** Resolves when so many pods are wanted for a program. */
async function wanted(name: string, count: number): Promise<void> {
  const deployment = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name, namespace: "shop" } };
  const look = async (): Promise<string> => {
    const { body } = await plane.client.get<KubeObject & { readonly spec: { readonly replicas: number } }>(deployment);
    return body.spec.replicas === count ? "enough" : "";
  };
  await waitFor(`${count} pods of ${name}`, () => Promise.race([look(), programs.broken]), SOON);
}

async function status(name: string): Promise<Autoscaler["status"]> {
  const metadata = { name, namespace: "shop" };
  const address = { apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler", metadata };
  return (await plane.client.get<Autoscaler>(address)).body.status;
}

/** What the autoscaler says of its metrics. */
async function state(name: string): Promise<string | undefined> {
  const condition = (await status(name))?.conditions?.find(({ type }) => type === "ScalingActive");
  return condition && `${condition.status} ${condition.message}`;
}

describe("an autoscaler before a real Prometheus Adapter with our rules", () => {
  it(
    "adds pods to a service while each has more requests than it takes",
    async () => {
      await wanted("storefront", 5);
      expect(await state("storefront")).toMatch(/^True .*pods metric shop_storefront_requests_per_second/);
    },
    SOON,
  );

  it("knows that a service has no requests before its first one", async () => {
    const perPod = await waitFor("the metric", async () =>
      (await status("pricing"))?.currentMetrics?.flatMap(({ pods }) => pods?.current.averageValue ?? []),
    );
    expect(perPod).toEqual(["0"]);
  });

  it(
    "adds pods to a worker while more wait than they take, and takes them away when fewer do",
    async () => {
      pods.waiting = 200;
      await wanted("packer", 7);
      pods.waiting = 75;
      await wanted("packer", 3);
      expect(await state("packer")).toMatch(/^True .*external metric shop_packer_/);
    },
    SOON,
  );

  it(
    "takes pods away from a service with fewer requests",
    async () => {
      pods.perSecond["storefront"] = 220;
      await wanted("storefront", 3);
    },
    SOON,
  );
});
