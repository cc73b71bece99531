/** The list of what was written into a folder; neither `.json` nor `.yaml`, so that no deployment tool reads it. */
export const INDEX = ".gantry-files";

/** Stands beside a file that is being replaced, until it is renamed. */
export const TEMPORARY = ".gantry-files.new";
