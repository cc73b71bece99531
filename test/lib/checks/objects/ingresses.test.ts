import { describe, expect, it } from "@jest/globals";
import { codesAt, told } from "../told";

const HOST = "spec.rules[0].host";
const PATH = "spec.rules[0].http.paths[0]";

describe("the host of an Ingress", () => {
  it.each(["*.example.test", "a", "1.2.3", "1.2.3.4.5", "1234.2.3.4", "shop-1.example.test", "", undefined])(
    "may be %j",
    (host) => {
      expect(codesAt("Ingress", HOST, host)).toEqual([]);
    },
  );

  it.each([
    ["Shop.example.test", '"Shop.example.test"'],
    ["shop.example.test.", '"shop.example.test."'],
    ["shop.example.test:80", '"shop.example.test:80"'],
    ["*", '"*"'],
    ["*.", '"*."'],
    ["a.*.example.test", '"a.*.example.test"'],
    ["*.*.example.test", '"*.*.example.test"'],
    ["10.0.0.1", '"10.0.0.1"'],
    ["100.101.102.103", '"100.101.102.103"'],
    ["*.10.0.0.1.", '"*.10.0.0.1."'],
    ["::1", '"::1"'],
    [5, "5"],
  ])("can't be %j, and is told one that may", (host, got) => {
    const allowed = "a DNS name in lower case, or one after *.; no address, scheme, port or dot at the end";
    const problem = ["host", HOST, got, allowed, 'write it as in "shop.example.test"'];
    expect(told({ in: "Ingress", set: { [HOST]: host } })).toEqual([problem]);
  });
});

describe("the path of an Ingress", () => {
  const LITERAL =
    "/ first, then the characters of a URL's path without ;, none of // /./ /../ %2f %2F, and at the end none of /.. /.";
  const FREE = "/ first, then printable ASCII without blanks";
  const toldOf = (pathType: unknown, path: unknown) => {
    return told({ in: "Ingress", set: { [`${PATH}.pathType`]: pathType, [`${PATH}.path`]: path } });
  };

  it.each(["Exact", "Prefix"])("of type %s may have every sign of a URL", (type) => {
    expect(toldOf(type, "/AZaz09-._~!$&'()*+,=:@%20/a..b/...")).toEqual([]);
  });

  it.each([
    "orders",
    "",
    "/a;b",
    "/a b",
    "/a?b",
    "/é",
    "//a",
    "/a/./b",
    "/a/../b",
    "/a%2fb",
    "/a%2Fb",
    "/a/..",
    "/a/.",
    "/a\n",
    "x/a",
  ])("of type Prefix can't be %j, and is told what may", (path) => {
    const problem = ["ingress-path", `${PATH}.path`, JSON.stringify(path), LITERAL, 'write it as in "/orders"'];
    expect(toldOf("Prefix", path)).toEqual([problem]);
  });

  it.each([
    ["Exact", undefined, "nothing", LITERAL],
    ["Exact", 5, "5", LITERAL],
    ["ImplementationSpecific", "a", '"a"', FREE],
    ["ImplementationSpecific", "x/a", '"x/a"', FREE],
    ["ImplementationSpecific", "/a b", '"/a b"', FREE],
    ["ImplementationSpecific", "/é", '"/é"', FREE],
    ["ImplementationSpecific", 5, "5", FREE],
  ])("of type %s can't be %j, and is told what may", (type, path, got, allowed) => {
    const problem = ["ingress-path", `${PATH}.path`, got, allowed, 'write it as in "/orders"'];
    expect(toldOf(type, path)).toEqual([problem]);
  });

  it.each(["/(a|b)/.*", "/a//b", "/", "", undefined])("of the controller's own type may be %j", (path) => {
    expect(toldOf("ImplementationSpecific", path)).toEqual([]);
  });

  it.each([
    ["prefix", '"prefix"'],
    [undefined, "nothing"],
  ])("can't be of type %j", (type, got) => {
    const allowed = "one of Exact, Prefix, ImplementationSpecific: Kubernetes has no default";
    const problem = ["ingress-path-type", `${PATH}.pathType`, got, allowed, "set pathType: Prefix"];
    expect(toldOf(type, "/")).toEqual([problem]);
  });

  it("is told with its place among the others", () => {
    const backend = { service: { name: "storefront", port: { number: 80 } } };
    const paths = ["/a", "b"].map((path) => ({ path, pathType: "Exact", backend }));
    const rules = [{ host: "a.example.test" }, { host: "b.example.test", http: { paths } }];
    const found = told({ in: "Ingress", set: { "spec.rules": rules } });
    expect(found.map(([, field]) => field)).toEqual(["spec.rules[1].http.paths[1].path"]);
  });
});

describe("an annotation that the controller runs", () => {
  it.each(["nginx.ingress.kubernetes.io/server-snippet", "ingress.kubernetes.io/configuration-snippet"])(
    "is refused: %s",
    (key) => {
      const field = `metadata.annotations["${key}"]`;
      const allowed =
        "no annotation that the controller runs as its own configuration: it reads every secret that the controller can";
      const fix = "use the controller's annotation for that one setting, or handle it in the program";
      const found = told({ in: "Ingress", set: { [field]: "return 200;" } });
      expect(found).toEqual([["ingress-snippet", field, `"${key}"`, allowed, fix]]);
    },
  );

  it.each([
    "nginx.ingress.kubernetes.io/ssl-redirect",
    "example.test/server-snippet",
    "nginx.ingress.kubernetes.io/snippet-of",
  ])("is not seen in %s", (key) => {
    expect(told({ in: "Ingress", set: { [`metadata.annotations["${key}"]`]: "true" } })).toEqual([]);
  });
});
