/** Lets plain node run the TypeScript of this folder, compiled as jest compiles it: `node -r ./test/real/typescript.cjs FILE`. */
const { readFileSync } = require("node:fs");
const { transformSync } = require("@swc/core");
const [, options] = require("../../jest.config.cjs").transform["^.+\\.ts$"];

require.extensions[".ts"] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, "utf8"), { ...options, filename, sourceMaps: "inline" });
  module._compile(code, filename);
};
