import { isGoVersion } from "./go-version";
import type { ModLine } from "./mod-syntax";
import type { ModFileDraft, Replacement } from "./mod-types";
import { canonicalVersion, fitsPath, hasSoundMajor } from "./module-version";
import { unquote } from "./quoted";

/** Puts what a line says into a draft. Gives back what is allowed when the line does not say that. */
type Reader = (line: ModLine, mod: ModFileDraft) => string | undefined;

const MODULE = "module and one path, once";
const GO = "go and one version such as 1.26.0, once";
const TOOLCHAIN = "toolchain and one name such as go1.26.8, once";
const GODEBUG = "godebug and key=value";
const REPLACE =
  "a module path, a version of it or none, =>, and a folder that begins with ./ or ../ or a module path and a version";
const RETRACT = "a version such as v1.2.3, or two in brackets";

/** The directives of https://go.dev/ref/mod#go-mod-file and https://go.dev/ref/mod#go-work-file, read as golang.org/x/mod/modfile does. */
export const readers: Readonly<Record<string, Reader>> = {
  module: ({ tokens, line }, mod) => {
    const text = only(tokens);
    if (text === undefined || mod.module) return MODULE;
    mod.module = { text, line };
    return undefined;
  },
  go: ({ tokens: [text = "", ...more], line }, mod) => {
    if (more.length > 0 || mod.go || !isGoVersion(text)) return GO;
    mod.go = { text, line };
    return undefined;
  },
  toolchain: ({ tokens: [text = "", ...more], line }, mod) => {
    if (more.length > 0 || mod.toolchain || !/^default$|^go1($|\.)/.test(text)) return TOOLCHAIN;
    mod.toolchain = { text, line };
    return undefined;
  },
  godebug: ({ tokens: [text = "", ...more] }) => {
    return more.length === 0 && /^[^"'`,=]*=[^"'`,]*$/.test(text) ? undefined : GODEBUG;
  },
  require: ({ tokens, line, comment }, mod) => {
    const found = versioned(tokens);
    if (!found) return versionedRule("require");
    mod.requires.push({ ...found, isIndirect: /^indirect(?:$|;\s)/.test(comment), line });
    return undefined;
  },
  exclude: ({ tokens }) => (versioned(tokens) ? undefined : versionedRule("exclude")),
  replace: ({ tokens, line }, mod) => {
    const found = replacement(tokens);
    if (!found) return REPLACE;
    mod.replaces.push({ ...found, line });
    return undefined;
  },
  retract: ({ tokens }) => (isInterval(tokens) ? undefined : RETRACT),
  tool: ({ tokens }) => (only(tokens) === undefined ? "tool and one package path" : undefined),
  ignore: ({ tokens }) => (only(tokens) === undefined ? "ignore and one folder" : undefined),
  use: ({ tokens, line }, mod) => {
    const text = only(tokens);
    if (text === undefined) return "use and one folder";
    mod.uses.push({ text, line });
    return undefined;
  },
};

function versionedRule(word: string): string {
  return `${word}, a module path and a version such as v1.2.3, of the major version that the path ends in`;
}

/** The text of a token: in double quotes, or without any. */
function textOf(token: string | undefined): string | undefined {
  if (token?.startsWith('"')) return unquote(token);
  return token === undefined || /["'`]/.test(token) ? undefined : token;
}

function only(tokens: readonly string[]): string | undefined {
  return tokens.length === 1 ? textOf(tokens[0]) : undefined;
}

function versionOf(token: string | undefined): string | undefined {
  return canonicalVersion(textOf(token) ?? "");
}

function versioned(tokens: readonly string[]): { readonly path: string; readonly version: string } | undefined {
  const [path, version] = [textOf(tokens[0]), versionOf(tokens[1])];
  if (tokens.length !== 2 || path === undefined || version === undefined || !fitsPath(version, path)) return undefined;
  return { path, version };
}

function replacement(tokens: readonly string[]): Omit<Replacement, "line"> | undefined {
  const arrow = tokens[1] === "=>" ? 1 : 2;
  const [old, target] = [textOf(tokens[0]), textOf(tokens[arrow + 1])];
  if (tokens[arrow] !== "=>" || old === undefined || target === undefined || !hasSoundMajor(old)) return undefined;
  const version = arrow === 2 ? versionOf(tokens[1]) : undefined;
  if (arrow === 2 && (version === undefined || !fitsPath(version, old))) return undefined;
  const targetVersion = versionOf(tokens[arrow + 2]);
  const isFolder = tokens.length === arrow + 2 && isDirectoryPath(target) && !target.includes("\\");
  const isModule = tokens.length === arrow + 3 && targetVersion !== undefined && !isDirectoryPath(target);
  return isFolder || isModule ? { path: old, version, target, targetVersion } : undefined;
}

/** modfile.IsDirectoryPath */
function isDirectoryPath(path: string): boolean {
  return /^(?:\.\.?(?:[/\\]|$)|[/\\]|[A-Za-z]:)/.test(path);
}

function isInterval(tokens: readonly string[]): boolean {
  if (tokens.length === 1) return versionOf(tokens[0]) !== undefined;
  const [open, low, comma, high, close] = tokens;
  const isPair = versionOf(low) !== undefined && versionOf(high) !== undefined;
  return tokens.length === 5 && open === "[" && comma === "," && close === "]" && isPair;
}
