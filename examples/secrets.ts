import { AppChart, Environment, GantryApp, GoService, ImageRef, SecretRef, SecretSource } from "gantry-cdk";

// A secret is always a reference. Four origins, and an environment that decides for most of them.
const environment = Environment.of("prod", {
  stage: "production",
  kubernetes: "1.35",
  installed: ["external-secrets", "sealed-secrets", "secrets-store-csi"],
  secrets: SecretSource.external({ store: "vault", prefix: "prod/" }),
});

export const app = new GantryApp({ environment });
const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });

new GoService(chart, "Storefront", {
  image: ImageRef.pinned(
    "registry.example.test/shop/storefront@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  ),
  secrets: {
    // From where the environment keeps its secrets: here prod/storefront/database-url of the store "vault".
    DATABASE_URL: environment.secret("storefront/database-url"),
    // A Secret that somebody else makes in the namespace; as a file, its path is in TLS_KEY_FILE.
    TLS_KEY: SecretRef.existing("storefront-tls", "tls.key").asFile(),
    // Encrypted with `kubeseal --raw` for the namespace shop and the name storefront-sealed.
    SESSION_KEY: SecretRef.sealed("AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq"),
    // An object of a Secrets Store CSI provider; the parameters are the provider's own.
    LICENCE: SecretRef.csi({
      provider: "vault",
      object: "licence",
      parameters: { roleName: "storefront", objects: "- objectName: licence\n  secretPath: shop/licence\n" },
    }),
  },
});
