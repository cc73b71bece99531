// Each line ends in a trim marker: nothing is printed until the last one.

/** Sets `$head`: which alert it is, and of which service. */
const HEAD = `{{ $head := printf "Alert %s: %s" .Status .CommonLabels.alertname -}}
{{ with .CommonLabels.service }}{{ $head = printf "%s of %s" $head . }}{{ end -}}
`;

/** Sets `$text`: the head, what the alerts have in common, where the runbook is, and a line for each alert. */
const TEXT = `${HEAD}{{ $text := $head -}}
{{ range $label := list "severity" "namespace" "team" -}}
{{ with index $.CommonLabels $label }}{{ $text = printf "%s\\n%s: %s" $text $label . }}{{ end -}}
{{ end -}}
{{ with .CommonAnnotations.runbook_url }}{{ $text = printf "%s\\n%s" $text . }}{{ end -}}
{{ range .Alerts }}{{ $text = printf "%s\\n- %s: %s" $text .Status .Annotations.summary }}{{ end -}}
`;

/** Slack reads three characters as markup. @see https://api.slack.com/reference/surfaces/formatting#escaping */
const ESCAPE = 'reReplaceAll "&" "&amp;" | reReplaceAll "<" "&lt;" | reReplaceAll ">" "&gt;"';

/** DEL, C1, BOM and non-characters: YAML 1.1 refuses them, or takes them for a line break. */
const NOT_IN_YAML = "`[\\x7f-\\x9f\\x{feff}\\x{fffe}\\x{ffff}]`";

/** Where whoever gets the message reads on; empty when the alerts have no runbook in common. */
export const RUNBOOK = "{{ .CommonAnnotations.runbook_url }}";

/** The texts of each kind of message, in the language of Alertmanager's templates. */
export const SUBJECT = `${HEAD}{{ $head }}`;
export const PLAIN = `${TEXT}{{ $text }}`;
export const SLACK_TITLE = `${HEAD}{{ $head | ${ESCAPE} }}`;
export const SLACK_TEXT = `${TEXT}{{ $text | ${ESCAPE} }}`;
/** In one line: what goes on, alert by alert. */
export const ONE_LINE = [
  "{{ .CommonLabels.alertname }}: ",
  "{{ range $index, $alert := .Alerts }}{{ if $index }}; {{ end }}{{ $alert.Annotations.summary }}{{ end }}",
].join("");

/** The message with at most this many characters. */
export function cut(most: number): string {
  return `${TEXT}{{ printf "%.${most}s" $text }}`;
}

/**
 * A whole JSON body around the message. Alertmanager reads what the template of a payload yields as YAML, so that a text alone could become a map
 * or a number: the template yields JSON, which is YAML and stays what it is.
 * @param most characters of the message
 * @param body from an expression of the message to one of the body
 */
export function json(most: number, body: (text: string) => string): string {
  return `${TEXT}{{ ${body(`(printf "%.${most}s" $text)`)} | toJson | reReplaceAll ${NOT_IN_YAML} "" }}`;
}

/** A map, as an expression of Alertmanager's templates. */
export function dict(entries: Readonly<Record<string, string>>): string {
  const items = Object.entries(entries).map(([key, value]) => `"${key}" ${value}`);
  return `(dict ${items.join(" ")})`;
}

/** A list of texts that need no escapes, as an expression. */
export function texts(items: readonly string[]): string {
  return `(list ${items.map((item) => `"${item}"`).join(" ")})`;
}
