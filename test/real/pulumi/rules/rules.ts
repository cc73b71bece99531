import { PolicyRule } from "gantry-cdk";

/** A rule that the program of the suites, which knows nothing of Gantry, breaks. */
export const byDigest = PolicyRule.of({
  name: "by-digest",
  description: "an image by its digest: a tag can move",
  fix: "name the digest that the build printed",
  kinds: ["Deployment"],
  check: ({ spec }) =>
    (spec?.template?.spec?.containers ?? []).flatMap(({ image }, index) =>
      image?.includes("@sha256:") ? [] : [{ field: `spec.template.spec.containers[${index}].image` }],
    ),
});
