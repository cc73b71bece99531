import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { addressAsTyped, asTyped } from "../../../lib/dashboard/as-typed";
import { LABEL, VARIABLE, seen } from "./grafana-text";

/** What Grafana shows when every variable and label is known, as people see it. */
function shown(text: string): string {
  return seen(text.replace(VARIABLE, "value").replace(LABEL, "value"));
}

const texts = fc.array(fc.constantFrom("$", "{", "}", "[", "]", "name", "_", ":", ".", " ", "é", '"'), {
  maxLength: 12,
});

describe("a text", () => {
  it.each(["$name", "${name}", "${name:csv}", "[[name]]", "{{name}}", "$$name", "[[[name]]]"])(
    "such as %s would be replaced, and is shown as it is typed",
    (text) => {
      expect(shown(text)).not.toBe(text);
      expect(shown(asTyped(text))).toBe(text);
    },
  );

  it("is shown as it is typed, whatever is in it", () => {
    fc.assert(fc.property(texts, (parts) => expect(shown(asTyped(parts.join("")))).toBe(parts.join(""))));
  });

  it("is left alone where Grafana would not touch it", () => {
    expect(asTyped("5 $, {a} and [b]")).toBe("5 $, {a} and [b]");
  });
});

describe("an address", () => {
  it("has no variable, and leads where it was meant to", () => {
    fc.assert(
      fc.property(texts, (parts) => {
        const address = addressAsTyped(parts.join(""));
        expect(shown(address)).toBe(address);
        expect(decodeURIComponent(address)).toBe(parts.join(""));
      }),
    );
  });
});
