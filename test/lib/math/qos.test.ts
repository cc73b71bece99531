import { describe, expect, it } from "@jest/globals";
import { qosClass } from "../../../lib/math/qos";
import { Cpu, Size } from "../../../lib/units";

const [cpu, memory] = [Cpu.of("250m"), Size.of("512Mi")];
const whole = { requests: { cpu, memory }, limits: { cpu, memory } };

describe("qosClass", () => {
  it.each([
    ["requests that are the limits", [whole], "Guaranteed"],
    ["limits alone, which become the requests", [{ limits: { cpu, memory } }], "Guaranteed"],
    ["no container with amounts", [{}, { requests: {}, limits: {} }], "BestEffort"],
    ["no container", [], "BestEffort"],
    [
      "a CPU limit above the request",
      [{ requests: whole.requests, limits: { cpu: Cpu.of("500m"), memory } }],
      "Burstable",
    ],
    ["no CPU limit", [{ requests: { cpu, memory }, limits: { memory } }], "Burstable"],
    ["requests alone", [{ requests: { cpu, memory } }], "Burstable"],
    ["one container without amounts", [whole, {}], "Burstable"],
    ["amounts that are undefined", [{ requests: { cpu: undefined }, limits: undefined }], "BestEffort"],
  ])("of %s is as the kubelet says", (_, containers, qos) => {
    expect(qosClass(containers)).toBe(qos);
  });
});
