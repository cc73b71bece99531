import { AppChart, Environment, GantryApp, GoService, ImageRef, Replicas, Volume } from "gantry-cdk";

// Three pods with a disk each that outlives them: a StatefulSet, and a name of its own for every pod.
const environment = Environment.of("prod", { stage: "production", kubernetes: "1.35" });

export const app = new GantryApp({ environment });
const chart = new AppChart(app, "search", { team: "search", email: "search-team@example.test" });

new GoService(chart, "Index", {
  image: ImageRef.pinned(
    "registry.example.test/search/index@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  ),
  memory: "4Gi",
  cpu: "2",
  scaling: Replicas.fixed(3),
  state: { size: "100Gi", mountPath: "/var/lib/index", storageClass: "fast" },
  volumes: { segments: Volume.memory("/var/cache/segments", "1Gi") },
  shutdown: { drain: "2m" },
});
