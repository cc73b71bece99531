import { describe, expect, it } from "@jest/globals";
import { driftTable, readDrift } from "../../../targets/pulumi/drift";
import { thrownBy } from "../../lib/values/thrown-by";
import { digestOf, recorded } from "./recorded";

describe("drift", () => {
  it("is what somebody changed or deleted in the cluster", () => {
    expect(readDrift(recorded("drift"))).toEqual({
      objects: [
        { kind: "ConfigMap", name: "shop/storefront-config", change: "changed", fields: ["data.LOG_LEVEL"] },
        { kind: "Service", name: "shop/storefront", change: "gone", fields: [] },
      ],
      unchanged: 4,
      errors: [],
    });
  });

  it("is a line for each object, and a count", () => {
    expect(driftTable(readDrift(recorded("drift")))).toBe(
      [
        "ConfigMap  shop/storefront-config  changed  data.LOG_LEVEL",
        "Service    shop/storefront         gone",
        "2 drifted, 4 as they were",
        "",
      ].join("\n"),
    );
  });

  it("is none when everything is as it was; the provider does not count", () => {
    const steps = [
      { op: "refresh", name: "config" },
      { op: "refresh", type: "pulumi:providers:kubernetes", name: "cluster" },
    ];
    expect(driftTable(readDrift(digestOf(steps)))).toBe("0 drifted, 1 as they were\n");
  });

  it("is not known of what could not be read", () => {
    const diagnostics = [{ message: "error: the API server\ndoes not answer\n", severity: "error" }];
    const drift = readDrift(digestOf([], { diagnostics }));
    expect(drift.errors).toEqual(["the API server\ndoes not answer"]);
    expect(driftTable(drift)).toBe("not read: the API server does not answer\n0 drifted, 0 as they were\n");
  });

  it("is refused where the text is something else", () => {
    expect(thrownBy(() => readDrift("Refreshing (prod):"))).toMatchObject({ code: "preview-json" });
  });
});
