import { Probe } from "../../../app";
import { APP, POD } from "../manifests";
import * as make from "../manifests";
import type { Row } from "../row";
import { noted, prop, raw, server } from "../row";

const probed = (changes: object) =>
  make.deployment(
    Object.fromEntries([
      [`${APP}.ports`, [{ containerPort: 8080 }]],
      ...Object.entries(changes).map(([key, value]) => [`${APP}.${key}`, value] as const),
    ]),
  );
const get = (path: string, more: object = {}) => ({ httpGet: { path, port: 8080 }, ...more });
const ask = (path: string) => ({ health: { liveness: Probe.http(path) } });

/** Entries 123 to 130: shutdown, probes, users and selectors. */
export const PODS: readonly Row[] = [
  raw(123, "a grace period of 0", make.deployment({ [`${POD}.terminationGracePeriodSeconds`]: 0 }), [
    "grace-period",
    `${POD}.terminationGracePeriodSeconds`,
    "at least 1",
    "set 30",
  ]),
  raw(123, "a grace period as long as preStop", make.deployment({ [`${APP}.lifecycle.preStop.sleep.seconds`]: 30 }), [
    "grace-too-short",
    `${APP}.lifecycle.preStop.sleep.seconds`,
    "less than the grace period",
    "sleep less",
  ]),
  raw(
    124,
    "an exec preStop that sleeps",
    make.deployment({ [`${APP}.lifecycle.preStop.exec.command`]: ["sh", "-c", "sleep 5"] }),
    ["exec-sleep", `${APP}.lifecycle.preStop.exec.command`, "preStop.sleep", "sleep: { seconds: 5 }"],
  ),
  prop(
    125,
    "probe path without /",
    ask("healthz"),
    ["probe-path", "health.liveness", "begins with /", "/healthz"],
    server(probed({ livenessProbe: get("healthz") })),
  ),
  prop(
    125,
    "probe path with CRLF",
    ask("/a\r\nHost: b"),
    ["probe-path", "health.liveness", "printable ASCII", "/healthz"],
    server(probed({ livenessProbe: get("/a\r\nHost: b") })),
  ),
  prop(125, "failures 0", { health: { liveness: Probe.http("/x", { failures: 0 }) } }, [
    "out-of-range",
    "health.liveness",
    "at least 1",
    "set failures to 3",
  ]),
  prop(125, "timeout above the period", { health: { liveness: Probe.http("/x", { timeout: "20s", period: "10s" }) } }, [
    "probe-timeout",
    "health.liveness",
    "at most the period, 10s",
    "set timeout to 10s",
  ]),
  raw(
    125,
    "failureThreshold -1 of an object",
    probed({ livenessProbe: get("/x", { failureThreshold: -1 }) }),
    ["probe-threshold", `${APP}.livenessProbe.failureThreshold`, "at least 1", "set 3"],
    "greater than or equal to 0",
  ),
  noted(
    "the server takes 0 for its default, 3",
    raw(125, "failureThreshold 0 of an object", probed({ livenessProbe: get("/x", { failureThreshold: 0 }) }), [
      "probe-threshold",
      `${APP}.livenessProbe.failureThreshold`,
      "at least 1",
      "set 3",
    ]),
  ),
  raw(125, "timeout above the period of an object", probed({ livenessProbe: get("/x", { timeoutSeconds: 20 }) }), [
    "probe-timeout",
    `${APP}.livenessProbe.timeoutSeconds`,
    "at most periodSeconds",
    "raise periodSeconds",
  ]),
  prop(
    126,
    "readiness identical to liveness",
    { health: { readiness: Probe.http("/healthz") } },
    ["probes-identical", "health.readiness", "two different questions", "Probe.http"],
    server(probed({ livenessProbe: get("/x"), readinessProbe: get("/x") })),
  ),
  raw(
    126,
    "readiness identical to liveness of an object",
    probed({ livenessProbe: get("/x"), readinessProbe: get("/x") }),
    ["probes-identical", `${APP}.livenessProbe`, "about the process alone", "/livez"],
  ),
  prop(127, "user 0", { security: { user: 0 } }, [
    "out-of-range",
    "security.user",
    "from 1 to 2147483647",
    "set it to 1",
  ]),
  raw(127, "runAsUser 0 with runAsNonRoot", make.deployment({ [`${APP}.securityContext.runAsUser`]: 0 }), [
    "root-and-non-root",
    `${APP}.securityContext.runAsUser`,
    "from 1 to 2147483647",
    "65532",
  ]),
  prop(128, "user -1", { security: { user: -1 } }, [
    "out-of-range",
    "security.user",
    "from 1 to 2147483647",
    "set it to 1",
  ]),
  raw(
    128,
    "runAsUser -1",
    make.deployment({ [`${APP}.securityContext.runAsUser`]: -1 }),
    ["run-as-user", `${APP}.securityContext.runAsUser`, "from 0 to 2147483647", "65532"],
    "must be between 0 and 2147483647",
  ),
  raw(
    129,
    "a selector that does not match the template",
    make.deployment({ "spec.selector.matchLabels": { app: "other" } }),
    ["selector-mismatch", "spec.selector", "own pod template", "app"],
    "does not match template",
  ),
  raw(
    129,
    "an empty selector",
    make.deployment({ "spec.selector": {} }),
    ["empty-selector", "spec.selector", "at least one label", "app.kubernetes.io/instance"],
    "empty selector is invalid",
  ),
  raw(
    130,
    "a version in the selector",
    make.deployment({
      "spec.selector.matchLabels.version": "1.4.2",
      [`spec.template.metadata.labels.version`]: "1.4.2",
    }),
    ["unstable-selector", "spec.selector.matchLabels.version", "from release to release", "version"],
  ),
];
