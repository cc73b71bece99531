import { describe, expect, it } from "@jest/globals";
import type { GoServiceProps } from "../../../app";
import { GoService, ImageRef, Resources, Volume } from "../../../app";
import { IMAGE, complaintsOf, environment, only, render } from "../../support/program";

const service = (props: Partial<GoServiceProps>) =>
  render((chart) => new GoService(chart, "A", { image: IMAGE, ...props }));
const pod = (props: Partial<GoServiceProps>) => only(service(props), "Deployment").spec.template.spec;
const complaints = (props: Partial<GoServiceProps>) =>
  complaintsOf((chart) => new GoService(chart, "A", { image: IMAGE, ...props }));

describe("folders", () => {
  it("are a /tmp of 64Mi and nothing else", () => {
    const { containers, volumes } = pod({});
    expect(volumes).toEqual([{ name: "tmp", emptyDir: { sizeLimit: "64Mi" } }]);
    expect(containers[0]!.volumeMounts).toEqual([{ name: "tmp", mountPath: "/tmp" }]);
  });

  it.each([
    ["scratch", Volume.scratch("/var/cache", "100Mi"), { emptyDir: { sizeLimit: "100Mi" } }, {}],
    ["memory", Volume.memory("/var/cache", "100Mi"), { emptyDir: { medium: "Memory", sizeLimit: "100Mi" } }, {}],
    ["a claim", Volume.claim("/var/cache", "files"), { persistentVolumeClaim: { claimName: "files" } }, {}],
    [
      "a claim to read",
      Volume.claim("/var/cache", "files", { readOnly: true }),
      { persistentVolumeClaim: { claimName: "files", readOnly: true } },
      { readOnly: true },
    ],
  ])("may be %s", (_, cache, source, mount) => {
    const { containers, volumes } = pod({ volumes: { cache } });
    expect(volumes).toContainEqual({ name: "cache", ...source });
    expect(containers[0]!.volumeMounts).toContainEqual({ name: "cache", mountPath: "/var/cache", ...mount });
  });

  it("count towards the program's ephemeral storage unless they are in memory", () => {
    const volumes = { cache: Volume.scratch("/a", "100Mi"), fast: Volume.memory("/b", "1Gi") };
    const { requests, limits } = pod({ scratch: "36Mi", volumes }).containers[0]!.resources!;
    expect([requests!["ephemeral-storage"], limits!["ephemeral-storage"]]).toEqual(["200Mi", "200Mi"]);
  });

  it.each([
    ["a relative path", { cache: Volume.scratch("cache", "1Mi") }, "absolute-path volumes.cache"],
    ["a path with a colon", { cache: Volume.scratch("/a:b", "1Mi") }, "absolute-path volumes.cache"],
    ["the path of /tmp", { cache: Volume.scratch("/tmp", "1Mi") }, "duplicate-mount volumes.cache"],
    ["a name that is taken", { secrets: Volume.scratch("/a", "1Mi") }, "reserved-volume volumes.secrets"],
    ["a name with capitals", { Cache: Volume.scratch("/a", "1Mi") }, "name-grammar volumes.Cache"],
    ["a claim that nobody can make", { cache: Volume.claim("/a", "Bad Claim") }, "name-grammar volumes.cache"],
    ["a path as text", { cache: "/a" as never }, "wrong-type volumes.cache"],
  ])("are refused with %s", (_, volumes, expected) => {
    expect(complaints({ volumes })).toEqual([expected]);
  });
});

describe("a container beside the program", () => {
  const props = {
    volumes: { cache: Volume.scratch("/var/cache", "1Mi") },
    sidecars: { proxy: { image: IMAGE, args: ["serve"], mounts: { cache: "/cache" } } },
    init: { "b-second": { image: IMAGE }, "a-first": { image: IMAGE, command: ["/wait"], env: { FOR: "$(HOME)" } } },
  };

  it("starts before the program and stays: a native sidecar, and then the others in order of their names", () => {
    const found = pod(props).initContainers!.map(({ name, restartPolicy }) => [name, restartPolicy]);
    expect(found).toEqual([
      ["proxy", "Always"],
      ["a-first", undefined],
      ["b-second", undefined],
    ]);
  });

  it("runs its own command with literal variables, in which nothing is replaced", () => {
    const first = pod(props).initContainers![1]!;
    expect([first.command, first.env]).toEqual([["/wait"], [{ name: "FOR", value: "$$(HOME)" }]]);
  });

  it("sees the folders it names, and a small share of the node", () => {
    const [proxy] = pod(props).initContainers!;
    expect(proxy).toMatchObject({
      args: ["serve"],
      volumeMounts: [{ name: "cache", mountPath: "/cache" }],
      resources: {
        requests: { cpu: "100m", memory: "256Mi", "ephemeral-storage": "64Mi" },
        limits: { cpu: "200m", memory: "256Mi", "ephemeral-storage": "64Mi" },
      },
    });
  });

  it("reads only where the volume is for reading", () => {
    const volumes = { files: Volume.claim("/files", "files", { readOnly: true }) };
    const sidecars = { proxy: { image: IMAGE, mounts: { files: "/files" } } };
    expect(pod({ volumes, sidecars }).initContainers![0]!.volumeMounts).toEqual([
      { name: "files", mountPath: "/files", readOnly: true },
    ]);
  });

  it("leaves the program the container that kubectl shows", () => {
    const { annotations } = only(service(props), "Deployment").spec.template.metadata!;
    expect(annotations!["kubectl.kubernetes.io/default-container"]).toBe("a");
  });

  it("takes a size", () => {
    const sidecars = { proxy: { image: IMAGE, resources: Resources.large } };
    expect(pod({ sidecars }).initContainers![0]!.resources!.limits).toMatchObject({ cpu: "2", memory: "2Gi" });
  });

  it.each([
    ["no image", { sidecars: { proxy: {} as never } }, "required sidecars.proxy.image"],
    [
      "a folder that is not there",
      { init: { a: { image: IMAGE, mounts: { x: "/x" } } } },
      "unknown-volume init.a.mounts",
    ],
    ["a secret", { init: { a: { image: IMAGE, env: { API_TOKEN: "x" } } } }, "literal-secret init.a.env.API_TOKEN"],
    [
      "a tag in production",
      { init: { a: { image: ImageRef.tagged("registry.example.test/a:v1") } } },
      "image-without-digest init.a.image",
    ],
    [
      "the program's own name",
      { sidecars: { a: { image: IMAGE } } },
      "duplicate-container spec.template.spec.containers[0].name",
    ],
  ] satisfies [string, Partial<GoServiceProps>, string][])("is refused with %s", (_, given, expected) => {
    expect(complaints(given)).toEqual([expected]);
  });
});

describe("a StatefulSet", () => {
  const state = { size: "10Gi", mountPath: "/var/lib/shop" } as const;

  it("takes the Deployment's place where a program has state, with a disk for each pod", () => {
    const rendered = service({ state });
    const { spec } = only(rendered, "StatefulSet");
    expect(rendered.objects.some(({ manifest }) => manifest.kind === "Deployment")).toBe(false);
    expect(spec.volumeClaimTemplates).toMatchObject([
      {
        metadata: { name: "state" },
        spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "10Gi" } } },
      },
    ]);
    expect(spec.template.spec.containers[0]!.volumeMounts).toContainEqual({
      mountPath: "/var/lib/shop",
      name: "state",
    });
  });

  it("keeps the disks, and starts its pods together", () => {
    const rendered = service({ state });
    expect(only(rendered, "StatefulSet").spec).toMatchObject({
      persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
      podManagementPolicy: "Parallel",
      revisionHistoryLimit: 5,
      updateStrategy: { type: "RollingUpdate" },
    });
    const found = rendered.objects.find(({ manifest }) => manifest.kind === "StatefulSet");
    expect(found!.hints.protect).toBe(true);
  });

  it("gives each pod a name through a headless Service", () => {
    const rendered = service({ state });
    const { spec } = only(rendered, "Service", "a-pods");
    expect(only(rendered, "StatefulSet").spec.serviceName).toBe("a-pods");
    expect(spec).toMatchObject({
      clusterIP: "None",
      publishNotReadyAddresses: true,
      ports: [{ name: "http", port: 8080 }],
      selector: { "app.kubernetes.io/instance": "a" },
    });
  });

  it("is scaled and spread as itself", () => {
    const rendered = service({ state });
    const { topologySpreadConstraints } = only(rendered, "StatefulSet").spec.template.spec;
    expect(only(rendered, "HorizontalPodAutoscaler").spec.scaleTargetRef.kind).toBe("StatefulSet");
    expect(topologySpreadConstraints!.map((one) => one.matchLabelKeys)).toEqual([
      ["controller-revision-hash"],
      ["controller-revision-hash"],
    ]);
  });

  it("takes a storage class", () => {
    const rendered = service({ state: { ...state, storageClass: "fast" } });
    expect(only(rendered, "StatefulSet").spec.volumeClaimTemplates![0]!.spec.storageClassName).toBe("fast");
  });
});

describe("an image", () => {
  it("by a tag is for development only", () => {
    const image = ImageRef.tagged("registry.example.test/a:v1");
    const declare = (stage: "development" | "production") =>
      complaintsOf((chart) => new GoService(chart, "A", { image }), environment({ stage }));
    expect([declare("development"), declare("production")]).toEqual([[], ["image-without-digest image"]]);
  });

  it("that was never built is refused with the command that builds it", () => {
    const image = ImageRef.missing({ code: "image-not-built", got: "nothing", allowed: "an image", fix: "build it" });
    expect(complaints({ image })).toEqual(["image-not-built image"]);
  });
});

describe("an amount that no program needs is refused", () => {
  const huge = Resources.of({ cpu: "1025", memory: "4097Gi" });

  it.each<[string, Partial<GoServiceProps>, string[]]>([
    ["of the program", { resources: huge }, ["resources.cpu", "resources.memory"]],
    [
      "of a Go program that could not start",
      { resources: Resources.of({ cpu: "1", memory: "31Mi" }) },
      ["resources.memory"],
    ],
    [
      "of a container beside it",
      { sidecars: { proxy: { image: IMAGE, resources: huge } } },
      ["sidecars.proxy.resources.cpu", "sidecars.proxy.resources.memory"],
    ],
    ["of a folder", { volumes: { cache: Volume.scratch("/var/cache", "1025Gi") } }, ["volumes.cache"]],
  ])("%s", (_, props, fields) => {
    expect(complaints(props)).toEqual(fields.map((field) => `out-of-range ${field}`));
  });
});
