export { readModules, readProgram } from "./build-info";
export type { BuildFacts, Fact, ImageFacts, ModuleVersions, ProgramFacts, Programs } from "./facts";
export { digestOf, programsOf } from "./programs";
export type { Row, Side } from "./rows";
export { rowsOf } from "./rows";
export { table } from "./table";
