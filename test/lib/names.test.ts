import { createHash } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Complaint } from "../../lib/errors";
import { isComplaint } from "../../lib/errors";
import * as names from "../../lib/names";

describe("hash", () => {
  it("is the base32 of the SHA-256", () => {
    /** `printf '' | sha256sum | xxd -r -p | base32` */
    expect(names.hash("", 49)).toBe("4oymiquy7qobjgx36tejs35zeqt24qpemsnzgtfeswmrw6csx");
  });

  it("takes the bits of the digest in order, five a character", () => {
    const alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    fc.assert(
      fc.property(fc.string(), (text) => {
        const bits = BigInt(`0x${createHash("sha256").update(text).digest("hex")}`) >> 206n;
        const read = [...names.hash(text)].reduce(
          (sum, character) => sum * 32n + BigInt(alphabet.indexOf(character)),
          0n,
        );
        expect(read).toBe(bits);
      }),
    );
  });
});

describe("nameFor", () => {
  it.each([
    ["Storefront", "storefront"],
    ["GoService", "go-service"],
    ["HTTPServer", "http-server"],
    ["Http2Server", "http2-server"],
    ["go-service", "go-service"],
    ["default", "default"],
    ["Resource", "resource"],
  ])("respells %s as %s", (id, name) => {
    expect(names.nameFor([id])).toBe(name);
  });

  it.each([
    [["my_cfg"], /^my-cfg-[a-z2-7]{10}$/],
    [["api.v1"], /^api-v1-[a-z2-7]{10}$/],
    [["1svc"], /^x1svc-[a-z2-7]{10}$/],
    [["-foo"], /^foo-[a-z2-7]{10}$/],
    [["shop", "Storefront", "Resource"], /^shop-storefront-resource-[a-z2-7]{10}$/],
    [["shop", "日本語"], /^shop-[a-z2-7]{10}$/],
    [["a".repeat(64)], /^a{52}-[a-z2-7]{10}$/],
  ])("adds the hash of the path to %j", (path, name) => {
    expect(names.nameFor(path)).toMatch(name);
  });

  it("tells paths apart whose readable parts are the same", () => {
    const paths = [
      ["a", "b"],
      ["a-b"],
      ["a_b"],
      ["a.b"],
      ["a", "-b"],
      ["A", "B"],
      ["a", "b", "c"],
      ["a-b", "c"],
      ["a", "b-c"],
    ];
    expect(new Set(paths.map((path) => names.nameFor(path))).size).toBe(paths.length);
  });

  it.each([[[]], [[""]], [["日本語"]], [["🚀", "--"]]])("refuses %j, of which nothing is left", (path: string[]) => {
    expect(names.nameFor(path)).toMatchObject({ code: "name-empty" });
  });

  it("keeps every name within the limit, valid even for a Service", () => {
    const id = fc.oneof(fc.string({ unit: "grapheme" }), fc.stringMatching(/^[A-Za-z0-9_.-]{1,80}$/));
    fc.assert(
      fc.property(fc.array(id, { maxLength: 4 }), fc.integer({ min: 15, max: 63 }), (path, limit) => {
        const name = names.nameFor(path, limit);
        if (isComplaint(name)) return;
        expect(names.dnsLabelLetterFirst(name)).toBeUndefined();
        expect(name.length).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it("cuts no name off at a hyphen", () => {
    expect(names.nameFor([`${"a".repeat(51)}-${"b".repeat(20)}`])).toMatch(/^a{51}-[a-z2-7]{10}$/);
  });

  it("gives 100,000 long paths as many names", () => {
    const all = new Set<unknown>();
    for (let n = 0; n < 100_000; n++) all.add(names.nameFor(["x".repeat(60), `n${n}`]));
    expect(all.size).toBe(100_000);
  });
});

const letters = (count: number) => "a".repeat(count);

describe("the checks of names", () => {
  /** Accepted and refused by apimachinery 0.36.3, pkg/util/validation. */
  const rules: [keyof typeof names, accepted: string[], refused: string[]][] = [
    ["dnsLabel", ["a", "1a", "a--b", letters(63)], ["", "A", "a.b", "a_b", "-a", "a-", letters(64), "a\n"]],
    ["dnsLabelLetterFirst", ["a", "a1"], ["1a", "a.b", "", letters(64)]],
    ["dnsSubdomain", ["a.b", "1.a-b", letters(253)], ["a..b", ".a", "a.", "a.-b", "A", letters(254)]],
    [
      "labelKey",
      ["a", "A_b.c", "x.y/Name", `${letters(253)}/b`],
      ["", "/a", "a/", "a b/c/d", "A/b", `a/${letters(64)}`],
    ],
    ["labelValue", ["", "1.10", "A_b"], ["hello world!", "feature/x", "-a", "a.", letters(64)]],
    ["portName", ["http", "a-1", letters(15)], ["", "HTTP_Main", "123", "a--b", "-a", "a-", letters(16)]],
    ["configKey", ["a", ".x", "A_b.yaml", "a..b", letters(253)], ["", ".", "..", "../x", "..a", "a/b", letters(254)]],
    ["envName", ["A", "_a1", letters(300)], ["", "1A", "A=B", "A-B", "A.B", "É"]],
  ];
  const rows = (pick: 1 | 2) => rules.flatMap((rule) => rule[pick].map((text) => [rule[0], text] as const));
  const run = (rule: string, text: string) =>
    (names as unknown as Record<string, (text: string) => Complaint | undefined>)[rule]?.(text);

  it.each(rows(1))("%s accepts %j", (rule, text) => {
    expect(run(rule, text)).toBeUndefined();
  });

  it.each(rows(2))("%s refuses %j", (rule, text) => {
    expect(run(rule, text)).toMatchObject({ code: text.length > 15 ? "name-too-long" : "name-grammar" });
  });

  it.each(rules.map(([rule]) => rule).filter((rule) => rule !== "labelKey"))(
    "%s offers only texts that it accepts",
    (rule) => {
      fc.assert(
        fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
          const offer = /^use (".*")$/.exec(run(rule, text)?.fix ?? "")?.[1];
          if (offer) expect(run(rule, JSON.parse(offer) as string)).toBeUndefined();
        }),
      );
    },
  );

  it.each([
    ["zero-width space", "pay\u200Bments", "U+200B"],
    ["right-to-left override", "pay\u202Ements", "U+202E"],
    ["Cyrillic a", "p\u0430y", "U+0430"],
  ])("name the code point of a %s", (_, text, point) => {
    expect(names.dnsLabel(text)?.got).toContain(point);
  });

  it("say how long a long name is", () => {
    expect(names.dnsLabel(letters(64))?.got).toContain("(64 characters)");
  });
});

describe("objectName", () => {
  it.each([
    ["Service", "1svc", 'use "x1svc"'],
    ["Service", "api.v1", 'use "api-v1"'],
    ["Namespace", "My NS", 'use "my-ns"'],
    ["ConfigMap", "My_App.", 'use "my-app"'],
    ["Role", "a/b", 'use "a-b"'],
    ["Role", "..", 'choose one such as "my-name"'],
    ["constructor", "A", 'use "a"'],
  ])("refuses a %s of the name %s", (kind, name, fix) => {
    expect(names.objectName(kind, name)).toMatchObject({ fix });
  });

  it.each([
    ["Service", "api"],
    ["Namespace", "1-shop"],
    ["ConfigMap", "app.v1"],
    ["ClusterRole", "system:Reader"],
  ])("accepts a %s of the name %s", (kind, name) => {
    expect(names.objectName(kind, name)).toBeUndefined();
  });

  it.each([
    ["Service", 63],
    ["Deployment", 46],
    ["StatefulSet", 52],
    ["CronJob", 52],
    ["Job", 63],
    ["ConfigMap", 253],
  ])("accepts a %s of %d characters and not one more", (kind, limit) => {
    expect(names.limitFor(kind)).toBe(limit);
    expect(names.objectName(kind, letters(limit))).toBeUndefined();
    expect(names.objectName(kind, letters(limit + 1))).toMatchObject({ code: "name-too-long" });
  });
});
