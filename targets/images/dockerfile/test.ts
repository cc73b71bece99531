import type { ImagePlan } from "../../../lib/image/image-plan";
import type { Stage } from "../../../lib/render/dockerfile";
import { copy, run } from "../../../lib/render/dockerfile";
import { GO_TOOLS } from "../../../lib/versions";
import { goMounts } from "./toolchain";

const RESULTS = "/results";

/** Stages around the tests: one that runs them, one that fails with them, one that gives their results whatever they are. */
export function tests(plan: ImagePlan): readonly Stage[] {
  const { package: gotestsum, version } = GO_TOOLS.gotestsum;
  return [
    {
      name: "gotestsum",
      from: "toolchain",
      about: "What writes JUnit.",
      instructions: [run([`GOBIN=/out go install ${gotestsum}@${version}`], goMounts(plan))],
    },
    {
      name: "test-run",
      from: "source",
      about: "Vet and tests, with a report; the verdict is in a file, so that a failure leaves its report.",
      instructions: [
        copy(["/out/gotestsum"], "/usr/local/bin/", "gotestsum"),
        run([`mkdir ${RESULTS}`, `{ ${verdict()}; }`], goMounts(plan)),
      ],
    },
    {
      name: "test",
      from: "test-run",
      about: "Fails when vet or a test has failed.",
      instructions: [run([`cat ${RESULTS}/vet.txt`, `exit "$(cat ${RESULTS}/exit-code)"`])],
    },
    {
      name: "test-report",
      from: "scratch",
      about: "JUnit, coverage and the verdict, for `--output type=local`.",
      instructions: [copy([`${RESULTS}/`], "/", "test-run")],
    },
  ];
}

function verdict(): string {
  const gotestsum = `/usr/local/bin/gotestsum --junitfile ${RESULTS}/junit.xml --jsonfile ${RESULTS}/test.json --`;
  return [
    `go vet ./... >${RESULTS}/vet.txt 2>&1`,
    "vetted=$?",
    `${gotestsum} -count=1 -coverprofile=${RESULTS}/coverage.out ./...`,
    "tested=$?",
    `test ! -s ${RESULTS}/coverage.out || go tool cover -func=${RESULTS}/coverage.out >${RESULTS}/coverage.txt`,
    `echo $((vetted > tested ? vetted : tested)) >${RESULTS}/exit-code`,
  ].join("; \\\n    ");
}

/** Benchmarks of every package, with a processor and a memory profile of each. */
export function bench(plan: ImagePlan): readonly Stage[] {
  const packages = `$(go list -f '{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}' ./...)`;
  const flags = "-run '^$' -bench . -benchmem -count=1";
  const profiles = '-cpuprofile "$folder/cpu.pprof" -memprofile "$folder/memory.pprof" -o "$folder/test.bin"';
  const loop = [
    `for package in ${packages}; do folder="${RESULTS}/\${package##*/}"`,
    'mkdir -p "$folder"',
    `go test ${flags} ${profiles} "$package" >"$folder/bench.txt" || { cat "$folder/bench.txt"; exit 1; }`,
    "done",
  ];
  return [
    {
      name: "bench-run",
      from: "source",
      about: "Benchmarks, with profiles.",
      instructions: [run([`mkdir ${RESULTS}`, loop.join("; \\\n    ")], goMounts(plan))],
    },
    {
      name: "bench",
      from: "scratch",
      about: "Results and pprof profiles by package, for `--output type=local`.",
      instructions: [copy([`${RESULTS}/`], "/", "bench-run")],
    },
  ];
}
