import { describe, expect, it } from "@jest/globals";
import type { Row } from "../../../lib/consistency";
import { rowsOf, table } from "../../../lib/consistency";
import { sameFacts } from "./facts";

const PASSWORD = "s3cr3t-of-mine";

function differentRow(unknown: string): Row {
  return { image: "one", what: "Go", cells: { local: { value: "go1.26.8" }, image: { unknown } }, isSame: false };
}

describe("the table of an environment", () => {
  it("has a mark for each row, columns, and a verdict", () => {
    expect(table("prod", "dev", rowsOf(sameFacts()))).toBe(
      [
        "   image       what                                         here (dev)    in the image         prod",
        "✅ storefront  Go                                           go1.26.8      go1.26.8             -",
        "✅ storefront  2 modules, all the same                      -             -                    -",
        "✅ storefront  source                                       de974bb3894e  de974bb3894e         -",
        "✅ storefront  digest                                       -             sha256:0a0a0a0a0a0a  sha256:0a0a0a0a0a0a",
        "✅ storefront  2 settings of shop/storefront, all the same  -             -                    -",
        "✅ storefront  orders-db of shop/storefront                 postgres 17   -                    postgres 17",
        "prod: 6 rows, all the same",
        "",
      ].join("\n"),
    );
  });

  it("says below a row why a fact could not be had, on one line", () => {
    expect(table("prod", "dev", [differentRow("buildx: not\n  found\n")])).toBe(
      [
        "   image  what  here (dev)  in the image  prod",
        "❌ one    Go    go1.26.8    ?             -",
        "     ? buildx: not found",
        "prod: 1 of 1 rows differ",
        "",
      ].join("\n"),
    );
  });

  it("hides a password in what another program said", () => {
    expect(table("prod", "dev", [differentRow(`https://me:${PASSWORD}@proxy.example.test`)])).not.toContain(PASSWORD);
  });
});
