import { Expr, Series, count, max, rate, sum } from "../../promql";
import type { Monitored } from "../../slo";
import type { Panel, Row } from "../model";
import { containersOf, scrapedOf } from "../pods";
import { CADVISOR, GO, KUBE_STATE, PROCESS } from "../sources";
import { STEP } from "./requests";

const POD = { label: "pod" };

/** The processes of the chosen pods, as they see themselves. */
export function processRow(monitored: Monitored): Row {
  const own = (name: string) => new Series(name, scrapedOf(monitored));
  const panel = { kind: "timeseries", needs: ["process"] } as const satisfies Partial<Panel>;
  const byPod = (expr: Expr) => [{ expr, legend: POD }];
  return {
    title: "Process",
    panels: [
      {
        ...panel,
        title: "Processor time",
        unit: "short",
        description: "In cores.",
        queries: byPod(sum(rate(own(PROCESS.cpu).during(STEP)), ["pod"])),
      },
      { ...panel, title: "Resident memory", unit: "bytes", queries: byPod(max(own(PROCESS.memory), ["pod"])) },
      {
        ...panel,
        title: "Open files",
        unit: "percentunit",
        description: "The share of what the process may open.",
        queries: byPod(max(own(PROCESS.openFiles).over(own(PROCESS.maxFiles)), ["pod"])),
      },
      {
        ...panel,
        title: "Time since the start",
        unit: "s",
        queries: byPod(new Expr("time()").minus(max(own(PROCESS.started), ["pod"]))),
      },
      {
        title: "Pods by version of Go",
        kind: "timeseries",
        unit: "short",
        needs: ["go"],
        queries: [{ expr: count(own(GO.info[0]), ["version"]), legend: { label: "version" } }],
      },
    ],
  };
}

/** The containers of the chosen pods, as the cluster sees them. */
export function containerRow(monitored: Monitored): Row {
  const container = (name: string) => new Series(name, containersOf(monitored));
  const panel = { kind: "timeseries", needs: ["kube-state-metrics"] } as const satisfies Partial<Panel>;
  const throttled = sum(rate(container(CADVISOR.throttled).during(STEP)), ["pod"]);
  const periods = sum(rate(container(CADVISOR.periods).during(STEP)), ["pod"]);
  const killed = container(KUBE_STATE.terminated).where({ reason: "OOMKilled" });
  return {
    title: "Container",
    panels: [
      used(monitored, "cpu", sum(rate(container(CADVISOR.cpu).during(STEP)), ["pod"])),
      used(monitored, "memory", sum(container(CADVISOR.memory), ["pod"])),
      {
        title: "Throttled",
        kind: "timeseries",
        unit: "percentunit",
        needs: ["cadvisor"],
        description: "The share of periods in which a container had to wait because of its limit of processor time.",
        queries: [{ expr: throttled.over(periods.above(0)), legend: POD }],
      },
      {
        ...panel,
        title: "Restarts",
        unit: "short",
        queries: [{ expr: sum(container(KUBE_STATE.restarts), ["pod"]), legend: POD }],
      },
      {
        ...panel,
        title: "Last ended for want of memory",
        unit: "short",
        queries: [{ expr: sum(killed, ["pod"]), legend: POD }],
      },
    ],
  };
}

/** What the greediest container takes, beside what it asked for and what it may take. */
function used(monitored: Monitored, resource: "cpu" | "memory", use: Expr): Panel {
  const declared = (name: string) => max(new Series(name, { ...containersOf(monitored), resource }));
  const isCpu = resource === "cpu";
  return {
    title: isCpu ? "Processor time of the busiest container" : "Memory of the fullest container",
    kind: "timeseries",
    unit: isCpu ? "short" : "bytes",
    needs: ["cadvisor", "kube-state-metrics"],
    ...(isCpu && { description: "In cores." }),
    queries: [
      { expr: max(use), legend: "used" },
      { expr: declared(KUBE_STATE.requests), legend: "request" },
      { expr: declared(KUBE_STATE.limits), legend: "limit" },
    ],
  };
}
