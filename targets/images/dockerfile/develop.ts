import { posix } from "node:path";
import type { ImagePlan } from "../../../lib/image/image-plan";
import { DEBUG_PORT, DEV_CACHES, PROBER, SOURCE } from "../../../lib/image/stages";
import type { Stage } from "../../../lib/render/dockerfile";
import { copy, entrypoint, env, expose, run, user, workdir } from "../../../lib/render/dockerfile";
import { GO_TOOLS } from "../../../lib/versions";
import { debugBuild, target } from "./build";
import { USER, goMounts, moduleFolder } from "./toolchain";

/** Delve's server: several clients, one after the other or at once; the program does not wait for them. */
const SERVE = [
  "exec",
  "--headless",
  `--listen=:${DEBUG_PORT}`,
  "--api-version=2",
  "--accept-multiclient",
  "--continue",
] as const;

/** The program under a debugger, and what that takes. */
export function debug(plan: ImagePlan): readonly Stage[] {
  return [
    delve(plan),
    debugBuild(plan),
    {
      name: "debug",
      from: "${RUNTIME_BASE}",
      about: `The program under Delve, on port ${DEBUG_PORT}.`,
      instructions: [
        copy(["/out/dlv"], "/dlv", "delve"),
        copy([`/out/${plan.name}`], `/${plan.name}`, "debug-build"),
        copy([`/out${PROBER}`], PROBER, "probe"),
        env({ HOME: "/tmp" }),
        user(USER),
        expose([`${DEBUG_PORT}/tcp`]),
        entrypoint("/dlv", ...SERVE, `/${plan.name}`, "--"),
      ],
    },
  ];
}

/** The go command installs nothing for another platform into a folder of our choice, so it builds in a module of its own. */
function delve(plan: ImagePlan): Stage {
  const { package: dlv, version } = GO_TOOLS.delve;
  const build = [
    "go mod init delve",
    `go get ${dlv}@${version}`,
    `go build -trimpath -ldflags="-s -w" -o /out/dlv ${dlv}`,
  ];
  return {
    name: "delve",
    from: "toolchain",
    about: "Delve for the platform of the image.",
    instructions: [workdir("/delve"), ...target(plan), env({ CGO_ENABLED: "0" }), run(build, goMounts(plan))],
  };
}

/** The toolchain and air: builds and starts the program anew when a mounted source changes. */
export function dev(plan: ImagePlan): Stage {
  const { package: air, version } = GO_TOOLS.air;
  const { modules, builds } = DEV_CACHES;
  const folders = [plan.module.dir, ...plan.module.locals].map((folder) => posix.normalize(folder));
  const binary = `/tmp/air/${plan.name}`;
  return {
    name: "dev",
    from: "toolchain",
    about: `Live reload: mount the sources at ${SOURCE}.`,
    instructions: [
      run([`GOBIN=/usr/local/bin go install ${air}@${version}`], goMounts(plan)),
      copy([`/out${PROBER}`], PROBER, "probe"),
      run([`mkdir -p ${modules} ${builds}`, `chown ${USER} ${modules} ${builds}`]),
      env({ HOME: "/tmp" }),
      user(USER),
      workdir(SOURCE),
      entrypoint(
        "/usr/local/bin/air",
        ...["--tmp_dir", "/tmp/air"],
        ...["--build.cmd", `cd ${moduleFolder(plan)} && go build -buildvcs=false -o ${binary} ${plan.command.package}`],
        ...["--build.entrypoint", binary],
        ...["--build.include_dir", folders.join(",")],
        ...["--build.include_ext", "go,mod,sum,work"],
        ...["--build.poll", "true"],
        ...["--build.send_interrupt", "true"],
        ...["--build.kill_delay", "1s"],
        "--",
      ),
    ],
  };
}
