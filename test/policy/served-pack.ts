import { PolicyRule } from "../../constructs/base/policy-rule";
import { policyPack } from "../../policy";

const gateway = { description: "a route of the gateway", fix: "use Route.host" };

policyPack("shop", [
  PolicyRule.of({
    name: "no-load-balancer",
    ...gateway,
    kinds: ["Service"],
    check: ({ spec }) => (spec?.type === "LoadBalancer" ? [{ field: "spec.type" }] : []),
  }),
  PolicyRule.of({
    name: "no-hidden-error",
    ...gateway,
    kinds: ["Service"],
    check: ({ spec }) => {
      try {
        return spec?.type === "NodePort" ? [{ field: "spec.type" }] : [];
      } catch {
        return [];
      }
    },
  }),
  PolicyRule.of({ name: "advice", ...gateway, kinds: ["ConfigMap"], level: "advisory", check: () => [{}] }),
  PolicyRule.of({
    name: "no-note",
    ...gateway,
    kinds: ["Secret"],
    check: (secret) => Object.keys(secret["stringData"] ?? {}).map((key) => ({ field: `stringData.${key}` })),
  }),
]);
