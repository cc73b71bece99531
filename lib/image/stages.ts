/*
 * What the stages of a Dockerfile and those who start them must agree on.
 */

/** Where the sources stand in every stage of the builder, and are mounted for live reload. */
export const SOURCE = "/src";
/** The port of the debugger's server. */
export const DEBUG_PORT = 2345;
/** Where the stage `dev` keeps modules and builds: volumes, so that a new container starts warm. */
export const DEV_CACHES = { modules: "/cache/modules", builds: "/cache/builds" } as const;
/** Asks whether the program is well: `http URL`, `grpc HOST:PORT` or `tcp HOST:PORT`, and ends with 0 or 1. In the stages local, dev and debug. */
export const PROBER = "/gantry-probe";
