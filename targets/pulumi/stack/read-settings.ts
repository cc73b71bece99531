import type { Complaint, Problem } from "../../../lib/errors";
import type { Shape } from "../../../lib/fields";
import { Place, didYouMean } from "../../../lib/fields";
import { isSecret } from "../../../lib/secret-text";
import { show } from "../../../lib/show";
import type { Configuration } from "./configuration";
import { fileOf, setCommand } from "./configuration";
import type { Setting, Settings } from "./setting";

/** What a stack's configuration says, or everything that is wrong with it. */
export interface SettingsReading {
  readonly values: Readonly<Record<string, unknown>>;
  readonly problems: readonly Problem[];
}

/** Reads the keys of the project's namespace: those of other namespaces belong to providers. */
export function readSettings(settings: Settings, configuration: Configuration): SettingsReading {
  const problems: Problem[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(settings)) {
    const place = new Place(`${configuration.project}:${name}`);
    values[name] = readSetting(setting, configuration, place);
    problems.push(...place.findings.map((finding) => ({ ...finding, path: fileOf(configuration) })));
  }
  return { values: Object.freeze(values), problems: [...problems, ...undeclared(settings, configuration)] };
}

function readSetting(setting: Setting<unknown>, configuration: Configuration, place: Place): unknown {
  const key = place.field;
  const text = configuration.texts[key];
  const set = setCommand(configuration, key, setting.isSecret);
  if (text === undefined || (text === "" && setting.isRequired))
    return setting.isRequired ? missing(setting, place, set) : setting.fallback;
  const misplaced = misplacedSecret(setting, configuration, key, text);
  if (misplaced) return place.complain(misplaced);
  const within = new Place(key);
  const value = setting.type.read(decode(setting.type.shape, text), within);
  for (const { field, ...finding } of within.findings) {
    new Place(field, place.findings).complain({ ...finding, fix: `${finding.fix}: ${set}` });
  }
  return within.findings.length > 0 ? undefined : setting.give(value);
}

function missing({ type }: Setting<unknown>, place: Place, fix: string): undefined {
  const nothing = new Place(place.field);
  type.read(undefined, nothing);
  return place.complain({ code: "required", got: "nothing", allowed: nothing.findings[0]!.allowed, fix });
}

/** A secret that is readable, or a value that would lose its protection. */
function misplacedSecret(
  setting: Setting<unknown>,
  configuration: Configuration,
  key: string,
  text: string,
): Complaint | undefined {
  const isEncrypted = configuration.isSecret(key);
  if (setting.isSecret && !isEncrypted) {
    const fix = `${setCommand(configuration, key, true)}; who could read the file has the old one`;
    return { code: "plain-secret", got: 'plain text ("****")', allowed: "a value that Pulumi encrypts", fix };
  }
  if (setting.isSecret) return undefined;
  if (isEncrypted) {
    const fix = `declare it as Setting.secret(…), or pulumi config set --plaintext ${key} … --stack ${configuration.stack}`;
    const allowed = "plain text, as the program reads it: an encrypted value would lose its protection";
    return { code: "secret-as-text", got: "a value that Pulumi encrypts", allowed, fix };
  }
  if (!holdsText(setting.type.shape) || !isSecret(key.slice(key.indexOf(":") + 1), text)) return undefined;
  const fix = `declare it as Setting.secret(…), then ${setCommand(configuration, key, true)}`;
  return { code: "literal-secret", got: 'plain text ("****")', allowed: "no secret in a file", fix };
}

function holdsText(shape: Shape): boolean {
  return shape.kind === "text" || (shape.kind === "list" && holdsText(shape.of));
}

/** The value behind a text of the configuration; a text that has none stays what it is, for the type to refuse. */
function decode({ kind }: Shape, text: string): unknown {
  if (kind === "integer") return /^-?\d+$/.test(text) ? Number(text) : text;
  if (kind === "flag") return text === "true" || (text === "false" ? false : text);
  return kind === "list" ? parsed(text) : text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Keys of the project that no setting declares: most often a slip of the keyboard. */
function undeclared(settings: Settings, configuration: Configuration): Problem[] {
  const { project, stack, texts } = configuration;
  const names = Object.keys(settings);
  const keys = Object.keys(texts).filter((key) => key.startsWith(`${project}:`));
  return keys.sort().flatMap((key) => {
    const name = key.slice(project.length + 1);
    if (Object.hasOwn(settings, name)) return [];
    const near = didYouMean(name, names);
    const hint = near ? `did you mean ${project}:${near}? ` : "";
    const fix = `${hint}pulumi config rm ${key} --stack ${stack}`;
    const got = `the key ${show(name)}`;
    return [
      {
        code: "unknown-setting",
        path: fileOf(configuration),
        field: key,
        got,
        allowed: `one of ${names.join(", ")}`,
        fix,
      },
    ];
  });
}
