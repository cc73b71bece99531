import { describe, expect, it } from "@jest/globals";
import { told } from "../told";

const RESOURCES = "spec.template.spec.containers[0].resources";

const toldOf = (resources: object) => told({ in: "Deployment", set: { [RESOURCES]: resources } });

describe("a request above its limit", () => {
  it.each([
    ["cpu", 2, "1", '2 in container "app", with a limit of "1"', '"1"', "2"],
    ["cpu", "1001m", 1, '"1001m" in container "app", with a limit of 1', "1", '"1001m"'],
  ])("is told with both amounts: %s %j and %j", (name, request, limit, got, most, least) => {
    const field = `${RESOURCES}.requests.${name}`;
    const allowed = `at most the limit (${most}): Kubernetes refuses more`;
    const fix = `lower the request of ${name} to ${most}, or raise the limit to ${least}`;
    const requests = { [name]: request, memory: "1Mi" };
    expect(toldOf({ requests, limits: { [name]: limit, memory: "1Mi" } })).toEqual([
      ["limit-below-request", field, got, allowed, fix],
    ]);
  });

  it("is told at the very resource, whatever it is called", () => {
    const [requests, limits] = [{ "example.test/card": "2" }, { "example.test/card": "1" }];
    const fields = toldOf({ requests: { cpu: "1m", ...requests }, limits }).map(([, field]) => field);
    expect(fields).toEqual([`${RESOURCES}.requests["example.test/card"]`]);
  });
});

describe("a request", () => {
  it.each([
    [{ requests: { cpu: "1" }, limits: { cpu: 1 } }],
    [{ requests: { cpu: "1000m" }, limits: { cpu: "1" } }],
    [{ requests: { cpu: "0" }, limits: { cpu: "0" } }],
    [{ requests: { cpu: "1" }, limits: { memory: "1Mi" } }],
  ])("is taken: %j", (resources) => {
    expect(toldOf(resources)).toEqual([]);
  });
});

describe("an amount that can't be read", () => {
  it.each(["requests", "limits"])("is told once, among %s", (what) => {
    const resources = { requests: { cpu: "1" }, limits: { cpu: "1" }, [what]: { cpu: "1 core" } };
    expect(toldOf(resources).map(([code, field]) => [code, field])).toEqual([
      ["quantity-grammar", `${RESOURCES}.${what}.cpu`],
    ]);
  });

  it("below 0 is told with the one that was meant", () => {
    const field = `${RESOURCES}.limits.cpu`;
    expect(toldOf({ requests: { cpu: "1m" }, limits: { cpu: "-500m" } })).toEqual([
      ["quantity-range", field, '"-500m"', "at least 0", 'write "500m"'],
    ]);
  });
});
