import { masked } from "../secret-text";
import type { Fact } from "./facts";
import type { Row, Side } from "./rows";

const SIDES: readonly Side[] = ["local", "image", "environment"];

/** The rows of one environment as text: a mark for each, and below it why a fact could not be had. */
export function table(environment: string, local: string, rows: readonly Row[]): string {
  const head = ["image", "what", `here (${local})`, "in the image", environment];
  const lines = rows.map(({ image, what, cells }) => [image, what, ...SIDES.map((side) => shown(cells[side]))]);
  const widths = head.map((title, column) =>
    Math.max(...[head, ...lines].map((line) => line[column]?.length ?? title.length)),
  );
  const format = (mark: string, cells: readonly string[]) =>
    `${mark} ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd();
  const body = rows.flatMap((row, index) => [format(row.isSame ? "✅" : "❌", lines[index] ?? []), ...reasons(row)]);
  const different = rows.filter(({ isSame }) => !isSame).length;
  return [format("  ", head), ...body, `${environment}: ${verdict(different, rows.length)}`, ""].join("\n");
}

function shown(fact: Fact | undefined): string {
  if (!fact) return "-";
  return "value" in fact ? fact.value : "?";
}

function reasons({ cells }: Row): readonly string[] {
  return SIDES.flatMap((side) => {
    const fact = cells[side];
    return fact && "unknown" in fact ? [`     ? ${masked(fact.unknown.replaceAll(/\s+/g, " ").trim())}`] : [];
  });
}

function verdict(different: number, all: number): string {
  return different === 0 ? `${all} rows, all the same` : `${different} of ${all} rows differ`;
}
