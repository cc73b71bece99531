import { describe, expect, it } from "@jest/globals";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pages } from "../../scripts/docs/pages";
import { allCodes } from "../../scripts/docs/errors";
import { ROOT } from "./fences";

const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const listed = (folder: string) => readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" });

describe("the generated pages", () => {
  it.each([...pages()])("%s is what `npm run docs` writes", (file, text) => {
    expect(read(file)).toBe(text);
  });

  it("list every code that stands in the source", () => {
    const sources = ["app", "constructs", "lib", "targets"].flatMap((folder) =>
      listed(folder).map((file) => `${folder}/${file}`),
    );
    const literal = sources
      .filter((file) => file.endsWith(".ts") && !file.includes("/imports/"))
      .flatMap((file) => [...read(file).matchAll(/\bcode: "([^"]+)"/g)].map(([, code]) => code!));
    const page = read("docs/errors.md");
    expect(literal.filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
    expect(literal.length).toBeGreaterThan(100);
  });

  it("say for nearly every code what is needed", () => {
    const codes = allCodes();
    const all = new Set(codes.map(({ code }) => code));
    const silent = new Set(all);
    for (const { code, allowed } of codes) if (allowed) silent.delete(code);
    expect(silent.size / all.size).toBeLessThan(0.04);
  });
});

const documents = ["README.md", "CONTRIBUTING.md", ...listed("docs").map((file) => `docs/${file}`)].filter((file) =>
  file.endsWith(".md"),
);

describe.each(documents)("%s", (file) => {
  it("names only files that are there", () => {
    const links = [...read(file).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, target]) => target!);
    const folder = join(ROOT, file, "..");
    const isThere = (target: string) => {
      const parts = join(folder, target).replace(/\/$/, "").split("/");
      return readdirSync(parts.slice(0, -1).join("/")).includes(parts.at(-1)!);
    };
    expect(links.filter((target) => !isThere(target))).toEqual([]);
  });

  it("names only commands of package.json", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const commands = [...read(file).matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, name]) => name!);
    expect(commands.filter((name) => !(name in scripts))).toEqual([]);
  });
});
