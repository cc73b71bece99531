import { describe, expect, it } from "@jest/globals";
import { AppChart, GantryApp, GoService, ImageLock, ImageRef, RawObject } from "../../app";
import { environment } from "../support/program";

const REPOSITORY = "registry.example.test/shop/web";
const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const DIGEST = `sha256:${"0a".repeat(32)}`;
const OTHER = `sha256:${"0b".repeat(32)}`;
const TAG = `sha-${COMMIT.slice(0, 12)}`;

function problemsOf(reference: string, declare?: (chart: AppChart) => void) {
  const built = { ref: REPOSITORY, digest: DIGEST, platforms: ["linux/amd64"], source: COMMIT };
  const images = new ImageLock({ version: 1, environments: { prod: { web: built } } }, "images.lock.json");
  const app = new GantryApp({ environment: environment(), images });
  const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
  if (declare) declare(chart);
  else new GoService(chart, "Web", { image: ImageRef.pinned(reference) });
  return app.render().problems;
}

describe("an image with a tag and a digest", () => {
  it.each([
    ["of one build", `${REPOSITORY}:${TAG}@${DIGEST}`],
    ["without a tag", `${REPOSITORY}@${OTHER}`],
    ["of a build that the lock file does not know", `${REPOSITORY}:sha-${"0".repeat(12)}@${OTHER}`],
    ["with a tag that names no commit", `${REPOSITORY}:v1.4.2@${OTHER}`],
    ["of another repository", `registry.example.test/shop/other:${TAG}@${OTHER}`],
  ])("may be %s", (_, reference) => expect(problemsOf(reference)).toEqual([]));

  it.each([
    ["another digest", `${REPOSITORY}:${TAG}@${OTHER}`],
    ["another commit", `${REPOSITORY}:sha-${"0".repeat(12)}@${DIGEST}`],
  ])("is refused with %s than the build's, which is named", (_, reference) => {
    expect(problemsOf(reference)).toMatchObject([
      {
        code: "image-tag-and-digest",
        path: "prod/shop/Web/Workload/Resource",
        field: "spec.template.spec.containers[0].image",
        got: JSON.stringify(reference),
        allowed: `a tag and a digest of one build: the lock file knows ${REPOSITORY}:${TAG}@${DIGEST}`,
      },
    ]);
  });

  it("is looked at in objects of any kind", () => {
    const image = `${REPOSITORY}:${TAG}@${OTHER}`;
    const object = { apiVersion: "example.test/v1", kind: "Run", metadata: { name: "run" }, spec: { image } };
    const problems = problemsOf("", (chart) => new RawObject(chart, "Run", object));
    expect(problems).toMatchObject([{ code: "image-tag-and-digest", field: "spec.image" }]);
  });
});
