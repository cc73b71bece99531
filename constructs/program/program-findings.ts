import type { Environment } from "../../lib/environment";
import type { Finding } from "../../lib/fields";
import { memberField } from "../../lib/fields";
import { CpuLimit } from "../../lib/opt-out";
import { isSecret } from "../../lib/secret-text";
import { show } from "../../lib/show";
import type { Volume } from "../../lib/volume";
import { fileKey, variableOf } from "../config/config-map";
import type { ContainerSettings, ProgramSettings } from "./program-fields";
import { referenceFindings } from "./reference-findings";

/** What is wrong with a program beyond the types of its fields. Fields that could not be read are missing, and asked nothing. */
export function programFindings(settings: Partial<ProgramSettings>, environment: Environment): Finding[] {
  return [
    ...imageFindings(settings, environment),
    ...limitFindings(settings),
    ...literalSecrets(settings),
    ...variableFindings(settings),
    ...needFindings(settings),
    ...mountFindings(settings),
    ...profileFindings(settings, environment),
    ...referenceFindings(settings, environment),
  ];
}

function imageFindings(
  { image, init = {}, sidecars = {} }: Partial<ProgramSettings>,
  { stage }: Environment,
): Finding[] {
  if (stage !== "production") return [];
  const others = [...named("init", init), ...named("sidecars", sidecars)].map(
    ([field, one]) => [`${field}.image`, one?.image] as const,
  );
  return [["image", image] as const, ...others].flatMap(([field, ref]) => {
    if (!ref || ref.digest) return [];
    const allowed = "a digest in production: a tag can be moved to another image";
    return [
      {
        code: "image-without-digest",
        field,
        got: show(ref.reference),
        allowed,
        fix: 'ImageRef.pinned("…@sha256:…"), or npm run images and the image from images.lock.json',
      },
    ];
  });
}

function named(
  group: string,
  containers: Readonly<Record<string, ContainerSettings>>,
): [string, ContainerSettings | undefined][] {
  return Object.entries(containers).map(([name, one]) => [memberField(group, name), one]);
}

function limitFindings({ cpu, cpuLimit, resources }: Partial<ProgramSettings>): Finding[] {
  const request = cpu ?? resources?.cpu;
  if (!request || !cpuLimit || cpuLimit instanceof CpuLimit || cpuLimit.compare(request) >= 0) return [];
  const allowed = `at least the request, ${request}`;
  return [
    {
      code: "limit-below-request",
      field: "cpuLimit",
      got: `${cpuLimit}`,
      allowed,
      fix: "raise cpuLimit, lower cpu, or leave cpuLimit out",
    },
  ];
}

function literalSecrets({
  config = {},
  args = [],
  files = {},
  init = {},
  sidecars = {},
}: Partial<ProgramSettings>): Finding[] {
  const containers = [...named("init", init), ...named("sidecars", sidecars)].flatMap(([field, one]) => [
    ...Object.entries(one?.env ?? {}).map(([key, text]) => [`${field}.env.${key}`, key, text] as const),
    ...(one?.args ?? []).map((text, index) => [`${field}.args[${index}]`, "", text] as const),
  ]);
  const own = [
    ...Object.entries(config).map(([key, text]) => [memberField("config", key), key, text] as const),
    ...Object.entries(files).map(([path, text]) => [`files["${path}"]`, "", text] as const),
    ...args.map((text, index) => [`args[${index}]`, "", text] as const),
  ];
  return [...own, ...containers].flatMap(([field, key, text]) => {
    if (typeof text !== "string" || !isSecret(key, text)) return [];
    const fix = `secrets: { ${variableOf(key) || "NAME"}: env.secret("storefront/…") }, or SecretRef.existing("name", "key")`;
    return [
      {
        code: "literal-secret",
        field,
        got: `a literal (${show(text, key)})`,
        allowed: "a reference: output files are kept in Git",
        fix,
      },
    ];
  });
}

// Set by Gantry from other props, so that manifest and program agree.
const RESERVED = /^(?:GANTRY_.*|GOMEMLIMIT|GOTRACEBACK|GOMAXPROCS)$/;

function variableFindings({ config = {}, secrets = {}, files = {} }: Partial<ProgramSettings>): Finding[] {
  const seen = new Map<string, string>();
  const entries = [
    ...Object.keys(config).map((key) => ["config", key, variableOf(key)] as const),
    ...Object.entries(secrets).map(([key, ref]) => ["secrets", key, ref?.as === "file" ? `${key}_FILE` : key] as const),
  ];
  const variables = entries.flatMap(([group, key, variable]) => {
    const field = memberField(group, key);
    const other = seen.get(variable);
    seen.set(variable, field);
    return variableFinding(field, variable, other) ?? [];
  });
  return [...variables, ...keyFindings(config, files)];
}

function variableFinding(field: string, variable: string, other: string | undefined): Finding | undefined {
  if (RESERVED.test(variable)) {
    const allowed = "a variable that Gantry does not set itself";
    const fix = "set it through memory, runtime or shutdown";
    return { code: "reserved-variable", field, got: variable, allowed, fix };
  }
  if (!/^[A-Z_a-z]/.test(variable)) {
    const allowed = "a variable that begins with a letter or _";
    return { code: "env-name", field, got: variable, allowed, fix: "choose another key" };
  }
  if (other === undefined) return undefined;
  const allowed = `a variable of its own: ${other} sets it too`;
  return { code: "duplicate-variable", field, got: variable, allowed, fix: "rename one of them" };
}

/** A server is found by a variable, so the program must have it. */
function needFindings({ needs = [], config = {}, secrets = {} }: Partial<ProgramSettings>): Finding[] {
  const variables = [...Object.keys(config).map(variableOf), ...Object.keys(secrets)];
  return needs.flatMap((external, index) => {
    const url = external?.backing?.url;
    if (url === undefined || variables.includes(url)) return [];
    const allowed = `a variable of the program: ${variables.sort().join(", ") || "it has none"}`;
    const fix = `secrets: { ${url}: env.secret("storefront/…") }, or name the variable that leads to ${external.name}`;
    return [{ code: "unknown-variable", field: `needs[${index}].url`, got: show(url), allowed, fix }];
  });
}

function keyFindings(config: Readonly<Record<string, string>>, files: Readonly<Record<string, string>>): Finding[] {
  const seen = new Set(Object.keys(config));
  return Object.keys(files).flatMap((path) => {
    const key = fileKey(path);
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [
      {
        code: "duplicate-key",
        field: `files["${path}"]`,
        got: `the ConfigMap key ${key}`,
        allowed: "a key of its own",
        fix: "rename the file or the variable",
      },
    ];
  });
}

function mountFindings({ volumes = {}, files = {}, init = {}, sidecars = {} }: Partial<ProgramSettings>): Finding[] {
  const own = [
    ...Object.entries(volumes).map(([name, volume]) => [`volumes.${name}`, volume?.mountPath] as const),
    ...Object.keys(files).map((path) => [`files["${path}"]`, path] as const),
  ];
  return [
    ...doubledMounts(own),
    ...Object.entries(volumes).flatMap(([name, volume]) => (volume ? relativeMount(name, volume) : [])),
    ...Object.keys(volumes).flatMap(reservedVolume),
    ...unknownVolumes([...named("init", init), ...named("sidecars", sidecars)], Object.keys(volumes)),
  ];
}

function doubledMounts(mounts: readonly (readonly [field: string, path: string | undefined])[]): Finding[] {
  const byPath = new Map<string, string>([["/tmp", "scratch"]]);
  return mounts.flatMap(([field, path]) => {
    if (path === undefined) return [];
    const other = byPath.get(path);
    byPath.set(path, field);
    if (other === undefined) return [];
    const allowed = `a path of its own: ${other} has this one`;
    return [{ code: "duplicate-mount", field, got: show(path), allowed, fix: "choose another path" }];
  });
}

function relativeMount(name: string, { mountPath }: Volume): Finding[] {
  if (/^(?:\/[^/:\0]+)+$/.test(mountPath)) return [];
  const allowed = "an absolute path without colon";
  const fix = 'e.g. "/var/cache/storefront"';
  return [{ code: "absolute-path", field: `volumes.${name}`, got: show(mountPath), allowed, fix }];
}

function reservedVolume(name: string): Finding[] {
  if (!/^(?:tmp|config|secrets|state|csi-\d+)$/.test(name)) return [];
  const allowed = "a name that Gantry does not use: tmp, config, secrets, state and csi-0… are taken";
  return [{ code: "reserved-volume", field: `volumes.${name}`, got: show(name), allowed, fix: "choose another name" }];
}

function unknownVolumes(containers: ReturnType<typeof named>, volumes: readonly string[]): Finding[] {
  return containers.flatMap(([field, one]) =>
    Object.keys(one?.mounts ?? {})
      .filter((name) => name !== "tmp" && !volumes.includes(name))
      .map((name) => ({
        code: "unknown-volume",
        field: `${field}.mounts`,
        got: show(name),
        allowed: `a volume of the program: ${["tmp", ...volumes].join(", ")}`,
        fix: "declare it in volumes",
      })),
  );
}

function profileFindings({ security }: Partial<ProgramSettings>, environment: Environment): Finding[] {
  if (security?.appArmor === undefined || environment.has("apparmor")) return [];
  const allowed = `a profile only where the nodes have AppArmor; ${environment.name} does not say so`;
  return [
    {
      code: "no-apparmor",
      field: "security.appArmor",
      got: show(security.appArmor),
      allowed,
      fix: 'add "apparmor" to installed of the environment, or leave the profile out',
    },
  ];
}
