import { AppChart, Environment, GantryApp, GoService, GoWorker, HpaPolicy, ImageRef } from "gantry-cdk";
import { RawObject, Replicas, ScalingMetric } from "gantry-cdk";

// Autoscaling in four ways: by use, none, by what Prometheus counts, and a policy for a workload that Gantry did not make.
const environment = Environment.of("prod", { stage: "production", kubernetes: "1.35", installed: ["keda"] });
const image = ImageRef.pinned(
  "registry.example.test/shop/catalogue@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
);

export const app = new GantryApp({ environment });
const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });

new GoService(chart, "Catalogue", { image, scaling: { max: 20, cpu: "60%", memory: "80%", up: { window: "30s" } } });
new GoService(chart, "Admin", { image, scaling: Replicas.fixed(2) });
new GoService(chart, "Importer", { image, scaling: Replicas.single("it holds a lock, a second one would only wait") });

const queue = { metric: "rabbitmq_queue_messages_ready", labels: { queue: "orders" }, perPod: 30 };
new GoService(chart, "Checkout", { image, scaling: { max: 30, metrics: [ScalingMetric.requestsPerPod(100)] } });
new GoWorker(chart, "Packer", { image, scaling: { min: 0, metrics: [ScalingMetric.queueLength(queue)] } });

// The namespace admits only what Pod Security "restricted" allows, whoever wrote the manifest.
const labels = { "app.kubernetes.io/instance": "legacy" };
const legacy = new RawObject(chart, "Legacy", {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "legacy" },
  spec: {
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        containers: [
          {
            name: "legacy",
            image: image.reference,
            resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { cpu: "200m", memory: "256Mi" } },
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
          },
        ],
        securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: "RuntimeDefault" } },
      },
    },
  },
});
new HpaPolicy(chart, "LegacyScaling", { target: legacy, max: 6 });
