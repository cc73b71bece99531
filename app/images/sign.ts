import { spawnSync } from "node:child_process";
import { ImageRef } from "../../lib/image-ref";
import { signCommands } from "../../lib/trust/cosign";
import type { Signer } from "../../lib/trust/signer";
import type { Order } from "./bake";

/** Signs what was pushed, in every repository, by its digest. @returns whether cosign has signed all of it */
export function sign(orders: readonly Order[], digests: ReadonlyMap<string, string>, signer: Signer): boolean {
  const images = orders.flatMap(({ target }) =>
    target.repositories.map((repository) => ImageRef.pinned(`${repository}@${digests.get(target.plan.name) ?? ""}`)),
  );
  return images
    .flatMap((image) => signCommands(signer, image))
    .every(({ program, args, env }) => {
      const { status, error } = spawnSync(program, args, {
        stdio: ["ignore", "inherit", "inherit"],
        env: { ...process.env, ...env },
      });
      if (error) throw error;
      return status === 0;
    });
}
