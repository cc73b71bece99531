import { performance } from "node:perf_hooks";
import { TestStatus } from "@stryker-mutator/api/test-runner";

const state = (globalThis.__stryker__ ??= {});

/** The milliseconds that each test took when it passed last, and the moment when it last saw a mutant. */
const [spent, saw] = [new Map(), new Map()];
const SLOW = 100;

/** Runs the wanted tests of the suites and gives their results; with `bail`, up to the first that fails. */
export async function runTests(suites, { isWanted, bail }) {
  const tests = suites
    .flatMap(({ file, block }) => testsIn(block).map((test) => ({ ...test, file })))
    .filter(({ name }) => isWanted(name))
    .sort(bySight);
  const results = [];
  for (const test of tests) {
    results.push(await runTest(test));
    if (bail && results.at(-1).status === TestStatus.Failed) break;
  }
  return results;
}

/** What saw a mutant a moment ago most likely sees its neighbour too; the slow ones are last. */
function bySight({ name: a }, { name: b }) {
  const [costA, costB] = [a, b].map((name) => spent.get(name) ?? 0);
  return Number(costA > SLOW) - Number(costB > SLOW) || (saw.get(b) ?? 0) - (saw.get(a) ?? 0) || costA - costB;
}

function testsIn(block, outer = { name: "", before: [], after: [] }) {
  const before = [...outer.before, ...hooks(block, "beforeEach")];
  const after = [...hooks(block, "afterEach"), ...outer.after];
  return block.children.flatMap((child) => {
    const name = `${outer.name} ${child.name}`.trim();
    return child.type === "describeBlock"
      ? testsIn(child, { name, before, after })
      : [{ name, steps: [...before, child.fn], after }];
  });
}

function hooks(block, type) {
  return block.hooks.filter((hook) => hook.type === type).map(({ fn }) => fn);
}

async function runTest({ name, file, steps, after }) {
  const start = performance.now();
  const result = (rest) => ({ id: name, name, fileName: file, timeSpentMs: performance.now() - start, ...rest });
  state.currentTestId = name;
  try {
    for (const step of steps) await step();
    const success = result({ status: TestStatus.Success });
    spent.set(name, success.timeSpentMs);
    return success;
  } catch (error) {
    saw.set(name, performance.now());
    return result({ status: TestStatus.Failed, failureMessage: String(error?.message ?? error) });
  } finally {
    for (const step of after) await step();
    state.currentTestId = undefined;
  }
}
