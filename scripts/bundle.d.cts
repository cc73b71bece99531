import type { BuildOptions } from "esbuild";

declare const bundle: (program: string, outfile: string) => BuildOptions;
export = bundle;
