import type { Supervised } from "./supervised";

/** What the programs share: names of files in the supervised folder, which is their working directory. */
export const FILES = {
  certificate: "apiserver.crt",
  tokens: "tokens.csv",
  accountKey: "service-account.key",
  accountPublicKey: "service-account.pub",
  proxyCertificate: "proxy.crt",
  proxyKey: "proxy.key",
} as const;

/** Whom extension API servers see as their caller; the user on whose behalf it calls stands in the headers. */
export const PROXY = "front-proxy-client";

/** A documentation address (RFC 5737): the API server refuses to publish a loopback one as its endpoint, and nothing here calls it. */
const ADVERTISED_ADDRESS = "192.0.2.1";
/** A socket in the working directory instead of a port; etcd wants the form of host and port and takes it as the file's name. */
const ETCD_CLIENT = "unix://client:0";
const ETCD_PEER = "unix://peer:0";
/** What an `APIService` needs: how the API server proves itself to extension servers, and where it names the user. */
const AGGREGATION = [
  `--proxy-client-cert-file=${FILES.proxyCertificate}`,
  `--proxy-client-key-file=${FILES.proxyKey}`,
  `--requestheader-client-ca-file=${FILES.proxyCertificate}`,
  `--requestheader-allowed-names=${PROXY}`,
  "--requestheader-username-headers=X-Remote-User",
  "--requestheader-group-headers=X-Remote-Group",
  "--requestheader-extra-headers-prefix=X-Remote-Extra-",
];
const CLIENT_LIMITS = ["--kube-api-qps=200", "--kube-api-burst=400"];

/** The store: unsynced writes, because its folder never outlives it. */
export function runEtcd(programs: Supervised): void {
  programs.run("etcd", "etcd", [
    "--name=etcd",
    "--data-dir=etcd",
    `--listen-client-urls=${ETCD_CLIENT}`,
    `--advertise-client-urls=${ETCD_CLIENT}`,
    `--listen-peer-urls=${ETCD_PEER}`,
    `--initial-advertise-peer-urls=${ETCD_PEER}`,
    `--initial-cluster=etcd=${ETCD_PEER}`,
    "--unsafe-no-fsync",
    "--log-level=warn",
  ]);
}

/** The API server: it makes its own certificate for 127.0.0.1, and knows its callers by token. */
export function runApiServer(programs: Supervised, port: number): void {
  programs.run("apiserver", "kube", [
    "kube-apiserver",
    `--etcd-servers=${ETCD_CLIENT}`,
    "--bind-address=127.0.0.1",
    `--secure-port=${port}`,
    `--advertise-address=${ADVERTISED_ADDRESS}`,
    "--cert-dir=.",
    `--token-auth-file=${FILES.tokens}`,
    "--anonymous-auth=false",
    "--authorization-mode=Node,RBAC",
    "--enable-admission-plugins=NodeRestriction,PodSecurity",
    "--allow-privileged=true",
    "--service-cluster-ip-range=10.96.0.0/16",
    "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
    `--service-account-key-file=${FILES.accountPublicKey}`,
    `--service-account-signing-key-file=${FILES.accountKey}`,
    "--profiling=false",
    ...AGGREGATION,
  ]);
}

/** Deployments become pods, tokens and namespaces are looked after. */
export function runControllers(programs: Supervised, kubeconfig: string): void {
  programs.run("controllers", "kube", [
    "kube-controller-manager",
    `--kubeconfig=${kubeconfig}`,
    "--secure-port=0",
    "--leader-elect=false",
    "--use-service-account-credentials",
    "--horizontal-pod-autoscaler-sync-period=2s",
    `--root-ca-file=${FILES.certificate}`,
    `--service-account-private-key-file=${FILES.accountKey}`,
    ...CLIENT_LIMITS,
  ]);
}

/** Pods get a node. */
export function runScheduler(programs: Supervised, kubeconfig: string): void {
  const flags = [`--kubeconfig=${kubeconfig}`, "--secure-port=0", "--leader-elect=false", ...CLIENT_LIMITS];
  programs.run("scheduler", "kube", ["kube-scheduler", ...flags]);
}

/** Plays the kubelet of every node that carries the annotation `kwok.x-k8s.io/node`. */
export function runKwok(programs: Supervised, kubeconfig: string, stages: readonly string[]): void {
  programs.run("kwok", "kwok", [
    `--kubeconfig=${kubeconfig}`,
    "--manage-nodes-with-annotation-selector=kwok.x-k8s.io/node=fake",
    "--cidr=10.250.0.0/16",
    "--node-lease-duration-seconds=40",
    ...stages.map((stage) => `--config=${stage}`),
  ]);
}
