// A test runner for Stryker: jest's describe, it and expect in one process that stays. Packages are loaded once, our own files anew
// for each mutant, and a mutant ends with the first test that fails: milliseconds, where a run of jest takes seconds.
import { declareFactoryPlugin, PluginKind } from "@stryker-mutator/api/plugin";
import { determineHitLimitReached, DryRunStatus, toMutantRunResult } from "@stryker-mutator/api/test-runner";
import { testLoader } from "./test-loader.mjs";
import { runTests } from "./run-tests.mjs";

/** Where mutants look which of them is active, and note where they were reached. */
const state = (globalThis.__stryker__ ??= {});

class Runner {
  #paths;
  #load;

  constructor(paths) {
    this.#paths = paths;
  }

  async init() {
    this.#load = testLoader(process.cwd(), this.#paths);
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async dryRun() {
    state.mutantCoverage = { static: {}, perTest: {} };
    const tests = await runTests(this.#load(), { isWanted: () => true, bail: false });
    return { status: DryRunStatus.Complete, tests, mutantCoverage: state.mutantCoverage };
  }

  async mutantRun({ activeMutant, mutantActivation, testFilter, hitLimit, disableBail }) {
    Object.assign(state, { hitCount: hitLimit === undefined ? undefined : 0, hitLimit });
    const wanted = testFilter && new Set(testFilter);
    try {
      state.activeMutant = mutantActivation === "static" ? activeMutant.id : undefined;
      const suites = this.#load();
      state.activeMutant = activeMutant.id;
      // For the programs that a test starts.
      process.env.__STRYKER_ACTIVE_MUTANT__ = activeMutant.id;
      const tests = await runTests(suites, { isWanted: (name) => !wanted || wanted.has(name), bail: !disableBail });
      const endless = determineHitLimitReached(state.hitCount, state.hitLimit);
      return toMutantRunResult(endless ?? { status: DryRunStatus.Complete, tests }, disableBail);
    } catch (error) {
      return toMutantRunResult({ status: DryRunStatus.Error, errorMessage: String(error?.stack ?? error) });
    } finally {
      delete process.env.__STRYKER_ACTIVE_MUTANT__;
      state.activeMutant = undefined;
    }
  }
}

function runner({ inProcess }) {
  return new Runner(inProcess.tests);
}
runner.inject = ["options"];

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, "in-process", runner)];

/** Where the tests are: files, or folders of them. */
export const strykerValidationSchema = {
  properties: { inProcess: { type: "object", properties: { tests: { type: "array", items: { type: "string" } } } } },
};
