import type { Problem } from "../errors";
import { show } from "../show";
import { choices, distinct } from "./choices";
import { problem } from "./problem";
import type { ProgramIndex } from "./program-index";
import { at, fields, list, text } from "./read";
import type { Container, Workload } from "./workload";

/** Mounts name volumes that are there, each at an absolute path of its own. */
export function checkMounts(program: ProgramIndex): Problem[] {
  return program.workloads.flatMap((workload) => {
    const volumes = volumesOf(workload);
    return workload.containers.flatMap((container) => mountsOf(workload, container, volumes));
  });
}

function volumesOf({ pod, object }: Workload): Set<string> {
  const names = list(pod["volumes"]).map((volume) => text(fields(volume)["name"]) ?? "");
  const claims = list(at(object.manifest, "spec", "volumeClaimTemplates")).map(
    (claim) => text(at(claim, "metadata", "name")) ?? "",
  );
  return new Set([...names, ...claims]);
}

function mountsOf(workload: Workload, { spec, field }: Container, volumes: ReadonlySet<string>): Problem[] {
  const taken = new Map<string, string>();
  return list(spec["volumeMounts"]).flatMap((value, index) => {
    const { name, mountPath } = fields(value);
    const place = `${field}.volumeMounts[${index}]`;
    const volume = text(name) ?? "";
    const path = text(mountPath) ?? "";
    const key = path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
    const twin = taken.get(key);
    taken.set(key, volume);
    return [
      ...(volumes.has(volume) ? [] : unknownVolume(workload, volume, `${place}.name`, volumes)),
      ...(twin === undefined ? [] : sharedPath(workload, path, `${place}.mountPath`, [twin, volume])),
      ...(isMountPath(path) ? [] : wrongPath(workload, mountPath, `${place}.mountPath`)),
    ];
  });
}

function unknownVolume(
  { object, podField }: Workload,
  volume: string,
  field: string,
  volumes: ReadonlySet<string>,
): Problem[] {
  const complaint = {
    code: "unknown-volume",
    got: show(volume),
    allowed: `a volume of ${podField}.volumes, or a claim template`,
    fix: `correct the name, or add the volume: ${choices(volume, distinct(volumes))}`,
  };
  return [problem(object, field, complaint)];
}

function sharedPath({ object }: Workload, path: string, field: string, [a, b]: readonly [string, string]): Problem[] {
  const complaint = {
    code: "duplicate-mount",
    got: `${show(path)} for the volumes ${show(a)} and ${show(b)}`,
    allowed: "one volume at a path: the second would hide the first",
    fix: `mount ${show(b)} somewhere else`,
  };
  return [problem(object, field, complaint)];
}

function isMountPath(path: string): boolean {
  return path.startsWith("/") && !path.includes(":") && !path.split("/").includes("..");
}

function wrongPath({ object }: Workload, path: unknown, field: string): Problem[] {
  const complaint = {
    code: "absolute-path",
    got: show(path),
    allowed: "an absolute path without : and ..: each of them means something else to one container runtime or another",
    fix: "write the whole path from the root of the container, e.g. /var/lib/orders",
  };
  return [problem(object, field, complaint)];
}
