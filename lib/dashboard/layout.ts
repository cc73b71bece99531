import type { GridPos } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Panel, Row } from "./model";

/** How many columns a dashboard has, whatever the screen. */
const COLUMNS = 24;
const WIDTH = { timeseries: 12, heatmap: 12, stat: 4, gauge: 4 } as const satisfies Record<Panel["kind"], number>;
const HEIGHT = 8;

/** Where a row's title and its panels stand, below `top`: from left to right, in lines of one height. */
export function layout({ panels }: Row, top: number): { title: GridPos; panels: GridPos[]; bottom: number } {
  let [x, y] = [0, top + 1];
  const places = panels.map(({ kind }) => {
    const w = WIDTH[kind];
    if (x + w > COLUMNS) [x, y] = [0, y + HEIGHT];
    const place = { x, y, w, h: HEIGHT };
    x += w;
    return place;
  });
  return { title: { x: 0, y: top, w: COLUMNS, h: 1 }, panels: places, bottom: y + HEIGHT };
}
