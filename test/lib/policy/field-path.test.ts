import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { memberField } from "../../../lib/fields";
import { fieldPath, stepsOf, valueAt } from "../../../lib/policy/field-path";

const object = {
  metadata: { labels: { "app.kubernetes.io/name": "web", "app-name": "web" } },
  spec: { ports: [{ port: 80 }, { port: 443 }] },
};

describe("the path of a field", () => {
  it.each<[string, unknown]>([
    ["", object],
    ["spec.ports[1].port", 443],
    ['metadata.labels["app.kubernetes.io/name"]', "web"],
    ["metadata.labels.app-name", "web"],
    ["spec.ports[2].port", undefined],
    ["spec.replicas.count", undefined],
    ["spec.toString", undefined],
  ])("%j leads to %j", (path, value) => {
    expect(valueAt(object, stepsOf(path)!)).toEqual(value);
  });

  it.each(["spec.", ".spec", "spec ports", "spec[x]", "spec[]", "must have a label", 'labels["a', "spec..type"])(
    "is not %j",
    (path) => {
      expect(fieldPath(path)?.code).toBe("field-path");
    },
  );

  it("reads back what the library itself writes as a path", () => {
    const key = fc.stringMatching(/^[\w./-]{1,20}$/);
    fc.assert(
      fc.property(fc.array(key, { maxLength: 4 }), (steps) => {
        expect(stepsOf(steps.reduce(memberField, ""))).toEqual(steps);
      }),
    );
  });
});
