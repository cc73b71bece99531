const layers = require("./layers.cjs");

/** A row of the table as a rule: what it may not import is everything else. */
function rule({ from, may }, index) {
  const earlier = layers.slice(0, index).map((layer) => layer.from);
  return {
    name: `layer ${from}`,
    severity: "error",
    from: { path: from, ...(earlier.length > 0 && { pathNot: earlier }) },
    to: { pathNot: may },
  };
}

module.exports = {
  forbidden: [
    ...layers.map(rule),
    {
      name: "no layer",
      severity: "error",
      from: { pathNot: ["^node_modules/", "^build/", ...layers.map(({ from }) => from)] },
      to: {},
    },
    { name: "no cycle", severity: "error", from: {}, to: { circular: true } },
    { name: "not found", severity: "error", from: {}, to: { couldNotResolve: true, pathNot: "^gantry-cdk(/|$)" } },
  ],
  // No tsConfig: with its `paths`, the package "constructs" would be our folder of that name.
  options: {
    doNotFollow: { path: ["^node_modules/", "^build/"] },
    exclude: { path: "^examples/services/" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["require", "node", "default"] },
  },
};
