import { show } from "../../lib/show";
import type { Row } from "./row";

const INTRODUCTION = `# Bad input

What Gantry makes of input that is wrong or odd, by the numbers of a catalogue of 155 such inputs. Each row is a test; this page is written from the same
table (\`UPDATE_GOLDEN=1 npx jest test/catalogue\`). *Server* is the opinion of a real API server about the manifest that the input would have become: it refuses it, takes it, or has not been
asked because no manifest could say it. Where the server takes it, the input would only have failed later, in the cluster or in the output.

| No. | Input | Result | Server |
|---|---|---|---|
`;

/** The page with one line for each row. */
export function page(rows: readonly Row[]): string {
  return `${INTRODUCTION}${rows.map(line).join("\n")}\n`;
}

function line(row: Row): string {
  const cells = [String(row.no), words(row.input), result(row), opinion(row)];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function words(text: string): string {
  return text.replace(/[<>*_`]/g, "\\$&");
}

function result(row: Row): string {
  if ("belongsTo" in row) return `not yet: belongs to ${row.belongsTo}`;
  const note = row.note === undefined ? "" : ` (${row.note})`;
  if ("want" in row) return `error \`${row.want[0]}\`${note}`;
  return `${code(typeof row.becomes === "string" ? row.becomes : show(row.becomes))}${note}`;
}

function code(text: string): string {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}

function opinion(row: Row): string {
  if (!("server" in row) || row.server === undefined) return "–";
  return row.server.says === "" ? "accepts" : "refuses";
}
