import { gunzipSync } from "node:zlib";
import { dirname } from "node:path";
import { stringify, parse } from "yaml";
import type { ControlPlane } from "../../control-plane";
import { controlPlane } from "../../control-plane";
import { freePort } from "../../plane/free-port";
import type { ObjectAddress } from "../../plane/kube-object";
import { Supervised } from "../../plane/supervised";
import { waitFor } from "../../plane/wait-for";
import { toolFiles } from "../../tools/cache";

/** Which alerts an Alertmanager gives to an AlertmanagerConfig. */
export type Strategy = "OnNamespace" | "None";

const MONITORING = "monitoring";

/** A control plane with the Prometheus Operator, which makes configurations for Alertmanagers. */
export class Operator {
  private constructor(
    readonly plane: ControlPlane,
    private readonly programs: Supervised,
  ) {}

  static async start(): Promise<Operator> {
    const plane = await controlPlane();
    for (const tool of ["slo-crds", "prometheus-operator"] as const) {
      const folder = dirname(toolFiles(tool)[0]!);
      await plane.kubectl(["apply", "--server-side", `--filename=${folder}`]);
      await plane.kubectl(["wait", "--for=condition=established", "--timeout=30s", `--filename=${folder}`]);
    }
    const programs = await Supervised.start();
    // It takes a kubeconfig from its environment only, and an address as a flag.
    const [proxy, web] = [await freePort(), await freePort()];
    programs.run("proxy", "kube", ["kubectl", `--kubeconfig=${plane.kubeconfig}`, "proxy", `--port=${proxy}`]);
    const isOpen = () =>
      fetch(`http://127.0.0.1:${proxy}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      );
    await waitFor("a proxy to the API server", () => Promise.race([isOpen(), programs.broken]));
    const flags = [`--apiserver=http://127.0.0.1:${proxy}`, `--web.listen-address=127.0.0.1:${web}`];
    programs.run("operator", "prometheus-operator", [...flags, "--kubelet-endpoints=false"]);
    const operator = new Operator(plane, programs);
    await operator.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: MONITORING } });
    return operator;
  }

  /** @throws Error with what the server says when it refuses an object */
  async apply(...objects: readonly ObjectAddress[]): Promise<void> {
    for (const object of objects) {
      const { message, warnings } = await this.plane.client.apply(object);
      if (message || warnings.length > 0) throw new Error(`${object.kind}: ${message}${warnings.join()}`);
    }
  }

  /**
   * The configuration of an Alertmanager of this name that takes every AlertmanagerConfig of a namespace.
   * @param receiver the name of one of its receivers: the configuration is there when it has that
   * @returns without its global part
   */
  async configuration(name: string, namespace: string, receiver: string, strategy: Strategy): Promise<string> {
    const everywhere = { matchLabels: { "kubernetes.io/metadata.name": namespace } };
    await this.apply({
      apiVersion: "monitoring.coreos.com/v1",
      kind: "Alertmanager",
      metadata: { name, namespace: MONITORING },
      spec: {
        replicas: 1,
        version: "0.34.0",
        alertmanagerConfigSelector: {},
        alertmanagerConfigNamespaceSelector: everywhere,
        alertmanagerConfigMatcherStrategy: { type: strategy },
      },
    } as ObjectAddress);
    const look = async () => {
      const text = await this.generated(name);
      return text.includes(receiver) ? text : "";
    };
    const found = waitFor(
      `a configuration with ${receiver}`,
      () => Promise.race([look(), this.programs.broken]),
      60_000,
    );
    const configuration = parse(await found) as Record<string, unknown>;
    delete configuration["global"];
    return stringify(configuration, { lineWidth: 0 });
  }

  async stop(): Promise<void> {
    await this.programs.stop();
    await this.plane.stop();
  }

  private async generated(name: string): Promise<string> {
    const metadata = { name: `alertmanager-${name}-generated`, namespace: MONITORING };
    const { body } = await this.plane.client.get<{ data?: Record<string, string> }>({
      apiVersion: "v1",
      kind: "Secret",
      metadata,
    });
    const packed = Buffer.from(body.data?.["alertmanager.yaml.gz"] ?? "", "base64");
    return packed.length > 0 ? gunzipSync(packed).toString("utf8") : "";
  }
}
