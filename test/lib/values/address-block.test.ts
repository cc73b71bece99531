import { describe, expect, it } from "@jest/globals";
import { isAddressBlock } from "../../../lib/address-block";

describe("an address block", () => {
  it.each(["10.0.0.0/8", "192.0.2.1", "0.0.0.0/0", "10.0.0.0/32", "2001:db8::/32", "::1", "::/128", "FE80::1/10"])(
    "may be %s",
    (text) => expect(isAddressBlock(text)).toBe(true),
  );

  it.each([
    ...["", "/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0/8", "10.0.0.0/8/8", "::/129", "::/1280"],
    ...[" 10.0.0.0/8", "10.0.0.0/8 ", "a.example.test/8", "10.0.0.0/a", "x10.0.0.0"],
  ])("is not %j", (text) => expect(isAddressBlock(text)).toBe(false));
});
