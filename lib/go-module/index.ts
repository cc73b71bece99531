export type { GoCommand, GoEmbed, GoModuleFacts, GoWorkspace, SourceLine } from "./facts";
export { GoModule } from "./go-module";
export { compareGo } from "./go-version";
export type { GoHint, GoHints } from "./hints";
export type { EntryKind, FileMap, SourceTree } from "./source-tree";
