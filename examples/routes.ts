import { AppChart, Environment, GantryApp, GoService, ImageRef, Route } from "gantry-cdk";

// Ways into the cluster: hosts on a Gateway, an Ingress with TLS, gRPC, and a port on every node.
const environment = Environment.of("test", {
  stage: "development",
  kubernetes: "1.35",
  installed: ["gateway-api"],
  gateway: { name: "public", namespace: "gateway" },
});
const image = ImageRef.tagged("registry.example.test/shop/storefront:v1.4.2");

export const app = new GantryApp({ environment });
const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });

new GoService(chart, "Storefront", {
  image,
  ports: { http: 8080, "http-admin": { port: 8081, servicePort: 81 } },
  expose: [
    Route.host("shop.test.example.test"),
    Route.host("admin.test.example.test", { path: "/admin", port: "http-admin" }),
  ],
});
new GoService(chart, "Pricing", { image, ports: { grpc: 9000 }, expose: Route.host("prices.test.example.test") });
new GoService(chart, "Partners", {
  image,
  expose: Route.ingress("partners.test.example.test", {
    className: "nginx",
    tlsSecret: "partners-tls",
    controllerNamespace: "ingress-nginx",
  }),
});
new GoService(chart, "Probe", {
  image,
  expose: Route.nodePort("the load generator stands outside", { nodePort: 30080 }),
});
