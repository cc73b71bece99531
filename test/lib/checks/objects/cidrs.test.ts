import { describe, expect, it } from "@jest/globals";
import { told } from "../told";

const INGRESS = "spec.ingress[0].from[0].ipBlock";
const EGRESS = "spec.egress[1].to[0].ipBlock";

const toldOf = (field: string, block: unknown) => told({ in: "NetworkPolicy", set: { [field]: block } });

describe("an address block", () => {
  it.each([
    "10.0.0.0/8",
    "10.1.2.3/32",
    "128.0.0.0/1",
    "255.255.255.254/31",
    "2001:db8::/32",
    "2001:DB8::/32",
    "::1/128",
    "8000::/1",
    "1:2:3:4:5:6:7:8/128",
    "1:2:3:4:5:6:7:0/112",
    "fe80::1:0/112",
    "1::/16",
  ])("may be %s", (cidr) => {
    expect(toldOf(INGRESS, { cidr })).toEqual([]);
  });

  it.each([
    ["10.0.0.0", '"10.0.0.0"'],
    ["10.0.0.0/", '"10.0.0.0/"'],
    ["10.0.0.0/33", '"10.0.0.0/33"'],
    ["10.0.0.0/08", '"10.0.0.0/08"'],
    ["10.0.0.0/x8", '"10.0.0.0/x8"'],
    ["10.0.0.0/8x", '"10.0.0.0/8x"'],
    ["10.0.0.0/-8", '"10.0.0.0/-8"'],
    ["10.0.0.0/8/8", '"10.0.0.0/8/8"'],
    ["10.0.0.1/8", '"10.0.0.1/8"'],
    ["10.0.0.1/31", '"10.0.0.1/31"'],
    ["64.0.0.0/1", '"64.0.0.0/1"'],
    ["010.0.0.0/8", '"010.0.0.0/8"'],
    ["10.0.0/8", '"10.0.0/8"'],
    ["/8", '"/8"'],
    ["", '""'],
    ["2001:db8::/129", '"2001:db8::/129"'],
    ["2001:db8::1/64", '"2001:db8::1/64"'],
    ["1:2:3:4:5:6:7:8/127x", '"1:2:3:4:5:6:7:8/127x"'],
    ["1:2:3:4:5:6:7:1/112", '"1:2:3:4:5:6:7:1/112"'],
    ["fe80::1%eth0/128", '"fe80::1%eth0/128"'],
    ["::ffff:10.0.0.1/128", '"::ffff:10.0.0.1/128"'],
    ["10.0.0.0/1000", '"10.0.0.0/1000"'],
    [5, "5"],
    [undefined, "nothing"],
  ])("can't be %j, and is told how one is written", (cidr, got) => {
    const allowed = "an IPv4 address and /0 to /32, or an IPv6 address and /0 to /128; only zeros behind the prefix";
    const fix = 'write it as in "10.0.0.0/8", one address as "10.1.2.3/32"';
    expect(toldOf(INGRESS, { cidr })).toEqual([["cidr", `${INGRESS}.cidr`, got, allowed, fix]]);
  });

  it("is read where calls go to as well", () => {
    expect(toldOf(EGRESS, { cidr: "10.0.0.1/8" }).map(([, field]) => field)).toEqual([`${EGRESS}.cidr`]);
  });

  it("is not there in a peer that is a pod", () => {
    expect(told({ in: "NetworkPolicy", set: { "spec.ingress[0].from[0]": { podSelector: {} } } })).toEqual([]);
  });
});

describe("a block of all addresses", () => {
  it.each(["0.0.0.0/0", "::/0"])("is refused where calls come from: %s", (cidr) => {
    const allowed = "the addresses of those who may connect, not all there are";
    const fix = "name their blocks, or annotate it with gantry.dev/opt-out.open-ingress and the reason";
    const problem = ["open-ingress", `${INGRESS}.cidr`, JSON.stringify(cidr), allowed, fix];
    expect(toldOf(INGRESS, { cidr })).toEqual([problem]);
  });

  it.each(["0.0.0.0/0", "::/0"])("is taken where calls go to: %s", (cidr) => {
    expect(toldOf(EGRESS, { cidr })).toEqual([]);
  });
});

describe("what is left out of a block", () => {
  it.each([
    ["10.0.0.0/8", "10.255.0.0/16"],
    ["10.0.0.0/8", "10.0.0.0/9"],
    ["0.0.0.0/1", "127.0.0.0/8"],
    ["2001:db8::/32", "2001:db8:1::/48"],
  ])("may lie in %s: %s", (cidr, except) => {
    expect(toldOf(INGRESS, { cidr, except: [except] })).toEqual([]);
  });

  it.each([
    ["10.0.0.0/8", "10.0.0.0/8"],
    ["10.0.0.0/8", "10.0.0.0/7"],
    ["10.0.0.0/8", "11.0.0.0/16"],
    ["10.0.0.0/8", "2001:db8::/32"],
    ["2001:db8::/32", "2001:db9::/48"],
    ["2000::/8", "32.0.0.0/16"],
  ])("can't be outside of %s: %s", (cidr, except) => {
    const allowed = `a smaller block inside of "${cidr}": Kubernetes refuses others`;
    const problem = [
      "cidr-except",
      `${EGRESS}.except[0]`,
      `"${except}"`,
      allowed,
      "remove it, or correct one of the two",
    ];
    expect(toldOf(EGRESS, { cidr, except: [except] })).toEqual([problem]);
  });

  it.each(["10.9.0.0", "10.9.0.1/16", 5])("is a block itself, and not %j", (value) => {
    const found = toldOf(INGRESS, { cidr: "10.0.0.0/8", except: ["10.8.0.0/16", value] });
    expect(found.map(([code, field, got]) => [code, field, got])).toEqual([
      ["cidr", `${INGRESS}.except[1]`, JSON.stringify(value)],
    ]);
  });
});
