export type { OutputFile, WriteOptions, WriteReport } from "./output";
export type { Folder } from "./write-files";
export { writeFiles, writeFolders } from "./write-files";
