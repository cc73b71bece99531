import { AppChart, Environment, GantryApp, GoService, ImageRef, PolicyRule } from "gantry-cdk";

// Rules of an organisation. Synthesis refuses what breaks one; policyPack("shop", rules) of gantry-cdk/policy holds what others deploy with Pulumi to the same.
const ownRegistry = PolicyRule.of({
  name: "own-registry",
  description: "an image of registry.example.test, where images are scanned",
  fix: "mirror it there",
  kinds: ["Deployment", "StatefulSet"],
  check: ({ spec }) =>
    (spec?.template?.spec?.containers ?? []).flatMap(({ image }, index) =>
      image?.startsWith("registry.example.test/") ? [] : [{ field: `spec.template.spec.containers[${index}].image` }],
    ),
});

const fewPods = PolicyRule.of({
  name: "few-pods",
  description: "at most 20 pods, which is what the cluster has room for",
  fix: "lower scaling.max, or ask the platform team",
  kinds: ["HorizontalPodAutoscaler"],
  check: ({ spec }) => ((spec?.maxReplicas ?? 0) > 20 ? [{ field: "spec.maxReplicas" }] : []),
});

export const rules = [ownRegistry, fewPods];

const environment = Environment.of("prod", { stage: "production", kubernetes: "1.35" });
const image = ImageRef.pinned(
  "registry.example.test/shop/storefront@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
);

export const app = new GantryApp({ environment });
app.policy(ownRegistry);
app.policy(fewPods, { except: { "shop/Search": "room was added for the sale in November" } });

const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
new GoService(chart, "Storefront", { image });
new GoService(chart, "Search", { image, scaling: { max: 40 } });
