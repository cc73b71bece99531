/**
 * Who may import whom, first match wins. `from` and `may` are patterns of paths from the root; packages stand below node_modules/, parts of Node
 * have their bare name, and `$1` is the group of `from`. A file that no row fits may import nothing.
 */
const TREE = ["^node_modules/constructs/", "^node_modules/cdk8s/", "^node_modules/cdk8s-plus-27/"];
const PULUMI = "^node_modules/@pulumi/";
const ENTRY = "^(gantry-cdk(/pulumi|/policy)?$|build/)";

module.exports = [
  { from: "^lib/files/", may: ["^lib/", "^(crypto|fs|net|os|path)(/|$)"] },
  // Grafana's builders, which module loads where a dashboard is rendered.
  { from: "^lib/dashboard/", may: ["^lib/", "^module(/|$)", "^node_modules/@grafana/grafana-foundation-sdk/"] },
  { from: "^lib/", may: ["^lib/", "^(crypto|net|path)(/|$)"] },
  { from: "^constructs/imports/", may: ["^constructs/imports/", "^lib/kubernetes\\.ts$"] },
  { from: "^constructs/base/", may: ["^lib/", "^constructs/(base|imports)/", ...TREE] },
  { from: "^constructs/program/", may: ["^lib/", "^constructs/[^/]+/", ...TREE] },
  { from: "^constructs/([^/]+)/", may: ["^lib/", "^constructs/(base|imports|$1)/", ...TREE] },
  { from: "^constructs/index\\.ts$", may: ["^constructs/"] },
  // A preset: a GoCronJob with most of its props filled in.
  {
    from: "^constructs/daily-report\\.ts$",
    may: ["^lib/", "^constructs/[^/]+/", "^constructs/go-cron-job\\.ts$", ...TREE],
  },
  { from: "^constructs/[^/]+\\.ts$", may: ["^lib/", "^constructs/[^/]+/", ...TREE] },
  {
    from: "^targets/pulumi/",
    may: ["^lib/", "^targets/pulumi/", "^(fs|module|os|path)(/|$)", "^node_modules/js-yaml/", PULUMI],
  },
  { from: "^targets/([^/]+)/", may: ["^lib/", "^targets/$1/", "^path(/|$)"] },
  {
    from: "^app/(images/|consistency/|tools/|read-git\\.ts$)",
    may: ["^app/", "^lib/", "^targets/", "^(child_process|fs|os|path)(/|$)"],
  },
  { from: "^app/", may: ["^app/", "^constructs/", "^lib/", "^targets/", "^(fs|path)(/|$)", ...TREE] },
  { from: "^stacks/index\\.ts$", may: ["^stacks/", ENTRY, PULUMI] },
  { from: "^stacks/", may: ["^stacks/", ENTRY] },
  { from: "^policy/", may: ["^policy/", "^lib/", PULUMI] },
  { from: "^examples/[^/]+\\.ts$", may: [ENTRY, ...TREE] },
];
