/** A word joiner: it has no width. */
const JOINER = "\u2060";

/**
 * A text that Grafana shows as it is typed: an invisible character keeps it from putting values in for `$name`, `${name}` and `[[name]]`, and in
 * legends for `{{name}}`. @see https://grafana.com/docs/grafana/latest/visualizations/dashboards/variables/variable-syntax/
 */
export function asTyped(text: string): string {
  return text.replace(/\$(?=[\w{])|\[(?=\[)|\{(?=\{)/g, `$&${JOINER}`);
}

/** An address in which Grafana finds no variable. */
export function addressAsTyped(url: string): string {
  return url.replace(/[$[\]{}]/g, encodeURIComponent);
}
