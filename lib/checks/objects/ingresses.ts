import type { Complaint, Problem } from "../../errors";
import { dnsSubdomain } from "../../names";
import { show } from "../../show";
import { memberField } from "../../fields";
import { problem } from "../problem";
import type { Entry } from "../entry";
import type { ProgramIndex } from "../program-index";
import { at, fields, list, text } from "../read";

const LITERAL_PATH = /^\/[A-Za-z0-9\-._~!$&'()*+,=:@%/]*$/;
const ANY_PATH = /^\/[!-~]*$/;
/** Refused by Kubernetes in a path of type Exact or Prefix (kubernetes pkg/apis/networking/validation/validation.go). */
const REFUSED_PARTS = ["//", "/./", "/../", "%2f", "%2F"];
const REFUSED_ENDS = ["/..", "/."];
const PATH_TYPES = ["Exact", "Prefix", "ImplementationSpecific"];
const IP_ADDRESS = /^(?:\d{1,3}\.){3}\d{1,3}$|:/;

/** An Ingress has hosts and paths that Kubernetes takes, and no code in its annotations. */
export function checkIngresses(program: ProgramIndex): Problem[] {
  return program
    .ofKind("networking.k8s.io/Ingress")
    .flatMap((entry) => [
      ...snippets(entry),
      ...list(at(entry.object.manifest, "spec", "rules")).flatMap((rule, index) => [
        ...host(entry, fields(rule)["host"], `spec.rules[${index}].host`),
        ...list(at(rule, "http", "paths")).flatMap((path, inner) =>
          checkPath(entry, path, `spec.rules[${index}].http.paths[${inner}].path`),
        ),
      ]),
    ]);
}

function snippets({ object }: Entry): Problem[] {
  const keys = Object.keys(fields(at(object.manifest, "metadata", "annotations")));
  const code = keys.filter((key) => key.includes("ingress.kubernetes.io/") && key.endsWith("-snippet"));
  return code.map((key) =>
    problem(object, memberField("metadata.annotations", key), {
      code: "ingress-snippet",
      got: show(key),
      allowed:
        "no annotation that the controller runs as its own configuration: it reads every secret that the controller can",
      fix: "use the controller's annotation for that one setting, or handle it in the program",
    }),
  );
}

function host({ object }: Entry, host: unknown, field: string): Problem[] {
  if (host === undefined || host === "") return [];
  const name = text(host) ?? "";
  const isName = name !== "" && !IP_ADDRESS.test(name) && dnsSubdomain(name.replace(/^\*\./, "")) === undefined;
  if (isName) return [];
  const complaint = {
    code: "host",
    got: show(host),
    allowed: "a DNS name in lower case, or one after *.; no address, scheme, port or dot at the end",
    fix: 'write it as in "shop.example.test"',
  };
  return [problem(object, field, complaint)];
}

function checkPath({ object }: Entry, value: unknown, field: string): Problem[] {
  const { path, pathType } = fields(value);
  if (!PATH_TYPES.includes(String(pathType))) {
    const allowed = `one of ${PATH_TYPES.join(", ")}: Kubernetes has no default`;
    const complaint = { code: "ingress-path-type", got: show(pathType), allowed, fix: "set pathType: Prefix" };
    return [problem(object, `${field}Type`, complaint)];
  }
  const complaint = pathType === "ImplementationSpecific" ? freePath(path) : literalPath(path);
  return complaint ? [problem(object, field, complaint)] : [];
}

function freePath(path: unknown): Complaint | undefined {
  if (path === undefined || path === "" || (typeof path === "string" && ANY_PATH.test(path))) return undefined;
  return wrongPath(path, "/ first, then printable ASCII without blanks");
}

function literalPath(path: unknown): Complaint | undefined {
  if (typeof path === "string" && LITERAL_PATH.test(path) && isLiteral(path)) return undefined;
  return wrongPath(
    path,
    `/ first, then the characters of a URL's path without ;, none of ${REFUSED_PARTS.join(" ")}, and at the end none of ${REFUSED_ENDS.join(" ")}`,
  );
}

function isLiteral(path: string): boolean {
  return !REFUSED_PARTS.some((part) => path.includes(part)) && !REFUSED_ENDS.some((end) => path.endsWith(end));
}

function wrongPath(path: unknown, allowed: string): Complaint {
  return { code: "ingress-path", got: show(path), allowed, fix: 'write it as in "/orders"' };
}
