import type { Json, Manifest } from "../../../lib/rendered";
import { put } from "./mutate";

/** A change of a pod that keeps to `restricted`, and what Pod Security says of it. */
export interface PodRow {
  readonly title: string;
  /** New values by JSON path. */
  readonly set: Readonly<Record<string, unknown>>;
  /** The least strict level that refuses it; nothing when both take it. */
  readonly refusedBy?: "baseline" | "restricted";
  /** JSON paths of our problems at level `restricted`. */
  readonly fields?: readonly string[];
  /** Part of what the API server says; the rule is named in our problems. @default - the rule */
  readonly server?: string;
  /** Name of the rule. */
  readonly rule?: string;
  /** Version of the rules, e.g. `v1.33`. @default - that of the cluster */
  readonly version?: string;
}

const APP = "spec.containers[0]";
const INIT = "spec.initContainers[0]";
const CONTEXT = `${APP}.securityContext`;
const POD_CONTEXT = "spec.securityContext";

/** A pod that Pod Security `restricted` admits, with an init container. */
export function goodPod(namespace: string, name = "good"): Manifest {
  const container = (called: string): Json => ({
    name: called,
    image: "registry.example.test/program:v1",
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
  });
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace },
    spec: {
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      initContainers: [container("init")],
      containers: [container("app")],
    },
  };
}

/** The good pod with a change in it. */
export function changedPod({ set }: PodRow, namespace: string): Manifest {
  const pod = goodPod(namespace);
  for (const [field, value] of Object.entries(set)) put(pod, field, value);
  return pod;
}

type Row = readonly [title: string, field: string, value: unknown, server: string];

/** Rows of one rule that change the very field which is at fault. */
function rows(refusedBy: "baseline" | "restricted", rule: string, list: readonly Row[]): PodRow[] {
  return list.map(([title, field, value, server]) => ({
    title,
    set: { [field]: value },
    refusedBy,
    fields: [field],
    server,
    rule,
  }));
}

function taken(title: string, set: Readonly<Record<string, unknown>>): PodRow {
  return { title, set };
}

/** The defaults of a container runtime, without NET_RAW. */
const RUNTIME_CAPABILITIES =
  "AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT".split(
    " ",
  );

const RESTRICTED: readonly PodRow[] = [
  ...rows("restricted", "allowPrivilegeEscalation", [
    ["escalation left open", `${CONTEXT}.allowPrivilegeEscalation`, undefined, "allowPrivilegeEscalation != false"],
    ["escalation in an init container", `${INIT}.securityContext.allowPrivilegeEscalation`, true, '"init" must set'],
  ]),
  ...rows("restricted", "capabilities", [
    ["no dropped capability", `${CONTEXT}.capabilities.drop`, undefined, "unrestricted capabilities"],
    ["one dropped capability", `${CONTEXT}.capabilities.drop`, ["NET_RAW"], "unrestricted capabilities"],
    ["all dropped in small letters", `${CONTEXT}.capabilities.drop`, ["all"], "unrestricted capabilities"],
    ["a usual capability added", `${CONTEXT}.capabilities.add`, ["CHOWN"], 'must not include "CHOWN"'],
    ["every capability that a runtime gives", `${CONTEXT}.capabilities.add`, RUNTIME_CAPABILITIES, "must not include"],
  ]),
  ...rows("restricted", "capabilities", [
    ["no dropped capability on Linux", `${CONTEXT}.capabilities.drop`, undefined, "unrestricted capabilities"],
  ]).map((row) => ({ ...row, set: { "spec.os.name": "linux", ...row.set } })),
  ...rows("restricted", "runAsNonRoot", [
    ["a pod that may be root", `${POD_CONTEXT}.runAsNonRoot`, false, "pod must not set"],
    ["a container that may be root", `${CONTEXT}.runAsNonRoot`, false, '"app" must not set'],
  ]),
  ...rows("restricted", "runAsUser", [
    ["a pod that is root", `${POD_CONTEXT}.runAsUser`, 0, "pod must not set runAsUser=0"],
    ["an init container that is root", `${INIT}.securityContext.runAsUser`, 0, '"init" must not set runAsUser=0'],
  ]),
  ...rows("restricted", "restrictedVolumes", [
    ["a volume of NFS", "spec.volumes[0].nfs", { server: "files.example.test", path: "/" }, '"nfs"'],
    [
      "a volume of iSCSI",
      "spec.volumes[0].iscsi",
      { targetPortal: "10.0.0.1:3260", iqn: "iqn.2001-04.com.example:a", lun: 0 },
      '"iscsi"',
    ],
  ]).map((row) => ({ ...row, set: { "spec.volumes[0].name": "files", ...row.set } })),
  {
    title: "nothing said of root, in two containers",
    set: { [`${POD_CONTEXT}.runAsNonRoot`]: undefined },
    refusedBy: "restricted",
    fields: [`${INIT}.securityContext.runAsNonRoot`, `${CONTEXT}.runAsNonRoot`],
    server: 'containers "init", "app" must set securityContext.runAsNonRoot=true',
    rule: "runAsNonRoot",
  },
  {
    title: "nothing said of seccomp but in one container",
    set: {
      [`${POD_CONTEXT}.seccompProfile`]: undefined,
      [`${INIT}.securityContext.seccompProfile`]: { type: "RuntimeDefault" },
    },
    refusedBy: "restricted",
    fields: [`${CONTEXT}.seccompProfile.type`],
    server: 'container "app" must set securityContext.seccompProfile.type',
    rule: "seccompProfile",
  },
  {
    title: "no security context at all",
    set: { [POD_CONTEXT]: undefined, [CONTEXT]: undefined, [`${INIT}.securityContext`]: undefined },
    refusedBy: "restricted",
    fields: [INIT, APP].flatMap((place) =>
      ["allowPrivilegeEscalation", "capabilities.drop", "runAsNonRoot", "seccompProfile.type"].map(
        (name) => `${place}.securityContext.${name}`,
      ),
    ),
    server: "unrestricted capabilities",
  },
];

const BASELINE: readonly PodRow[] = [
  ...rows("baseline", "capabilities", [
    ["raw packets", `${CONTEXT}.capabilities.add`, ["NET_RAW"], '"NET_RAW"'],
    ["administration in an init container", `${INIT}.securityContext.capabilities.add`, ["SYS_ADMIN"], '"SYS_ADMIN"'],
  ]),
  ...rows("baseline", "hostNamespaces", [
    ["the network of the node", "spec.hostNetwork", true, "hostNetwork=true"],
    ["the processes of the node", "spec.hostPID", true, "hostPID=true"],
    ["the memory of the node's processes", "spec.hostIPC", true, "hostIPC=true"],
  ]),
  ...rows("baseline", "hostPorts", [
    ["a port of the node", `${APP}.ports[0].hostPort`, 8080, "hostPort"],
    ["a port of the node in an init container", `${INIT}.ports[0].hostPort`, 8080, "hostPort"],
  ]).map((row) => ({ ...row, set: { [Object.keys(row.set)[0]!.replace("host", "container")]: 8080, ...row.set } })),
  ...rows("baseline", "seccompProfile", [
    ["a pod without seccomp", `${POD_CONTEXT}.seccompProfile.type`, "Unconfined", "seccompProfile"],
    ["a container without seccomp", `${CONTEXT}.seccompProfile.type`, "Unconfined", '"app" must not set'],
  ]),
  ...rows("baseline", "appArmorProfile", [
    ["a pod without AppArmor", `${POD_CONTEXT}.appArmorProfile.type`, "Unconfined", "AppArmor"],
    ["a container without AppArmor", `${INIT}.securityContext.appArmorProfile.type`, "Unconfined", "AppArmor"],
    [
      "AppArmor switched off by annotation",
      'metadata.annotations["container.apparmor.security.beta.kubernetes.io/app"]',
      "unconfined",
      "AppArmor",
    ],
  ]),
  ...rows("baseline", "seLinuxOptions", [
    ["a free SELinux type", `${POD_CONTEXT}.seLinuxOptions.type`, "spc_t", "seLinuxOptions"],
    ["an SELinux user", `${CONTEXT}.seLinuxOptions.user`, "system_u", "user may not be set"],
    ["an SELinux role", `${INIT}.securityContext.seLinuxOptions.role`, "system_r", "role may not be set"],
  ]),
  ...rows("baseline", "sysctls", [
    ["a kernel setting that others feel", `${POD_CONTEXT}.sysctls[0].name`, "net.core.somaxconn", "forbidden sysctls"],
  ]).map((row) => ({ ...row, set: { ...row.set, [`${POD_CONTEXT}.sysctls[0].value`]: "1024" } })),
  ...rows("baseline", "hostProbesAndHostLifecycle", [
    ["a probe of another host", `${APP}.livenessProbe.httpGet.host`, "10.0.0.1", "probe or lifecycle host"],
    ["a readiness probe of another host", `${APP}.readinessProbe.httpGet.host`, "10.0.0.1", "probe or lifecycle host"],
    ["a startup probe of another host", `${APP}.startupProbe.tcpSocket.host`, "127.0.0.1", "probe or lifecycle host"],
    ["a last call to another host", `${APP}.lifecycle.preStop.httpGet.host`, "10.0.0.1", "probe or lifecycle host"],
    ["a first call to another host", `${APP}.lifecycle.postStart.httpGet.host`, "10.0.0.1", "probe or lifecycle host"],
  ]).map((row) => ({
    ...row,
    set: {
      [`${APP}.ports`]: [{ containerPort: 8080 }],
      ...row.set,
      [Object.keys(row.set)[0]!.replace(/host$/, "port")]: 8080,
    },
  })),
  {
    title: "a folder of the node",
    set: { "spec.volumes": [{ name: "files", hostPath: { path: "/srv" } }] },
    refusedBy: "baseline",
    fields: ["spec.volumes[0].hostPath"],
    server: "hostPath",
    rule: "restrictedVolumes",
  },
  {
    title: "an unmasked /proc",
    set: { [`${CONTEXT}.procMount`]: "Unmasked", "spec.hostUsers": false },
    refusedBy: "restricted",
    fields: [`${CONTEXT}.procMount`],
    server: "procMount",
    rule: "procMount",
  },
  {
    title: "an unmasked /proc by the rules of 1.34",
    set: { [`${CONTEXT}.procMount`]: "Unmasked", "spec.hostUsers": false },
    refusedBy: "baseline",
    fields: [`${CONTEXT}.procMount`],
    server: "procMount",
    rule: "procMount",
    version: "v1.34",
  },
  {
    title: "the node itself, on Windows",
    set: {
      "spec.os.name": "windows",
      "spec.hostNetwork": true,
      "spec.securityContext": { runAsNonRoot: true, windowsOptions: { hostProcess: true } },
      "spec.initContainers": undefined,
      [CONTEXT]: undefined,
    },
    refusedBy: "baseline",
    fields: ["spec.hostNetwork", "spec.securityContext.windowsOptions.hostProcess"],
    server: "hostProcess",
  },
];

const VERSIONED: readonly PodRow[] = [
  {
    title: "a buffer of TCP by the rules of 1.31",
    set: { [`${POD_CONTEXT}.sysctls`]: [{ name: "net.ipv4.tcp_rmem", value: "4096 87380 16777216" }] },
    refusedBy: "baseline",
    fields: [`${POD_CONTEXT}.sysctls[0].name`],
    server: "forbidden sysctls",
    rule: "sysctls",
    version: "v1.31",
  },
  {
    title: "a user namespace by the rules of 1.34",
    set: { "spec.hostUsers": false, [`${POD_CONTEXT}.runAsUser`]: 0 },
    refusedBy: "restricted",
    fields: [`${POD_CONTEXT}.runAsUser`],
    server: "runAsUser=0",
    rule: "runAsUser",
    version: "v1.34",
  },
  {
    ...taken("the buffers of TCP by the rules of 1.32", {
      [`${POD_CONTEXT}.sysctls`]: [
        { name: "net.ipv4.tcp_rmem", value: "4096 87380 16777216" },
        { name: "net.ipv4.tcp_wmem", value: "4096 65536 16777216" },
      ],
    }),
    version: "v1.32",
  },
  {
    title: "a probe of another host by the rules of 1.34",
    set: {
      [`${APP}.ports`]: [{ containerPort: 8080 }],
      [`${APP}.livenessProbe.httpGet`]: { host: "10.0.0.1", port: 8080 },
    },
    refusedBy: "baseline",
    fields: [`${APP}.livenessProbe.httpGet.host`],
    server: "probe or lifecycle host",
    rule: "hostProbesAndHostLifecycle",
    version: "v1.34",
  },
  {
    ...taken("a user namespace by the rules of 1.35", { "spec.hostUsers": false, [`${POD_CONTEXT}.runAsUser`]: 0 }),
    version: "v1.35",
  },
  {
    ...taken("a probe of another host by the rules of 1.33", {
      [`${APP}.ports`]: [{ containerPort: 8080 }],
      [`${APP}.livenessProbe.httpGet`]: { host: "10.0.0.1", port: 8080 },
    }),
    version: "v1.33",
  },
];

const CLAIM: Json = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };
const APPARMOR = "container.apparmor.security.beta.kubernetes.io";

const TAKEN: readonly PodRow[] = [
  taken("the good pod", {}),
  taken("a capability for low ports", { [`${CONTEXT}.capabilities.add`]: ["NET_BIND_SERVICE"] }),
  taken("more dropped than all", { [`${CONTEXT}.capabilities.drop`]: ["NET_RAW", "ALL"] }),
  taken("root said in each container", {
    [`${POD_CONTEXT}.runAsNonRoot`]: undefined,
    [`${CONTEXT}.runAsNonRoot`]: true,
    [`${INIT}.securityContext.runAsNonRoot`]: true,
  }),
  taken("seccomp of the node's own making", {
    [`${POD_CONTEXT}.seccompProfile`]: { type: "Localhost", localhostProfile: "program.json" },
  }),
  taken("AppArmor of the node's own making", {
    [`${CONTEXT}.appArmorProfile`]: { type: "Localhost", localhostProfile: "program" },
  }),
  taken("a user", { [`${POD_CONTEXT}.runAsUser`]: 65532, [`${POD_CONTEXT}.fsGroup`]: 65532 }),
  taken("safe kernel settings", {
    [`${POD_CONTEXT}.sysctls`]: [
      { name: "net.ipv4.ip_unprivileged_port_start", value: "80" },
      { name: "net.ipv4.tcp_rmem", value: "4096 87380 16777216" },
      { name: "net.ipv4.tcp_wmem", value: "4096 65536 16777216" },
      { name: "kernel.shm_rmid_forced", value: "1" },
      { name: "net.ipv4.ip_local_port_range", value: "32768 60999" },
      { name: "net.ipv4.ip_local_reserved_ports", value: "8080" },
      { name: "net.ipv4.ping_group_range", value: "0 65535" },
      { name: "net.ipv4.tcp_fin_timeout", value: "30" },
      { name: "net.ipv4.tcp_keepalive_intvl", value: "30" },
      { name: "net.ipv4.tcp_keepalive_probes", value: "5" },
      { name: "net.ipv4.tcp_keepalive_time", value: "600" },
      { name: "net.ipv4.tcp_syncookies", value: "1" },
    ],
  }),
  taken("an SELinux level of a container", {
    [`${CONTEXT}.seLinuxOptions`]: { type: "container_t", level: "s0:c1,c2" },
  }),
  taken("SELinux types of containers that begin, and of virtual machines", {
    [`${CONTEXT}.seLinuxOptions`]: { type: "container_kvm_t" },
    [`${INIT}.securityContext.seLinuxOptions`]: { type: "container_init_t" },
  }),
  taken("SELinux options without a word", { [`${POD_CONTEXT}.seLinuxOptions`]: { user: "", role: "", type: "" } }),
  taken("the engine's SELinux type", { [`${CONTEXT}.seLinuxOptions`]: { type: "container_engine_t" } }),
  taken("a user namespace with root in it", {
    "spec.hostUsers": false,
    [`${POD_CONTEXT}.runAsUser`]: 0,
    [`${POD_CONTEXT}.runAsNonRoot`]: undefined,
  }),
  taken("a masked /proc, said aloud", { [`${CONTEXT}.procMount`]: "Default" }),
  taken("a volume of each other kind", {
    "spec.volumes": [
      { name: "nothing" },
      { name: "scratch", emptyDir: {} },
      { name: "own", downwardAPI: { items: [{ path: "name", fieldRef: { fieldPath: "metadata.name" } }] } },
      { name: "image", image: { reference: "registry.example.test/data:v1" } },
      { name: "driver", csi: { driver: "files.example.test" } },
      { name: "config", configMap: { name: "config" } },
      { name: "secret", secret: { secretName: "secret" } },
      { name: "claim", persistentVolumeClaim: { claimName: "files" } },
      { name: "mixed", projected: { sources: [{ configMap: { name: "config" } }] } },
      { name: "passing", ephemeral: { volumeClaimTemplate: { spec: CLAIM } } },
      { name: "null", nfs: null },
    ],
  }),
  taken("a probe of the pod itself", {
    [`${APP}.ports`]: [{ containerPort: 8080 }],
    [`${APP}.livenessProbe.httpGet`]: { path: "/livez", port: 8080, host: "" },
  }),
  taken("no port of the node, said aloud", { [`${APP}.ports`]: [{ containerPort: 8080, hostPort: 0 }] }),
  taken("no namespace and no port of the node, with null", {
    "spec.hostNetwork": null,
    [`${APP}.ports`]: [{ containerPort: 8080, hostPort: null }],
  }),
  taken("AppArmor profiles in annotations", {
    [`metadata.annotations["${APPARMOR}/app"]`]: "runtime/default",
    [`metadata.annotations["${APPARMOR}/init"]`]: "localhost/program",
    'metadata.annotations["example.test/note"]': "unconfined",
  }),
  taken("an AppArmor profile of no name in an annotation", { [`metadata.annotations["${APPARMOR}/app"]`]: "" }),
  taken("a pod for Windows without the fields of Linux", {
    "spec.os.name": "windows",
    "spec.securityContext": { runAsNonRoot: true },
    [CONTEXT]: undefined,
    [`${INIT}.securityContext`]: undefined,
  }),
];

/** What Pod Security says of pods, from the good one outwards. */
export const POD_ROWS: readonly PodRow[] = [...RESTRICTED, ...BASELINE, ...VERSIONED, ...TAKEN];
