import { Series, canonical, difference, vector } from "../../promql";
import type { Monitored, Slo } from "../../slo";
import { ALERTS, BUDGET_LEFT, ratioName, recorded, windowsOf } from "../../slo";
import { runbookOf } from "../links";
import type { Panel, Row } from "../model";

/** What was promised, what came of it, and how fast the rest is used up: a line of panels for each objective. */
export function objectivesRow(monitored: Monitored): Row {
  return { title: "Objectives", panels: monitored.objectives.flatMap((slo) => panelsOf(monitored, slo)) };
}

function panelsOf(monitored: Monitored, slo: Slo): Panel[] {
  const { name, percent, period, budget } = slo;
  const own = { ...recorded(monitored), slo: name };
  const share = { kind: "stat", unit: "percentunit", decimals: decimalsOf(percent) } as const;
  const promise = slo.threshold ? `requests that end within ${slo.threshold}` : "requests that do not fail";
  return [
    {
      ...share,
      title: `${name}: objective`,
      description: `The promised share of ${promise}, over ${period}.`,
      queries: [{ expr: vector(promised(slo)), legend: "objective" }],
    },
    {
      ...share,
      title: `${name}: kept over ${period}`,
      description: `The share of ${promise}.`,
      least: promised(slo),
      queries: [{ expr: difference(1, new Series(ratioName(period), own)), legend: "kept" }],
    },
    {
      title: `${name}: budget left`,
      kind: "gauge",
      unit: "percentunit",
      description: `What is left of the ${canonical(budget * 100)} % that may go wrong over ${period}; below 0 it is overspent.`,
      least: 0,
      queries: [{ expr: new Series(BUDGET_LEFT, own), legend: "left" }],
    },
    burnRates(monitored, slo, own),
  ];
}

function burnRates(monitored: Monitored, slo: Slo, own: Readonly<Record<string, string>>): Panel {
  return {
    title: `${slo.name}: burn rate`,
    kind: "timeseries",
    unit: "short",
    description: `How many times faster than it lasts the budget is used up; at 1 it lasts just ${slo.period}.`,
    queries: windowsOf(slo).map((window) => ({
      expr: new Series(ratioName(window), own).over(slo.budget),
      legend: `over ${window}`,
    })),
    lines: slo.windows.map(({ factor, long, short, severity }) => ({
      at: Number(canonical(factor)),
      severity,
      label: `${canonical(factor)} over ${long} and ${short}`,
    })),
    links: [runbookOf(monitored, ALERTS.burnsFast), runbookOf(monitored, ALERTS.burnsSlowly)],
  };
}

function promised({ percent }: Slo): number {
  return Number(canonical(percent / 100));
}

/** One digit more than was typed, so that a miss by a tenth of the budget is seen. */
function decimalsOf(percent: number): number {
  return (canonical(percent).split(".")[1] ?? "").length + 1;
}
