import { AppChart, Environment, GantryApp, GoService, ImageRef, RawObject } from "gantry-cdk";

// Two ways to say what no prop says: an object of any kind, and a change to an object that a construct made.
const environment = Environment.of("prod", { stage: "production", kubernetes: "1.35" });

export const app = new GantryApp({ environment });
const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });

new RawObject(chart, "Priority", {
  apiVersion: "scheduling.k8s.io/v1",
  kind: "PriorityClass",
  metadata: { name: "checkout" },
  value: 1000,
  description: "Checkout goes before everything else of the shop.",
});

const checkout = new GoService(chart, "Checkout", {
  image: ImageRef.pinned(
    "registry.example.test/shop/checkout@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  ),
  priorityClass: "checkout",
});

checkout.patch(
  "Service",
  (service) => (service.spec.trafficDistribution = "PreferClose"),
  "traffic between zones costs money; agreed with the platform team",
);
