import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { join } from "node:path";
import { GoJob, readImageLock, run } from "../../app";
import { summary } from "../../app/run";
import { put, temporaryFolder, textsIn } from "../support/folder";
import { IMAGE, shopChart } from "../support/program";

const folder = temporaryFolder();
let printed = "";

beforeEach(() => {
  printed = "";
  jest.spyOn(process.stderr, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = undefined;
});

function program(props: object) {
  const { app, chart } = shopChart();
  new GoJob(chart, "A", { image: IMAGE, ...props });
  return app;
}

describe("a program that is run", () => {
  it("tells on standard error what was written", () => {
    run(() => [program({})], { outdir: folder.path });
    expect(process.exitCode).toBeUndefined();
    expect(printed).toMatch(/^written {4}prod\/shop\//);
    expect(printed).toMatch(/\n7 files · 7 written, 0 changed, 0 unchanged, 0 deleted, 0 left alone · \d+\.\d\d s\n$/);
  });

  it("tells every problem when it is refused, and ends with code 1", () => {
    run(() => [program({ cpu: "x", retries: -1 })], { outdir: folder.path });
    expect(process.exitCode).toBe(1);
    expect(printed).toMatch(/^2 problems, nothing was written:\n/);
    expect(textsIn(folder.path)).toEqual({});
  });

  it("says how an image is built that is not there", () => {
    run(() => [program({ image: readImageLock(join(folder.path, "gone.json")).image({ name: "prod" }, "a") })], {
      outdir: folder.path,
    });
    expect(process.exitCode).toBe(1);
    expect(printed).toContain("npm run images");
  });

  it("breaks when it is broken: that is no problem of a declaration", () => {
    expect(() => run(() => JSON.parse("{") as never, { outdir: folder.path })).toThrow(SyntaxError);
  });
});

describe("the summary", () => {
  const none = { written: [], changed: [], deleted: [], unchanged: [], leftAlone: [] };

  it("names what changed, what went and what stays for somebody else; the rest is a count", () => {
    const report = { written: ["a"], changed: ["b"], deleted: ["c"], unchanged: ["d", "e"], leftAlone: ["f"] };
    expect(summary(report, 1234)).toBe(
      [
        "written    a",
        "changed    b",
        "deleted    c",
        "left alone f",
        "4 files · 1 written, 1 changed, 2 unchanged, 1 deleted, 1 left alone · 1.23 s\n",
      ].join("\n"),
    );
  });

  it.each([
    [20, 20],
    [21, 21],
    [500, 21],
  ])("of %i files has %i lines for them", (count, lines) => {
    const written = Array.from({ length: count }, (_, index) => `file${index}`);
    const text = summary({ ...none, written }, 0).split("\n");
    expect(text.slice(0, -2)).toHaveLength(lines);
    expect(text[lines - 1]).toBe(count > 20 ? `written    … and ${count - 20} more` : `written    file${count - 1}`);
  });
});

describe("images.lock.json", () => {
  it.each([
    ["of another version", '{"version": 2, "environments": {}}'],
    ["without environments", '{"version": 1}'],
    ["that is no JSON", "{"],
  ])("is refused %s", (_, text) => {
    put(join(folder.path, "images.lock.json"), text);
    expect(() => readImageLock(join(folder.path, "images.lock.json"))).toThrow("npm run images writes it again");
  });
});
