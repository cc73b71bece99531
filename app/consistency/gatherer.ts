import type { BuildFacts, ImageFacts } from "../../lib/consistency";
import { digestOf, programsOf } from "../../lib/consistency";
import type { ImageLockFile } from "../../lib/image-lock";
import type { ImagePlan } from "../../lib/image/image-plan";
import type { Rendered } from "../../lib/rendered";
import { imageFacts } from "./image";
import { localFacts } from "./local";

/** Asks for facts; for the same ones once, since environments share images. */
export class Gatherer {
  private readonly known = new Map<string, BuildFacts>();

  constructor(
    private readonly here: Rendered,
    private readonly lock: ImageLockFile,
    private readonly buildx: readonly string[],
  ) {}

  /** The facts of all images of an environment; each of them was built. */
  factsOf(there: Rendered): readonly ImageFacts[] {
    return there.images.map((plan) => this.imageOf(plan, there));
  }

  private imageOf(plan: ImagePlan, there: Rendered): ImageFacts {
    const { name, platforms, reference } = plan;
    const platform = platforms[0]!;
    const locked = this.lock.environments[there.environment]![name]!;
    const { ref, digest, source } = locked;
    const used = this.here.images.find((one) => one.name === name)?.reference;
    const programs = programsOf(there, reference);
    return {
      name,
      local: {
        ...this.once([name, platform], () => localFacts(plan, platform)),
        programs: used === undefined ? new Map() : programsOf(this.here, used),
      },
      image: {
        ...this.once([name, platform, ref, digest, source], () => imageFacts(name, locked, platform, this.buildx)),
        digest,
      },
      environment: { programs, digest: digestOf(programs, reference) },
    };
  }

  private once(words: readonly string[], ask: () => BuildFacts): BuildFacts {
    const key = words.join("\n");
    const facts = this.known.get(key) ?? ask();
    this.known.set(key, facts);
    return facts;
  }
}
