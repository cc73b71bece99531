import { memberField } from "../fields";

import type { Breach, Policy, PodRule } from "./pod-security-rule";
import type { Fields } from "./read";
import { at, fields, follow, list, text } from "./read";

/** Volumes that `restricted` takes (policy/check_restrictedVolumes.go). */
const VOLUMES = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "image",
  "persistentVolumeClaim",
  "projected",
  "secret",
];
/** Kernel settings of the pod alone (policy/check_sysctls.go, 1.29). */
const SYSCTLS = [
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.ping_group_range",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_syncookies",
];
const SYSCTLS_1_32 = [...SYSCTLS, "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem"];

const APPARMOR = "container.apparmor.security.beta.kubernetes.io/";
const HANDLERS = [
  ["livenessProbe"],
  ["readinessProbe"],
  ["startupProbe"],
  ["lifecycle", "postStart"],
  ["lifecycle", "preStop"],
].flatMap((place) => ["httpGet", "tcpSocket"].map((how) => [...place, how, "host"]));

/** Volumes that reach the node, or that `restricted` doesn't know. */
export const volumes: PodRule = ({ pod, podField }, { level }) =>
  list(pod["volumes"]).flatMap((volume, index) => {
    const sources = Object.entries(fields(volume)).filter(([key, value]) => key !== "name" && value !== null);
    const names = sources.map(([key]) => key);
    const isTaken = level === "baseline" ? !names.includes("hostPath") : names.some((name) => VOLUMES.includes(name));
    const bad = sources.find(([key]) => key === "hostPath") ?? sources[0];
    if (isTaken || !bad) return [];
    const [name, value] = bad;
    const rule = level === "baseline" ? "hostPathVolumes" : "restrictedVolumes";
    const allowed = level === "baseline" ? "no folder of the node" : VOLUMES.join(", ");
    const fix = "use persistentVolumeClaim: { claimName: … }, or emptyDir: {} for what needn't stay";
    return [{ rule, field: `${podField}.volumes[${index}].${name}`, value, allowed, fix }];
  });

/** Ports of the node. */
export const hostPorts: PodRule = ({ containers }) =>
  containers.flatMap(({ spec, field }) =>
    list(spec["ports"]).flatMap((port, index) => {
      const { hostPort: value = 0 } = fields(port);
      if (value === 0 || value === null) return [];
      const fix = "remove hostPort; a Service leads to the container's port";
      return [
        { rule: "hostPorts", field: `${field}.ports[${index}].hostPort`, value, allowed: "no port of the node", fix },
      ];
    }),
  );

/** Questions to other hosts than the pod, a rule since 1.34. */
export const probeHosts: PodRule = ({ containers }, { minor }) =>
  minor < 34 ? [] : containers.flatMap(({ spec, field }) => HANDLERS.flatMap((path) => probeHost(spec, field, path)));

function probeHost(spec: Fields, field: string, path: readonly string[]): Breach[] {
  const value = spec[path[0] ?? ""] === undefined ? "" : (follow(spec, path) ?? "");
  if (value === "") return [];
  const allowed = "no host: the pod itself is asked";
  const fix = `remove ${path.slice(-2).join(".")}`;
  return [{ rule: "hostProbesAndHostLifecycle", field: [field, ...path].join("."), value, allowed, fix }];
}

/** Kernel settings that other pods would feel. */
export const sysctls: PodRule = ({ pod, podField }, policy) =>
  list(at(pod, "securityContext", "sysctls")).flatMap((sysctl, index) => {
    const value = fields(sysctl)["name"];
    const known = sysctlsOf(policy);
    if (known.includes(text(value) ?? "")) return [];
    const field = `${podField}.securityContext.sysctls[${index}].name`;
    return [{ rule: "sysctls", field, value, allowed: known.join(", "), fix: "take it out of sysctls" }];
  });

function sysctlsOf({ minor }: Policy): readonly string[] {
  return minor >= 32 ? SYSCTLS_1_32 : SYSCTLS;
}

/** AppArmor profiles in annotations, as they were written before there was a field. */
export const appArmorAnnotations: PodRule = ({ metadata, metadataField }) =>
  Object.entries(fields(metadata["annotations"])).flatMap(([key, value]) => {
    const isTaken = value === "" || value === "runtime/default" || text(value)?.startsWith("localhost/");
    if (!key.startsWith(APPARMOR) || isTaken) return [];
    const field = memberField(`${metadataField}.annotations`, key);
    const fix = "write securityContext.appArmorProfile: { type: RuntimeDefault } instead";
    return [{ rule: "appArmorProfile", field, value, allowed: "runtime/default or localhost/…", fix }];
  });
