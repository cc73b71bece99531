const RESERVED_ON_WINDOWS = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])$/i;
/** Of files that can be embedded: module.fileNameOK. */
const FILE_NAME = /^[\w!#$%&()+,.=@[\]^{}~ \p{L}-]+$/u;
const VERSION_CONTROL = [".bzr", ".hg", ".git", ".svn"];

/** What a module path may be made of, in words. */
export const MODULE_PATH =
  "letters of a-z and A-Z, digits and - . _ ~ + with / between the parts: no part begins with - or ., or ends with a dot, and none holds ..";

/**
 * Whether a text can be the path of a module that is built here. This is the grammar of the go command for import paths, made stricter where a
 * part would be hidden, an option or a way up in a Dockerfile or a pipeline.
 * @see https://go.dev/ref/mod#go-mod-file-ident
 */
export function isModulePath(path: string): boolean {
  return path.split("/").every(isPathElement);
}

function isPathElement(element: string): boolean {
  if (!/^(?![.-])(?!.*\.\.)[\w.~+-]+(?<!\.)$/.test(element)) return false;
  const [short = ""] = element.split(".");
  return !RESERVED_ON_WINDOWS.test(short) && !/~\d+$/.test(short);
}

/** What names of folders and programs may be made of, in words. */
export const PLAIN_NAME = "letters of a-z and A-Z, digits and . _ - + @ ~, beginning with a letter, a digit, . or _";

/** Whether a folder can stand in a Dockerfile, a shell and a pipeline as it is. */
export function isPlainFolder(folder: string): boolean {
  return folder.split("/").every((name) => /^[\w.][\w.+@~-]*$/.test(name));
}

/** Whether a program can be called this: a {@link isPlainFolder} that is neither hidden nor a way up. */
export function isProgramName(name: string): boolean {
  return /^\w/.test(name) && isPlainFolder(name) && !name.includes("..");
}

/** Whether the go command takes a file or folder of this name into a program; module.CheckFilePath and load.isBadEmbedName. */
export function isEmbeddable(name: string): boolean {
  const [short = ""] = name.split(".");
  return (
    FILE_NAME.test(name) && !name.endsWith(".") && !RESERVED_ON_WINDOWS.test(short) && !VERSION_CONTROL.includes(name)
  );
}

/**
 * What the go command calls the program of a package: the last part of its path that is not a major version.
 * @see https://pkg.go.dev/cmd/go#hdr-Compile_packages_and_dependencies
 */
export function programName(importPath: string): string {
  const [last = "", before] = importPath.split("/").reverse();
  return before !== undefined && /^v(?:[2-9]|[1-9]\d+)$/.test(last) ? before : last;
}
