/** The program of the suites about the harness: what differs from run to run comes from the environment. */
const { core, apps, Provider } = require("@pulumi/kubernetes");

const { PROGRAM = "{}" } = process.env;
const { name = "shop", message = "hello", replicas = 2, nodeName, annotations, ...options } = JSON.parse(PROGRAM);

const provider = new Provider("cluster", { clusterIdentifier: "plane", ...options });
const namespace = new core.v1.Namespace("home", { metadata: { name } }, { provider });
const metadata = { name: "shop", namespace: namespace.metadata.name };
new core.v1.ConfigMap("settings", { metadata, data: { message } }, { provider });
new core.v1.Secret("password", { metadata, stringData: { password: "planted-secret" } }, { provider });

const labels = { app: "shop" };
const container = { name: "main", image: "registry.example.test/program:1" };
const template = { metadata: { labels }, spec: { containers: [container], nodeName } };
const spec = { replicas, selector: { matchLabels: labels }, template };
const deployment = new apps.v1.Deployment("program", { metadata: { ...metadata, annotations }, spec }, { provider });

exports.ready = deployment.status.readyReplicas;
