import type { Fields } from "../../lib/checks/read";
import { at, fields, list, text } from "../../lib/checks/read";
import type { RenderedObject } from "../../lib/rendered";
import { show } from "../../lib/show";
import type { Reader } from "./reader";

/** A folder that systemd makes for the program and hands over to its user, e.g. `StateDirectory=index`. */
export interface Folder {
  readonly setting: "StateDirectory" | "CacheDirectory" | "RuntimeDirectory";
  /** Below /var/lib, /var/cache or /run. */
  readonly path: string;
}

const PLACES = [
  { setting: "StateDirectory", below: "/var/lib/", lasts: true },
  { setting: "CacheDirectory", below: "/var/cache/", lasts: false },
  { setting: "RuntimeDirectory", below: "/run/", lasts: false },
] as const;

/** What a pod mounts: folders, and files with a secret each, by their path. */
export function readFolders(
  object: RenderedObject,
  pod: Fields,
  container: Fields,
  reader: Reader,
): { readonly found: readonly Folder[]; readonly files: ReadonlySet<string> } {
  const templates = list(at(object.manifest, "spec", "volumeClaimTemplates")).map((one) => at(one, "metadata", "name"));
  const volumes = new Map(list(pod["volumes"]).map((one) => [fields(one)["name"], fields(one)] as const));
  const found: Folder[] = [];
  const files = new Set<string>();
  for (const mount of list(container["volumeMounts"]).map(fields)) {
    const path = text(mount["mountPath"]) ?? "";
    const volume = volumes.get(mount["name"]) ?? {};
    const secrets = secretFiles(volume);
    const isTemporary = volume["emptyDir"] !== undefined;
    const folder = folderOf(
      path,
      !isTemporary && (templates.includes(mount["name"]) || "persistentVolumeClaim" in volume),
    );
    if (secrets) for (const file of secrets) files.add(`${path}/${file}`);
    else if (folder) found.push(folder);
    else if (!("csi" in volume) && !(isTemporary && path === "/tmp"))
      reader.complain("volumeMounts", show(path), NO_PLACE);
  }
  return { found, files };
}

const NO_PLACE = {
  code: "host-volume",
  allowed: "/tmp, a scratch folder below /var/cache or /run, state below /var/lib, or secrets as files",
  fix: "choose another mountPath",
};

function folderOf(path: string, lasts: boolean): Folder | undefined {
  const place = PLACES.find((one) => one.lasts === lasts && path.startsWith(one.below));
  const rest = place && path.slice(place.below.length);
  return rest && /^[\w.-]+(?:\/[\w.-]+)*$/.test(rest) && !/(?:^|\/)\.\.?(?:\/|$)/.test(rest)
    ? { setting: place.setting, path: rest }
    : undefined;
}

/** The files of a volume of Secrets; nothing when it is another volume. */
function secretFiles(volume: Fields): string[] | undefined {
  const sources = volume["secret"] ? [volume] : list(at(volume, "projected", "sources")).map(fields);
  if (sources.length === 0 || !sources.every((source) => "secret" in source)) return undefined;
  return sources.flatMap((source) =>
    list(at(source, "secret", "items")).map((item) => text(fields(item)["path"]) ?? ""),
  );
}
