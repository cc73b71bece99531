import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { output } from "../../images/plane/command";
import type { Supervised } from "../../plane/supervised";
import { toolProgram } from "../../tools/cache";
import { startPrometheus } from "../autoscaling/prometheus";

const STEP = 300;
const DAY = 24 * 60 * 60;
/** A little more than a day, so that the whole day has samples. */
const PAST = DAY + 4 * STEP;

/** Counters that rise all day: their series, and how much they rise per second. */
const COUNTERS: readonly (readonly [metric: string, labels: string, perSecond: number])[] = [
  ...histogram("http_request_duration_seconds", 'job="storefront",namespace="shop",route="/",code="200"', 19.8),
  ...histogram("http_request_duration_seconds", 'job="storefront",namespace="shop",route="/",code="503"', 0.2),
  ...histogram("grpc_server_handling_seconds", 'job="pricing",namespace="shop",grpc_method="Quote"', 4),
  ["grpc_server_handled_total", 'job="pricing",namespace="shop",grpc_method="Quote",grpc_code="OK"', 3.92],
  ["grpc_server_handled_total", 'job="pricing",namespace="shop",grpc_method="Quote",grpc_code="Internal"', 0.08],
  ...histogram("http_request_duration_seconds", 'job="idle",namespace="shop",route="/",code="200"', 0),
];

/** Nine of ten end within 100 ms, all within 250 ms. */
function histogram(name: string, labels: string, perSecond: number) {
  const bucket = (le: string, share: number) => [`${name}_bucket`, `${labels},le="${le}"`, share * perSecond] as const;
  return [
    bucket("0.1", 0.9),
    bucket("0.25", 1),
    bucket("+Inf", 1),
    [`${name}_count`, labels, perSecond] as const,
    [`${name}_sum`, labels, 0.1 * perSecond] as const,
  ];
}

/** A Prometheus that has seen two services for a day, and a third without a request; resolves with its address. */
export async function yesterday(programs: Supervised): Promise<string> {
  const { folder } = programs;
  const data = join(folder, "data");
  mkdirSync(data);
  const now = Math.floor(Date.now() / 1000);
  const times = Array.from({ length: PAST / STEP + 1 }, (_, index) => now - PAST + index * STEP);
  const lines = COUNTERS.flatMap(([metric, labels, perSecond]) =>
    times.map((time) => `${metric}{${labels}} ${(perSecond * (time - times[0]!)).toFixed(3)} ${time}`),
  );
  writeFileSync(join(folder, "yesterday.txt"), [...lines, "# EOF", ""].join("\n"));
  const promtool = toolProgram("prometheus", "promtool");
  await output(promtool, ["tsdb", "create-blocks-from", "openmetrics", join(folder, "yesterday.txt"), data]);
  return startPrometheus(programs, []);
}
