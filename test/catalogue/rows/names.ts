import { App, Chart } from "cdk8s";
import { AppChart, GoService, RawObject } from "../../../app";
import { nameFor } from "../../../lib/names";
import { IMAGE, shopChart } from "../../support/program";
import * as make from "../manifests";
import type { Row } from "../row";
import { kept, noted, program, prop, raw, server, service } from "../row";

const NAME = "metadata.name";
const named = (id: string) => () => service(shopChart().chart, {}, id).name;
const chartNamed = (id: string, namespace?: string) => (chart: AppChart) =>
  new AppChart(App.of(chart), id, {
    team: "shop",
    email: "shop-team@example.test",
    ...(namespace !== undefined && { namespace }),
  });
const twins =
  (id: string, ...manifests: object[]) =>
  (chart: AppChart) =>
    manifests.forEach((one, index) => new RawObject(chart, `${id}${index}`, one as never));
const renamed = (manifest: object, name: string) => ({ ...manifest, metadata: { name, namespace: "shop" } });

/** Entries 1 to 18: names, identities and namespaces. */
export const NAMES: readonly Row[] = [
  raw(
    1,
    'metadata.name "My_App."',
    make.configMap({ [NAME]: "My_App." }),
    ["name-grammar", NAME, "of at most 253", 'use "my-app'],
    "lowercase RFC 1123",
  ),
  prop(
    1,
    'name "My_App." of a service',
    { name: "My_App." },
    ["name-grammar", "name", "a letter first", 'use "my-app"'],
    server(make.kubeService({ [NAME]: "My_App." }), "RFC 1123 label"),
  ),
  raw(
    2,
    "a name of 254 characters",
    make.configMap({ [NAME]: "a".repeat(254) }),
    ["name-too-long", NAME, "at most 253", 'use "aaa'],
    "no more than 253",
  ),
  kept(3, 'construct id "my_cfg"', named("my_cfg"), "my-cfg-aayu5ei6u7"),
  kept(4, 'construct id "api.v1" of a service', named("api.v1"), "api-v1-d73gmiqmhf"),
  raw(
    4,
    'a Service called "api.v1"',
    make.kubeService({ [NAME]: "api.v1" }),
    ["name-grammar", NAME, "a letter first", 'use "api-v1"'],
    "must not contain dots",
  ),
  kept(5, 'construct id "-foo"', named("-foo"), "foo-as5mhsazle"),
  program(
    5,
    'chart id "-foo"',
    chartNamed("-foo"),
    ["name-grammar", "namespace", "a letter or digit at both ends", 'use "foo"', "prod/-foo"],
    server(make.namespace("-foo"), "RFC 1123"),
  ),
  kept(6, 'construct id "1svc" of a service', named("1svc"), "x1svc-rdxfipuil3"),
  noted(
    "Kubernetes takes it since 1.36, older ones do not",
    raw(6, 'a Service called "1svc"', make.kubeService({ [NAME]: "1svc" }), [
      "name-grammar",
      NAME,
      "a letter first",
      'use "x1svc"',
    ]),
  ),
  program(7, 'construct id "日本語"', (chart) => service(chart, {}, "日本語"), [
    "name-empty",
    "name",
    "at least one of a-z",
    "set name",
    "prod/shop/日本語",
  ]),
  program(7, "construct id of one emoji", (chart) => service(chart, {}, "🚀"), [
    "name-empty",
    "name",
    "at least one of a-z",
    "set name",
    "prod/shop/🚀",
  ]),
  kept(8, 'construct id "default"', named("default"), "default"),
  kept(8, 'construct id "my-resource"', named("my-resource"), "my-resource"),
  kept(
    9,
    "20,000 paths that differ in one character",
    () => new Set(Array.from({ length: 20_000 }, (_, index) => nameFor(["a".repeat(60), String(index)]))).size,
    20_000,
  ),
  kept(10, 'the paths "a-b" and "a/b"', () => new Set([nameFor(["a-b"]), nameFor(["a", "b"])]).size, 2),
  program(
    10,
    'two services called "bad"',
    (chart) => {
      service(chart, {}, "Bad");
      service(chart, { name: "bad" }, "Other");
    },
    ["duplicate-name", "name", "prod/shop/Bad has this one", "set name", "prod/shop/Other"],
  ),
  program(
    11,
    "two objects with one kind, namespace and name",
    twins("Bad", make.configMap(), make.configMap({ "data.colour": "red" })),
    ["duplicate-object", NAME, "one object of a kind", "rename", "prod/shop/Bad1"],
  ),
  program(
    12,
    "two Deployments with overlapping selectors",
    twins("Bad", make.deployment(), renamed(make.deployment(), "other")),
    ["overlapping-selectors", "spec.selector", "no other workload", "prod/shop/Bad", "prod/shop/Bad0"],
    server(renamed(make.deployment(), "other")),
  ),
  raw(13, "a StatefulSet name of 60 characters", make.statefulSet({ [NAME]: "a".repeat(60) }), [
    "name-too-long",
    NAME,
    "at most 52",
    'use "aaa',
  ]),
  raw(
    14,
    "a CronJob name of 63 characters",
    make.cronJob({ [NAME]: "a".repeat(63) }),
    ["name-too-long", NAME, "at most 52", 'use "aaa'],
    "must be no more than 52",
  ),
  raw(
    15,
    "a Job name of 64 characters",
    make.job({ [NAME]: "a".repeat(64) }),
    ["name-too-long", NAME, "at most 63", 'use "aaa'],
    "must be no more than 63",
  ),
  noted(
    "46 and not 52: pod names are cut at 58",
    raw(15, "a Deployment name of 53 characters", make.deployment({ [NAME]: "a".repeat(53) }), [
      "name-too-long",
      NAME,
      "at most 46",
      'use "aaa',
    ]),
  ),
  program(
    16,
    'namespace "My NS"',
    chartNamed("other", "My NS"),
    ["name-grammar", "namespace", "a DNS label of at most 63", 'use "my-ns"', "prod/other"],
    server(make.namespace("My_NS"), "RFC 1123"),
  ),
  program(
    17,
    "a chart without a namespace",
    (chart) => {
      const bare = new Chart(App.of(chart), "bare");
      new RawObject(bare, "Bad", { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "bad" } });
    },
    ["namespace-missing", "metadata.namespace", "a namespace", "set metadata.namespace", "prod/bare/Bad"],
    server(make.configMap({ "metadata.namespace": undefined })),
  ),
  program(
    17,
    "a service in a chart without a namespace",
    (chart) => new GoService(new Chart(App.of(chart), "bare"), "Bad", { image: IMAGE }),
    ["namespace-missing", "", "a chart with one", "new AppChart", "prod/bare/Bad"],
  ),
  program(
    18,
    'namespace "kube-system"',
    chartNamed("other", "kube-system"),
    ["reserved-namespace", "namespace", "belong to Kubernetes", "name it after", "prod/other"],
    server(make.configMap({ "metadata.namespace": "kube-system" })),
  ),
  raw(18, 'an object in "kube-public"', make.configMap({ "metadata.namespace": "kube-public" }), [
    "reserved-namespace",
    "metadata.namespace",
    "belong to Kubernetes",
    "namespace of its own",
  ]),
];
