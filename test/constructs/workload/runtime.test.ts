import { describe, expect, it } from "@jest/globals";
import type { GoServiceProps } from "../../../app";
import { CpuLimit, GoService } from "../../../app";
import { IMAGE, complaintsOf, only, render } from "../../support/program";

function variables(props: Partial<GoServiceProps> = {}) {
  const rendered = render((chart) => new GoService(chart, "A", { image: IMAGE, ...props }));
  const { env } = only(rendered, "Deployment").spec.template.spec.containers[0]!;
  return Object.fromEntries(env!.map(({ name, value }) => [name, value]));
}

describe("the Go runtime", () => {
  it("keeps its heap a tenth below the memory limit", () => {
    expect(variables().GOMEMLIMIT).toBe("460MiB");
  });

  it("prints all goroutines when it crashes", () => {
    expect(variables().GOTRACEBACK).toBe("all");
  });

  it("finds the number of processors by itself since Go 1.25", () => {
    expect(variables()).not.toHaveProperty("GOMAXPROCS");
  });

  it.each([
    ["500m", "2"],
    ["3", "3"],
    ["2500m", "3"],
  ] as const)("is told the number of processors before Go 1.25: limit %s", (cpuLimit, expected) => {
    expect(variables({ runtime: { go: "1.24.3" }, cpuLimit }).GOMAXPROCS).toBe(expected);
  });

  it("is told no number of processors where there is no limit", () => {
    const cpuLimit = CpuLimit.off("latency before fairness");
    expect(variables({ runtime: { go: "1.24" }, cpuLimit })).not.toHaveProperty("GOMAXPROCS");
  });

  it("is told which ports to open", () => {
    expect(variables({ ports: { http: 8080, "http-admin": 8090 } })).toMatchObject({
      GANTRY_PORT_HTTP: "8080",
      GANTRY_PORT_HTTP_ADMIN: "8090",
      GANTRY_PORT_METRICS: "9090",
    });
  });

  it("prints what somebody else wants to see of a crash", () => {
    expect(variables({ runtime: { traceback: "crash" } }).GOTRACEBACK).toBe("crash");
  });

  it("refuses a version that is none", () => {
    const runtime = { go: "go1.26" };
    expect(complaintsOf((chart) => new GoService(chart, "A", { image: IMAGE, runtime }))).toEqual([
      "go-version runtime.go",
    ]);
  });
});
