import { describe, expect, it } from "@jest/globals";
import type { AppChart } from "../../app";
import { GoCronJob, GoJob, GoService, GoWorker } from "../../app";
import { GO_CRON_JOB } from "../../constructs/go-cron-job";
import { GO_JOB } from "../../constructs/go-job";
import { GO_SERVICE } from "../../constructs/go-service";
import { GO_WORKER } from "../../constructs/go-worker";
import { IMAGE, shopChart } from "../support/program";

const RESOURCES = { cpu: "250m", memory: "512Mi" };
const SMALL = { cpu: "100m", memory: "256Mi" };

const PROGRAM = {
  image: { reference: IMAGE.reference, digest: IMAGE.digest },
  args: [],
  resources: RESOURCES,
  scratch: "64Mi",
  config: {},
  files: {},
  secrets: {},
  calls: [],
  needs: [],
  volumes: {},
  init: {},
  sidecars: {},
  security: { user: 65532, seccomp: "RuntimeDefault", bindLowPorts: false },
  runtime: { go: "1.26", traceback: "all" },
  account: { annotations: {}, permissions: [] },
  podAnnotations: {},
};

const UP = { percent: 100, pods: 4, period: "15s", window: "0s" };
const DOWN = { percent: 50, pods: 1, period: "1m", window: "5m" };

const longRunning = (min: number) => ({
  ...PROGRAM,
  scaling: { min, max: 10, cpu: "50%", up: UP, down: DOWN },
  rollout: { maxSurge: 1, maxUnavailable: 0, history: 5, progressDeadline: "10m", minReady: "0s" },
  shutdown: { settle: "5s", drain: "20s", by: "kubelet" },
  health: { boot: "15s" },
  spread: { zones: "prefer", nodes: "prefer" },
  metrics: 9090,
  monitoring: { interval: "15s" },
});

const JOB = { ...PROGRAM, timeout: "1h", retries: 3, parallelism: 1, completions: 1 };
const TIMES = { timeZone: "Etc/UTC", concurrency: "Forbid", startDeadline: "5m", suspended: false };

const FRONT_DOORS = [
  {
    door: "GoService",
    table: GO_SERVICE,
    make: (chart: AppChart) => new GoService(chart, "A", { image: IMAGE }),
    expected: { ...longRunning(3), ports: { http: 8080 }, slo: [], alerts: { p99: "2s", errors: "5%", minTraffic: 6 } },
  },
  {
    door: "GoWorker",
    table: GO_WORKER,
    make: (chart: AppChart) => new GoWorker(chart, "A", { image: IMAGE }),
    expected: { ...longRunning(2), healthPort: 8081 },
  },
  {
    door: "GoJob",
    table: GO_JOB,
    make: (chart: AppChart) => new GoJob(chart, "A", { image: IMAGE }),
    expected: JOB,
  },
  {
    door: "GoCronJob",
    table: GO_CRON_JOB,
    make: (chart: AppChart) => new GoCronJob(chart, "A", { image: IMAGE, schedule: "0 7 * * *" }),
    expected: { ...JOB, ...TIMES, schedule: "0 7 * * *", keepSucceeded: 3, keepFailed: 3 },
  },
];

describe.each(FRONT_DOORS)("the settings of a $door", ({ table, make, expected }) => {
  it("hold every default", () => {
    expect(plain(make(shopChart().chart).settings)).toEqual(expected);
  });

  it("have every field of the table", () => {
    expect(Object.keys(make(shopChart().chart).settings).sort()).toEqual(Object.keys(table).sort());
  });

  it("are frozen to the bottom", () => {
    expect(thawed(make(shopChart().chart).settings, "settings")).toEqual([]);
  });
});

describe("the defaults of nested records", () => {
  it("fill a container beside the program", () => {
    const { chart } = shopChart();
    const options = { image: IMAGE, sidecars: { proxy: { image: IMAGE } } };
    expect(plain(new GoService(chart, "A", options).settings.sidecars)).toEqual({
      proxy: { image: PROGRAM.image, args: [], env: {}, resources: SMALL, mounts: {} },
    });
  });

  it("fill a permission", () => {
    const account = { permissions: [{ resources: ["configmaps"], verbs: ["get"] }] };
    const { settings } = new GoService(shopChart().chart, "A", { image: IMAGE, account });
    expect(plain(settings.account?.permissions)).toEqual([
      { apiGroups: [""], resources: ["configmaps"], verbs: ["get"] },
    ]);
  });

  it("fill a port", () => {
    const { settings } = new GoService(shopChart().chart, "A", { image: IMAGE, ports: { http: { port: 8080 } } });
    expect(plain(settings.ports)).toEqual({ http: { port: 8080, protocol: "TCP" } });
  });

  it("fill a migration", () => {
    const { settings } = new GoService(shopChart().chart, "A", { image: IMAGE, migration: { args: ["migrate"] } });
    expect(plain(settings.migration)).toEqual({ args: ["migrate"], timeout: "10m" });
  });

  it("stay where only one field of a group is given", () => {
    const { settings } = new GoService(shopChart().chart, "A", { image: IMAGE, scaling: { up: { pods: 2 } } });
    expect(plain(settings.scaling)).toEqual({
      min: 3,
      max: 10,
      cpu: "50%",
      up: { ...UP, pods: 2 },
      down: DOWN,
    });
  });
});

function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function thawed(value: unknown, path: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  const below = Object.entries(value).flatMap(([key, inner]) => thawed(inner, `${path}.${key}`));
  return Object.isFrozen(value) ? below : [path, ...below];
}
