/** Where Grafana puts the value of a variable: VARIABLE_REGEX of @grafana/scenes 9.2.2. One of three groups is its name. */
export const VARIABLE =
  /\$(\w+)|\[\[(\w+?)(?::\w+)?\]\]|\${(\w+)(?:(?:\.[^:^{}[\]]+|\["[^"]*"\]|\['[^']*'\]|\[[^\]"']*\])*)(?::[^}]+)?}/g;

/** Where Grafana puts the value of a label into a legend: legendFormatRegexp of grafana/grafana pkg/promlib/querydata/request.go. */
export const LABEL = /\{\{\s*(.+?)\s*\}\}/g;

/** A text as people see it: without characters of no width. */
export function seen(text: string): string {
  return text.replaceAll("\u2060", "");
}
