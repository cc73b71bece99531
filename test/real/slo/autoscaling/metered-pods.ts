import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { KubeClient } from "../../plane/kube-client";

const INSTANCE = "app.kubernetes.io/instance";

interface Counter {
  requests: number;
  seconds: number;
}

/**
 * The numbers of pods that only seem to run: Prometheus finds here what the API server says of them, with the labels that a monitor would put on their
 * series, and scrapes each of them here.
 */
export class MeteredPods {
  /** Requests that a service's pods get, all of them together, by its name. */
  readonly perSecond: Record<string, number> = {};
  /** How many wait in the queue. */
  waiting = 0;
  private readonly counters = new Map<string, Counter>();
  private names: readonly { readonly job: string; readonly pod: string }[] = [];

  private constructor(
    private readonly server: Server,
    private readonly client: KubeClient,
    private readonly namespace: string,
  ) {}

  static async open(client: KubeClient, namespace: string): Promise<MeteredPods> {
    const server = createServer();
    const pods = new MeteredPods(server, client, namespace);
    server.on("request", ({ url = "" }, response) => {
      const type = url === "/targets" ? "application/json" : "text/plain";
      pods.answer(url).then(
        (text) => response.writeHead(200, { "content-type": type }).end(text),
        () => response.writeHead(503).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return pods;
  }

  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What Prometheus is told to scrape. */
  get scrapeConfigs(): readonly object[] {
    const discovery = { url: `http://${this.address}/targets`, refresh_interval: "1s" };
    const targets = { targets: [this.address] };
    return [
      { job_name: "pods", http_sd_configs: [discovery] },
      { job_name: "rabbitmq", metrics_path: "/queue", static_configs: [targets] },
    ];
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(path: string): Promise<string> {
    if (path === "/targets") return this.targets();
    if (path === "/queue") return `# TYPE queue_length gauge\nqueue_length{queue="orders"} ${this.waiting}\n`;
    const [, , job = "", pod = ""] = path.split("/");
    return this.metrics(job, pod);
  }

  private async targets(): Promise<string> {
    const pods = await this.client.list("v1", "Pod", { namespace: this.namespace });
    this.names = pods.flatMap(({ metadata }) => {
      const job = metadata.labels?.[INSTANCE];
      return job === undefined || metadata["deletionTimestamp"] ? [] : [{ job, pod: metadata.name }];
    });
    const { namespace, address } = this;
    return JSON.stringify(
      this.names.map(({ job, pod }) => ({
        targets: [address],
        labels: { __metrics_path__: `/pods/${job}/${pod}`, instance: pod, job, namespace, pod },
      })),
    );
  }

  /** Each pod has an equal share of the requests since it was last asked, and is idle otherwise. */
  private metrics(job: string, pod: string): string {
    const now = performance.now() / 1000;
    const counter = this.counters.get(pod) ?? { requests: 0, seconds: now };
    const share = (this.perSecond[job] ?? 0) / this.names.filter((one) => one.job === job).length;
    counter.requests += (now - counter.seconds) * share;
    counter.seconds = now;
    this.counters.set(pod, counter);
    const requests = `http_request_duration_seconds_count{code="200",route="/"} ${counter.requests}`;
    return [
      ...(job in this.perSecond ? ["# TYPE http_request_duration_seconds_count counter", requests] : []),
      `container_cpu_usage_seconds_total{container="${job}"} ${now * 0.001}`,
      `container_memory_working_set_bytes{container="${job}"} 1e6`,
      "",
    ].join("\n");
  }
}
