import type { ImagePlan } from "../../../lib/image/image-plan";
import type { Stage } from "../../../lib/render/dockerfile";
import { arg, run } from "../../../lib/render/dockerfile";
import { goMounts } from "./toolchain";

/** The program for the platform of the image: stripped, without paths, without a build id, so that one source gives one binary. */
export function build(plan: ImagePlan): Stage {
  const command = `go build -trimpath -buildvcs=false -ldflags="${linkerFlags(plan)}" -o /out/${plan.name} ${plan.command.package}`;
  return {
    name: "build",
    from: "source",
    about: "The program for the platform of the image.",
    instructions: [...target(plan), run([command], goMounts(plan))],
  };
}

/** The same program as its source was written, for a debugger. */
export function debugBuild(plan: ImagePlan): Stage {
  const command = `go build -buildvcs=false -gcflags="all=-N -l" -o /out/${plan.name} ${plan.command.package}`;
  return {
    name: "debug-build",
    from: "source",
    about: "The program without optimisations, for a debugger.",
    instructions: [...target(plan), run([command], goMounts(plan))],
  };
}

/** What BuildKit says of the platform that is built, as the Go toolchain wants it. */
export function target({ platforms }: ImagePlan): readonly string[] {
  const isArm = platforms.includes("linux/arm/v7");
  return [
    arg("TARGETOS"),
    arg("TARGETARCH"),
    ...(isArm ? [arg("TARGETVARIANT")] : []),
    `ENV GOOS=$TARGETOS GOARCH=$TARGETARCH${isArm ? " GOARM=${TARGETVARIANT#v}" : ""}`,
  ];
}

function linkerFlags({ module }: ImagePlan): string {
  return module.cgo.length > 0 ? "-s -w" : "-s -w -buildid=";
}
