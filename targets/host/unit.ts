import type { HostProgram } from "./program";
import { quotedWord } from "./systemd-text";

/**
 * What a program of a pod that is restricted may not do, said to systemd. ProcSubset=pid is left out: Go asks /proc/sys for the length of its backlog,
 * and the Prometheus client asks /proc/stat when the program began.
 */
const HARDENING = `\
AmbientCapabilities=
CapabilityBoundingSet=
DevicePolicy=closed
LockPersonality=yes
MemoryDenyWriteExecute=yes
NoNewPrivileges=yes
PrivateDevices=yes
PrivateTmp=yes
PrivateUsers=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHome=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
ProtectSystem=strict
RemoveIPC=yes
RestrictAddressFamilies=AF_INET AF_INET6
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallErrorNumber=EPERM
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
UMask=0077`;

/** The folder with the files that belong to the programs of an application. */
function folderOf({ object }: HostProgram): string {
  return `/etc/${object.app}`;
}

/** A unit of systemd: the program of the image at /usr/local/bin, under a user of its own that nobody has to make. */
export function unit(program: HostProgram, marker: string): string {
  const { name, object, args, secrets, credentials, folders, memoryBytes, cpuPercent, graceSeconds } = program;
  const folder = folderOf(program);
  const lines = [
    marker,
    "[Unit]",
    `Description=${name} of ${object.app}`,
    "Wants=network-online.target",
    "After=network-online.target",
    // Tried again for ever, as in a cluster: what a program waits for may be away for long.
    "StartLimitIntervalSec=0",
    "",
    "[Service]",
    "Type=exec",
    `ExecStart=${[`/usr/local/bin/${name}`, ...args.map(quotedWord)].join(" ")}`,
    "DynamicUser=yes",
    `EnvironmentFile=${folder}/${name}.env`,
    ...(secrets.length > 0 ? [`EnvironmentFile=${folder}/${name}.secrets.env`] : []),
    ...credentials.map(([, file]) => `LoadCredential=${file}:${folder}/${name}.credentials/${file}`),
    ...credentials.map(([variable, file]) => `Environment=${variable}=%d/${file}`),
    ...folders.map(({ setting, path }) => `${setting}=${path}`),
    "Restart=on-failure",
    "RestartSec=5s",
    `TimeoutStopSec=${graceSeconds}s`,
    ...(memoryBytes === undefined ? [] : [`MemoryMax=${memoryBytes}`]),
    ...(cpuPercent === undefined ? [] : [`CPUQuota=${cpuPercent}%`]),
    "",
    HARDENING,
    "",
    "[Install]",
    "WantedBy=multi-user.target",
  ];
  return `${lines.join("\n")}\n`;
}
