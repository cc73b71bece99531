import { LABEL, VARIABLE } from "../../../lib/dashboard/grafana-text";

interface Panel {
  readonly title: string;
  readonly type: string;
  readonly fieldConfig: {
    readonly defaults: {
      readonly thresholds: { readonly steps: readonly { readonly value: number | null; readonly color: string }[] };
      readonly custom?: {
        readonly axisSoftMax?: number;
        readonly thresholdsStyle?: { readonly mode: string };
      };
    };
  };
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
}

interface Line {
  readonly legend: string;
  readonly points: readonly (readonly [number, number])[];
}

interface Answer {
  readonly data: {
    readonly result: readonly {
      readonly metric: Readonly<Record<string, string>>;
      readonly values: readonly (readonly [number, string])[];
    }[];
  };
}

/** What is put in for variables; an unknown one is left as it is. */
const VALUES: Readonly<Record<string, string>> = { datasource: "prometheus", pod: ".*", __rate_interval: "10s" };
const [WIDTH, HEIGHT, SECONDS] = [400, 120, 30];

/**
 * A page that shows the panels of a dashboard as Grafana would, as far as titles, lines and legends go: texts with variables filled in, series
 * and limits on an axis from 0 to the highest value or the soft end. What can be seen of it stands in the attribute `data-seen` of its body.
 */
export async function page(json: string, prometheus: string): Promise<string> {
  const { panels } = JSON.parse(json) as { panels: readonly Panel[] };
  const shown = await Promise.all(
    panels.filter(({ type }) => type !== "row").map((panel) => section(panel, prometheus)),
  );
  return `<!doctype html><meta charset="utf-8"><body>${shown.join("")}<script>${LOOK}</script></body>`;
}

/** Notes the texts of all titles and legends that take up room, and the values of all limits that lie within their drawing. */
const LOOK = `
const visible = (element) => element.getBoundingClientRect().width > 0;
const inside = (line) => {
  const [own, box] = [line, line.ownerSVGElement].map((one) => one.getBoundingClientRect());
  return own.width > 0 && own.top >= box.top && own.bottom <= box.bottom;
};
const seen = [...document.querySelectorAll("section")].map((panel) => ({
  title: [...panel.querySelectorAll("h2")].filter(visible).map((one) => one.textContent).join(),
  lines: [...panel.querySelectorAll("line")].filter(inside).map((one) => Number(one.dataset.at)),
  legends: [...panel.querySelectorAll("li")].filter(visible).map((one) => one.textContent),
}));
document.body.dataset.seen = encodeURIComponent(JSON.stringify(seen));
`;

async function section({ title, fieldConfig, targets = [] }: Panel, prometheus: string): Promise<string> {
  const series = (await Promise.all(targets.map((target) => range(prometheus, target)))).flat();
  const { custom, thresholds } = fieldConfig.defaults;
  const limits = custom?.thresholdsStyle?.mode === "line" ? thresholds.steps : [];
  const values = series.flatMap(({ points }) => points.map(([, value]) => value)).filter(Number.isFinite);
  const top = Math.max(custom?.axisSoftMax ?? 0, ...values, Number.MIN_VALUE);
  const height = (value: number) => HEIGHT * (1 - value / top);
  const drawn = limits.flatMap(({ value, color }) =>
    value === null
      ? []
      : `<line data-at="${value}" x1="0" x2="${WIDTH}" y1="${height(value)}" y2="${height(value)}" stroke="${color}"/>`,
  );
  const curves = series.map(({ points }) => `<polyline fill="none" stroke="blue" points="${curve(points, height)}"/>`);
  const legends = series.map(({ legend }) => `<li>${escaped(legend)}</li>`);
  return (
    `<section><h2>${escaped(interpolated(title))}</h2>` +
    `<svg width="${WIDTH}" height="${HEIGHT}">${curves.join("")}${drawn.join("")}</svg><ul>${legends.join("")}</ul></section>`
  );
}

async function range(
  prometheus: string,
  { expr, legendFormat }: { expr: string; legendFormat: string },
): Promise<Line[]> {
  const end = Date.now() / 1000;
  const body = new URLSearchParams({
    query: interpolated(expr),
    start: String(end - SECONDS),
    end: String(end),
    step: "1",
  });
  const { data } = (await (await fetch(`${prometheus}/api/v1/query_range`, { method: "POST", body })).json()) as Answer;
  return data.result.map(({ metric, values }) => ({
    legend: interpolated(legendFormat).replace(LABEL, (_, label: string) => metric[label] ?? label),
    points: values.map(([time, value]) => [(time - end + SECONDS) / SECONDS, Number(value)] as const),
  }));
}

function curve(points: Line["points"], height: (value: number) => number): string {
  return points.map(([share, value]) => `${share * WIDTH},${height(value)}`).join(" ");
}

function interpolated(text: string): string {
  return text.replace(VARIABLE, (match, ...names: (string | undefined)[]) => {
    const name = names.slice(0, 3).find((one) => one !== undefined);
    return VALUES[name ?? ""] ?? match;
  });
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
