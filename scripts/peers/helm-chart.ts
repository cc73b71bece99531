import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Templates that `helm create` has none of, written in its manner. */
const TEMPLATES = {
  "configmap.yaml": `{{- if .Values.config -}}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ include "chart.fullname" . }}
  labels:
    {{- include "chart.labels" . | nindent 4 }}
data:
  {{- toYaml .Values.config | nindent 2 }}
{{- end }}
`,
  "cronjob.yaml": `{{- if .Values.cronJob.enabled -}}
apiVersion: batch/v1
kind: CronJob
metadata:
  name: {{ include "chart.fullname" . }}
  labels:
    {{- include "chart.labels" . | nindent 4 }}
spec:
  schedule: {{ .Values.cronJob.schedule | quote }}
  {{- with .Values.cronJob.timeZone }}
  timeZone: {{ . | quote }}
  {{- end }}
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: OnFailure
          containers:
            - name: {{ .Chart.Name }}
              image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
{{- end }}
`,
};

const VALUES = `
# Additions
config: {}
cronJob:
  enabled: false
  schedule: "0 7 * * *"
  timeZone: ""
command: []
env: []
strategy: {}
`;

/** Gives a chart that `helm create chart` has made the values that the inputs need. */
export function extendChart(chart: string): void {
  for (const [file, text] of Object.entries(TEMPLATES)) writeFileSync(join(chart, "templates", file), text);
  appendFileSync(join(chart, "values.yaml"), VALUES);
  const deployment = join(chart, "templates/deployment.yaml");
  const inContainer = withFields(readFileSync(deployment, "utf8"), "          ports:\n", ["command", "env"]);
  const inSpec = ["strategy", "minReadySeconds", "progressDeadlineSeconds"];
  writeFileSync(deployment, withFields(inContainer, "  selector:\n", inSpec));
}

/** A template with more fields before the line, each a value of the same name, as `helm create` writes them. */
function withFields(template: string, line: string, names: readonly string[]): string {
  const space = line.slice(0, line.search(/\S/));
  const fields = names.map((name) =>
    [`{{- with .Values.${name} }}`, `${name}:`, `  {{- toYaml . | nindent ${space.length + 2} }}`, "{{- end }}"].map(
      (one) => `${space}${one}\n`,
    ),
  );
  return template.replace(`\n${line}`, () => `\n${fields.flat().join("")}${line}`);
}
