import { describe, expect, it } from "@jest/globals";
import { endpointOf, httpAddress } from "../../lib/http-address";

describe("the address of an HTTP server", () => {
  it.each([
    ["http://prometheus.monitoring.svc.cluster.local:9090", "prometheus.monitoring.svc.cluster.local", 9090],
    ["http://prometheus", "prometheus", 80],
    ["https://metrics.example.test", "metrics.example.test", 443],
    ["https://metrics.example.test:8443/select/0/prometheus", "metrics.example.test", 8443],
    ["http://192.0.2.1:9090", "192.0.2.1", 9090],
    ["http://[2001:db8::1]:9090", "2001:db8::1", 9090],
  ])("is taken and leads somewhere: %s", (address, host, port) => {
    expect(httpAddress(address)).toBeUndefined();
    expect(endpointOf(address)).toEqual({ host, port });
  });

  it.each([
    "",
    "prometheus:9090",
    "ftp://prometheus:9090",
    "http://",
    "http://prometheus:9090/",
    "http://prometheus//select",
    "http://prometheus:0",
    "http://prometheus:65536",
    "http://prometheus?a=b",
    "http://prometheus#a",
    "http://user@prometheus",
    "http://a b",
    "http://a\nb",
    "see http://prometheus",
    "http://prometheus\\select",
    'http://prometheus"',
  ])("is refused: %j", (address) => {
    expect(httpAddress(address)).toMatchObject({ code: "http-address", got: JSON.stringify(address) });
  });

  it("holds no password, and the message does not say it", () => {
    const complaint = httpAddress("http://reader:hunter22@prometheus:9090");
    expect(complaint).toMatchObject({ code: "literal-secret" });
    expect(JSON.stringify(complaint)).not.toContain("hunter22");
  });
});
