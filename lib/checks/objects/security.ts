import { posix } from "node:path";
import type { Problem } from "../../errors";
import { show } from "../../show";
import { problem } from "../problem";
import type { ProgramIndex } from "../program-index";
import { at, fields, list, text } from "../read";
import type { Container, Workload } from "../workload";

const RUNTIME_SOCKET = /^\/(?:var\/)?run\/(?:k3s\/)?(?:docker|containerd|crio|cri-dockerd)(?:[./]|$)/;
const LARGEST_USER = 2_147_483_647;

/** No pod takes over its node, and none says that it is root and is not. */
export function checkSecurity(program: ProgramIndex): Problem[] {
  return program.workloads.flatMap((workload) => [
    ...runtimeSockets(workload),
    ...userOf(workload, at(workload.pod, "securityContext", "runAsUser"), `${workload.podField}.securityContext`),
    ...workload.containers.flatMap((container) => [...privileged(workload, container), ...user(workload, container)]),
  ]);
}

function runtimeSockets({ object, pod, podField }: Workload): Problem[] {
  return list(pod["volumes"]).flatMap((volume, index) => {
    const path = text(at(volume, "hostPath", "path"));
    if (path === undefined || !RUNTIME_SOCKET.test(posix.normalize(path))) return [];
    const complaint = {
      code: "runtime-socket",
      got: show(path),
      allowed: "no socket of the container runtime: whoever can write to it is root on the node",
      fix: "remove the volume; build images outside of the cluster, and read state from the Kubernetes API",
    };
    return [problem(object, `${podField}.volumes[${index}].hostPath.path`, complaint)];
  });
}

function privileged({ object }: Workload, { spec, field }: Container): Problem[] {
  if (at(spec, "securityContext", "privileged") !== true) return [];
  const complaint = {
    code: "privileged",
    got: "true",
    allowed: "false: a privileged container is root on the node",
    fix: "remove it, and add the one capability that is needed to securityContext.capabilities.add",
  };
  return [problem(object, `${field}.securityContext.privileged`, complaint)];
}

function user(workload: Workload, { spec, field }: Container): Problem[] {
  const own = fields(spec["securityContext"]);
  const shared = fields(workload.pod["securityContext"]);
  const place = own["runAsUser"] === undefined ? `${workload.podField}.securityContext` : `${field}.securityContext`;
  const isRoot = (own["runAsUser"] ?? shared["runAsUser"]) === 0;
  if (!isRoot || (own["runAsNonRoot"] ?? shared["runAsNonRoot"]) !== true)
    return userOf(workload, own["runAsUser"], place);
  const complaint = {
    code: "root-and-non-root",
    got: "0, with runAsNonRoot: true",
    allowed: `a user from 1 to ${LARGEST_USER}: kubelet refuses to start root where runAsNonRoot is set`,
    fix: "set 65532, the user of distroless images",
  };
  return [problem(workload.object, `${place}.runAsUser`, complaint)];
}

function userOf({ object }: Workload, user: unknown, place: string): Problem[] {
  if (user === undefined || (Number.isInteger(user) && Number(user) >= 0 && Number(user) <= LARGEST_USER)) return [];
  const allowed = `a whole number from 0 to ${LARGEST_USER}`;
  return [
    problem(object, `${place}.runAsUser`, {
      code: "run-as-user",
      got: show(user),
      allowed,
      fix: "set 65532, the user of distroless images",
    }),
  ];
}
