import { describe, expect, it } from "@jest/globals";
import type { ScanGateProps } from "../../../lib/trust/scan-gate";
import { scanGate } from "../../../lib/trust/scan-gate";
import { refusal } from "./refusal";

const IGNORED = { id: "CVE-2021-38561", until: "2027-01-31", reason: "only our own tags are parsed" };

describe("the gate", () => {
  it("stops at HIGH and CRITICAL unless told otherwise", () => {
    expect(scanGate()).toEqual({ severities: ["HIGH", "CRITICAL"], ignore: [] });
  });

  it.each(["CVE-2021-38561", "GHSA-ppp9-7jff-5vj2", "GO-2021-0113", "openSUSE-SU-2020:0062-1", "TEMP-0841856-B18BAF"])(
    "takes %s for one vulnerability",
    (id) => {
      expect(scanGate({ ignore: [{ ...IGNORED, id }] }).ignore).toHaveLength(1);
    },
  );

  it.each<[string, unknown, string, string]>([
    ["an unknown severity", { severities: ["SEVERE"] }, "severities[0]", "not-supported"],
    ["a severity in another case", { severities: ["high"] }, "severities[0]", "not-supported"],
    ["no severity at all", { severities: [] }, "severities", "too-few"],
    [
      "an ignored one without a last day",
      { ignore: [{ ...IGNORED, until: undefined }] },
      "ignore[0].until",
      "required",
    ],
    [
      "an ignored one without a reason",
      { ignore: [{ ...IGNORED, reason: undefined }] },
      "ignore[0].reason",
      "required",
    ],
    ["an empty reason", { ignore: [{ ...IGNORED, reason: " " }] }, "ignore[0].reason", "reason-missing"],
    ["a day that is none", { ignore: [{ ...IGNORED, until: "2027-02-29" }] }, "ignore[0].until", "day"],
    ["a day in another form", { ignore: [{ ...IGNORED, until: "31.01.2027" }] }, "ignore[0].until", "day"],
    ["a pattern for an identifier", { ignore: [{ ...IGNORED, id: "CVE-*" }] }, "ignore[0].id", "vulnerability-id"],
    ["an unknown prop", { severity: ["HIGH"] }, "severity", "unknown-prop"],
  ])("refuses %s", (_, props, field, code) => {
    expect(refusal(() => scanGate(props as ScanGateProps))).toEqual([{ field, code }]);
  });

  it("says everything that is wrong at once", () => {
    const ignore = [{ id: "", until: "", reason: "" }];
    expect(refusal(() => scanGate({ severities: [], ignore }))).toHaveLength(4);
  });
});
