import { describe, expect, it } from "@jest/globals";
import { goMaxProcs } from "../../../lib/math/processors";
import { Cpu } from "../../../lib/units";

describe("goMaxProcs", () => {
  it.each([
    ["1.24", "250m", 2],
    ["1.24.3", "2", 2],
    ["1.24", "2100m", 3],
    ["1.9", "8", 8],
    ["1.25", "250m", undefined],
    ["1.26.1", "8", undefined],
    ["2.0", "8", undefined],
    ["11.24", "8", undefined],
  ] as const)("for Go %s with a limit of %s is %s", (version, limit, processors) => {
    expect(goMaxProcs(version, Cpu.of(limit))).toBe(processors);
  });

  it("is left alone without a limit", () => {
    expect(goMaxProcs("1.24", undefined)).toBeUndefined();
  });
});
