import { describe, expect, it } from "@jest/globals";
import { told } from "../told";

const POD = "spec.template.spec";
const HOOK = `${POD}.containers[0].lifecycle.preStop`;
const GRACE = `${POD}.terminationGracePeriodSeconds`;

const toldOf = (set: Readonly<Record<string, unknown>>) => told({ in: "Deployment", set });

describe("the grace period", () => {
  it.each([
    [0, "0"],
    [-1, "-1"],
    [1.5, "1.5"],
    ["30", '"30"'],
  ])("can't be %j", (grace, got) => {
    const allowed = "a whole number of seconds, at least 1: otherwise requests are cut off";
    const fix = "set 30, Kubernetes' default, or more";
    expect(toldOf({ [GRACE]: grace })).toEqual([["grace-period", GRACE, got, allowed, fix]]);
  });

  it("may be a second", () => {
    expect(toldOf({ [GRACE]: 1, [HOOK]: undefined })).toEqual([]);
  });
});

describe("a sleep before the end", () => {
  const SECONDS = `${HOOK}.sleep.seconds`;

  it.each([
    [30, undefined],
    [30, null],
    [30, 30],
    [6, 5],
  ])("of %i s is too long for a grace period of %j", (seconds, grace) => {
    const allowed =
      "less than the grace period: its clock starts with preStop, and what is left is all that the program gets";
    const got = `${seconds} s of sleep, with a grace period of ${grace ?? 30} s`;
    const fix = `set ${GRACE} to more than ${seconds}, by the time that a drain takes, or sleep less`;
    expect(toldOf({ [SECONDS]: seconds, [GRACE]: grace })).toEqual([["grace-too-short", SECONDS, got, allowed, fix]]);
  });

  it("may be a second less", () => {
    expect(toldOf({ [SECONDS]: 29, [GRACE]: undefined })).toEqual([]);
  });
});

describe("a sleep by a program of the image", () => {
  const COMMAND = `${HOOK}.exec.command`;
  const hook = (...command: readonly unknown[]) => ({ [HOOK]: { exec: { command } } });

  it("is told the kubelet's own, with as many seconds", () => {
    const allowed = "the kubelet's own preStop.sleep: it needs no program in the image";
    const fix = "write preStop: { sleep: { seconds: 15 } }";
    expect(toldOf(hook("sleep", "15"))).toEqual([["exec-sleep", COMMAND, '["sleep","15"]', allowed, fix]]);
  });

  it.each([
    [["sleep", "15s"]],
    [["/bin/sleep", "15"]],
    [["sh", "-c", "sleep 15"]],
    [["/bin/sh", "-c", "/bin/sleep 15"]],
  ])("is seen in %j", (command) => {
    expect(toldOf(hook(...command)).map(([code]) => code)).toEqual(["exec-sleep"]);
  });

  it.each([
    [["/app", "drain"]],
    [["sh", "-c", "sleep 15; touch /tmp/a"]],
    [["nosleep", "15"]],
    [["sleep", "15m"]],
    [[]],
  ])("is not seen in %j", (command) => {
    expect(toldOf(hook(...command))).toEqual([]);
  });
});
