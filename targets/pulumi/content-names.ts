import * as pulumi from "@pulumi/pulumi";
import { hash } from "../../lib/names";
import type { RenderedObject } from "../../lib/rendered";
import type { Substitution } from "./substitution";

const HASH = 10;

/**
 * Lets the names of objects that are named after their content follow the values that only `pulumi up` knows: another value is another object, and pods
 * that refer to it roll. Takes the objects in their order, because one may name another.
 */
export function followContent(objects: readonly RenderedObject[], substitution: Substitution): void {
  for (const { manifest, hints } of objects) {
    const used = hints.contentNamed ? substitution.usedIn(manifest) : [];
    if (used.length === 0) continue;
    const { name } = manifest.metadata;
    const named = pulumi
      .all([...used])
      .apply((values) => name.slice(0, -HASH) + hash(JSON.stringify([name, ...values]), HASH));
    // 50 bits of a hash; without the mark every object that names this one would be hidden as a whole.
    substitution.add(name, pulumi.unsecret(named));
  }
}
