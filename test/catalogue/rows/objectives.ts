import { Dialect, GoService, Slo } from "../../../app";
import { asTyped } from "../../../lib/dashboard/as-typed";
import { literal } from "../../../lib/slo";
import { IMAGE } from "../../support/program";
import type { Row } from "../row";
import { kept, program, prop } from "../row";

const own = (duration: string, label: string) => () =>
  Dialect.custom({ duration, failed: { [label]: "5.." }, route: "route" });

/** Entries 152 and 153: names and numbers of objectives, and texts that are templates elsewhere. */
export const OBJECTIVES: readonly Row[] = [
  program(152, "a metric name http-requests", own("http-requests", "code"), [
    "metric-name",
    "",
    "letters, digits",
    'write "http_requests"',
    "",
  ]),
  program(152, "a label name http-status", own("http_requests", "http-status"), [
    "label-name",
    "",
    "letters, digits",
    'write "http_status"',
    "",
  ]),
  prop(152, "a time of 1.5h between scrapes", { monitoring: { interval: "1.5h" } }, [
    "duration-grammar",
    "monitoring.interval",
    "whole numbers",
    'write "1h30m"',
  ]),
  program(152, "an objective of 100 per cent", () => Slo.availability(100), [
    "slo-objective",
    "",
    "to below 100",
    "e.g. 99.9",
    "",
  ]),
  program(152, "an objective of 0 per cent", () => Slo.latency("300ms", 0), [
    "slo-objective",
    "",
    "per cent from 93.06",
    "e.g. 99.9",
    "",
  ]),
  program(
    152,
    "a window of less than four scrapes",
    (chart) =>
      new GoService(chart, "Bad", { image: IMAGE, slo: [Slo.availability(99.9)], monitoring: { interval: "20s" } }),
    ["window-too-short", "monitoring.interval", "at most 15s", 'set it to "15s"'],
  ),
  kept(153, "an alert's text with {{", () => literal("{{ .Exploit }}"), '{{ "{{" }} .Exploit }}'),
  kept(
    153,
    "a dashboard's title with {{ and $",
    () => asTyped("{{ a }} $b ${c} [[d]]"),
    "{\u2060{ a }} $\u2060b $\u2060{c} [\u2060[d]]",
  ),
];
