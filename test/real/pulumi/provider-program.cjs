/** The program of the suite about the provider: the objects that the environment lists, none of which is waited for. */
const kubernetes = require("@pulumi/kubernetes");

const { objects, provider: inputs, ...options } = JSON.parse(process.env.PROGRAM);

const provider = new kubernetes.Provider("cluster", { clusterIdentifier: "plane", ...inputs });
for (const [name, { kind, metadata, ...fields }] of Object.entries(objects)) {
  const Class = kind.split(".").reduce((space, step) => space[step], kubernetes);
  const annotations = { "pulumi.com/skipAwait": "true" };
  const object = { metadata: { name, namespace: "default", annotations, ...metadata }, ...fields };
  new Class(name, object, { provider, ...options });
}
