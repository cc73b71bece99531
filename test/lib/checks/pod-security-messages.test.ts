import { describe, expect, it } from "@jest/globals";
import { checkProgram } from "../../../lib/checks";
import type { Problem } from "../../../lib/errors";
import type { Manifest } from "../../../lib/rendered";
import { changedPod } from "./pod-security-rows";
import { rendered } from "./sample";

const ENFORCE = "pod-security.kubernetes.io/enforce";
const APP = "spec.containers[0]";
const CONTEXT = `${APP}.securityContext`;
const POD_CONTEXT = "spec.securityContext";

type Set = Readonly<Record<string, unknown>>;
type Row = readonly [rule: string, field: string, set: Set, got: string, allowed: string, fix: string];

function enforcing(level: string, version = "latest"): Manifest {
  const labels = { [ENFORCE]: level, [`${ENFORCE}-version`]: version };
  return { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop", labels } };
}

function podSecurity(namespace: Manifest, set?: Set): Problem[] {
  const objects = [rendered(namespace), ...(set ? [rendered(changedPod({ title: "", set }, "shop"))] : [])];
  return checkProgram({ objects, declared: [] }).filter(({ code }) => code.startsWith("pod-security"));
}

const BASELINE: readonly Row[] = [
  ["hostNamespaces", "spec.hostPID", { "spec.hostPID": true }, "true", "false", "remove hostPID"],
  [
    "seLinuxOptions",
    `${POD_CONTEXT}.seLinuxOptions.type`,
    { [`${POD_CONTEXT}.seLinuxOptions.type`]: "spc_t" },
    '"spc_t"',
    "container_t, container_init_t, container_kvm_t, container_engine_t",
    "remove seLinuxOptions.type",
  ],
  [
    "seLinuxOptions",
    `${CONTEXT}.seLinuxOptions.user`,
    { [`${CONTEXT}.seLinuxOptions.user`]: "system_u" },
    '"system_u"',
    "nothing",
    "remove seLinuxOptions.user",
  ],
  [
    "appArmorProfile",
    `${CONTEXT}.appArmorProfile.type`,
    { [`${CONTEXT}.appArmorProfile.type`]: "Unconfined" },
    '"Unconfined"',
    "RuntimeDefault or Localhost",
    "write appArmorProfile: { type: RuntimeDefault }",
  ],
  [
    "appArmorProfile",
    'metadata.annotations["container.apparmor.security.beta.kubernetes.io/app"]',
    { 'metadata.annotations["container.apparmor.security.beta.kubernetes.io/app"]': "unconfined" },
    '"unconfined"',
    "runtime/default or localhost/…",
    "write securityContext.appArmorProfile: { type: RuntimeDefault } instead",
  ],
  [
    "seccompProfile",
    `${POD_CONTEXT}.seccompProfile.type`,
    { [`${POD_CONTEXT}.seccompProfile.type`]: "Unconfined" },
    '"Unconfined"',
    "RuntimeDefault or Localhost",
    "write seccompProfile: { type: RuntimeDefault }",
  ],
  [
    "procMount",
    `${CONTEXT}.procMount`,
    { [`${CONTEXT}.procMount`]: "Unmasked" },
    '"Unmasked"',
    "Default",
    "remove securityContext.procMount",
  ],
  [
    "windowsHostProcess",
    `${POD_CONTEXT}.windowsOptions.hostProcess`,
    { [`${POD_CONTEXT}.windowsOptions.hostProcess`]: true },
    "true",
    "false",
    "remove windowsOptions.hostProcess",
  ],
  [
    "capabilities",
    `${CONTEXT}.capabilities.add`,
    { [`${CONTEXT}.capabilities.add`]: ["NET_RAW", "CHOWN", "SYS_ADMIN"] },
    '["NET_RAW","SYS_ADMIN"]',
    "none but AUDIT_WRITE, CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, MKNOD, NET_BIND_SERVICE, SETFCAP, SETGID, SETPCAP, SETUID, SYS_CHROOT",
    "take NET_RAW, SYS_ADMIN out of the list",
  ],
  [
    "hostPathVolumes",
    "spec.volumes[0].hostPath",
    { "spec.volumes": [{ name: "files", emptyDir: {}, hostPath: { path: "/srv" } }] },
    '{"path":"/srv"}',
    "no folder of the node",
    "use persistentVolumeClaim: { claimName: … }, or emptyDir: {} for what needn't stay",
  ],
  [
    "hostPorts",
    `${APP}.ports[0].hostPort`,
    { [`${APP}.ports`]: [{ containerPort: 8080, hostPort: 80 }] },
    "80",
    "no port of the node",
    "remove hostPort; a Service leads to the container's port",
  ],
  [
    "hostProbesAndHostLifecycle",
    `${APP}.lifecycle.preStop.httpGet.host`,
    { [`${APP}.lifecycle.preStop.httpGet`]: { host: "10.0.0.1", port: 8080 } },
    '"10.0.0.1"',
    "no host: the pod itself is asked",
    "remove httpGet.host",
  ],
  [
    "sysctls",
    `${POD_CONTEXT}.sysctls[0].name`,
    { [`${POD_CONTEXT}.sysctls`]: [{ name: "kernel.msgmax", value: "1" }] },
    '"kernel.msgmax"',
    "kernel.shm_rmid_forced, net.ipv4.ip_local_port_range, net.ipv4.ip_local_reserved_ports, net.ipv4.ip_unprivileged_port_start, net.ipv4.ping_group_range, net.ipv4.tcp_fin_timeout, net.ipv4.tcp_keepalive_intvl, net.ipv4.tcp_keepalive_probes, net.ipv4.tcp_keepalive_time, net.ipv4.tcp_syncookies, net.ipv4.tcp_rmem, net.ipv4.tcp_wmem",
    "take it out of sysctls",
  ],
];

const RESTRICTED: readonly Row[] = [
  [
    "allowPrivilegeEscalation",
    `${CONTEXT}.allowPrivilegeEscalation`,
    { [`${CONTEXT}.allowPrivilegeEscalation`]: undefined },
    "nothing",
    "false, said aloud",
    "add securityContext.allowPrivilegeEscalation: false to the container",
  ],
  [
    "runAsNonRoot",
    `${CONTEXT}.runAsNonRoot`,
    { [`${CONTEXT}.runAsNonRoot`]: false },
    "false",
    "true",
    "write runAsNonRoot: true",
  ],
  [
    "runAsNonRoot",
    `${CONTEXT}.runAsNonRoot`,
    { [`${POD_CONTEXT}.runAsNonRoot`]: undefined, "spec.initContainers": [] },
    "nothing",
    "true, said by the pod or the container",
    "add runAsNonRoot: true to spec.securityContext",
  ],
  [
    "seccompProfile",
    `${CONTEXT}.seccompProfile.type`,
    { [`${POD_CONTEXT}.seccompProfile`]: undefined, "spec.initContainers": [] },
    "nothing",
    "RuntimeDefault, said by the pod or the container",
    "add seccompProfile: { type: RuntimeDefault } to spec.securityContext",
  ],
  [
    "runAsUser",
    `${POD_CONTEXT}.runAsUser`,
    { [`${POD_CONTEXT}.runAsUser`]: 0 },
    "0",
    "any user but 0",
    "write runAsUser: 65532, the user of distroless images",
  ],
  [
    "capabilities",
    `${CONTEXT}.capabilities.drop`,
    { [`${CONTEXT}.capabilities.drop`]: ["NET_RAW"] },
    '["NET_RAW"]',
    "a list with ALL",
    'add securityContext.capabilities.drop: ["ALL"] to the container',
  ],
  [
    "capabilities",
    `${CONTEXT}.capabilities.add`,
    { [`${CONTEXT}.capabilities.add`]: ["CHOWN"] },
    '["CHOWN"]',
    "none but NET_BIND_SERVICE",
    "take CHOWN out of the list",
  ],
  [
    "restrictedVolumes",
    "spec.volumes[0].nfs",
    { "spec.volumes": [{ name: "files", nfs: { path: "/" } }] },
    '{"path":"/"}',
    "configMap, csi, downwardAPI, emptyDir, ephemeral, image, persistentVolumeClaim, projected, secret",
    "use persistentVolumeClaim: { claimName: … }, or emptyDir: {} for what needn't stay",
  ],
];

describe.each([
  ["baseline", BASELINE],
  ["restricted", RESTRICTED],
])("the one problem of a pod in a namespace that enforces %s", (level, rows) => {
  it.each(rows)("says what stands there, what may, and what to write: %s at %s", (rule, field, set, ...texts) => {
    const [got, may, fix] = texts;
    const allowed = `${may}: rule ${rule} of Pod Security ${level}, which prod/shop/shop/Namespace enforces`;
    const place = { path: "prod/shop/good/Pod", source: "stacks/shop.ts:7", field };
    expect(podSecurity(enforcing(level), set)).toEqual([{ code: "pod-security", ...place, got, allowed, fix }]);
  });
});

describe("a value of a type that nobody expects", () => {
  it.each<[string, Set]>([
    ["an annotation", { 'metadata.annotations["container.apparmor.security.beta.kubernetes.io/app"]': 5 }],
    ["a kernel setting", { [`${POD_CONTEXT}.sysctls`]: [{ name: 5 }] }],
  ])("is refused in %s", (_, set) => {
    expect(podSecurity(enforcing("baseline"), set).map(({ got }) => got)).toEqual(["5"]);
  });
});

describe("the version of the rules", () => {
  const PROBE = { [`${APP}.livenessProbe.httpGet`]: { host: "10.0.0.1", port: 8080 } };

  it.each(["", "v1.33.2", "xv1.33", "v1.33-rc", "1.33"])("is the cluster's where it is written %j", (version) => {
    expect(podSecurity(enforcing("baseline", version), PROBE)).toHaveLength(1);
  });
});

describe("a level", () => {
  it.each(["privileged", "baseline", "restricted"])("is taken when it is %s", (level) => {
    expect(podSecurity(enforcing(level))).toEqual([]);
  });

  it.each([
    ["baselin", "baseline"],
    ["none", "restricted"],
  ])("that nobody knows is refused, with the one to write: %s", (level, meant) => {
    expect(podSecurity(enforcing(level))).toMatchObject([
      {
        code: "pod-security-level",
        field: `metadata.labels["${ENFORCE}"]`,
        got: `"${level}"`,
        allowed: "one of privileged, baseline, restricted: Kubernetes refuses the namespace with any other",
        fix: `write "${meant}"`,
      },
    ]);
  });
});
