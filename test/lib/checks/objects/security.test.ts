import { describe, expect, it } from "@jest/globals";
import { told } from "../told";

const POD = "spec.template.spec";
const POD_CONTEXT = `${POD}.securityContext`;
const CONTEXT = `${POD}.containers[0].securityContext`;
const FIX = "set 65532, the user of distroless images";

const toldOf = (set: Readonly<Record<string, unknown>>) => told({ in: "Deployment", set });

describe("the socket of a container runtime", () => {
  const VOLUME = `${POD}.volumes[2]`;
  const toldOfPath = (path: unknown) => toldOf({ [VOLUME]: { name: "run", hostPath: { path } } });

  it("is told why no pod may have it", () => {
    const allowed = "no socket of the container runtime: whoever can write to it is root on the node";
    const fix = "remove the volume; build images outside of the cluster, and read state from the Kubernetes API";
    expect(toldOfPath("/run/docker.sock")).toEqual([
      ["runtime-socket", `${VOLUME}.hostPath.path`, '"/run/docker.sock"', allowed, fix],
    ]);
  });

  it.each([
    "/var/run/docker.sock",
    "/var//run/../run/docker.sock",
    "/run/containerd/containerd.sock",
    "/run/containerd",
    "/run/k3s/containerd/containerd.sock",
    "/var/run/crio/crio.sock",
    "/run/cri-dockerd.sock",
  ])("is seen in %s", (path) => {
    expect(toldOfPath(path).map(([code]) => code)).toEqual(["runtime-socket"]);
  });

  it.each(["/run/dockerfiles", "/run/shop/docker.sock", "/srv/run/docker.sock", "/srv", undefined])(
    "is not seen in %s",
    (path) => {
      expect(toldOfPath(path)).toEqual([]);
    },
  );
});

describe("a privileged container", () => {
  it("is told the way to the one capability that it needs", () => {
    const allowed = "false: a privileged container is root on the node";
    const fix = "remove it, and add the one capability that is needed to securityContext.capabilities.add";
    expect(toldOf({ [CONTEXT]: { privileged: true } })).toEqual([
      ["privileged", `${CONTEXT}.privileged`, "true", allowed, fix],
    ]);
  });
});

describe("root that must not be root", () => {
  const problem = (place: string) => {
    const allowed = "a user from 1 to 2147483647: kubelet refuses to start root where runAsNonRoot is set";
    return ["root-and-non-root", `${place}.runAsUser`, "0, with runAsNonRoot: true", allowed, FIX];
  };

  it.each([
    ["the container's, under the pod's", { [`${CONTEXT}.runAsUser`]: 0 }, CONTEXT],
    ["the pod's", { [`${POD_CONTEXT}.runAsUser`]: 0 }, POD_CONTEXT],
    [
      "the pod's, under the container's",
      { [POD_CONTEXT]: { runAsUser: 0 }, [`${CONTEXT}.runAsNonRoot`]: true },
      POD_CONTEXT,
    ],
  ])("is told where root is said: %s", (_, set, place) => {
    expect(toldOf(set)).toEqual([problem(place)]);
  });

  it.each([
    ["the container's own user", { [POD_CONTEXT]: { runAsUser: 0, runAsNonRoot: true }, [`${CONTEXT}.runAsUser`]: 1 }],
    ["the container's own word", { [`${POD_CONTEXT}.runAsUser`]: 0, [`${CONTEXT}.runAsNonRoot`]: false }],
    ["no word", { [POD_CONTEXT]: { runAsUser: 0 } }],
  ])("is none with %s", (_, set) => {
    expect(toldOf(set)).toEqual([]);
  });
});

describe("the user of a pod", () => {
  const allowed = "a whole number from 0 to 2147483647";

  it.each([
    [POD_CONTEXT, -1, "-1"],
    [POD_CONTEXT, 2 ** 31, "2147483648"],
    [POD_CONTEXT, 1.5, "1.5"],
    [CONTEXT, "65532", '"65532"'],
    [CONTEXT, -1, "-1"],
  ])("at %s can't be %j", (place, user, got) => {
    expect(toldOf({ [`${place}.runAsUser`]: user })).toEqual([
      ["run-as-user", `${place}.runAsUser`, got, allowed, FIX],
    ]);
  });

  it.each([0, 2 ** 31 - 1])("may be %i", (user) => {
    expect(toldOf({ [POD_CONTEXT]: { runAsUser: user }, [`${CONTEXT}.runAsUser`]: user })).toEqual([]);
  });
});
