import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { PolicyObject } from "../../../lib/policy/view";
import { View } from "../../../lib/policy/view";

const source = () => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "web" },
  spec: { ports: [{ port: 80 }] },
});

function change(object: PolicyObject): void {
  const ports = (object["spec"] as { ports: { port: number }[] }).ports;
  ports[0]!.port = 81;
}

describe("what a rule sees of an object", () => {
  it("is what the object holds, whatever JSON that is", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (json) => {
        expect(JSON.stringify(new View(json).ask((object) => object).answer)).toBe(JSON.stringify(json));
      }),
    );
  });

  it("cannot be changed, however deep", () => {
    expect(() => new View(source()).ask(change)).toThrow(/read only/);
    expect(() => new View(source()).ask((object) => Object.assign(object, { spec: {} }))).toThrow();
  });

  it("does not change with the object, and the object stays as free as it was", () => {
    const object = source();
    const view = new View(object);
    object.spec.ports[0]!.port = 443;
    expect(view.ask((seen) => JSON.stringify(seen)).answer).toContain('"port":80');
  });

  it("has no field that nobody wrote", () => {
    expect(new View(source()).ask((object) => object["constructor"]).answer).toBeUndefined();
  });
});

describe("what is not known yet", () => {
  const reason = new RangeError("not yet");
  const dim = { metadata: {}, list: [1, 2] };
  Object.defineProperty(dim, "spec", {
    enumerable: true,
    get: () => {
      throw reason;
    },
  });

  it("bothers nobody who does not ask for it", () => {
    const { answer, unknown } = new View(dim).ask((object) => [Object.keys(object), object["list"]]);
    expect({ answer, unknown }).toEqual({
      answer: [
        ["metadata", "list", "spec"],
        [1, 2],
      ],
      unknown: undefined,
    });
  });

  it("is told of to whoever lets somebody ask for it, also when that is hidden", () => {
    const hide = (object: PolicyObject) => {
      try {
        return object["spec"];
      } catch {
        return "hidden";
      }
    };
    expect(new View(dim).ask(hide)).toEqual({ answer: "hidden", unknown: reason });
  });

  it("is forgotten when the next one asks", () => {
    const view = new View(dim);
    expect(() => view.ask((object) => object["spec"])).toThrow(reason);
    expect(view.ask((object) => object["list"]).unknown).toBeUndefined();
  });

  it("may be a text, by its look", () => {
    const view = new View({ image: "later-x", name: "web" }, (text) => {
      if (text.startsWith("later-")) throw reason;
    });
    expect(() => view.ask((object) => object["image"])).toThrow(reason);
    expect(view.ask((object) => object["name"])).toEqual({ answer: "web", unknown: undefined });
  });
});
