/** Two rules for the program of the suite about the harness: one that it breaks, and one that it keeps. */
const { PolicyPack } = require("@pulumi/policy");

const deployments =
  (check) =>
  ({ type, props }, report) => {
    if (type === "kubernetes:apps/v1:Deployment") check(props.spec, report);
  };

new PolicyPack("engine", {
  enforcementLevel: "mandatory",
  policies: [
    {
      name: "three-replicas",
      description: "A Deployment has three replicas.",
      validateResource: deployments(({ replicas }, report) => replicas < 3 && report(`got ${replicas}`)),
    },
    {
      name: "some-replicas",
      description: "A Deployment has replicas.",
      validateResource: deployments(({ replicas }, report) => replicas > 0 || report(`got ${replicas}`)),
    },
  ],
});
