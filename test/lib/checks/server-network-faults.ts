import type { Fault } from "./mutate";
import { faults } from "./mutate";

const PATH = "spec.rules[0].http.paths[0]";
const BLOCK = "spec.ingress[0].from[0].ipBlock";

const SERVICES = faults("Service", [
  ["a Service port 0", "spec.ports[0].port", 0, "port-number", "without quotes", "between 1 and 65535"],
  ["a Service port above 65535", "spec.ports[0].port", 65536, "port-number", "without quotes", "between 1 and 65535"],
  [
    "a target port above 65535",
    "spec.ports[0].targetPort",
    70000,
    "port-number",
    "without quotes",
    "between 1 and 65535",
  ],
  [
    "a target port in capitals",
    "spec.ports[0].targetPort",
    "HTTP_Main",
    "unknown-target-port",
    "declared port",
    "only alpha-numeric",
  ],
  [
    "a Service's port name in capitals",
    "spec.ports[0].name",
    "HTTP_Main",
    "name-grammar",
    'use "http-main"',
    "RFC 1123 label",
  ],
]);

const NETWORK = faults("NetworkPolicy", [
  ["an address without a prefix", `${BLOCK}.cidr`, "10.0.0.0", "cidr", "/32", "must be a valid CIDR"],
  ["a prefix of 33", `${BLOCK}.cidr`, "10.0.0.0/33", "cidr", "/32", "must be a valid CIDR"],
  [
    "an address with bits behind the prefix",
    `${BLOCK}.cidr`,
    "10.0.0.1/8",
    "cidr",
    "/32",
    "bits set beyond the prefix",
  ],
  [
    "an IPv6 address with bits behind the prefix",
    `${BLOCK}.cidr`,
    "2001:db8::1/32",
    "cidr",
    "/32",
    "bits set beyond the prefix",
  ],
  ["an address with zeros in front", `${BLOCK}.cidr`, "010.0.0.0/8", "cidr", "/32", "leading 0s"],
  ["a prefix with a zero in front", `${BLOCK}.cidr`, "10.0.0.0/08", "cidr", "/32", "leading 0s"],
  ["an IPv6 prefix of 129", `${BLOCK}.cidr`, "::/129", "cidr", "/32", "must be a valid CIDR"],
  ["an address with a zone", `${BLOCK}.cidr`, "fe80::%eth0/64", "cidr", "/32", "must be a valid CIDR"],
  ["an IPv4 address in one of IPv6", `${BLOCK}.cidr`, "::ffff:10.0.0.0/104", "cidr", "/32", "IPv4-mapped"],
  ["an exception that isn't an address", `${BLOCK}.except[0]`, "x", "cidr", "/32", "must be a valid CIDR"],
  [
    "an exception with bits behind the prefix",
    `${BLOCK}.except[0]`,
    "10.9.0.1/16",
    "cidr",
    "/32",
    "bits set beyond the prefix",
  ],
  [
    "an exception as large as its block",
    `${BLOCK}.except[0]`,
    "10.0.0.0/8",
    "cidr-except",
    "remove it",
    "must be a strict subset",
  ],
  [
    "an exception of the other family",
    `${BLOCK}.except[0]`,
    "2001:db8::/32",
    "cidr-except",
    "remove it",
    "must be a strict subset",
  ],
]);

const INGRESSES = faults("Ingress", [
  ["a host that is a star", "spec.rules[0].host", "*", "host", "shop.example.test", "a wildcard DNS-1123"],
  ["a star inside a host", "spec.rules[0].host", "a.*.b", "host", "shop.example.test", "a wildcard DNS-1123"],
  ["a host with a port", "spec.rules[0].host", "a.test:80", "host", "shop.example.test", "RFC 1123 subdomain"],
  ["a host that is an IPv6 address", "spec.rules[0].host", "::1", "host", "shop.example.test", "not an IP address"],
  ["a path without /", `${PATH}.path`, "orders", "ingress-path", '"/orders"', "must be an absolute path"],
  ["a path with two slashes", `${PATH}.path`, "/a//b", "ingress-path", '"/orders"', "must not contain '//'"],
  ["a path with a slash in code", `${PATH}.path`, "/a%2fb", "ingress-path", '"/orders"', "must not contain '%2f'"],
  ["a path that climbs at its end", `${PATH}.path`, "/a/..", "ingress-path", '"/orders"', "cannot end with '/..'"],
  ["a path with a dot at its end", `${PATH}.path`, "/a/.", "ingress-path", '"/orders"', "cannot end with '/.'"],
  [
    "no path type",
    `${PATH}.pathType`,
    undefined,
    "ingress-path-type",
    "pathType: Prefix",
    "pathType must be specified",
  ],
  [
    "a path type that nobody knows",
    `${PATH}.pathType`,
    "Regex",
    "ingress-path-type",
    "pathType: Prefix",
    "Unsupported value",
  ],
]);

const ACCESS = faults("RoleBinding", [
  [
    "a binding of a kind that grants nothing",
    "roleRef.kind",
    "Rol",
    "unknown-reference",
    "correct the name",
    "Unsupported value",
  ],
  [
    "a binding of a role without a name",
    "roleRef.name",
    "",
    "unknown-reference",
    "correct the name",
    "name: Required value",
  ],
]);

/** Traffic and access that the API server refuses too, for the reason that we give. */
export const TRAFFIC_FAULTS: readonly Fault[] = [
  ...SERVICES,
  ...NETWORK,
  ...INGRESSES,
  ...ACCESS.map((fault) => ({ ...fault, field: "roleRef.name" })),
];
