import type { AppChart, GoServiceProps } from "../../app";
import { Budget, CpuLimit, External, ImageRef, Metrics, Probe, Replicas, Route, SecretRef, Volume } from "../../app";
import { GoCronJob, GoJob, GoService, GoWorker } from "../../app";
import { GO_CRON_JOB } from "../../constructs/go-cron-job";
import { GO_JOB } from "../../constructs/go-job";
import { GO_SERVICE } from "../../constructs/go-service";
import { GO_WORKER } from "../../constructs/go-worker";
import type { Shape } from "../../lib/fields";

/** What must appear nowhere: it stands in every canary. */
export const CANARY = "hunter2c4n4ry";

const PEM = ["-----BEGIN RSA PRIVATE KEY-----", `MII${CANARY}`, CANARY, "-----END RSA PRIVATE KEY-----"];

/** Texts that are secrets by their look, each with the canary in the secret part. */
export const LOOKS: Readonly<Record<string, string>> = {
  "a private key": PEM.join("\n"),
  "a GitHub token": `ghp_${CANARY}${"x".repeat(30)}`,
  "a GitLab token": `glpat-${CANARY}${"x".repeat(20)}`,
  "a Slack token": `xoxb-${CANARY}-xxxxxxxxxx`,
  "a JSON web token": `eyJhbGciOiJIUzI1NiJ9.eyJ${CANARY}xxxxxxxx.${CANARY}`,
  "a URL with a password": `postgres://shop:${CANARY}@db.example.test/orders`,
  "a URL with a password inside of a text": `--database=postgres://shop:${CANARY}p@ss@db.example.test/orders --verbose`,
};

/** The front doors with their fields. */
export const DOORS = [
  { name: "GoService", Program: GoService, table: GO_SERVICE },
  { name: "GoWorker", Program: GoWorker, table: GO_WORKER },
  { name: "GoJob", Program: GoJob, table: GO_JOB },
  { name: "GoCronJob", Program: GoCronJob, table: GO_CRON_JOB },
] as const;

const IMAGE = ImageRef.pinned(`registry.example.test/shop/web@sha256:${"0a".repeat(32)}`);

/** Declarations of a front door, each with the text in one place of one prop. */
export function plantings(
  { Program, table }: (typeof DOORS)[number],
  text: string,
): ((chart: AppChart, id: string) => void)[] {
  const base = { image: IMAGE, ...("schedule" in table && { schedule: "0 7 * * *" }) };
  return members(table, text).map((props) => (chart, id) => new Program(chart, id, { ...base, ...props } as never));
}

/** Declarations of a service, each with the text in a value type. */
export function valuePlantings(text: string): ((chart: AppChart, id: string) => void)[] {
  return inValues(text).map((props) => (chart, id) => new GoService(chart, id, { image: IMAGE, ...props() }));
}

class Foreign {
  constructor(private readonly text: string) {}
  toString(): string {
    return this.text;
  }
}

/** Values that hold a text in the place of a field of this shape: rightly typed, wrongly typed, nested, thrown. */
function placed(shape: Shape, text: string): unknown[] {
  const wrong = [
    text,
    [text],
    { inner: text },
    { [text]: "x" },
    [{ name: "X", value: text }],
    new Foreign(text),
    thrower(text),
  ];
  switch (shape.kind) {
    case "list":
      return [...wrong, ...placed(shape.of, text).map((one) => [one])];
    case "record":
      return [
        ...wrong,
        ...placed(shape.of, text).map((one) => ({ member: one })),
        ...placed(shape.of, text).map((one) => ({ [text]: one })),
      ];
    case "group":
      return [...wrong, ...members(shape.fields, text)];
    case "either":
      return [...wrong, ...shape.of.flatMap((one) => placed(one, text))];
    default:
      return wrong;
  }
}

/** Records of a group of fields with the text in one of them. */
function members(
  fields: Readonly<Record<string, { readonly type: { readonly shape: Shape } }>>,
  text: string,
): object[] {
  return Object.entries(fields).flatMap(([name, { type }]) => placed(type.shape, text).map((one) => ({ [name]: one })));
}

function thrower(text: string): object {
  return Object.defineProperty({}, "inner", {
    enumerable: true,
    get() {
      return JSON.parse(text) as unknown;
    },
  });
}

/** Props with the text in a value type; the value type itself may throw. */
function inValues(text: string): (() => Partial<GoServiceProps>)[] {
  return [
    () => ({ image: ImageRef.pinned(text) }),
    () => ({ image: ImageRef.tagged(text) }),
    () => ({ cpuLimit: CpuLimit.off(text) }),
    () => ({ budget: Budget.off(text) }),
    () => ({ metrics: Metrics.off(text) }),
    () => ({ scaling: Replicas.single(text) }),
    () => ({ expose: Route.host(text) }),
    () => ({ expose: Route.host("shop.example.test", { path: text, port: text }) }),
    () => ({ expose: Route.ingress(text, { className: text, tlsSecret: text, controllerNamespace: text }) }),
    () => ({ expose: Route.nodePort(text) }),
    () => ({ health: { liveness: Probe.http(text) } }),
    () => ({ health: { liveness: Probe.http("/", { port: text }) } }),
    () => ({ health: { liveness: Probe.exec(["probe", text]) } }),
    () => ({ health: { liveness: Probe.grpc(text) } }),
    () => ({ needs: [External.tcp(text, text, 5432, { cidrs: [text] })] }),
    () => ({ volumes: { one: Volume.scratch(text, "1Mi") } }),
    () => ({ volumes: { one: Volume.claim("/one", text) } }),
    () => ({ volumes: { one: Volume.scratch("/one", text as "1Mi") } }),
    () => ({ secrets: { A: SecretRef.existing(text, text) } }),
    () => ({ secrets: { A: SecretRef.external({ store: text, key: text, property: text }) } }),
    () => ({ secrets: { A: SecretRef.csi({ provider: text, object: text, parameters: { [text]: text } }) } }),
    () => ({ secrets: { A: SecretRef.sealed(text) } }),
  ];
}
