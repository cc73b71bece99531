import type { Problem } from "../errors";
import type { RenderedObject } from "../rendered";
import { problem } from "./problem";
import type { ProgramIndex } from "./program-index";
import { at, fields, list, text } from "./read";

const KEDA = "keda.sh/ScaledObject";

/**
 * A cluster has one server of `external.metrics.k8s.io`. With KEDA it is KEDA's, which knows only metrics of ScaledObjects; `custom.metrics.k8s.io` is
 * another server's, and Prometheus Adapter may serve it beside KEDA. @see https://keda.sh/docs/latest/operate/metrics-server/
 */
export function checkExternalMetrics(program: ProgramIndex): Problem[] {
  const owner = program
    .ofKind(KEDA)
    .find(({ object }) => list(at(object.manifest, "spec", "triggers")).some(isExternal));
  if (!owner) return [];
  return [
    ...program.ofKind("ConfigMap").flatMap(({ object }) => adapterRules(object, owner.object)),
    ...program.ofKind("autoscaling/HorizontalPodAutoscaler").flatMap(({ object }) => metrics(object, owner.object)),
  ];
}

function isExternal(trigger: unknown): boolean {
  const type = at(trigger, "type");
  return type !== "cpu" && type !== "memory";
}

function adapterRules(object: RenderedObject, owner: RenderedObject): Problem[] {
  const data = fields(at(object.manifest, "data"));
  const files = Object.keys(data).filter((key) =>
    /^["']?externalRules["']?:\s*(?:$|[^\s[\]])/m.test(text(data[key]) ?? ""),
  );
  return files.map((key) => twoServers(object, `data["${key}"]`, "externalRules of Prometheus Adapter", owner));
}

function metrics(object: RenderedObject, owner: RenderedObject): Problem[] {
  return list(at(object.manifest, "spec", "metrics")).flatMap((metric, index) =>
    at(metric, "type") === "External"
      ? [twoServers(object, `spec.metrics[${index}]`, "an External metric without KEDA", owner)]
      : [],
  );
}

function twoServers(object: RenderedObject, field: string, got: string, owner: RenderedObject): Problem {
  return problem(object, field, {
    code: "two-metric-servers",
    got,
    allowed: `one server of external.metrics.k8s.io in a cluster, and for ${owner.path} that is KEDA; Prometheus Adapter's rules (custom.metrics.k8s.io) may stay`,
    fix: "a ScaledObject with a trigger of type prometheus in its place",
  });
}
