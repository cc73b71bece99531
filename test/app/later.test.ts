import { describe, expect, it } from "@jest/globals";
import { AppChart, GantryApp, GoImage, GoService, RawObject, Registry, SecretRef, ValidationError } from "../../app";
import { laterText } from "../../lib/later";
import { moduleOf } from "../support/modules";
import { IMAGE, environment, only, onlyRendered, shopChart } from "../support/program";

const OUTPUT = { apply: () => undefined };

function refusal(run: () => unknown): ValidationError {
  try {
    run();
  } catch (error) {
    if (error instanceof ValidationError) return error;
    throw error;
  }
  throw new Error("it was accepted");
}

describe("a later value", () => {
  it("has a name of its own that fits", () => {
    const { app } = shopChart();
    app.later("bucket", OUTPUT);
    const codes = ["bucket", "Bucket", "", "a".repeat(41)].map(
      (name) => refusal(() => app.later(name, OUTPUT)).problems[0]?.code,
    );
    expect(codes).toEqual(["duplicate-name", "later-name", "later-name", "later-name"]);
  });

  it("is refused by synthesis wherever it is left, with the way out", () => {
    const { app, chart } = shopChart();
    const text = app.later("bucket", OUTPUT);
    new GoService(chart, "Web", {
      image: IMAGE,
      config: { BUCKET: text },
      podAnnotations: { "example.test/b": `x-${text}` },
    });
    expect(app.render().problems).toEqual([]);
    for (const write of [() => app.synthYaml(), () => app.synth()]) {
      const { problems } = refusal(write);
      expect(problems.map(({ code, field }) => [code, field])).toEqual([
        ["unresolved-value", "data.BUCKET"],
        ["unresolved-value", 'spec.template.metadata.annotations["example.test/b"]'],
      ]);
      expect(problems[0]).toMatchObject({
        got: 'app.later("bucket", …)',
        source: expect.stringContaining("later.test"),
      });
    }
  });

  it("is not refused where it is used nowhere", () => {
    const { app } = shopChart();
    app.later("bucket", OUTPUT);
    expect(app.synthYaml()).toContain("kind: Namespace");
  });
});

describe("a secret that is known later", () => {
  it("is a Secret of the program, named after its content", () => {
    const { app, chart } = shopChart();
    const secret = SecretRef.later(app.later("database-url", OUTPUT));
    new GoService(chart, "Web", { image: IMAGE, secrets: { DATABASE_URL: secret } });
    const rendered = app.render();
    expect(rendered.problems).toEqual([]);
    const { metadata, stringData, immutable } = only(rendered, "Secret");
    expect([stringData, immutable]).toEqual([{ DATABASE_URL: laterText("database-url") }, true]);
    expect(onlyRendered(rendered, "Secret").hints).toMatchObject({ contentNamed: true, keep: true });
    const [container] = only(rendered, "Deployment").spec.template.spec.containers;
    const { name } = metadata as { name: string };
    expect(container?.env).toContainEqual({
      name: "DATABASE_URL",
      valueFrom: { secretKeyRef: { key: "DATABASE_URL", name } },
    });
  });

  it("is never a literal, which is not shown", () => {
    const { problems, message } = refusal(() => SecretRef.later("postgres://shop:hunter2@db/shop"));
    expect(problems[0]?.code).toBe("literal-secret");
    expect(message).not.toContain("hunter2");
  });

  it("may stand in a Secret of the user's own; beside a literal that is refused", () => {
    const { app, chart } = shopChart();
    const head = { apiVersion: "v1", kind: "Secret", metadata: { name: "tea" } };
    new RawObject(chart, "Tea", { ...head, stringData: { later: app.later("tea", OUTPUT), literal: "hunter2" } });
    expect(app.render().problems).toMatchObject([
      { code: "literal-secret", got: 'the values of ["literal"], masked here' },
    ]);
  });
});

describe("images that pulumi up builds", () => {
  const onUp = () => {
    const app = new GantryApp({ environment: environment(), images: "on-up" });
    const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
    const image = new GoImage(chart, "Image", {
      module: moduleOf(),
      registries: [Registry.at("registry.example.test/shop")],
    });
    new GoService(chart, "Web", { image });
    return app;
  };

  it("need no digest in production, and containers hold what will be replaced", () => {
    const rendered = onUp().render();
    expect(rendered.problems).toEqual([]);
    const [image] = rendered.images;
    expect(image?.isBuiltOnUp).toBe(true);
    expect(only(rendered, "Deployment").spec.template.spec.containers[0]?.image).toBe(image?.reference);
  });

  it("are refused by synthesis", () => {
    const { problems } = refusal(() => onUp().synthYaml());
    expect(problems).toMatchObject([{ code: "image-not-built", path: "prod/shop/Image" }]);
  });

  it("are the only other word than a lock file", () => {
    const { problems } = refusal(() => new GantryApp({ environment: environment(), images: "later" as "on-up" }));
    expect(problems).toMatchObject([{ field: "images", got: '"later"' }]);
  });
});

describe("a program that was renamed", () => {
  it("keeps the names of its objects, and where it was is known", () => {
    const { app, chart } = shopChart();
    new GoService(chart, "Shopfront", { image: IMAGE, renamedFrom: "Web" });
    const rendered = app.render();
    expect(onlyRendered(rendered, "Deployment")).toMatchObject({
      path: "prod/shop/Shopfront/Workload/Resource",
      formerPath: "prod/shop/Web/Workload/Resource",
      manifest: { metadata: { name: "web" } },
    });
    expect(onlyRendered(rendered, "Namespace").formerPath).toBeUndefined();
  });

  it.each(["", "a/b", `ghp_${"a".repeat(36)}`])("has had an id that a construct can have, not %j", (renamedFrom) => {
    const { app, chart } = shopChart();
    new GoService(chart, "Shopfront", { image: IMAGE, renamedFrom });
    expect(app.render().problems).toMatchObject([{ code: "construct-id", field: "renamedFrom" }]);
  });
});
