import { describe, expect, it } from "@jest/globals";
import { apiVersionOf } from "../../../constructs/imports/kinds";
import { KIND_NAMES, kindName, kindTest } from "../../../lib/policy/kind-names";

const VERSION = "write its version in front";
const fixOf = (name: string) => kindName(name)?.fix;

describe("the name of a kind", () => {
  it.each([
    "Deployment",
    "Service",
    "HTTPRoute",
    "v1/Service",
    "apps/v1/Deployment",
    "networking.k8s.io/v1beta1/IPAddress",
    "resource.k8s.io/v1alpha3/DeviceTaintRule",
    "monitoring.coreos.com/v1/ServiceMonitor",
    "example.test/v1alpha1/Widget",
  ])("may be %s", (name) => {
    expect(kindName(name)).toBeUndefined();
  });

  it.each([
    ["Deploymnet", 'did you mean "Deployment"?'],
    ["deployment", 'did you mean "Deployment"?'],
    ["Pods", 'did you mean "Pod"?'],
    ["apps/v1/Deploymnet", 'did you mean "apps/v1/Deployment"?'],
    ["apps/v2/Deployment", 'did you mean "apps/v1/Deployment"?'],
    ["apps/Deployment", 'did you mean "apps/v1/Deployment"?'],
    ["v2/Service", 'did you mean "v1/Service"?'],
    ["Rollout", VERSION],
    ["argoproj.io/v1alpha1/rollout", VERSION],
    ["", VERSION],
  ])("may not be %j: %s", (name, fix) => {
    expect(fixOf(name)).toBe(fix);
  });

  it.each(Object.entries(apiVersionOf))(
    "may be every kind that Gantry has a type for: %s of %s",
    (kind, apiVersion) => {
      expect(KIND_NAMES).toContain(`${apiVersion}/${kind}`);
    },
  );
});

describe("the test for kinds", () => {
  it.each<[string, string, string, boolean]>([
    ["Deployment", "apps/v1", "Deployment", true],
    ["Deployment", "apps/v1beta1", "Deployment", true],
    ["Deployment", "example.test/v1", "Deployment", false],
    ["Service", "v1", "Service", true],
    ["Service", "serving.knative.dev/v1", "Service", false],
    ["Event", "v1", "Event", true],
    ["Event", "events.k8s.io/v1", "Event", true],
    ["HorizontalPodAutoscaler", "autoscaling/v1", "HorizontalPodAutoscaler", true],
    ["autoscaling/v2/HorizontalPodAutoscaler", "autoscaling/v1", "HorizontalPodAutoscaler", false],
    ["autoscaling/v2/HorizontalPodAutoscaler", "autoscaling/v2", "HorizontalPodAutoscaler", true],
    ["v1/Service", "v1", "Service", true],
    ["v1/Service", "v1", "Secret", false],
  ])("for %s, asked about %s %s, says %s", (name, apiVersion, kind, is) => {
    expect(kindTest([name])(apiVersion, kind)).toBe(is);
  });

  it("takes any of several kinds", () => {
    const isOne = kindTest(["Deployment", "v1/Service"]);
    expect([isOne("apps/v1", "Deployment"), isOne("v1", "Service"), isOne("batch/v1", "Job")]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
