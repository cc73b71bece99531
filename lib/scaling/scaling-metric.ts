import type { Above } from "../call-site";
import { refuseAll } from "../errors";
import type { Field, FieldTable } from "../fields";
import { readFields, recordOf, text } from "../fields";
import { Series, labelName, metricName, sum } from "../promql";
import { show } from "../show";
import { queryProblem } from "./query-syntax";

/** What waits in a queue. */
export interface QueueLengthOptions {
  /** A gauge. */
  readonly metric: string;
  /** What its series have. @default {} */
  readonly labels?: Readonly<Record<string, string>>;
  /** How many of those that wait are enough for one pod, in thousandths at most. */
  readonly perPod: number;
}

/** Autoscaling/v2 counts in thousandths. */
const FINEST = 1000;
const MOST = 1e12;

const perPod: Field<number> = {
  type: {
    shape: { kind: "any" },
    read: (given, place) => {
      const isNumber = typeof given === "number" && given > 0 && given <= MOST;
      if (isNumber && Number.isInteger(Number((given * FINEST).toPrecision(12)))) return given;
      const allowed = `a number above 0, at most ${MOST}, in thousandths at most`;
      const fix = "as much as one pod took in a load test";
      return place.complain({ code: "scaling-per-pod", got: show(given), allowed, fix });
    },
  },
  required: true,
  doc: "how much of it one pod takes",
};

const QUEUE: FieldTable<Required<QueueLengthOptions>> = {
  metric: { type: text("a metric's name", metricName, ["queue_length"]), required: true, doc: "a gauge" },
  labels: {
    type: recordOf(
      text("a label's name", labelName, ["queue"]),
      text("any text", () => undefined, ["orders"]),
      20,
    ),
    default: {},
    doc: "what its series have",
  },
  perPod,
};

const query: Field<string> = {
  type: text("a query of Prometheus", queryProblem, ["sum(jobs_waiting)"]),
  required: true,
  doc: "a query that yields one number",
};

/** Something that Prometheus counts, of which every pod takes so much: an autoscaler keeps as many pods as that needs. */
export class ScalingMetric {
  private constructor(
    /** What is shared among the pods; nothing for the service's own requests, of which the service knows the name. */
    readonly query: string | undefined,
    /** How much of it one pod takes. */
    readonly perPod: number,
  ) {
    Object.freeze(this);
  }

  /**
   * The service's own requests, counted over 2 minutes. When Prometheus loses the pods the count fades over that time, so let `down.window` be longer.
   * @param perSecond requests per second that one pod takes, in thousandths at most
   * @throws ValidationError
   * @example ScalingMetric.requestsPerPod(100)
   */
  static requestsPerPod(perSecond: number): ScalingMetric {
    const given = read({ perPod: perSecond }, { perPod }, ScalingMetric.requestsPerPod);
    return new ScalingMetric(undefined, given.perPod);
  }

  /**
   * What waits in a queue, as an exporter counts it: the sum of the series with these labels.
   * @throws ValidationError when a name has other characters than Prometheus reads without quotes, or `perPod` is not above 0.
   * @example ScalingMetric.queueLength({ metric: "rabbitmq_queue_messages_ready", labels: { queue: "orders" }, perPod: 30 })
   */
  static queueLength(options: QueueLengthOptions): ScalingMetric {
    const given = read(options, QUEUE, ScalingMetric.queueLength);
    return ScalingMetric.counted(sum(new Series(given.metric, given.labels)).text, given, ScalingMetric.queueLength);
  }

  /**
   * Anything else.
   * @param query yields one number, whatever the number of pods
   * @param options how much of it one pod takes, in thousandths at most
   * @throws ValidationError when the query is empty, has brackets or quotes without a partner, or holds a secret; or `perPod` is not above 0.
   * @example ScalingMetric.query("sum(jobs_waiting)", { perPod: 30 })
   */
  static query(query: string, options: Pick<QueueLengthOptions, "perPod">): ScalingMetric {
    return ScalingMetric.counted(query, options, ScalingMetric.query);
  }

  private static counted(asked: string, options: Pick<QueueLengthOptions, "perPod">, above: Above): ScalingMetric {
    const given = read({ perPod: options?.perPod, query: asked }, { perPod, query }, above);
    return new ScalingMetric(given.query, given.perPod);
  }
}

function read<T extends object>(options: unknown, table: FieldTable<T>, above: Above): T {
  const { values, findings } = readFields(options, table);
  if (findings.length === 0) return values as T;
  return refuseAll(
    findings.map((finding) => ({ ...finding, path: "" })),
    above,
  );
}
