import { describe, expect, it } from "@jest/globals";
import { formatProblems } from "../../../lib/errors";
import { addressOf } from "../../../targets/pulumi/stack/cluster";
import type { KubeconfigText } from "../../../targets/pulumi/stack/kubeconfig";
import { planStack } from "../../../targets/pulumi/stack/plan";
import { ENVIRONMENTS, LOCAL, SOUND, TOKEN, configuration, kubeconfig, told } from "./stack-inputs";

const SERVER = SOUND["shop:server"]!;

function problemsWith(
  texts: Readonly<Record<string, string>>,
  local: readonly KubeconfigText[] = [LOCAL],
  { secretKeys = [] as string[], stack = "dev" } = {},
) {
  const { problems } = planStack(
    ENVIRONMENTS,
    {},
    configuration({ ...SOUND, ...texts }, secretKeys, stack),
    () => local,
  );
  expect(formatProblems(problems)).not.toContain(TOKEN);
  return problems;
}

const local = (servers: Readonly<Record<string, string>>, name = "~/.kube/config") => ({
  name,
  text: kubeconfig(servers),
});

describe("the cluster of a stack", () => {
  it("is the one that the context of the machine's kubeconfig leads to", () => {
    expect(problemsWith({})).toEqual([]);
  });

  it.each([`${SERVER}/`, "HTTPS://Kubernetes.Dev.example.test:6443", `${SERVER}//`])("is the same at %s", (server) => {
    expect(problemsWith({}, [local({ "shop-dev": server })])).toEqual([]);
  });

  it("is refused when the context leads to another one", () => {
    expect(problemsWith({}, [local({ "shop-dev": "https://kubernetes.example.test:6443" })])).toEqual([
      {
        path: "Pulumi.dev.yaml",
        field: "shop:server",
        code: "other-cluster",
        got: 'the context "shop-dev" of ~/.kube/config, which leads to "https://kubernetes.example.test:6443"',
        allowed: `a context that leads to the declared cluster, "${SERVER}"`,
        fix: "pulumi config set shop:context … --stack dev; change server only with the cluster: all objects are replaced",
      },
    ]);
  });

  it("is refused when the context leads nowhere", () => {
    const text = kubeconfig({ "shop-dev": SERVER }).replace('"clusters"', '"was"');
    expect(problemsWith({}, [{ name: "k", text }])).toMatchObject([
      { code: "other-cluster", got: 'the context "shop-dev" of k, which leads to no address' },
    ]);
  });

  it("is refused when no kubeconfig has the context, with those that there are", () => {
    const files = [local({ "shop-dve": SERVER }, "a"), local({ prod: SERVER }, "b")];
    expect(problemsWith({}, files)).toMatchObject([
      {
        field: "shop:context",
        code: "unknown-context",
        got: '"shop-dev"',
        allowed: 'a context of a and b: "prod", "shop-dve"',
        fix: 'did you mean "shop-dve"? pulumi config set shop:context … --stack dev',
      },
    ]);
  });

  it("is looked for in several kubeconfigs as kubectl does: the first that has the name wins", () => {
    const [right, wrong] = [local({ "shop-dev": SERVER }), local({ "shop-dev": "https://other.example.test" })];
    expect(problemsWith({}, [right, wrong])).toEqual([]);
    expect(told(problemsWith({}, [wrong, right]))).toEqual(["Pulumi.dev.yaml shop:server other-cluster"]);
  });

  it("is refused on a machine without a kubeconfig", () => {
    expect(problemsWith({}, [])).toMatchObject([
      {
        field: "shop:context",
        code: "kubeconfig-missing",
        fix: "export KUBECONFIG=…, or pulumi config set --secret shop:kubeconfig --stack dev < FILE",
      },
    ]);
  });

  it("is refused when a kubeconfig is no YAML, without a word of what stands in it", () => {
    const text = `users:\n- name: deployer\n  user: {token: ${TOKEN}\n`;
    expect(problemsWith({}, [LOCAL, { name: "~/broken", text }])).toMatchObject([
      { path: "~/broken:4", code: "kubeconfig-syntax" },
    ]);
  });

  it("is found through a kubeconfig that the stack keeps as a secret, and through no other then", () => {
    const keys = { secretKeys: ["shop:kubeconfig"] };
    const text = kubeconfig({ "shop-dev": SERVER });
    expect(problemsWith({ "shop:kubeconfig": text }, [], keys)).toEqual([]);
    expect(problemsWith({ "shop:kubeconfig": kubeconfig({ other: SERVER }) }, [LOCAL], keys)).toMatchObject([
      { code: "unknown-context", allowed: 'a context of shop:kubeconfig: "other"' },
    ]);
  });

  it("is not found through a kubeconfig in plain text", () => {
    const text = kubeconfig({ "shop-dev": SERVER });
    expect(told(problemsWith({ "shop:kubeconfig": text }))).toEqual(["Pulumi.dev.yaml shop:kubeconfig plain-secret"]);
  });

  it.each(["kubernetes.example.test:6443", "https://admin:hunter2@kubernetes.example.test", "ssh://a", ""])(
    "has no address %j",
    (server) => {
      const problems = problemsWith({ "shop:server": server });
      expect(problems).toMatchObject([{ field: "shop:server" }]);
      expect(formatProblems(problems)).not.toContain("hunter2");
    },
  );

  it("has one spelling of its address", () => {
    const spellings = ["https://k.example.test:443/", "https://K.example.test", "https://k.example.test//"];
    expect(new Set(spellings.map(addressOf))).toEqual(new Set(["https://k.example.test"]));
    expect(addressOf("https://rancher.example.test/k8s/clusters/c-1/")).toBe(
      "https://rancher.example.test/k8s/clusters/c-1",
    );
  });
});

describe("a stack", () => {
  it("has the name of an environment", () => {
    expect(problemsWith({}, [LOCAL], { stack: "prd" })).toEqual([
      {
        path: "shop",
        field: "stack",
        code: "unknown-stack",
        got: '"prd"',
        allowed: "one of dev, prod: a stack has the name of its environment",
        fix: "did you mean prod? pulumi stack select prod",
      },
    ]);
  });

  it("is no property that every object has", () => {
    expect(told(problemsWith({}, [LOCAL], { stack: "constructor" }))).toEqual(["shop stack unknown-stack"]);
  });

  it.each(['["docker","kubernetes"]', '["*"]', '[" kubernetes "]'])("is guarded with %s", (list) => {
    expect(problemsWith({ "pulumi:disable-default-providers": list })).toEqual([]);
  });

  it.each(["", "kubernetes", '["docker"]', '"kubernetes"', "[null]"])("is not guarded with %j", (list) => {
    expect(problemsWith({ "pulumi:disable-default-providers": list })).toMatchObject([
      {
        path: "Pulumi.yaml",
        code: "default-provider",
        fix: 'config: { "pulumi:disable-default-providers": { value: [kubernetes] } }',
      },
    ]);
  });

  it("is told of everything that is wrong at once", () => {
    const texts = { "shop:extra": "1", "shop:adopt": "maybe" };
    const { problems } = planStack(ENVIRONMENTS, {}, configuration(texts, [], "prd"), () => []);
    expect(told(problems)).toEqual([
      "shop stack unknown-stack",
      "Pulumi.prd.yaml shop:context required",
      "Pulumi.prd.yaml shop:server required",
      "Pulumi.prd.yaml shop:adopt wrong-type",
      "Pulumi.prd.yaml shop:extra unknown-setting",
      "Pulumi.yaml config.pulumi:disable-default-providers.value default-provider",
    ]);
  });
});
