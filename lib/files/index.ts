export type { OutputFile, WriteOptions, WriteReport } from "./write-files";
export { writeFiles } from "./write-files";
