import fc from "fast-check";
import {
  Budget,
  CpuLimit,
  Dialect,
  External,
  ImageRef,
  Metrics,
  Probe,
  type ProbeTiming,
  Replicas,
  Resources,
  Route,
  ScalingMetric,
  SecretRef,
  Slo,
  UserNamespace,
  ValidationError,
  Volume,
} from "../../../app";
import { edgyText } from "./texts";

/** They stand for services that are there only once their charts are. */
export const CALLEES = { pricing: Symbol("pricing"), invoices: Symbol("invoices") } as const;

interface Both {
  readonly kept: fc.Arbitrary<unknown>;
  readonly edgy: fc.Arbitrary<unknown>;
}

const DIGEST = `sha256:${"0a".repeat(32)}`;
const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,20}[a-z0-9])?$/);
const path = fc.stringMatching(/^(\/[a-z0-9][a-z0-9-]{0,10}){1,3}$/);
const host = fc.stringMatching(/^(\*\.)?[a-z]{1,10}(\.[a-z0-9]{1,20}){1,3}\.test$/);
const words = fc.oneof(fc.constant("agreed with the platform team"), fc.stringMatching(/^[a-z]{3}.{0,40}[a-z]$/));
const port = fc.oneof(fc.constantFrom(1, 65535), fc.integer({ min: 1, max: 65535 }));
const oddNumber = fc.constantFrom(
  -1,
  0,
  0.5,
  1,
  2,
  999,
  1000,
  1001,
  29999,
  30000,
  32767,
  32768,
  65535,
  65536,
  NaN,
  2 ** 53,
);
const seconds = fc.constantFrom("5s", "30s", "1m", "10m" as const);

const timing: fc.Arbitrary<ProbeTiming> = fc.record(
  {
    initialDelay: seconds,
    period: seconds,
    timeout: fc.constantFrom("1s", "5s"),
    failures: fc.integer({ min: 1, max: 99 }),
  },
  { requiredKeys: [] },
);
const untimed = fc.constant<ProbeTiming>({});
const oddTiming = fc.record(
  {
    initialDelay: fc.constantFrom("0s", "1500ms", "68y", "100000d"),
    period: fc.constantFrom("0s", "1s", "500ms", "100000d"),
    timeout: fc.constantFrom("0s", "1s", "68y", "100000d"),
    failures: oddNumber,
  },
  { requiredKeys: [] },
) as fc.Arbitrary<ProbeTiming>;
const named = fc.constantFrom({}, { port: "metrics" });

/**
 * The value; where its factory refuses, the refusal's text, which no prop takes. Every other error is a finding.
 */
function attempt(make: () => unknown): unknown {
  try {
    return make();
  } catch (error) {
    if (error instanceof ValidationError) return Object.freeze({ refused: error.message });
    throw error;
  }
}

function probe(when: fc.Arbitrary<ProbeTiming>, text: { path: fc.Arbitrary<string>; word: fc.Arbitrary<string> }) {
  return fc.oneof(
    fc.tuple(text.path, when, named).map(([at, times, where]) => attempt(() => Probe.http(at, { ...times, ...where }))),
    fc
      .tuple(text.word, when, named)
      .map(([one, times, where]) => attempt(() => Probe.grpc(one, { ...times, ...where }))),
    fc.tuple(when, named).map(([times, where]) => attempt(() => Probe.tcp({ ...times, ...where }))),
    fc
      .tuple(fc.array(text.word, { maxLength: 3 }), when)
      .map(([more, times]) => attempt(() => Probe.exec(["/probe", ...more], times))),
  );
}

function optOut(off: (reason: string) => unknown): Both {
  const long = fc.constantFrom("x".repeat(262_000), "x".repeat(262_144), "é\u0085\u2028 \u0001");
  return { kept: words.map(off), edgy: fc.oneof(edgyText, long).map((text) => attempt(() => off(text))) };
}

const size = fc.constantFrom("32Mi", "64Mi", "1Gi", "65Mi", "4096Gi" as const);
const folderSize = fc.constantFrom("1Ki", "64Mi", "1Gi", "1024Gi" as const);
const oddSize = fc.constantFrom("1", "1Ki", "31Mi", "1e3", "9007199254740991", "0", "64M", "4Pi", "8Ei");
const cpu = fc.constantFrom("1m", "250m", "1", "1.5", "64" as const);
const oddCpu = fc.constantFrom("1m", "0.0001", "9007199254740991m", "9223372036854775807", "0", "1Ki");
const cidrs = fc.constantFrom<{ cidrs?: string[] }>(
  {},
  { cidrs: ["10.20.0.0/16"] },
  { cidrs: ["2001:db8::/32", "192.0.2.7/32"] },
);
const oddCidr = fc.constantFrom(
  "10.0.0.1/16",
  "10.0.0.999/33",
  "010.0.0.0/8",
  "::ffff:10.0.0.0/104",
  "2001:DB8::/32",
  "",
  "::/0",
);
const cipher = fc.base64String({ minLength: 4 });

const secrets: fc.Arbitrary<SecretRef> = fc.oneof(
  fc.tuple(label, label).map(([name, key]) => SecretRef.existing(name, key)),
  fc
    .record({ store: label, key: fc.string({ minLength: 1 }), property: label }, { requiredKeys: ["store", "key"] })
    .map((options) => SecretRef.external(options)),
  cipher.map((text) => SecretRef.sealed(text)),
  fc
    .tuple(fc.constantFrom("vault", "aws"), label)
    .map(([provider, object]) => SecretRef.csi({ provider, object, parameters: { roleName: object } })),
);
const oddSecrets = fc.oneof(
  fc.tuple(edgyText, edgyText).map(([name, key]) => SecretRef.existing(name, key)),
  fc.tuple(edgyText, edgyText).map(([store, key]) => SecretRef.external({ store, key, storeKind: "SecretStore" })),
  edgyText.map((text) => SecretRef.sealed(text)),
  fc
    .tuple(edgyText, edgyText)
    .map(([provider, object]) => SecretRef.csi({ provider, object, parameters: { [provider]: object } })),
);

const callee = fc.constantFrom<unknown>(...Object.values(CALLEES));
const ingress = { className: "nginx", tlsSecret: "tls", controllerNamespace: "ingress" };
const routed = fc.record({ path, port: fc.constant("http") }, { requiredKeys: [] });

/** For each class that some prop takes: values that are right, and values at the edge. */
const BY_CLASS: Readonly<Record<string, Both>> = {
  ImageRef: {
    kept: fc
      .tuple(
        fc.constantFrom("", "registry.example.test/", "[::1]:5000/", "localhost:5000/"),
        label,
        fc.constantFrom("", ":v1.2"),
      )
      .map(([registry, name, tag]) =>
        attempt(() => ImageRef.pinned(`${registry.replace("[::1]", "r.test")}${name}${tag}@${DIGEST}`)),
      ),
    edgy: fc.oneof(
      fc.constantFrom(
        attempt(() => ImageRef.tagged("shop/storefront:v1")),
        attempt(() => ImageRef.pinned(`a/b:latest@${DIGEST}`)),
      ),
      fc.constantFrom(254, 255, 256).map((length) => attempt(() => ImageRef.pinned(`${"a".repeat(length)}@${DIGEST}`))),
      fc.constantFrom(127, 128, 129).map((length) => attempt(() => ImageRef.tagged(`a:${"T".repeat(length)}`))),
      edgyText.map((text) => attempt(() => ImageRef.tagged(`${text}:v1`))),
    ),
  },
  Resources: {
    kept: fc.oneof(
      fc.constantFrom(Resources.small, Resources.medium, Resources.large),
      fc.record({ cpu, memory: size }).map((pair) => Resources.of(pair)),
    ),
    edgy: fc.record({ cpu: oddCpu, memory: oddSize }).map((pair) => attempt(() => Resources.of(pair as never))),
  },
  CpuLimit: optOut((reason) => CpuLimit.off(reason)),
  Budget: optOut((reason) => Budget.off(reason)),
  Metrics: optOut((reason) => Metrics.off(reason)),
  UserNamespace: optOut((reason) => UserNamespace.off(reason)),
  SingleReplica: optOut((reason) => Replicas.single(reason)),
  Replicas: {
    kept: fc.oneof(fc.constantFrom(2, 1000), fc.integer({ min: 2, max: 20 })).map((count) => Replicas.fixed(count)),
    edgy: oddNumber.map((count) => attempt(() => Replicas.fixed(count))),
  },
  ScalingMetric: {
    kept: fc
      .tuple(label, fc.constantFrom(0.001, 0.5, 30, 1e12))
      .map(([queue, perPod]) => ScalingMetric.queueLength({ metric: "queue_length", labels: { queue }, perPod })),
    edgy: fc.oneof(
      oddNumber.map((perPod) => attempt(() => ScalingMetric.requestsPerPod(perPod))),
      fc.tuple(edgyText, oddNumber).map(([text, perPod]) => attempt(() => ScalingMetric.query(text, { perPod }))),
      edgyText.map((text) => attempt(() => ScalingMetric.queueLength({ metric: "a", labels: { a: text }, perPod: 1 }))),
      edgyText.map((text) => attempt(() => ScalingMetric.queueLength({ metric: text, perPod: 1 }))),
    ),
  },
  Slo: {
    kept: fc.oneof(
      fc.constantFrom(93.06, 99, 99.9, 99.999).map((percent) => Slo.availability(percent)),
      fc
        .tuple(fc.constantFrom("1ms", "300ms", "10m"), fc.constantFrom("7d", "28d", "30d"))
        .map(([within, period]) =>
          Slo.latency(within as "1ms", 95, { period: period as "7d", name: `within-${within}` }),
        ),
    ),
    edgy: fc.oneof(
      oddNumber.map((percent) => attempt(() => Slo.availability(percent))),
      edgyText.map((text) => attempt(() => Slo.latency(text as "1ms", 95))),
      edgyText.map((name) => attempt(() => Slo.availability(99.9, { name }))),
    ),
  },
  Dialect: {
    kept: fc.constantFrom(Dialect.clientGolang, Dialect.grpcMiddleware, Dialect.otelHttp, Dialect.otelGrpc),
    edgy: fc.oneof(
      fc.constant(Dialect.istio),
      edgyText.map((text) => attempt(() => Dialect.custom({ duration: text, failed: { code: text }, route: "route" }))),
    ),
  },
  SecretRef: {
    kept: fc.tuple(secrets, fc.boolean()).map(([ref, asFile]) => (asFile ? ref.asFile() : ref)),
    edgy: fc.tuple(oddSecrets, fc.boolean()).map(([ref, asFile]) => (asFile ? ref.asFile() : ref)),
  },
  External: {
    kept: fc.oneof(
      fc.tuple(label, host, port, cidrs).map(([name, at, number, more]) => External.tcp(name, at, number, more)),
      fc
        .tuple(label, fc.constantFrom("192.0.2.1", "2001:db8::1"), port)
        .map(([name, at, number]) => External.udp(name, at, number)),
    ),
    edgy: fc.oneof(
      fc
        .tuple(edgyText, edgyText, oddNumber)
        .map(([name, at, number]) => attempt(() => External.tcp(name, at, number))),
      oddCidr.map((cidr) => External.tcp("odd", "odd.test", 443, { cidrs: [cidr] })),
      fc.constantFrom("::ffff:1.2.3.4", "fe80::1%eth0", "2001:DB8::A").map((at) => External.udp("odd", at, 1)),
    ),
  },
  Volume: {
    kept: fc.oneof(
      fc.tuple(path, folderSize).map(([at, bytes]) => Volume.scratch(at, bytes)),
      fc.tuple(path, folderSize).map(([at, bytes]) => Volume.memory(at, bytes)),
      fc.tuple(path, label, fc.boolean()).map(([at, claim, readOnly]) => Volume.claim(at, claim, { readOnly })),
    ),
    edgy: fc.oneof(
      fc.tuple(edgyText, oddSize).map(([at, bytes]) => attempt(() => Volume.scratch(at, bytes as never))),
      oddSize.map((bytes) => attempt(() => Volume.memory("/odd", bytes as never))),
      edgyText.map((claim) => Volume.claim("/odd", claim)),
    ),
  },
  Probe: {
    kept: fc.oneof(probe(untimed, { path, word: label }), probe(timing, { path, word: label })),
    edgy: fc.oneof(probe(oddTiming, { path, word: label }), probe(untimed, { path: edgyText, word: edgyText })),
  },
  Route: {
    kept: fc.oneof(
      fc.tuple(host, routed).map(([name, more]) => Route.host(name, more)),
      fc.tuple(host, routed).map(([name, more]) => Route.ingress(name, { ...ingress, ...more })),
    ),
    edgy: fc.oneof(
      fc.tuple(edgyText, edgyText).map(([name, at]) => Route.host(name, { path: at })),
      edgyText.map((at) => Route.host("odd.test", { path: `/${at}` })),
      edgyText.map((at) => Route.ingress("odd.test", { ...ingress, path: `/${at}` })),
      edgyText.map((name) => Route.host(name)),
      edgyText.map((name) => Route.ingress(name, ingress)),
      fc
        .tuple(fc.constantFrom(...Object.keys(ingress)), edgyText)
        .map(([field, text]) => Route.ingress("odd.test", { ...ingress, [field]: text })),
    ),
  },
  NodePort: {
    kept: fc
      .tuple(words, fc.constantFrom<{ nodePort?: number }>({}, { nodePort: 30000 }, { nodePort: 32767 }))
      .map(([reason, more]) => Route.nodePort(reason, more)),
    edgy: oddNumber.map((nodePort) => Route.nodePort("an odd one", { nodePort })),
  },
  Construct: { kept: callee, edgy: fc.oneof(callee, fc.constant({})) },
};

class NoArbitrary extends Error {}

function both(name: string): Both {
  const found = BY_CLASS[name];
  if (!found) throw new NoArbitrary(`${name}: add values of it to BY_CLASS`);
  return found;
}

/** A value of one of these classes that is right. */
export function keptValue(names: readonly string[]): fc.Arbitrary<unknown> {
  return fc.oneof(...names.map((name) => both(name).kept));
}

/** A value of one of these classes at the edge, or something else in its place. */
export function edgyValue(names: readonly string[]): fc.Arbitrary<unknown> {
  return fc.oneof(...names.map((name) => both(name).edgy));
}
