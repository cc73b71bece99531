import type { Fields } from "../../lib/checks/read";
import { at, fields, list, text } from "../../lib/checks/read";
import type { Complaint, Problem } from "../../lib/errors";
import { isComplaint } from "../../lib/errors";
import type { RenderedObject } from "../../lib/rendered";
import { show } from "../../lib/show";
import { Cpu, Size } from "../../lib/units";
import type { Folder } from "./folders";
import { readFolders } from "./folders";
import { Reader } from "./reader";
import type { Variables } from "./variables";
import { readVariables } from "./variables";

/** A port on which a program listens, and the one that it gets on a host that it shares with others. */
export interface HostPort {
  readonly name: string;
  readonly inPod: number;
  onHost: number;
}

/** What a host needs to know of a program that runs until it is stopped. */
export interface HostProgram extends Variables {
  readonly object: RenderedObject;
  readonly name: string;
  readonly namespace: string;
  readonly args: readonly string[];
  readonly ports: readonly HostPort[];
  readonly folders: readonly Folder[];
  readonly memoryBytes: number | undefined;
  readonly cpuPercent: number | undefined;
  readonly graceSeconds: number;
}

/** A program from its Deployment or StatefulSet, and what of it has no place on a host. */
export function readProgram(
  object: RenderedObject,
  objects: readonly RenderedObject[],
): { readonly program: HostProgram; readonly problems: readonly Problem[] } {
  const reader = new Reader(object);
  const { name, namespace = "" } = object.manifest.metadata;
  const pod = fields(at(object.manifest, "spec", "template", "spec"));
  const [container = {}, ...sidecars] = list(pod["containers"]).map(fields);
  if (sidecars.length > 0) reader.complain("containers", `${sidecars.length + 1} containers`, ONE_PROGRAM);
  if (list(pod["initContainers"]).length > 0)
    reader.complain("initContainers", "programs that run before", ONE_PROGRAM);
  if (container["command"] !== undefined) reader.complain("containers[0].command", "a command", NO_COMMAND);
  if (!/^[\w-][\w.-]*$/.test(object.app)) reader.complain("", show(object.app), NO_FOLDER);
  const { found, files } = readFolders(object, pod, container, reader);
  const program = {
    object,
    name,
    namespace,
    args: list(container["args"]).map(String),
    ports: list(container["ports"]).map(fields).map(readPort),
    folders: found,
    ...readVariables(container, { namespace, objects, files, reader }),
    memoryBytes: limitOf(Size, "memory", container, reader)?.toBytes(),
    cpuPercent: (limitOf(Cpu, "cpu", container, reader)?.toMillis() ?? NaN) / 10 || undefined,
    graceSeconds: Number(pod["terminationGracePeriodSeconds"] ?? 30),
  };
  return { program, problems: reader.problems };
}

const ONE_PROGRAM = {
  code: "host-one-program",
  allowed: "one program in a pod: a unit of systemd is one program",
  fix: "make it a program of its own, or leave this environment off the host",
};
const NO_COMMAND = {
  code: "host-command",
  allowed: "the program of the image with arguments: on a host it is /usr/local/bin/<name>",
  fix: "remove command and keep args",
};

const NO_FOLDER = {
  code: "host-folder",
  allowed: "an application whose id can be a folder below /etc: letters, digits, _, - and .",
  fix: "rename the chart",
};

function readPort(port: Fields): HostPort {
  const number = Number(port["containerPort"]);
  return { name: text(port["name"]) ?? String(number), inPod: number, onHost: number };
}

function limitOf<T extends object>(
  Unit: { tryOf(text: string): T | Complaint },
  resource: string,
  container: Fields,
  reader: Reader,
): T | undefined {
  const quantity = at(container, "resources", "limits", resource) as string | number | undefined;
  const limit = quantity === undefined ? undefined : Unit.tryOf(String(quantity));
  if (limit === undefined || !isComplaint(limit)) return limit;
  reader.complain(`resources.limits.${resource}`, limit.got, limit);
  return undefined;
}
