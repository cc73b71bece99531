import type { GoServiceProps, Problem, RawObjectProps } from "../../app";
import { AppChart, Environment, GantryApp, GoService, ImageRef, RawObject, ValidationError } from "../../app";
import type { Input } from "./input";

/** An image that no tool has anything to say about. */
export const PINNED = `registry.example.test/shop/bad@sha256:${"0a".repeat(32)}`;

/** A good service, but for these props. */
export function service(chart: AppChart, props: Partial<GoServiceProps> = {}): GoService {
  return new GoService(chart, "Bad", { image: ImageRef.pinned(PINNED), ...props });
}

/** A good ConfigMap, but for these labels. */
export function labelled(chart: AppChart, labels: RawObjectProps["metadata"]["labels"]): RawObject {
  return new RawObject(chart, "Bad", { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "bad", labels } });
}

/** A good Deployment, but for what is in its container. */
export function deployment(chart: AppChart, container: object): RawObject {
  const securityContext = {
    runAsNonRoot: true,
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    seccompProfile: { type: "RuntimeDefault" },
  };
  const labels = { app: "bad" };
  const containers = [{ name: "app", image: PINNED, securityContext, ...container }];
  const template = { metadata: { labels }, spec: { containers } };
  return new RawObject(chart, "Bad", {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "bad" },
    spec: { selector: { matchLabels: labels }, template },
  });
}

/** The codes of everything that Gantry says about a program, in order; empty when it takes it. */
export function gantryCodes(declare: Input["gantry"]): string[] {
  return [...new Set(problems(declare).map(({ code }) => code))];
}

function problems(declare: Input["gantry"]): readonly Problem[] {
  const environment = Environment.of("prod", { stage: "production", kubernetes: "1.35" });
  const app = new GantryApp({ environment });
  const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
  try {
    declare(chart);
    return app.render().problems;
  } catch (error) {
    if (error instanceof ValidationError) return error.problems;
    throw error;
  }
}
