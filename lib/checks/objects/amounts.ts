import type { Complaint, Problem } from "../../errors";
import { isComplaint } from "../../errors";
import { show } from "../../show";
import type { Quantity } from "../../units/quantity";
import { parseQuantity } from "../../units/quantity";
import { memberField } from "../../fields";
import { problem } from "../problem";
import type { ProgramIndex } from "../program-index";
import { at, fields } from "../read";
import { remembered } from "../remembered";
import type { Container, Workload } from "../workload";

type Read = (text: string) => Quantity | Complaint;

/** Requests and limits are amounts, and no request is above its limit. */
export function checkAmounts(program: ProgramIndex): Problem[] {
  const read = remembered(amount);
  return program.workloads.flatMap((workload) =>
    workload.containers.flatMap((container) => [
      ...unreadable(workload, container, "requests", read),
      ...unreadable(workload, container, "limits", read),
      ...crossed(workload, container, read),
    ]),
  );
}

function amount(text: string): Quantity | Complaint {
  const quantity = parseQuantity(text);
  if (isComplaint(quantity) || quantity.nanos >= 0n) return quantity;
  return {
    code: "quantity-range",
    got: show(text),
    allowed: "at least 0",
    fix: `write ${show(text.replace("-", ""))}`,
  };
}

function unreadable(
  { object }: Workload,
  { spec, field }: Container,
  what: "requests" | "limits",
  read: Read,
): Problem[] {
  return Object.entries(fields(at(spec, "resources", what))).flatMap(([resource, value]) => {
    const result = read(spelling(value));
    return isComplaint(result) ? [problem(object, memberField(`${field}.resources.${what}`, resource), result)] : [];
  });
}

/** An amount may be a number in the manifest. */
function spelling(value: unknown): string {
  return typeof value === "string" ? value : show(value);
}

function crossed({ object }: Workload, { spec, field, name }: Container, read: Read): Problem[] {
  const limits = fields(at(spec, "resources", "limits"));
  return Object.entries(fields(at(spec, "resources", "requests"))).flatMap(([resource, value]) => {
    const limit = Object.hasOwn(limits, resource) ? limits[resource] : undefined;
    if (limit === undefined || limit === value) return [];
    const [least, most] = [read(spelling(value)), read(spelling(limit))];
    if (isComplaint(least) || isComplaint(most) || least.nanos <= most.nanos) return [];
    const complaint = {
      code: "limit-below-request",
      got: `${show(value)} in container ${show(name)}, with a limit of ${show(limit)}`,
      allowed: `at most the limit (${show(limit)}): Kubernetes refuses more`,
      fix: `lower the request of ${resource} to ${show(limit)}, or raise the limit to ${show(value)}`,
    };
    return [problem(object, memberField(`${field}.resources.requests`, resource), complaint)];
  });
}
