import { describe, expect, it } from "@jest/globals";
import type { Told } from "../told";
import { codesAt, told } from "../told";

const POD = "spec.template.spec";
const APP = `${POD}.containers[0]`;
const LIVE = `${APP}.livenessProbe`;
const HELPER = {
  name: "helper",
  image: "registry.example.test/helper:v1",
  ports: [{ name: "admin", containerPort: 7001 }],
  resources: { requests: { cpu: "10m" } },
};

const toldOf = (set: Readonly<Record<string, unknown>>) => told({ in: "Deployment", set });

const PORT = 'a port that container "app" declares, by name or number';
const PATH =
  "a path that begins with /, without blanks and control characters: a line break would end the request's first line";
const COUNT = "a whole number of at least 1";

describe("the one problem of a probe", () => {
  it.each<readonly [value: unknown, ...told: Told]>([
    [
      "htp",
      "unknown-probe-port",
      `${LIVE}.httpGet.port`,
      '"htp"',
      PORT,
      'ask a declared port: did you mean "http"? there are: http, metrics',
    ],
    [8081, "unknown-probe-port", `${LIVE}.httpGet.port`, "8081", PORT, expect.stringContaining("8080, 9090") as never],
    ["livez", "probe-path", `${LIVE}.httpGet.path`, '"livez"', PATH, "write it as in /healthz"],
    ["/a b", "probe-path", `${LIVE}.httpGet.path`, '"/a b"', PATH, "write it as in /healthz"],
    [
      "/a\u007f",
      "probe-path",
      `${LIVE}.httpGet.path`,
      expect.stringContaining("/a") as never,
      PATH,
      "write it as in /healthz",
    ],
    [5, "probe-path", `${LIVE}.httpGet.path`, "5", PATH, "write it as in /healthz"],
    [0, "probe-threshold", `${LIVE}.failureThreshold`, "0", COUNT, "set 3, Kubernetes' default"],
    [1.5, "probe-threshold", `${LIVE}.failureThreshold`, "1.5", COUNT, "set 3, Kubernetes' default"],
    ["3", "probe-threshold", `${LIVE}.failureThreshold`, '"3"', COUNT, "set 3, Kubernetes' default"],
    [
      11,
      "probe-timeout",
      `${LIVE}.timeoutSeconds`,
      "11",
      "at most periodSeconds (10): the next question would come before the answer",
      "lower timeoutSeconds, or raise periodSeconds to 11",
    ],
  ])("says of %j what stands there, what may and what to do: %s at %s", (value, ...wanted) => {
    expect(toldOf({ [wanted[1]]: value })).toEqual([wanted]);
  });

  it.each(["startupProbe", "livenessProbe", "readinessProbe"])("is told of a %s", (name) => {
    expect(codesAt("Deployment", `${APP}.${name}.failureThreshold`, 0)).toEqual(["probe-threshold"]);
  });

  it.each(["tcpSocket", "grpc"])("is told of a closed port in %s, and nothing of a path", (how) => {
    const probe = { [how]: { port: "htp", path: "no path" } };
    expect(toldOf({ [LIVE]: probe }).map(([code, field]) => [code, field])).toEqual([
      ["unknown-probe-port", `${LIVE}.${how}.port`],
    ]);
  });
});

describe("a probe", () => {
  it.each<readonly [field: string, value: unknown]>([
    [`${LIVE}.httpGet.port`, 9090],
    [`${LIVE}.httpGet.port`, "metrics"],
    [`${LIVE}.httpGet.path`, undefined],
    [`${LIVE}.httpGet.path`, "/a~b?c=é"],
    [`${LIVE}.failureThreshold`, 1],
    [`${LIVE}.timeoutSeconds`, 10],
    [LIVE, { exec: { command: ["/app", "--healthy"] } }],
    [LIVE, { grpc: { port: 9090 } }],
    [LIVE, undefined],
  ])("may have at %s %j", (field, value) => {
    expect(toldOf({ [field]: value })).toEqual([]);
  });

  it.each([
    [7001, []],
    ["admin", ["unknown-probe-port"]],
  ])("may ask another container of its pod by number alone: %j", (port, codes) => {
    const set = { [`${POD}.containers[1]`]: HELPER, [`${LIVE}.httpGet.port`]: port };
    expect(toldOf(set).map(([code]) => code)).toEqual(codes);
  });
});

describe("liveness that asks what readiness asks", () => {
  const READY = `${APP}.readinessProbe`;

  it("is told the question, without its timing", () => {
    const httpGet = { path: "/readyz", port: "http" };
    expect(toldOf({ [LIVE]: { httpGet, periodSeconds: 20 }, [READY]: { httpGet, periodSeconds: 5 } })).toEqual([
      [
        "probes-identical",
        LIVE,
        'the same as readinessProbe: {"httpGet":{"path":"/readyz","port":"http"}}',
        "a question about the process alone: a slow dependency must take a pod out of the Service, never restart it",
        "give liveness a path of its own that touches nothing but the process, e.g. /livez",
      ],
    ]);
  });

  it.each([[{ tcpSocket: { port: 8080 } }], [{ grpc: { port: 8080 } }], [{ exec: { command: ["/app"] } }]])(
    "is told of each way to ask: %j",
    (probe) => {
      expect(toldOf({ [LIVE]: probe, [READY]: probe }).map(([code]) => code)).toEqual(["probes-identical"]);
    },
  );

  it.each([
    [{ tcpSocket: { port: 8080 } }, { grpc: { port: 8080 } }],
    [{ exec: { command: ["/a"] } }, { exec: { command: ["/b"] } }],
    [undefined, undefined],
  ])("is not %j beside %j", (live, ready) => {
    expect(toldOf({ [LIVE]: live, [READY]: ready })).toEqual([]);
  });
});
