import { Environment, Registry, SecretSource } from "gantry-cdk";
import type { EnvironmentOf, EnvironmentProps } from "gantry-cdk";

/** What differs between the environments of the shop. Leave a field out of one and it does not compile. */
interface ShopValues extends EnvironmentProps {
  readonly domain: string;
  readonly registry: Registry;
  readonly logLevel: "debug" | "info" | "warn" | "error";
  readonly ordersDatabase: { readonly host: string; readonly cidr: string };
  readonly mailServer: string;
  readonly scaling: { readonly min: number; readonly max: number };
}

export type ShopEnvironment = EnvironmentOf<ShopValues>;

const cluster = {
  kubernetes: "1.35",
  installed: ["gateway-api", "external-secrets", "apparmor", "user-namespaces"],
  gateway: { name: "public", namespace: "gateway" },
  registry: Registry.at("registry.example.test/shop"),
} as const;

export const environments = Environment.all<ShopValues, "dev" | "test" | "staging" | "prod">({
  dev: {
    ...cluster,
    stage: "development",
    secrets: SecretSource.existing(),
    domain: "dev.example.test",
    logLevel: "debug",
    ordersDatabase: { host: "orders-db.dev.example.test", cidr: "10.10.0.0/24" },
    mailServer: "mail.dev.example.test",
    scaling: { min: 2, max: 3 },
  },
  test: {
    ...cluster,
    stage: "development",
    secrets: SecretSource.existing(),
    domain: "test.example.test",
    logLevel: "info",
    ordersDatabase: { host: "orders-db.test.example.test", cidr: "10.20.0.0/24" },
    mailServer: "mail.test.example.test",
    scaling: { min: 2, max: 3 },
  },
  staging: {
    ...cluster,
    stage: "production",
    secrets: SecretSource.external({ store: "vault", prefix: "staging/" }),
    domain: "staging.example.test",
    logLevel: "info",
    ordersDatabase: { host: "orders-db.staging.example.test", cidr: "10.30.0.0/24" },
    mailServer: "mail.staging.example.test",
    scaling: { min: 3, max: 6 },
  },
  prod: {
    ...cluster,
    stage: "production",
    secrets: SecretSource.external({ store: "vault", prefix: "prod/" }),
    domain: "example.test",
    logLevel: "error",
    ordersDatabase: { host: "orders-db.example.test", cidr: "10.40.0.0/24" },
    mailServer: "mail.example.test",
    scaling: { min: 3, max: 20 },
  },
});
