import { describe, expect, it } from "@jest/globals";
import { External } from "../../../lib/external";
import { ImageLock } from "../../../lib/image-lock";
import { thrownBy } from "./thrown-by";

describe("an endpoint outside of the program", () => {
  it.each([
    [External.tcp("db", "db.example.test", 5432), { port: 5432, protocol: "TCP", cidrs: [] }],
    [External.udp("dns", "dns.example.test", 53), { port: 53, protocol: "UDP", cidrs: [] }],
    [External.tcp("db", "10.0.0.1", 1), { port: 1, protocol: "TCP", cidrs: ["10.0.0.1/32"] }],
    [External.udp("db", "2001:db8::1", 65535), { port: 65535, protocol: "UDP", cidrs: ["2001:db8::1/128"] }],
    [External.tcp("db", "10.0.0.1", 80, { cidrs: ["10.0.0.0/8"] }), { cidrs: ["10.0.0.0/8"] }],
    [External.udp("db", "10.0.0.1", 80, { cidrs: ["10.0.0.0/8"] }), { cidrs: ["10.0.0.0/8"] }],
  ])("has a port, a protocol and address blocks: %#", (external, expected) => {
    expect(external).toMatchObject(expected);
    expect(Object.isFrozen(external)).toBe(true);
  });

  it.each([0, 65536, 1.5, NaN])("has no port %d", (port) => {
    const said = {
      code: "out-of-range",
      got: `port ${port} of "db"`,
      allowed: "a whole number from 1 to 65535",
      fix: "name the port it listens on",
    };
    expect(thrownBy(() => External.tcp("db", "db.example.test", port))).toMatchObject(said);
    expect(thrownBy(() => External.udp("db", "db.example.test", port))).toMatchObject(said);
  });
});

describe("the images that were built", () => {
  const digest = `sha256:${"0a".repeat(32)}`;
  const web = { ref: "registry.example.test/shop/web", digest, platforms: [], source: "abc" };
  const lock = new ImageLock({ version: 1, environments: { prod: { web } } }, "images.lock.json");

  it("are found by environment and name, by their digest", () => {
    expect(lock.image({ name: "prod" }, "web").reference).toBe(`registry.example.test/shop/web@${digest}`);
  });

  it("are listed for an environment, and none for one that nothing was built for", () => {
    expect(lock.builtFor({ name: "prod" })).toEqual([web]);
    expect(lock.builtFor({ name: "dev" })).toEqual([]);
  });

  it.each([
    ["dev", "web"],
    ["prod", "api"],
  ])("lack one for %s with the name %s, and it says which command builds it", (environment, name) => {
    expect(lock.image({ name: environment }, name).complaint).toEqual({
      code: "image-not-built",
      got: `no image "${name}" for ${environment} in images.lock.json`,
      allowed: "an image with a digest",
      fix: "npm run images builds it and writes the digest down",
    });
  });
});
