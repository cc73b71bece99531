import { describe, expect, it } from "@jest/globals";
import type { LaterValue } from "../../../lib/later";
import { isLaterText, laterComplaint, laterText } from "../../../lib/later";
import { dnsLabel } from "../../../lib/names";

describe("the text of a later value", () => {
  it("fits where a name fits, and is known again", () => {
    const text = laterText("a".repeat(40));
    expect(dnsLabel(text)).toBeUndefined();
    expect(text).toMatch(/^later-a{40}-[a-z2-7]{10}$/);
    expect(isLaterText(text)).toBe(true);
  });

  it.each(["later-bucket", "later-bucket-aaaaaaaaaa", `x${laterText("bucket")}`, `${laterText("bucket")}x`, ""])(
    "is nobody else's: %s",
    (text) => expect(isLaterText(text)).toBe(false),
  );

  it("differs from name to name", () => {
    expect(laterText("a").slice(-10)).not.toBe(laterText("b").slice(-10));
  });
});

describe("the name of a later value", () => {
  const others: readonly LaterValue[] = [{ name: "taken", text: "", value: 1 }];

  it.each(["a", "a".repeat(40), "bucket-2"])("may be %s", (name) => {
    expect(laterComplaint(name, others)).toBeUndefined();
  });

  it.each([
    ["Bucket", '"Bucket"'],
    ["", '""'],
    ["a".repeat(41), `"${"a".repeat(41)}"`],
    [4 as unknown as string, "4"],
  ])("is no %s", (name, got) => {
    expect(laterComplaint(name, others)).toEqual({
      code: "later-name",
      got,
      allowed: "a DNS label of at most 40 characters",
      fix: 'e.g. app.later("bucket", bucket.id)',
    });
  });

  it("is its own", () => {
    expect(laterComplaint("taken", others)).toEqual({
      code: "duplicate-name",
      got: '"taken"',
      allowed: "a name of its own: another later value has this one",
      fix: 'e.g. app.later("bucket", bucket.id)',
    });
  });
});
