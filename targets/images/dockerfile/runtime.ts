import type { ImagePlan } from "../../../lib/image/image-plan";
import { PROBER } from "../../../lib/image/stages";
import type { Stage, Value } from "../../../lib/render/dockerfile";
import { arg, copy, entrypoint, env, expose, file, label, run, user, workdir } from "../../../lib/render/dockerfile";
import { target } from "./build";
import { PROBE } from "./probe";
import { USER, goMounts } from "./toolchain";

const ROOTS = "/etc/ssl/certs/ca-certificates.crt";
const ZONES = "/usr/local/go/lib/time/zoneinfo.zip";

/** The image that is deployed: the program on its base, and nothing else. */
export function release(plan: ImagePlan, ports: readonly string[]): readonly Stage[] {
  const { base, name } = plan;
  const roots = base.needsRoots
    ? [
        copy([ROOTS], ROOTS, "toolchain"),
        copy([ZONES], "/zoneinfo.zip", "toolchain"),
        env({ ZONEINFO: "/zoneinfo.zip" }),
      ]
    : [];
  return [
    {
      name: "runtime",
      from: "${RUNTIME_BASE}",
      about: "The program on its base.",
      instructions: [
        ...roots,
        copy([`/out/${name}`], `/${name}`, "build"),
        user(USER),
        ...(ports.length > 0 ? [expose(ports)] : []),
        entrypoint(`/${name}`),
      ],
    },
    LOCAL,
    {
      name: "release",
      from: "runtime",
      about: "What is deployed.",
      instructions: [arg("VERSION", "dev"), arg("REVISION"), arg("CREATED"), label(labels(plan))],
    },
  ];
}

/** Asks whether a program is well, where neither Kubernetes nor a shell could. */
export function probe(plan: ImagePlan): Stage {
  return {
    name: "probe",
    from: "toolchain",
    about: "A prober for health checks outside of Kubernetes.",
    instructions: [
      workdir("/probe"),
      file("main.go", PROBE),
      ...target(plan),
      env({ CGO_ENABLED: "0", GOWORK: "off" }),
      run(["go mod init probe", 'go build -trimpath -ldflags="-s -w" -o /out/gantry-probe'], goMounts(plan)),
    ],
  };
}

/** The release with a prober in it, since the base has no shell that could ask whether the program is well. */
const LOCAL: Stage = {
  name: "local",
  from: "runtime",
  about: "For Compose: the program and the prober.",
  instructions: [copy([`/out${PROBER}`], PROBER, "probe")],
};

/** https://github.com/opencontainers/image-spec/blob/main/annotations.md */
function labels({ name, labels: own }: ImagePlan): Readonly<Record<string, Value>> {
  return {
    "org.opencontainers.image.title": name,
    "org.opencontainers.image.version": { arg: "VERSION" },
    "org.opencontainers.image.revision": { arg: "REVISION" },
    "org.opencontainers.image.created": { arg: "CREATED" },
    ...own,
  };
}
