import type { Complaint } from "../errors";
import { isSecretText } from "../secret-text";
import { show } from "../show";

/** Whole strings and comments, then what has to have a partner. @see https://prometheus.io/docs/prometheus/latest/querying/basics/#string-literals */
const TOKENS = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`|#[^\n]*|["'`()[\]{}]/g;
const PARTNERS: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** What can be seen to be wrong with a query of Prometheus without its parser. */
export function queryProblem(query: string): Complaint | undefined {
  if (isSecretText(query)) {
    const allowed = "a query without a secret: output files are kept in Git";
    return { code: "literal-secret", got: show(query), allowed, fix: "remove it from the query" };
  }
  const code = query.replace(TOKENS, (token) => (token.startsWith("#") ? "" : token));
  const reason = code.trim() === "" ? "it is empty" : unbalanced(query);
  if (reason === undefined) return undefined;
  const got = `${show(query)}: ${reason}`;
  const allowed = "a query of Prometheus that yields one number";
  return { code: "query-syntax", got, allowed, fix: 'e.g. "sum(jobs_waiting)"; try it in Prometheus' };
}

function unbalanced(query: string): string | undefined {
  const open: string[] = [];
  for (const [token] of query.matchAll(TOKENS)) {
    if (/^["'`]$/.test(token)) return `a ${token} is not closed`;
    if (/^[([{]$/.test(token)) open.push(token);
    const partner = PARTNERS[token];
    if (partner !== undefined && open.pop() !== partner) return `a ${token} has no partner`;
  }
  const last = open.pop();
  return last === undefined ? undefined : `a ${last} is not closed`;
}
