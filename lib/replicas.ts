import { refuse } from "./errors";
import { OptOut } from "./opt-out";
import { show } from "./show";

/** A number of pods that no autoscaler changes. */
export class Replicas {
  private constructor(readonly count: number) {
    Object.freeze(this);
  }

  /**
   * Always this many pods.
   * @throws ValidationError unless it is a whole number from 2 to 1000; one pod is `Replicas.single`.
   */
  static fixed(count: number): Replicas {
    if (Number.isInteger(count) && count >= 2 && count <= 1000) return new Replicas(count);
    const fix = count === 1 ? 'Replicas.single("reason")' : "Replicas.fixed(3), for example";
    return refuse(
      {
        code: "out-of-range",
        got: show(count),
        allowed: "a whole number from 2 to 1000: one pod cannot outlive a node drain",
        fix,
      },
      Replicas.fixed,
    );
  }

  /** One pod, and why that is enough: a drain of its node is an outage. */
  static single(reason: string): SingleReplica {
    return new SingleReplica(reason, Replicas.single);
  }
}

/** One pod with a reason. */
export class SingleReplica extends OptOut {
  readonly count = 1;
}
