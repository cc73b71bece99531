import { describe, expect, it } from "@jest/globals";
import { Budget, CpuLimit } from "../../../lib/opt-out";
import { Quota } from "../../../lib/quota";
import { Replicas } from "../../../lib/replicas";
import { Resources } from "../../../lib/resources";
import { Cpu, Size } from "../../../lib/units";
import { Volume } from "../../../lib/volume";
import { thrownBy } from "./thrown-by";

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("resources", () => {
  it.each([
    [Resources.small, { cpu: "100m", memory: "256Mi" }],
    [Resources.medium, { cpu: "250m", memory: "512Mi" }],
    [Resources.large, { cpu: "1", memory: "2Gi" }],
    [Resources.of({ cpu: "2", memory: "1Gi" }), { cpu: "2", memory: "1Gi" }],
    [Resources.of({ cpu: Cpu.of("2"), memory: Size.of("1Gi") }), { cpu: "2", memory: "1Gi" }],
  ])("are what their name says: %#", (resources, amounts) => {
    expect(plain(resources)).toEqual(amounts);
    expect(Object.isFrozen(resources)).toBe(true);
  });

  it("are refused with an amount that can't be read", () => {
    expect(thrownBy(() => Resources.of({ cpu: "0", memory: "1Gi" }))).toMatchObject({ code: "cpu-range" });
    expect(thrownBy(() => Resources.of({ cpu: "1", memory: "64M" as never }))).toMatchObject({
      code: "size-decimal-suffix",
    });
  });
});

describe("a quota", () => {
  it("adds nothing unless it is told to", () => {
    expect(plain(Quota.fitted())).toEqual({ pods: 0 });
  });

  it("adds what it is told to", () => {
    expect(plain(Quota.fitted({ pods: 3, cpu: "1", memory: "1Gi" }))).toEqual({ pods: 3, cpu: "1", memory: "1Gi" });
    expect(Object.isFrozen(Quota.fitted())).toBe(true);
  });
});

describe("a number of pods", () => {
  it.each([2, 1000])("may be %d", (count) => {
    expect(plain(Replicas.fixed(count))).toEqual({ count });
    expect(Object.isFrozen(Replicas.fixed(count))).toBe(true);
  });

  it.each([
    [1, 'Replicas.single("reason")'],
    [0, "Replicas.fixed(3), for example"],
    [1001, "Replicas.fixed(3), for example"],
    [2.5, "Replicas.fixed(3), for example"],
  ])("may not be %d", (count, fix) => {
    const allowed = "a whole number from 2 to 1000: one pod cannot outlive a node drain";
    expect(thrownBy(() => Replicas.fixed(count))).toMatchObject({
      code: "out-of-range",
      got: String(count),
      allowed,
      fix,
    });
  });

  it("is one with a reason", () => {
    expect(plain(Replicas.single("holds a lock"))).toEqual({ count: 1, reason: "holds a lock" });
  });
});

describe("a reason", () => {
  it.each([CpuLimit.off, Budget.off, Quota.off, Replicas.single])("is kept: %#", (off) => {
    expect(off("why").reason).toBe("why");
  });

  it.each(["", "   ", "ab", " ab ", undefined, 42])("is more than %j", (reason) => {
    expect(thrownBy(() => Budget.off(reason as string))).toMatchObject({
      code: "reason-missing",
      allowed: "a reason: a few words that tell the next reader why",
      fix: 'e.g. "agreed with the platform team, ticket 4711"',
    });
  });
});

describe("a volume", () => {
  it.each([
    [Volume.scratch("/cache", "1Mi"), { from: "scratch", size: "1Mi", memory: false }],
    [Volume.memory("/cache", Size.of("1Mi")), { from: "scratch", size: "1Mi", memory: true }],
    [Volume.claim("/cache", "files"), { from: "claim", claim: "files", readOnly: false }],
    [Volume.claim("/cache", "files", { readOnly: true }), { from: "claim", claim: "files", readOnly: true }],
  ])("says where its bytes are: %#", (volume, source) => {
    expect(plain(volume)).toEqual({ mountPath: "/cache", source });
    expect(Object.isFrozen(volume)).toBe(true);
  });

  it.each([() => Volume.scratch("/x", "0" as never), () => Volume.memory("/x", "0" as never)])(
    "has a size: %#",
    (make) => {
      expect(thrownBy(make)).toMatchObject({ code: "size-range" });
    },
  );
});
