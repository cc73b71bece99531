import { PROBER } from "../../lib/image/stages";
import type { Container, Pod, Probe } from "./manifests";
import { portNumber } from "./manifests";
import type { Healthcheck } from "./model";
import { escaped } from "./texts";

/** The question of the readiness probe, asked by the prober in the image; nothing where there is no question. @param isOurs whether the prober is in it */
export function healthOf(pod: Pod, container: Container, isOurs: boolean): Healthcheck | undefined {
  const { readinessProbe: probe, startupProbe: startup } = container;
  const question = probe && questionOf(pod, probe);
  if (!question || (!isOurs && question[0] === PROBER)) return undefined;
  return {
    test: ["CMD", ...question.map(escaped)],
    interval: `${probe.periodSeconds ?? 10}s`,
    timeout: `${probe.timeoutSeconds ?? 1}s`,
    retries: probe.failureThreshold ?? 3,
    start_period: startup && `${(startup.failureThreshold ?? 3) * (startup.periodSeconds ?? 10)}s`,
  };
}

function questionOf(pod: Pod, { httpGet, grpc, tcpSocket, exec }: Probe): readonly string[] | undefined {
  if (exec) return exec.command;
  if (grpc) return [PROBER, "grpc", `127.0.0.1:${grpc.port}`];
  const port = portNumber(pod, httpGet?.port ?? tcpSocket?.port ?? "");
  if (port === undefined) return undefined;
  // The prober knows no certificates: of a program that speaks TLS it asks whether somebody listens.
  if (!httpGet || httpGet.scheme === "HTTPS") return [PROBER, "tcp", `127.0.0.1:${port}`];
  return [PROBER, "http", `http://127.0.0.1:${port}${httpGet.path ?? "/"}`];
}
