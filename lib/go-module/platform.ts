import { PLATFORMS } from "../image/platform";
import { GO_BUILDER } from "../versions";
import type { Constraint } from "./build-constraint";
import { minorOf } from "./go-version";

/** internal/syslist of Go. */
const SYSTEMS =
  "aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris wasip1 windows zos";
const PROCESSORS =
  "386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm";
const IN_NAMES = new Set([...SYSTEMS.split(" "), ...PROCESSORS.split(" ")]);
const SYSTEM_NAMES = new Set(SYSTEMS.split(" "));

/** How a program may be built: for one of the processors of our images, with cgo or without. */
interface Build {
  readonly processor: string;
  readonly hasCgo: boolean;
}

const BUILDS: readonly Build[] = [...new Set(PLATFORMS.map((platform) => platform.split("/")[1] ?? ""))].flatMap(
  (processor) => [true, false].map((hasCgo) => ({ processor, hasCgo })),
);

/** In which builds a file takes part. */
export interface Membership {
  readonly withCgo: boolean;
  readonly withoutCgo: boolean;
}

/** By its name and its own condition; go/build `matchFile`. */
export function membership(name: string, constraint: Constraint | undefined): Membership {
  const fits = BUILDS.filter((build) => {
    const holds = (tag: string) => isSet(tag, build);
    return tagsInName(name).every(holds) && (constraint?.(holds) ?? true);
  });
  return { withCgo: fits.some(({ hasCgo }) => hasCgo), withoutCgo: fits.some(({ hasCgo }) => !hasCgo) };
}

function isSet(tag: string, { processor, hasCgo }: Build): boolean {
  if (tag === "cgo") return hasCgo;
  const release = /^go1\.(\d+)$/.exec(tag)?.[1];
  if (release !== undefined) return Number(release) <= minorOf(GO_BUILDER.version);
  return tag === processor || tag === "linux" || tag === "unix" || tag === "gc";
}

/** `_linux`, `_arm64` or `_linux_arm64` at the end of a file's name; go/build `goodOSArchFile`. */
function tagsInName(name: string): readonly string[] {
  const [stem = ""] = name.split(".");
  const parts = stem.split("_").slice(1);
  const [last = "", before = ""] = (parts.at(-1) === "test" ? parts.slice(0, -1) : parts).reverse();
  if (!IN_NAMES.has(last)) return [];
  return SYSTEM_NAMES.has(before) && !SYSTEM_NAMES.has(last) ? [before, last] : [last];
}
