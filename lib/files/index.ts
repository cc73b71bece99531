export type { OutputFile, WriteOptions, WriteReport } from "./output";
export { writeFiles } from "./write-files";
