import type { Replacement, Requirement } from "./mod-types";

/** What `vendor/modules.txt` says. @see https://go.dev/ref/mod#go-mod-vendor */
export interface VendorList {
  /** Made by `go work vendor`. */
  readonly isOfWorkspace: boolean;
  /** `path@version` of what a go.mod requires itself. */
  readonly explicit: ReadonlySet<string>;
  /** By `path@version` or `path`, what stands in for it. */
  readonly replaced: ReadonlyMap<string, string>;
}

/** Reads the list as cmd/go/internal/modload `readVendorList` does. */
export function readVendorList(text: string): VendorList {
  const [first = "", ...lines] = text.split("\n");
  const explicit = new Set<string>();
  const replaced = new Map<string, string>();
  let current: string | undefined;
  for (const line of [first, ...lines]) {
    const entry = /^# (\S+)(?: (v\d\S*))?(?: => (.+))?$/.exec(line.trimEnd());
    if (entry) {
      const [, path = "", version, target] = entry;
      current = version || target ? key(path, version) : undefined;
      if (current && target) replaced.set(current, target.trim());
    } else if (current && isMarked(line, "explicit")) explicit.add(current);
  }
  return { isOfWorkspace: isMarked(first, "workspace"), explicit, replaced };
}

function isMarked(line: string, mark: string): boolean {
  return (
    line.startsWith("## ") &&
    line
      .slice(3)
      .split(";")
      .some((part) => part.trim() === mark)
  );
}

/** The requirements that the list does not name. */
export function notVendored(requires: readonly Requirement[], { explicit }: VendorList): readonly Requirement[] {
  return requires.filter(({ path, version }) => !explicit.has(key(path, version)));
}

/** What the list names although no go.mod requires it any more. */
export function noLongerRequired(requires: readonly Requirement[], { explicit }: VendorList): readonly string[] {
  const required = new Set(requires.map(({ path, version }) => key(path, version)));
  return [...explicit].filter((one) => !required.has(one));
}

/** The replacements that the list does not have, or has otherwise. */
export function notReplaced(replaces: readonly Replacement[], { replaced }: VendorList): readonly Replacement[] {
  return replaces.filter(({ path, version, target, targetVersion }) => {
    return replaced.get(key(path, version)) !== [target, targetVersion].filter(Boolean).join(" ");
  });
}

function key(path: string, version: string | undefined): string {
  return version === undefined ? path : `${path}@${version}`;
}
