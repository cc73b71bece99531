import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { URL } from "node:url";
import { AREAS } from "./areas.mjs";

const GOAL = 85;
const TEXT = readFileSync(new URL("page.md", import.meta.url), "utf8");

/** Writes docs/mutation.md from the report of each area's last run. */
export function writePage(reportOf) {
  const files = new Map(Object.keys(AREAS).map((area) => [area, readReport(reportOf(area))]));
  const rows = [...files].map(([area, counts]) => (counts ? row(area, sum(Object.values(counts))) : neverRun(area)));
  const ran = [...files.values()].filter(Boolean).flatMap((counts) => Object.entries(counts));
  const others = readdirSync("lib", { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !AREAS[entry.name],
  );
  const table = [
    "| Part of lib | Mutants | Killed | Timed out | Survived | Score |",
    "|---|--:|--:|--:|--:|--:|",
    ...rows,
    ...others.map(({ name }) => neverRun(name)),
    row("**all that ran**", sum(ran.map(([, counts]) => counts))),
  ];
  const low = ran
    .filter(([, counts]) => score(counts) < GOAL)
    .map(([file, counts]) => `\`${file}\` ${percent(counts)}`);
  writeFileSync(
    "docs/mutation.md",
    TEXT.replace("{table}", table.join("\n")).replace("{low}", low.length > 0 ? low.sort().join(", ") : "none"),
  );
}

function readReport(path) {
  if (!existsSync(path)) return undefined;
  const { files } = JSON.parse(readFileSync(path, "utf8"));
  return Object.fromEntries(Object.entries(files).map(([file, { mutants }]) => [file, count(mutants)]));
}

/** A mutant that no test reaches survives; one with which Stryker can't run the tests counts as neither. */
function count(mutants) {
  const of = (...statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;
  return { killed: of("Killed"), late: of("Timeout"), survived: of("Survived", "NoCoverage") };
}

function sum(all) {
  const total = (key) => all.reduce((sofar, counts) => sofar + counts[key], 0);
  return { killed: total("killed"), late: total("late"), survived: total("survived") };
}

function score({ killed, late, survived }) {
  const mutants = killed + late + survived;
  return mutants === 0 ? 100 : (100 * (killed + late)) / mutants;
}

function percent(counts) {
  return `${score(counts).toFixed(1)} %`;
}

function row(name, counts) {
  const { killed, late, survived } = counts;
  return `| ${name} | ${killed + late + survived} | ${killed} | ${late} | ${survived} | ${percent(counts)} |`;
}

function neverRun(name) {
  return `| ${name} | never run | | | | |`;
}
