import { describe, expect, it } from "@jest/globals";
import type { Complaint } from "../../lib/errors";
import * as names from "../../lib/names";

const LONG = "a".repeat(64);

describe("a complaint about", () => {
  it.each<[what: string, complaint: unknown, said: Omit<Complaint, "code">]>([
    [
      "a DNS label",
      names.dnsLabel("My Name"),
      {
        got: '"My Name" with U+004D (M)',
        allowed: "a DNS label of at most 63 characters: a-z, 0-9 and -, a letter or digit at both ends",
        fix: 'use "my-name"',
      },
    ],
    [
      "a DNS label that starts with a letter",
      names.dnsLabelLetterFirst("1svc"),
      {
        got: '"1svc"',
        allowed: "a DNS label of at most 63 characters: a-z, 0-9 and -, a letter first, a letter or digit last",
        fix: 'use "x1svc"',
      },
    ],
    [
      "a DNS name",
      names.dnsSubdomain("..My App..v1."),
      {
        got: '"..My App..v1." with U+004D (M)',
        allowed: "a DNS name of at most 253 characters: a-z, 0-9, - and ., a letter or digit at both ends of each part",
        fix: 'use "my-app.v1"',
      },
    ],
    [
      "the name of a Role",
      names.objectName("Role", "read  all"),
      {
        got: '"read  all" with U+0020',
        allowed: "the name of a Role of at most 253 characters: printable ASCII without blanks, / and %, not . or ..",
        fix: 'use "read-all"',
      },
    ],
    [
      "the key of a label",
      names.labelKey("__my  label__"),
      {
        got: '"__my  label__" with U+0020',
        allowed:
          "the name of a label of at most 63 characters: A-Z, a-z, 0-9, -, _ and ., a letter or digit at both ends",
        fix: 'use "my-label"',
      },
    ],
    [
      "the prefix of a label key",
      names.labelKey("Example.test/part-of"),
      {
        got: '"Example.test" with U+0045 (E)',
        allowed:
          "the prefix of a label key of at most 253 characters: a-z, 0-9, - and ., a letter or digit at both ends of each part",
        fix: 'use "example.test"',
      },
    ],
    [
      "the value of a label",
      names.labelValue("é"),
      {
        got: '"é" with U+00E9',
        allowed: "a label value of at most 63 characters: A-Z, a-z, 0-9, -, _ and ., a letter or digit at both ends",
        fix: 'choose one such as "my-name"',
      },
    ],
    [
      "a port name",
      names.portName("80-80"),
      {
        got: '"80-80"',
        allowed: "a port name of at most 15 characters: a-z, 0-9 and single - inside, with a letter",
        fix: 'use "port-80-80"',
      },
    ],
    [
      "a key of a ConfigMap",
      names.configKey("...my  app..yaml"),
      {
        got: '"...my  app..yaml" with U+0020',
        allowed:
          "a key of a ConfigMap or Secret of at most 253 characters: A-Z, a-z, 0-9, -, _ and ., neither . alone nor .. in front",
        fix: 'use "my-app..yaml"',
      },
    ],
    [
      "the name of an environment variable",
      names.envName("1 log--level2"),
      {
        got: '"1 log--level2" with U+0020',
        allowed: "the name of an environment variable: A-Z, a-z, 0-9 and _, no digit first",
        fix: 'use "_1_log_level2"',
      },
    ],
    [
      "a name of which nothing is left",
      names.nameFor(["日本", "🚀"]),
      {
        got: '"日本/🚀"',
        allowed: "an id with at least one of a-z, A-Z or 0-9",
        fix: "set name, or choose another id",
      },
    ],
  ])("%s", (_, complaint, said) => {
    expect(complaint).toMatchObject(said);
  });

  it.each([
    [names.dnsLabel("日本"), 'choose one such as "my-name"'],
    [names.dnsSubdomain("日本"), 'choose one such as "my-name"'],
    [names.labelKey("日本"), 'choose one such as "my-name"'],
    [names.portName("日本"), 'choose one such as "http"'],
    [names.configKey(".."), 'choose one such as "app.yaml"'],
    [names.envName(""), 'choose one such as "LOG_LEVEL"'],
  ])("a name of which nothing can be kept gives an example: %#", (complaint, fix) => {
    expect(complaint).toMatchObject({ fix });
  });

  it.each([
    [names.portName("HTTP_Main"), "http-main"],
    [names.portName("Web80"), "web80"],
    [names.configKey(" app.yaml"), "-app.yaml"],
    [names.configKey("..-x"), "x"],
    [names.configKey("..x"), "x"],
    [names.envName("log.level"), "log_level"],
    [names.labelValue(LONG), "a".repeat(63)],
    [names.dnsLabel(`${"a".repeat(62)}---`), "a".repeat(62)],
  ])("a name offers one that is near: %#", (complaint, near) => {
    expect(complaint).toMatchObject({ fix: `use "${near}"` });
  });

  it.each([
    [names.dnsLabel(LONG), "name-too-long"],
    [names.dnsLabel(LONG.slice(1).replace("a", "A")), "name-grammar"],
  ])("a name is about its length only above the limit: %#", (complaint, code) => {
    expect(complaint).toMatchObject({ code });
  });
});

describe("the kinds with names of their own", () => {
  it.each(["Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding"])(
    "a %s may be called anything in ASCII",
    (kind) => {
      expect(names.objectName(kind, "system:Reader")).toBeUndefined();
      expect(names.objectName(kind, "...")).toBeUndefined();
      expect(names.objectName(kind, ".")).toMatchObject({ code: "name-grammar" });
    },
  );

  it("a Namespace is a plain label", () => {
    expect(names.objectName("Namespace", "shop.v1")).toMatchObject({ code: "name-grammar" });
  });

  it("the value of a label may be one character, and starts and ends with a letter or digit", () => {
    expect(names.labelValue("a")).toBeUndefined();
    expect(names.labelKey("-a")).toMatchObject({ code: "name-grammar" });
    expect(names.labelKey("a-")).toMatchObject({ code: "name-grammar" });
  });

  it("the parts of a port name may be longer than one character", () => {
    expect(names.portName("grpc-web")).toBeUndefined();
  });

  it("a name of exactly the limit is left as it is", () => {
    expect(names.nameFor(["a".repeat(20)], 20)).toBe("a".repeat(20));
  });
});
