import { describe, expect, it } from "@jest/globals";
import type { Twin } from "./mutate";
import { problemsWith } from "./problems-with";

const POLICY = "prod/shop/storefront/NetworkPolicy";

const closed = (set: Twin["set"], add: readonly Twin[] = []) =>
  problemsWith("dns-egress", { in: "NetworkPolicy", set: { ...set }, add });

describe("pods whose egress is closed", () => {
  it("must be able to ask DNS", () => {
    expect(closed({ "spec.egress": [] })).toEqual([
      {
        path: POLICY,
        field: "spec.egress",
        code: "dns-egress",
        got: "no way to port 53 for the pods of prod/shop/storefront/Deployment",
        allowed: "DNS for every pod whose egress is closed: without it each look-up of a name times out",
        fix: "add an egress rule with the ports 53/UDP and 53/TCP, or annotate it with gantry.dev/opt-out.dns-egress and the reason",
        source: "stacks/shop.ts:7",
      },
    ]);
  });

  it.each([
    [{}, 3],
    [{ matchExpressions: [{ key: "app.kubernetes.io/instance", operator: "NotIn", values: ["storefront"] }] }, 2],
  ])("are counted, by the workload that comes first: %j", (podSelector, count) => {
    const [first] = closed({ "spec.egress": [], "spec.podSelector": podSelector });
    const paths = `prod/shop/storefront-nightly/CronJob and ${count - 1} more`;
    expect(first?.got).toBe(`no way to port 53 for the pods of ${paths}`);
  });

  it("are told without those that another policy lets ask", () => {
    const dns = [{ ports: [{ port: 53, protocol: "UDP" }] }];
    const add = [{ of: "NetworkPolicy", name: "dns", set: { "spec.egress": dns } }];
    expect(closed({ "spec.egress": [], "spec.podSelector": {} }, add)).toMatchObject([
      { path: POLICY, got: "no way to port 53 for the pods of prod/shop/storefront-nightly/CronJob and 1 more" },
    ]);
  });

  it("aren't helped by a policy that only closes their ingress", () => {
    const open = { "spec.policyTypes": ["Ingress"], "spec.egress": [{}] };
    expect(closed({ "spec.egress": [] }, [{ of: "NetworkPolicy", name: "dns", set: open }])).toHaveLength(1);
  });

  it("are there when a policy without types has a rule for egress", () => {
    expect(closed({ "spec.policyTypes": undefined, "spec.egress": [{ ports: [{ port: 443 }] }] })).toHaveLength(1);
  });

  it.each<[what: string, set: Twin["set"]]>([
    ["only names ingress", { "spec.policyTypes": ["Ingress"], "spec.egress": [] }],
    ["names no type and no egress", { "spec.policyTypes": undefined, "spec.egress": undefined }],
    ["is of no pod", { "spec.egress": [], "spec.podSelector.matchLabels": { app: "gone" } }],
  ])("aren't there when a policy %s", (_what, set) => {
    expect(closed(set)).toEqual([]);
  });
});

describe("a rule for egress", () => {
  const pods = { podSelector: {} };

  it.each<[what: string, rule: unknown]>([
    ["everything", {}],
    ["every namespace", { to: [{ namespaceSelector: {} }] }],
    ["pods of a namespace, after pods of its own", { to: [pods, { ...pods, namespaceSelector: {} }] }],
    ["addresses", { to: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }],
    ["port 53", { ports: [{ port: 53 }] }],
    ["port 53 next to others", { ports: [{ port: 443 }, { port: 53 }] }],
    ["port 53 of pods of its own namespace", { to: [pods], ports: [{ port: 53 }] }],
    ["a port that is called dns", { ports: [{ port: "dns" }] }],
    ["a port that is called dns-tcp", { ports: [{ port: "dns-tcp" }] }],
    ["all ports of a protocol", { ports: [{ protocol: "UDP" }] }],
    ["ports up to 53", { ports: [{ port: 1, endPort: 53 }] }],
    ["ports from 53 on", { ports: [{ port: 53, endPort: 99 }] }],
    ["ports around 53", { ports: [{ port: 50, endPort: 60 }] }],
  ])("leads to DNS when it allows %s", (_what, rule) => {
    expect(closed({ "spec.egress": [{ ports: [{ port: 443 }] }, rule] })).toEqual([]);
  });

  it.each<[what: string, rule: unknown]>([
    ["pods of its own namespace", { to: [pods] }],
    ["another port", { ports: [{ port: 443 }] }],
    ["another port of every namespace", { to: [{ namespaceSelector: {} }], ports: [{ port: 443 }] }],
    ["a port that is called something else", { ports: [{ port: "mdns" }] }],
    ["ports that end before 53", { ports: [{ port: 1, endPort: 52 }] }],
    ["ports that begin after 53", { ports: [{ port: 54, endPort: 99 }] }],
    ["a port below 53", { ports: [{ port: 52 }] }],
    ["nothing that can be read", { ports: [{ port: null, endPort: 99 }] }],
    ["a range with an end in quotes", { ports: [{ port: 50, endPort: "60" }] }],
  ])("doesn't lead to DNS when it allows %s", (_what, rule) => {
    expect(closed({ "spec.egress": [rule] })).toHaveLength(1);
  });
});

describe("a network policy that selects no pod", () => {
  const dangling = (set: Twin["set"]) =>
    problemsWith("dangling-network-policy", { in: "NetworkPolicy", set: { ...set } });
  const way =
    "where an operator makes the pods, annotate it with gantry.dev/opt-out.dangling-network-policy and the reason";

  it("is told with what could have been meant", () => {
    const labels = { "app.kubernetes.io/instance": "storefrnt" };
    expect(dangling({ "spec.podSelector.matchLabels": labels })).toEqual([
      {
        path: POLICY,
        field: "spec.podSelector",
        code: "dangling-network-policy",
        got: "app.kubernetes.io/instance=storefrnt",
        allowed: 'labels that the pods of a workload in namespace "shop" carry: otherwise it fences nothing',
        fix:
          'no pod in namespace "shop" carries app.kubernetes.io/instance=storefrnt: ' +
          'did you mean "app.kubernetes.io/instance=storefront"? there are: app.kubernetes.io/instance=storefront, ' +
          "app.kubernetes.io/instance=storefront-nightly, app.kubernetes.io/instance=storefront-store, " +
          `app.kubernetes.io/version=1.4.2; ${way}`,
        source: "stacks/shop.ts:7",
      },
    ]);
  });

  it("is told which labels no pod has together", () => {
    const labels = { "app.kubernetes.io/instance": "storefront-store", "app.kubernetes.io/version": "1.4.2" };
    const selector = "app.kubernetes.io/instance=storefront-store,app.kubernetes.io/version=1.4.2";
    expect(dangling({ "spec.podSelector.matchLabels": labels })).toMatchObject([
      { got: selector, fix: `no pod carries all of ${selector} at once: leave one out; ${way}` },
    ]);
  });

  it("isn't one that is for every pod, of which there may be none", () => {
    expect(dangling({ "spec.podSelector": {}, "metadata.namespace": "empty" })).toEqual([]);
  });
});
