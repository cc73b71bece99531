import { describe, expect, it } from "@jest/globals";
import type { Twin } from "./mutate";
import { problemsWith } from "./problems-with";

const MOUNT = "spec.template.spec.containers[0].volumeMounts[1]";
const DEPLOYMENT = { path: "prod/shop/storefront/Deployment", source: "stacks/shop.ts:7" };
const mount = (code: string, set: Twin["set"]) => problemsWith(code, { in: "Deployment", set: { ...set } });

describe("the volume of a mount", () => {
  it.each<[given: unknown, got: string, question: string]>([
    ["confg", '"confg"', 'did you mean "config"? '],
    [undefined, '""', ""],
  ])("is refused when the pod has none that is called %j", (given, got, question) => {
    expect(mount("unknown-volume", { [`${MOUNT}.name`]: given })).toEqual([
      {
        ...DEPLOYMENT,
        field: `${MOUNT}.name`,
        code: "unknown-volume",
        got,
        allowed: "a volume of spec.template.spec.volumes, or a claim template",
        fix: `correct the name, or add the volume: ${question}there are: config, tmp`,
      },
    ]);
  });

  it("may be a claim template", () => {
    expect(problemsWith("unknown-volume", { in: "StatefulSet", set: {} })).toEqual([]);
  });

  it("is none of another pod", () => {
    const set = { "spec.volumeClaimTemplates": [{ metadata: {} }] };
    expect(problemsWith("unknown-volume", { in: "StatefulSet", set })).toMatchObject([{ got: '"data"' }]);
  });
});

describe("the path of a mount", () => {
  it.each(["/etc/app", "/etc/app/"])("is one volume's alone: %s", (mountPath) => {
    expect(mount("duplicate-mount", { [`${MOUNT}.mountPath`]: mountPath })).toEqual([
      {
        ...DEPLOYMENT,
        field: `${MOUNT}.mountPath`,
        code: "duplicate-mount",
        got: `"${mountPath}" for the volumes "config" and "tmp"`,
        allowed: "one volume at a path: the second would hide the first",
        fix: 'mount "tmp" somewhere else',
      },
    ]);
  });

  it("may be longer or shorter by a letter than another one", () => {
    const longer = mount("duplicate-mount", { [`${MOUNT}.mountPath`]: "/etc/apps" });
    expect([...longer, ...mount("duplicate-mount", { [`${MOUNT}.mountPath`]: "/etc/ap" })]).toEqual([]);
  });

  it.each(["rel/path", "", undefined, 7, "/a:b", "/a/../b", "/.."])("is refused when it is %j", (mountPath) => {
    expect(mount("absolute-path", { [`${MOUNT}.mountPath`]: mountPath })).toEqual([
      {
        ...DEPLOYMENT,
        field: `${MOUNT}.mountPath`,
        code: "absolute-path",
        got: mountPath === undefined ? "nothing" : JSON.stringify(mountPath),
        allowed:
          "an absolute path without : and ..: each of them means something else to one container runtime or another",
        fix: "write the whole path from the root of the container, e.g. /var/lib/orders",
      },
    ]);
  });

  it.each(["/", "/a..b", "/..a/b", "/var/lib/orders/"])("may be %s", (mountPath) => {
    expect(mount("absolute-path", { [`${MOUNT}.mountPath`]: mountPath })).toEqual([]);
  });
});
