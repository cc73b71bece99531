import { byCodeUnit } from "../../lib/fields";
import { hash } from "../../lib/names";
import type { HostRoute } from "./routes";

/** A site of nginx: one host, whose paths lead to programs on this machine. */
export function site(host: string, routes: readonly HostRoute[], proxies: readonly string[], marker: string): string {
  const connection = `$connection_${hash(host)}`;
  const name = host.replace("*", "wildcard");
  const sorted = [...routes].sort((a, b) => byCodeUnit(a.path, b.path) || Number(b.isExact) - Number(a.isExact));
  const ports = [...new Set(sorted.map(({ port }) => port.onHost))];
  const lines = [
    marker,
    "# Without an Upgrade header the connection to the program is kept.",
    `map $http_upgrade ${connection} {`,
    "  default upgrade;",
    '  "" "";',
    "}",
    ...ports.flatMap((port) => upstream(`${name}_${port}`, port)),
    "",
    ...redirect(host),
    "",
    "server {",
    ...server(host, name, proxies).map((line) => `  ${line}`),
    "",
    ...headers(connection).map((line) => `  ${line}`),
    "",
    ...locations(sorted, name).map((line) => `  ${line}`),
    "}",
  ];
  return `${lines.join("\n")}\n`;
}

/** Idle connections end here after 60 s, before Go ends them after 120 s (`go/serve`): no request meets a closed one. */
function upstream(name: string, port: number): string[] {
  return ["", `upstream ${name} {`, `  server 127.0.0.1:${port};`, "  keepalive 32;", "  keepalive_timeout 60s;", "}"];
}

/** To the name of the site where there is just one, so that a strange Host header leads nowhere else. */
function redirect(host: string): string[] {
  const target = host.startsWith("*.") ? "$host" : host;
  return [
    "server {",
    "  listen 80;",
    "  listen [::]:80;",
    `  server_name ${host};`,
    `  return 308 https://${target}$request_uri;`,
    "}",
  ];
}

/** gzip is off: with secrets and what a caller typed on one page, the length of an answer tells the secret (BREACH). */
function server(host: string, name: string, proxies: readonly string[]): string[] {
  return [
    "listen 443 ssl http2;",
    "listen [::]:443 ssl http2;",
    `server_name ${host};`,
    "server_tokens off;",
    "gzip off;",
    "",
    `ssl_certificate /etc/nginx/tls/${name}/tls.crt;`,
    `ssl_certificate_key /etc/nginx/tls/${name}/tls.key;`,
    "ssl_protocols TLSv1.2 TLSv1.3;",
    "ssl_session_tickets off;",
    ...(proxies.length === 0 ? [] : ["", ...proxies.map((one) => `set_real_ip_from ${one};`)]),
    ...(proxies.length === 0 ? [] : ["real_ip_header X-Forwarded-For;", "real_ip_recursive on;"]),
  ];
}

/** What is known of the caller is said anew: headers of the caller's own are not passed on. Silence ends after 5 min, as in most gateways. */
function headers(connection: string): string[] {
  const caller = [
    ["Host", "$host"],
    ["X-Real-IP", "$remote_addr"],
    ["X-Forwarded-For", "$remote_addr"],
    ["X-Forwarded-Proto", "$scheme"],
    ["X-Forwarded-Host", "$host"],
  ] as const;
  return [
    "proxy_http_version 1.1;",
    "proxy_connect_timeout 5s;",
    "proxy_send_timeout 60s;",
    "proxy_read_timeout 300s;",
    ...caller.map(([name, value]) => `proxy_set_header ${name} ${value};`),
    "proxy_set_header Upgrade $http_upgrade;",
    `proxy_set_header Connection ${connection};`,
    "",
    "grpc_connect_timeout 5s;",
    "grpc_send_timeout 300s;",
    "grpc_read_timeout 300s;",
    ...caller.map(([name, value]) => `grpc_set_header ${name} ${value};`),
  ];
}

/** A prefix is whole parts of a path: /api is not /apis. Where a route says the same path exactly, that one is asked. */
function locations(routes: readonly HostRoute[], name: string): string[] {
  const exact = new Set(routes.filter(({ isExact }) => isExact).map(({ path }) => path));
  return routes.flatMap(({ path, isExact, isGrpc, port }) => {
    const upstream = `${name}_${port.onHost}`;
    const pass = isGrpc ? `grpc_pass grpc://${upstream};` : `proxy_pass http://${upstream};`;
    const below = path.replace(/\/?$/, "/");
    const itself = isExact || (below !== path && !exact.has(path)) ? [`= "${path}"`] : [];
    return [...itself, ...(isExact ? [] : [`"${below}"`])].map((place) => `location ${place} { ${pass} }`);
  });
}
