import { describe, expect, it } from "@jest/globals";
import { problemsWith } from "./problems-with";

const SERVICE = { path: "prod/shop/storefront/Service", source: "stacks/shop.ts:7" };
const ports = (code: string, ...given: readonly unknown[]) =>
  problemsWith(code, { in: "Service", set: { "spec.ports": given } });
const HTTP = { name: "http", port: 80, targetPort: "http" };
const METRICS = { name: "metrics", port: 9090, targetPort: "metrics" };

describe("the number of a Service's port", () => {
  const number = { ...SERVICE, code: "port-number", allowed: "a whole number from 1 to 65535" };

  it.each([0, 65536, -1, 80.5, "80", undefined, null])("is refused when it is %j", (port) => {
    expect(ports("port-number", METRICS, { ...HTTP, port })).toEqual([
      {
        ...number,
        field: "spec.ports[1].port",
        got: port === undefined ? "nothing" : JSON.stringify(port),
        fix: "write it without quotes, e.g. 8080",
      },
    ]);
  });

  it.each([-1, 65536, 80.5])("is refused as a target when it is %j", (targetPort) => {
    expect(ports("port-number", METRICS, { ...HTTP, targetPort })).toMatchObject([
      { ...number, field: "spec.ports[1].targetPort", got: String(targetPort) },
    ]);
  });

  it.each([1, 65535])("may be %d", (port) => {
    expect(ports("port-number", { ...HTTP, port, targetPort: port })).toEqual([]);
  });

  it.each(["http", 0])("may be left to the target %j", (targetPort) => {
    expect(ports("port-number", { ...HTTP, targetPort })).toEqual([]);
  });
});

describe("a port of the node", () => {
  it.each([80, 29999, 32768, 30000.5, "30080", null])("is refused when it is %j", (nodePort) => {
    expect(ports("node-port", METRICS, { ...HTTP, nodePort })).toEqual([
      {
        ...SERVICE,
        field: "spec.ports[1].nodePort",
        code: "node-port",
        got: JSON.stringify(nodePort),
        allowed: "a whole number from 30000 to 32767, the range of Kubernetes",
        fix: "leave nodePort out: Kubernetes chooses a free one",
      },
    ]);
  });

  it.each([30000, 31000, 32767, 0, undefined])("may be %j", (nodePort) => {
    expect(ports("node-port", { ...HTTP, nodePort })).toEqual([]);
  });

  it("is told next to a wrong number", () => {
    const wrong = { ...HTTP, port: 0, nodePort: 80 };
    expect([...ports("port-number", wrong), ...ports("node-port", wrong)]).toHaveLength(2);
  });
});

describe("the name of a Service's port", () => {
  it.each([undefined, ""])("is missing when there are several ports and it is %j", (name) => {
    expect(ports("unnamed-port", HTTP, { ...METRICS, name })).toEqual([
      {
        ...SERVICE,
        field: "spec.ports[1].name",
        code: "unnamed-port",
        got: "port 9090 without a name, one of 2",
        allowed: "a name for each port of a Service that has several",
        fix: 'name it after its protocol, e.g. "http" or "grpc"',
      },
    ]);
  });

  it("may be left out when there is one port", () => {
    expect(ports("unnamed-port", { ...HTTP, name: undefined })).toEqual([]);
  });

  it("must be a label", () => {
    expect(ports("name-grammar", METRICS, { ...HTTP, name: "http_main" })).toMatchObject([
      { ...SERVICE, field: "spec.ports[1].name", got: '"http_main" with U+005F (_)' },
    ]);
  });
});

describe("two ports of a Service", () => {
  const twice = {
    ...SERVICE,
    code: "duplicate-port",
    allowed: "each name, and each number with its protocol, once in a Service",
  };

  it.each<[what: string, protocols: readonly (string | undefined)[], got: string]>([
    ["and a protocol that neither says", [undefined, undefined], "80/TCP"],
    ["and the protocol that one says", [undefined, "TCP"], "80/TCP"],
    ["and protocol", ["UDP", "UDP"], "80/UDP"],
  ])("are refused with one number %s", (_what, protocols, got) => {
    const [a, b] = protocols.map((protocol, index) => ({ ...HTTP, name: `p${index}`, protocol }));
    expect(ports("duplicate-port", METRICS, a, b)).toEqual([
      {
        ...twice,
        field: "spec.ports[2].port",
        got: `${got}, which spec.ports[1] is too`,
        fix: "remove spec.ports[2], or give it a number of its own",
      },
    ]);
  });

  it("are refused with one name", () => {
    expect(ports("duplicate-port", METRICS, HTTP, { ...HTTP, port: 8080 })).toEqual([
      {
        ...twice,
        field: "spec.ports[2].name",
        got: '"http", which spec.ports[1] is too',
        fix: "remove spec.ports[2], or give it a name of its own",
      },
    ]);
  });

  it("are refused with the name of the very first", () => {
    expect(ports("duplicate-port", HTTP, METRICS, { ...HTTP, port: 8080 })).toMatchObject([
      { field: "spec.ports[2].name", got: '"http", which spec.ports[0] is too' },
    ]);
  });

  it("are refused once when the name and the number are the same", () => {
    expect(ports("duplicate-port", HTTP, HTTP)).toMatchObject([{ field: "spec.ports[1].port" }]);
  });

  it.each<[what: string, second: object]>([
    ["two protocols", { name: "quic", port: 80, protocol: "UDP" }],
    ["two numbers", { name: "web", port: 8080 }],
    ["two numbers and the name of neither", { name: undefined, port: 8080 }],
  ])("are right with %s", (_what, second) => {
    const first = "name" in second && second.name === undefined ? { ...HTTP, name: undefined } : HTTP;
    expect(ports("duplicate-port", first, { targetPort: "http", ...second })).toEqual([]);
  });
});
