import { BlockList, isIP } from "node:net";
import type { Problem } from "../../errors";
import type { RenderedObject } from "../../rendered";
import { show } from "../../show";
import { problem } from "../problem";
import type { ProgramIndex } from "../program-index";
import { at, fields, isFields, list } from "../read";

interface Block {
  readonly address: string;
  readonly family: "ipv4" | "ipv6";
  readonly prefix: number;
}

/** The address blocks of a network policy are ones, and what is left out of a block lies in it. */
export function checkCidrs(program: ProgramIndex): Problem[] {
  return program
    .ofKind("networking.k8s.io/NetworkPolicy")
    .flatMap(({ object }) => [...blocks(object, "ingress", "from"), ...blocks(object, "egress", "to")]);
}

function blocks(object: RenderedObject, direction: string, peers: string): Problem[] {
  return list(at(object.manifest, "spec", direction)).flatMap((rule, index) =>
    list(fields(rule)[peers]).flatMap((peer, inner) => {
      const block = fields(peer)["ipBlock"];
      return isFields(block) ? checkBlock(object, block, `spec.${direction}[${index}].${peers}[${inner}].ipBlock`) : [];
    }),
  );
}

function checkBlock(
  object: RenderedObject,
  { cidr, except }: Readonly<Record<string, unknown>>,
  field: string,
): Problem[] {
  const block = parse(cidr);
  if (!block) return [notBlock(object, cidr, `${field}.cidr`)];
  return list(except).flatMap((value, index) => {
    const place = `${field}.except[${index}]`;
    const inner = parse(value);
    if (!inner) return [notBlock(object, value, place)];
    if (isInside(inner, block)) return [];
    const complaint = {
      code: "cidr-except",
      got: show(value),
      allowed: `a smaller block inside of ${show(cidr)}: Kubernetes refuses others`,
      fix: "remove it, or correct one of the two",
    };
    return [problem(object, place, complaint)];
  });
}

function parse(value: unknown): Block | undefined {
  const [address = "", digits = "", ...more] = String(value).split("/");
  const version = isIP(address);
  const prefix = /^(?:0|[1-9]\d{0,2})$/.test(digits) ? Number(digits) : NaN;
  if (version === 0 || more.length > 0 || !(prefix <= (version === 4 ? 32 : 128))) return undefined;
  return { address, family: version === 4 ? "ipv4" : "ipv6", prefix };
}

function isInside(inner: Block, outer: Block): boolean {
  if (inner.family !== outer.family || inner.prefix <= outer.prefix) return false;
  const range = new BlockList();
  range.addSubnet(outer.address, outer.prefix, outer.family);
  return range.check(inner.address, inner.family);
}

function notBlock(object: RenderedObject, value: unknown, field: string): Problem {
  const allowed = "an IPv4 address and /0 to /32, or an IPv6 address and /0 to /128";
  const fix = 'write it as in "10.0.0.0/8", one address as "10.1.2.3/32"';
  return problem(object, field, { code: "cidr", got: show(value), allowed, fix });
}
