import { isIP } from "node:net";
import type { Problem } from "../../errors";
import type { RenderedObject } from "../../rendered";
import { show } from "../../show";
import { isOptedOut, optOut } from "../opt-outs";
import { problem } from "../problem";
import type { ProgramIndex } from "../program-index";
import type { Fields } from "../read";
import { at, fields, isFields, list } from "../read";
import { remembered } from "../remembered";

interface Block {
  readonly family: 4 | 6;
  readonly prefix: number;
  readonly address: bigint;
}

const BITS = { 4: 32, 6: 128 } as const;

type Read = (text: string) => Block | undefined;

/** The address blocks of a network policy are ones, and what is left out of a block lies in it. */
export function checkCidrs(program: ProgramIndex): Problem[] {
  const read = remembered(parse);
  return program
    .ofKind("networking.k8s.io/NetworkPolicy")
    .flatMap(({ object }) => [...blocks(object, "ingress", "from", read), ...blocks(object, "egress", "to", read)]);
}

function blocks(object: RenderedObject, direction: string, peers: string, read: Read): Problem[] {
  return list(at(object.manifest, "spec", direction)).flatMap((rule, index) =>
    list(fields(rule)[peers]).flatMap((peer, inner) => {
      const block = fields(peer)["ipBlock"];
      const field = `spec.${direction}[${index}].${peers}[${inner}].ipBlock`;
      if (!isFields(block)) return [];
      return [
        ...checkBlock(object, block, field, read),
        ...(direction === "ingress" ? open(object, block, field, read) : []),
      ];
    }),
  );
}

function checkBlock(object: RenderedObject, { cidr, except }: Fields, field: string, read: Read): Problem[] {
  const block = read(String(cidr));
  if (!block || hasRest(block)) return [notBlock(object, cidr, `${field}.cidr`)];
  return list(except).flatMap((value, index) => {
    const place = `${field}.except[${index}]`;
    const inner = read(String(value));
    if (!inner || hasRest(inner)) return [notBlock(object, value, place)];
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

/** Whoever may connect from anywhere is not fenced off. */
function open(object: RenderedObject, { cidr }: Fields, field: string, read: Read): Problem[] {
  if (read(String(cidr))?.prefix !== 0 || isOptedOut(object, "open-ingress")) return [];
  const complaint = {
    code: "open-ingress",
    got: show(cidr),
    allowed: "the addresses of those who may connect, not all there are",
    fix: `name their blocks, or ${optOut("open-ingress")}`,
  };
  return [problem(object, `${field}.cidr`, complaint)];
}

/** Zeros in front of a number, and addresses of IPv4 in those of IPv6, are refused since 1.36. */
function parse(text: string): Block | undefined {
  const [address = "", digits = "", ...more] = text.split("/");
  const version = isIP(address);
  const prefix = /^(?:0|[1-9]\d{0,2})$/.test(digits) ? Number(digits) : NaN;
  if (version === 0 || address.includes("%") || more.length > 0) return undefined;
  if (!(prefix <= BITS[version as 4 | 6])) return undefined;
  if (version === 4) return { family: 4, prefix, address: joined(address.split(".").map(Number), 8) };
  return address.includes(".") ? undefined : { family: 6, prefix, address: joined(groups(address), 16) };
}

/** The eight numbers of an IPv6 address; `::` stands for as many zeros as are missing. */
function groups(address: string): number[] {
  const [front = [], back = []] = address.split("::").map((half) => half.split(":").filter(Boolean));
  const zeros = Array.from({ length: 8 - front.length - back.length }, () => "0");
  return [...front, ...zeros, ...back].map((group) => parseInt(group, 16));
}

function joined(numbers: readonly number[], bits: number): bigint {
  return numbers.reduce((sum, number) => (sum << BigInt(bits)) | BigInt(number), 0n);
}

/** The first bits of an address, as many as the block has. */
function network(address: bigint, { family, prefix }: Block): bigint {
  const rest = BigInt(BITS[family] - prefix);
  return (address >> rest) << rest;
}

/** Whether an address has bits that are none of the block's: refused since 1.36. */
function hasRest(block: Block): boolean {
  return network(block.address, block) !== block.address;
}

function isInside(inner: Block, outer: Block): boolean {
  const isSmaller = inner.family === outer.family && inner.prefix > outer.prefix;
  return isSmaller && network(inner.address, outer) === outer.address;
}

function notBlock(object: RenderedObject, value: unknown, field: string): Problem {
  const allowed = "an IPv4 address and /0 to /32, or an IPv6 address and /0 to /128; only zeros behind the prefix";
  const fix = 'write it as in "10.0.0.0/8", one address as "10.1.2.3/32"';
  return problem(object, field, { code: "cidr", got: show(value), allowed, fix });
}
