import { join } from "node:path";
import type { GantryApp, ImageLockFile } from "../../app";
import { ImageLock } from "../../app";
import { hash } from "../../lib/names";
import { environments } from "../../stacks/environments";
import { readModules } from "../../stacks/modules";
import { shop } from "../../stacks/shop";

const MODULES = readModules(join(__dirname, "../../examples/services"));
const PROGRAMS = ["storefront", "pricing", "mailer", "daily-report"];
export const ENVIRONMENTS = Object.keys(environments) as (keyof typeof environments)[];

/** What a build would have written into `images.lock.json`, with digests that no registry has. */
export const FIXTURE_LOCK: ImageLockFile = {
  version: 1,
  environments: Object.fromEntries(ENVIRONMENTS.map((name) => [name, images(name)])),
};

/** The example shop in an environment, with images of a fixture. */
export function fixtureShop(name: keyof typeof environments = "prod"): GantryApp {
  return shop(environments[name], MODULES, new ImageLock(FIXTURE_LOCK, "a fixture"));
}

function images(environment: string): ImageLockFile["environments"][string] {
  const hex = (text: string) => Buffer.from(hash(text, 32)).toString("hex");
  return Object.fromEntries(
    PROGRAMS.map((name) => {
      const ref = `registry.example.test/shop/${name}`;
      return [
        name,
        {
          ref,
          digest: `sha256:${hex(environment + name)}`,
          platforms: ["linux/amd64", "linux/arm64"],
          source: "a fixture",
        },
      ];
    }),
  );
}
