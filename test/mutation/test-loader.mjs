import { readdirSync, readFileSync, statSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { join, sep } from "node:path";

const DEPENDENCY = `${sep}node_modules${sep}`;

/**
 * Gives a function that loads the tests of these files and folders anew, with all that they import of ours: for each file jest's tree of
 * describe blocks. The root is Stryker's copy of the project, in which node_modules is a link.
 */
export function testLoader(root, paths) {
  const require = createRequire(join(root, "package.json"));
  const circus = require("jest-circus");
  const { moduleNameMapper, transform } = require("./jest.config.cjs");
  provide(require, "@jest/globals", { ...circus, ...circus.default, expect: require("@jest/expect").jestExpect });
  // The same cases in every run, so that a mutant can't survive one run and not the next.
  require("fast-check").configureGlobal({ seed: 1 });
  compileTypeScript(require, transform["^.+\\.ts$"][1]);
  mapNames(root, moduleNameMapper);
  const files = paths.flatMap((path) => testFiles(join(root, path)));
  return () => {
    for (const file of Object.keys(require.cache))
      if (!file.includes(DEPENDENCY)) Reflect.deleteProperty(require.cache, file);
    return files.map((file) => ({ file, block: load(require, circus, file) }));
  };
}

/** A file that can't be loaded is a test that fails, as it is for jest. */
function load(require, circus, file) {
  circus.resetState();
  try {
    require(file);
    return circus.getState().rootDescribeBlock;
  } catch (error) {
    const fn = () => {
      throw error;
    };
    return { hooks: [], children: [{ type: "test", name: `${file} is loaded`, fn }] };
  }
}

function provide(require, name, exports) {
  require.cache[require.resolve(name)] = { loaded: true, exports };
}

function compileTypeScript(require, options) {
  const { transformSync } = require("@swc/core");
  const compiled = new Map();
  require.extensions[".ts"] = (module, filename) => {
    const code = compiled.get(filename) ?? transformSync(readFileSync(filename, "utf8"), { ...options, filename }).code;
    compiled.set(filename, code);
    module._compile(code, filename);
  };
}

function mapNames(root, mapper) {
  const resolve = Module._resolveFilename;
  Module._resolveFilename = (request, ...rest) => {
    const [, path] = Object.entries(mapper).find(([pattern]) => new RegExp(pattern).test(request)) ?? [];
    return resolve.call(Module, path?.replace("<rootDir>", root) ?? request, ...rest);
  };
}

function testFiles(path) {
  if (statSync(path).isFile()) return [path];
  const files = readdirSync(path, { recursive: true }).sort();
  return files.filter((file) => file.endsWith(".test.ts")).map((file) => join(path, file));
}
