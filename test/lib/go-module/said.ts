import { ValidationError } from "../../../lib/errors";
import { GoModule } from "../../../lib/go-module";
import type { Files } from "./files";

/** Everything that is said about a module that is refused; nothing about one that is not. */
export function said(files: Files, dir = "."): readonly unknown[] {
  try {
    GoModule.of(new Map(Object.entries(files)), dir);
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return error.problems.map(({ code, path, field, got, allowed, fix }) => ({ code, path, field, got, allowed, fix }));
  }
  return [];
}
