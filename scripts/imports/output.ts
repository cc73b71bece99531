import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stop } from "./stop";

const FOLDER = "constructs/imports";

/** Makes the folder hold exactly the generated files. */
export function write(files: ReadonlyMap<string, string>): void {
  for (const file of stale(files)) rmSync(join(FOLDER, file));
  for (const [file, text] of files) {
    mkdirSync(dirname(join(FOLDER, file)), { recursive: true });
    writeFileSync(join(FOLDER, file), text);
    console.log(`wrote ${join(FOLDER, file)} ${Buffer.byteLength(text)} bytes`);
  }
}

/** Ends the program when the folder doesn't hold exactly the generated files. */
export function check(files: ReadonlyMap<string, string>): void {
  const differences = [...files].flatMap(([file, text]) => difference(file, text));
  differences.push(...stale(files).map((file) => `${file}: no longer generated`));
  if (differences.length > 0) stop(`${FOLDER} is out of date, run "npm run imports":\n  ${differences.join("\n  ")}`);
  console.log(`${FOLDER} is up to date: ${files.size} files`);
}

function stale(files: ReadonlyMap<string, string>): string[] {
  if (!existsSync(FOLDER)) return [];
  const present = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  return present.filter((file) => !files.has(file)).sort();
}

function difference(file: string, text: string): string[] {
  const path = join(FOLDER, file);
  if (!existsSync(path)) return [`${file}: missing`];
  const committed = new Set(readFileSync(path, "utf8").split("\n"));
  const generated = new Set(text.split("\n"));
  const added = [...generated].filter((line) => !committed.has(line)).length;
  const removed = [...committed].filter((line) => !generated.has(line)).length;
  return readFileSync(path, "utf8") === text ? [] : [`${file}: ${added} lines new, ${removed} lines gone`];
}
