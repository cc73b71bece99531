import { AppChart, Environment, GantryApp, GoService, ImageRef } from "gantry-cdk";
import { ApiResource, ConfigMap, Role, ServiceAccount } from "cdk8s-plus-27";

// cdk8s-plus-27 in the same chart: its objects are checked and written like all others. Its workload classes are not used:
// their pods are not what Pod Security "restricted" admits.
const environment = Environment.of("prod", { stage: "production", kubernetes: "1.35" });

export const app = new GantryApp({ environment });
const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });

new GoService(chart, "Storefront", {
  image: ImageRef.pinned(
    "registry.example.test/shop/storefront@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  ),
});

const auditor = new ServiceAccount(chart, "Auditor", { metadata: { name: "auditor" }, automountToken: false });
const reader = new Role(chart, "Reader", { metadata: { name: "pod-reader" } });
reader.allowRead(ApiResource.PODS);
reader.bind(auditor);

new ConfigMap(chart, "Notice", { metadata: { name: "notice" }, data: { text: "Closed on Sunday." } });
