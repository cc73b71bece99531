import { AppChart, Environment, GantryApp, GoService, ImageRef, Slo } from "gantry-cdk";

// A service that promises its callers something: rules, alerts, a dashboard and the buckets of its histogram follow.
const environment = Environment.of("prod", {
  stage: "production",
  kubernetes: "1.35",
  installed: ["prometheus-operator"],
  monitorLabels: { release: "kube-prometheus-stack" },
});
const digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

export const app = new GantryApp({ environment });
const chart = new AppChart(app, "shop", {
  team: "shop",
  email: "shop-team@example.test",
  runbooks: "https://wiki.example.test/shop",
});

new GoService(chart, "Storefront", {
  image: ImageRef.pinned(`registry.example.test/shop/storefront@${digest}`),
  slo: [Slo.availability(99.9), Slo.latency("300ms", 95)],
  alerts: { p99: "2s", errors: "5%" },
  monitoring: { profiling: { from: "profiling" } },
});
