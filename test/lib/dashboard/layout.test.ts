import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { layout } from "../../../lib/dashboard/layout";
import type { Panel } from "../../../lib/dashboard";

const kinds = fc.array(fc.constantFrom<Panel["kind"]>("timeseries", "stat", "gauge", "heatmap"), { minLength: 1 });

/** The cells that a place covers. */
function cells({ x, y, w, h }: { x: number; y: number; w: number; h: number }): string[] {
  return Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`);
}

describe("the panels of a row", () => {
  it("cover no cell twice, and stay between the margins, the title and the bottom", () => {
    fc.assert(
      fc.property(kinds, fc.nat(100), (all, top) => {
        const panels = all.map((kind) => ({ kind, title: "", unit: "s", queries: [] }) satisfies Panel);
        const places = layout({ title: "", panels }, top);
        const covered = [places.title, ...places.panels].flatMap(cells);
        expect(new Set(covered).size).toBe(covered.length);
        expect(places.panels.filter(({ x, w }) => x + w > 24)).toEqual([]);
        expect(places.panels.filter(({ y, h }) => y <= top || y + h > places.bottom)).toEqual([]);
      }),
    );
  });

  it("stand side by side while they fit", () => {
    const panels = (["stat", "stat", "gauge", "timeseries", "stat"] as const).map(
      (kind) => ({ kind, title: "", unit: "s", queries: [] }) satisfies Panel,
    );
    expect(layout({ title: "", panels }, 0).panels.map(({ x, y }) => [x, y])).toEqual([
      [0, 1],
      [4, 1],
      [8, 1],
      [12, 1],
      [0, 9],
    ]);
  });
});
