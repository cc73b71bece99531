import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A plain chart whose one template repeats the objects of one service, as many times as there are services. */
export function helmChart(folder: string, rendered: string, service: string, count: number): string {
  const files = readdirSync(rendered).filter((file) => file.includes(`.${service}.`) || file.includes(`.${service}-`));
  const texts = files.map((file) => readFileSync(join(rendered, file), "utf8").replaceAll(service, "service{{ $i }}"));
  mkdirSync(join(folder, "templates"), { recursive: true });
  writeFileSync(join(folder, "Chart.yaml"), "apiVersion: v2\nname: plain\nversion: 1.0.0\n");
  writeFileSync(join(folder, "values.yaml"), `count: ${count}\n`);
  writeFileSync(
    join(folder, "templates/all.yaml"),
    `{{- range $i := until (int .Values.count) }}\n${texts.join("")}{{- end }}\n`,
  );
  return folder;
}
