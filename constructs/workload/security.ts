import type { FieldTable } from "../../lib/fields";
import { choice, either, flag, integer, text, value } from "../../lib/fields";
import { OptOut } from "../../lib/opt-out";
import { show } from "../../lib/show";
import type { Environment } from "../../lib/environment";
import type { PodSecurityContext, SecurityContext } from "../imports/kubernetes";

/** Pods run without a user namespace of their own, and why. */
export class UserNamespace extends OptOut {
  static off(reason: string): UserNamespace {
    return new UserNamespace(reason, UserNamespace.off);
  }
}

/** Who the program is on its node, and what it may ask the kernel for. */
export interface SecurityOptions {
  /** Numeric user and group. @default 65532 */
  readonly user?: number;
  /** A seccomp profile below the node's profile folder, or the runtime's own. @default "RuntimeDefault" */
  readonly seccomp?: string;
  /** An AppArmor profile that is loaded on the nodes. @default - the runtime's own where the nodes have AppArmor */
  readonly appArmor?: string;
  /** Allows ports below 1024 (NET_BIND_SERVICE), the one capability that Pod Security "restricted" lets through. @default false */
  readonly bindLowPorts?: boolean;
  /** `UserNamespace.off(reason)` switches it off. @default - on where the cluster can */
  readonly userNamespace?: UserNamespace;
}

export interface SecuritySettings {
  readonly user: number;
  readonly seccomp: string;
  readonly appArmor: string | undefined;
  readonly bindLowPorts: boolean;
  readonly userNamespace: UserNamespace | undefined;
}

const profile = text(
  "a path below the profile folder",
  (path) => {
    if (/^[\w.-]+(?:\/[\w.-]+)*$/.test(path) && !path.includes("..")) return undefined;
    return {
      code: "profile-path",
      got: show(path),
      allowed: "a relative path without ..",
      fix: 'e.g. "profiles/storefront.json"',
    };
  },
  ["profiles/storefront.json"],
);

export const SECURITY: FieldTable<SecuritySettings> = {
  user: { type: integer(1, 2147483647), default: 65532, doc: "numeric user and group; never 0" },
  seccomp: {
    type: either((given) => given === "RuntimeDefault", choice("RuntimeDefault"), profile),
    default: "RuntimeDefault",
    doc: "seccomp profile",
  },
  appArmor: {
    type: profile,
    otherwise: "the runtime's own where the nodes have AppArmor",
    doc: "AppArmor profile loaded on the nodes",
  },
  bindLowPorts: { type: flag, default: false, doc: "allows ports below 1024" },
  userNamespace: {
    type: value("UserNamespace.off(reason)", UserNamespace),
    otherwise: "on where the cluster can",
    doc: "opt-out of user namespaces",
  },
};

/** https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted */
export function podSecurity(settings: SecuritySettings, environment: Environment): PodSecurityContext {
  const { user, seccomp } = settings;
  return {
    appArmorProfile: environment.has("apparmor") ? appArmor(settings.appArmor) : undefined,
    fsGroup: user,
    fsGroupChangePolicy: "OnRootMismatch",
    runAsGroup: user,
    runAsNonRoot: true,
    runAsUser: user,
    seccompProfile:
      seccomp === "RuntimeDefault" ? { type: "RuntimeDefault" } : { localhostProfile: seccomp, type: "Localhost" },
  };
}

function appArmor(name: string | undefined) {
  return name === undefined ? { type: "RuntimeDefault" } : { localhostProfile: name, type: "Localhost" };
}

/** The same for every container of a pod, sidecars too. */
export function containerSecurity({ bindLowPorts }: Pick<SecuritySettings, "bindLowPorts">): SecurityContext {
  return {
    allowPrivilegeEscalation: false,
    capabilities: { add: bindLowPorts ? ["NET_BIND_SERVICE"] : undefined, drop: ["ALL"] },
    privileged: false,
    readOnlyRootFilesystem: true,
  };
}

/** `false` gives the pod ids of its own on the node; absent where the cluster cannot, or somebody opted out. */
export function hostUsers(settings: SecuritySettings, environment: Environment): false | undefined {
  return environment.has("user-namespaces") && !settings.userNamespace ? false : undefined;
}
