import { AppChart, GantryApp, GoService, ImageLock, ImageRef, RawObject, Route, ValidationError } from "../../../app";
import type { Manifest } from "../../../lib/rendered";
import { APP } from "../manifests";
import { environment } from "../../support/program";
import * as make from "../manifests";
import type { Row } from "../row";
import { goodPod, kept, program, prop, raw, server, service } from "../row";

const DIGEST = "0123456789abcdef".repeat(4);
const NAME = "registry.example.test/shop/bad";
const IMAGE_FIELD = `${APP}.image`;
const PORTS = `${APP}.ports`;
const opens = (port: unknown) => make.deployment({ [PORTS]: [{ containerPort: port }] });
const portNamed = (name: string) => make.deployment({ [PORTS]: [{ name, containerPort: 8080 }] });
const image = (reference: unknown) => make.deployment({ [IMAGE_FIELD]: reference });
const tagged = (reference: string) => () => ImageRef.tagged(reference);
const ports = (...list: object[]) => make.kubeService({ "spec.ports": list });

const COMMIT = "0123456789".repeat(4);
const DEPLOYMENT = "prod/shop/Bad/Workload/Resource";

/** A program with an image, where the lock file knows what was built. */
function underLock(reference: string): never {
  const built = { ref: NAME, digest: `sha256:${DIGEST}`, platforms: ["linux/amd64"], source: COMMIT };
  const images = new ImageLock({ version: 1, environments: { prod: { bad: built } } }, "images.lock.json");
  const app = new GantryApp({ environment: environment(), images });
  const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
  new GoService(chart, "Bad", { image: ImageRef.pinned(reference) });
  throw new ValidationError(app.render().problems);
}

/** Entries 64 to 80: images and ports. */
export const IMAGES_AND_PORTS: readonly Row[] = [
  program(64, "no image", (chart) => new GoService(chart, "Bad", {} as never), [
    "required",
    "image",
    "by its digest",
    "set image",
  ]),
  raw(
    64,
    "an empty image",
    image(""),
    ["image-missing", IMAGE_FIELD, "an image", "name the image with its digest"],
    "Required value",
  ),
  program(
    65,
    'image "My App:latest tag"',
    tagged("My App:latest tag"),
    ["image-reference", "", "tag of at most 128", "registry.example.test", ""],
    server(image("My App:latest tag")),
  ),
  raw(65, 'image "My App:latest tag" of an object', image("My App:latest tag"), [
    "image-reference",
    IMAGE_FIELD,
    "lower-case name of at most 255",
    "registry.example.test",
  ]),
  program(
    66,
    "an image without a tag",
    tagged(NAME),
    ["image-tag", "", "other than latest", "name the version", ""],
    server(image(NAME)),
  ),
  program(
    66,
    "the tag latest",
    tagged(`${NAME}:latest`),
    ["image-tag", "", "other than latest", "name the version", ""],
    server(image(`${NAME}:latest`)),
  ),
  raw(66, "an object's image without a tag", image(NAME), [
    "image-tag",
    IMAGE_FIELD,
    "other than latest, or a digest",
    "name the version",
  ]),
  prop(
    67,
    "a tag in production",
    { image: ImageRef.tagged(`${NAME}:v1`) },
    ["image-without-digest", "image", "a digest in production", "ImageRef.pinned"],
    server(image(`${NAME}:v1`)),
  ),
  program(
    68,
    "a digest of 63 digits",
    () => ImageRef.pinned(`${NAME}@sha256:${DIGEST.slice(1)}`),
    ["image-reference", "", "64 lower-case hexadecimal digits", "registry.example.test", ""],
    server(image(`${NAME}@sha256:${DIGEST.slice(1)}`)),
  ),
  program(
    68,
    "a digest in capitals",
    () => ImageRef.pinned(`${NAME}@sha256:${DIGEST.toUpperCase()}`),
    ["image-reference", "", "64 lower-case hexadecimal digits", "registry.example.test", ""],
    server(image(`${NAME}@sha256:${DIGEST.toUpperCase()}`)),
  ),
  program(
    69,
    "a tag and a digest that disagree",
    () => underLock(`${NAME}:sha-${COMMIT.slice(0, 12)}@sha256:${"f".repeat(64)}`),
    ["image-tag-and-digest", `${APP}.image`, "of one build", "leave the tag out", DEPLOYMENT],
  ),
  program(
    69,
    "a digest with the tag of another commit",
    () => underLock(`${NAME}:sha-${"0".repeat(12)}@sha256:${DIGEST}`),
    ["image-tag-and-digest", `${APP}.image`, "of one build", "leave the tag out", DEPLOYMENT],
  ),
  prop(
    70,
    "port 0",
    { ports: { http: 0 } },
    ["out-of-range", "ports.http", "from 1 to 65535", "set it to 1"],
    server(opens(0), "Required value"),
  ),
  prop(70, "port NaN", { ports: { http: NaN } }, ["out-of-range", "ports.http", "from 1 to 65535", "set it to"]),
  raw(
    70,
    "containerPort 0",
    opens(0),
    ["port-number", `${PORTS}[0].containerPort`, "from 1 to 65535", "without quotes"],
    "Required value",
  ),
  ...[70_000, 80.5, "8080"].map((port) =>
    prop(
      71,
      `port ${JSON.stringify(port)}`,
      { ports: { http: port } },
      ["out-of-range", "ports.http", "from 1 to 65535", "set it to"],
      server(
        opens(port),
        port === 70_000 ? "between 1 and 65535" : port === 80.5 ? "cannot convert float64" : "containerPort",
      ),
    ),
  ),
  raw(
    71,
    'containerPort "8080"',
    opens("8080"),
    ["port-number", `${PORTS}[0].containerPort`, "from 1 to 65535", "without quotes"],
    "containerPort",
  ),
  prop(
    72,
    "a port name of 16 characters",
    { ports: { abcdefghijklmnop: 8080 } },
    ["name-too-long", "ports.abcdefghijklmnop", "at most 15", "use"],
    server(portNamed("abcdefghijklmnop"), "no more than 15"),
  ),
  ...(
    [
      ["HTTP_Main", "must contain only"],
      ["123", "at least one letter"],
      ["a--b", "consecutive hyphens"],
      ["-a", "hyphen"],
    ] as const
  ).flatMap(([name, says]) => [
    prop(73, `port name ${name}`, { ports: { [name]: 8080 } }, [
      "name-grammar",
      /^[A-Z]/.test(name) ? `ports.${name}` : `ports["${name}"]`,
      "single - inside, with a letter",
      "use",
    ]),
    raw(
      73,
      `port name ${name} of an object`,
      portNamed(name),
      ["name-grammar", `${PORTS}[0].name`, "single - inside, with a letter", "use"],
      says,
    ),
  ]),
  raw(
    74,
    "two Service ports without names",
    ports({ port: 80 }, { port: 81 }),
    ["unnamed-port", "spec.ports[0].name", "a name for each port", "name"],
    "Required value",
  ),
  raw(
    75,
    "one Service port twice",
    ports({ name: "a", port: 80 }, { name: "b", port: 80 }),
    ["duplicate-port", "spec.ports[1].port", "once", "port"],
    "duplicate",
  ),
  program(76, "nodePort 80", (chart) => service(chart, { expose: Route.nodePort("smoke test", { nodePort: 80 }) }), [
    "node-port",
    "spec.ports[0].nodePort",
    "from 30000 to 32767",
    "leave nodePort out",
    "prod/shop/Bad/Service",
  ]),
  {
    ...raw(
      76,
      "nodePort 80 of an object",
      make.kubeService({ "spec.type": "NodePort", "spec.ports": [{ port: 80, nodePort: 80 }] }),
      ["node-port", "spec.ports[0].nodePort", "from 30000 to 32767", "leave nodePort out"],
    ),
    server: {
      ...server(
        make.kubeService({ "spec.type": "NodePort", "spec.ports": [{ port: 80, nodePort: 80 }] }),
        "valid ports is 30000-32767",
      ),
      isWritten: true,
    },
  },
  program(
    77,
    "a targetPort that no container has",
    (chart) => {
      service(chart, {}, "Good");
      new RawObject(
        chart,
        "Bad",
        make.kubeService({
          "spec.selector": { "app.kubernetes.io/instance": "good" },
          "spec.ports": [{ port: 80, targetPort: "htp" }],
        }) as Manifest,
      );
    },
    ["unknown-target-port", "spec.ports[0].targetPort", "a port that a container", "http"],
    server(make.kubeService({ "spec.ports": [{ port: 80, targetPort: "htp" }] })),
  ),
  raw(78, "a Service with an empty selector", make.kubeService({ "spec.selector": {} }), [
    "service-without-selector",
    "spec.selector",
    "labels of the pods",
    "gantry.dev/selectorless",
  ]),
  kept(79, 'a Service "app" and a program that reads APP_PORT', () => goodPod()?.enableServiceLinks, false),
  prop(
    80,
    "port 80 without root",
    { ports: { http: 80 } },
    ["privileged-port", "ports.http", "1024 or more", "listen on 8080"],
    server(opens(80)),
  ),
];
