import { describe, expect, it } from "@jest/globals";
import type { GoImageProps } from "../../../constructs";
import { GoImage, GoService } from "../../../constructs";
import { Base } from "../../../lib/image/base";
import { Registry } from "../../../lib/registry";
import { RUNTIME_BASES } from "../../../lib/versions";
import { imageFiles } from "../../../targets/images";
import { moduleOf, moduleWith } from "../../support/modules";
import { environment, render } from "../../support/program";

const REGISTRIES = [Registry.at("registry.example.test/shop")];

function filesOf(props: Partial<GoImageProps> = {}, ports = { http: 8080 }): ReadonlyMap<string, string> {
  const rendered = render(
    (chart) => {
      const image = new GoImage(chart, "Image", {
        module: moduleOf(),
        registries: REGISTRIES,
        name: "storefront",
        ...props,
      });
      new GoService(chart, "Storefront", { image, ports });
    },
    environment({ stage: "development" }, "dev"),
  );
  return new Map(imageFiles([rendered], "docker").map(({ file, text }) => [file, text]));
}

const dockerfile = (props?: Partial<GoImageProps>) => filesOf(props).get("storefront/Dockerfile") ?? "";
const stage = (text: string, name: string) => text.split("\n\n").find((one) => one.includes(` AS ${name}\n`)) ?? "";

describe("the Dockerfile of an image", () => {
  it("takes its bases as arguments whose defaults are digests", () => {
    expect(dockerfile()).toMatch(/^ARG GO_BASE=golang:.*@sha256:[0-9a-f]{64}$/m);
    expect(dockerfile()).toContain(`ARG RUNTIME_BASE=${RUNTIME_BASES.distroless.reference}`);
  });

  it("downloads modules in a layer that knows go.mod and go.sum only", () => {
    expect(stage(dockerfile(), "deps")).toContain("COPY --link go.mod /src/\n");
    expect(stage(dockerfile(), "deps")).toContain("go mod download");
  });

  it("takes vendored modules as they are", () => {
    const module = moduleOf({ "vendor/modules.txt": "" });
    expect(stage(dockerfile({ module }), "deps")).not.toContain("go mod download");
  });

  it("builds without cgo, paths and symbols", () => {
    expect(stage(dockerfile(), "toolchain")).toContain("CGO_ENABLED=0");
    expect(stage(dockerfile(), "build")).toContain(
      'go build -trimpath -buildvcs=false -ldflags="-s -w -buildid=" -o /out/storefront .',
    );
  });

  it("builds the main package that is named", () => {
    const module = moduleWith("api", "jobs");
    expect(stage(dockerfile({ module, command: "jobs" }), "build")).toContain("-o /out/storefront ./cmd/jobs");
  });

  it("ends with the image that is deployed: a numeric user, the ports of its containers, the program as process 1", () => {
    const text = dockerfile();
    expect(text.split("\n\n").at(-1)).toContain("FROM runtime AS release");
    expect(stage(text, "runtime")).toContain("USER 65532:65532");
    expect(stage(text, "runtime")).toContain("EXPOSE 8080/tcp 9090/tcp");
    expect(stage(text, "runtime")).toContain('ENTRYPOINT ["/storefront"]');
  });

  it("brings roots of trust and time zones where the base has none", () => {
    const runtime = stage(dockerfile({ base: Base.scratch }), "runtime");
    expect(runtime).toContain("/etc/ssl/certs/ca-certificates.crt");
    expect(runtime).toContain("ZONEINFO=/zoneinfo.zip");
    expect(stage(dockerfile(), "runtime")).not.toContain("zoneinfo");
  });

  it("mounts credentials for private modules and keeps them out of every layer", () => {
    const deps = stage(dockerfile({ privateModules: ["git.example.test/*"] }), "deps");
    expect(deps).toContain("--mount=type=secret,id=netrc,target=/run/secrets/netrc");
    expect(dockerfile()).not.toContain("netrc");
  });

  it("writes labels so that no text of theirs is expanded", () => {
    expect(dockerfile({ labels: { "example.test/price": 'a "fair" $5' } })).toContain(
      'example.test/price="a \\"fair\\" \\$5"',
    );
  });

  it.each(["test", "test-report", "bench", "debug", "dev", "local"])("has the stage %s", (name) => {
    expect(stage(dockerfile(), name)).not.toBe("");
  });
});

describe("the ignore file of an image", () => {
  it("keeps out what no build needs", () => {
    const text = filesOf().get("storefront/Dockerfile.dockerignore") ?? "";
    expect(text.split("\n")).toEqual(expect.arrayContaining(["**/.git", "**/.env*", "**/node_modules", "docker"]));
  });

  it("lets in what the program embeds, whatever its name", () => {
    const module = moduleOf({
      "main.go": 'package main\n\nimport _ "embed"\n\n//go:embed help.md\nvar help string\n\nfunc main() {}\n',
      "help.md": "Help.\n",
    });
    expect(filesOf({ module }).get("storefront/Dockerfile.dockerignore")).toMatch(/\n!help\.md\n$/);
  });
});

describe("the bake file", () => {
  const bake = () =>
    JSON.parse(
      filesOf({ registries: [...REGISTRIES, Registry.at("mirror.example.test/shop")] }).get("docker-bake.json") ?? "",
    ) as {
      readonly group: Readonly<Record<string, { readonly targets: readonly string[] }>>;
      readonly target: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    };

  it("builds releases by default, for both platforms, and pushes them to every registry", () => {
    expect(bake().group["default"]).toEqual({ targets: ["storefront"] });
    expect(bake().target["storefront"]).toMatchObject({
      target: "release",
      platforms: ["linux/amd64", "linux/arm64"],
      tags: ["registry.example.test/shop/storefront:dev", "mirror.example.test/shop/storefront:dev"],
      output: ["type=image,push=true,rewrite-timestamp=true"],
    });
  });

  it("has a group and a target for each variant", () => {
    expect(Object.keys(bake().group).sort()).toEqual([
      "bench",
      "debug",
      "default",
      "dev",
      "local",
      "test",
      "test-report",
    ]);
    expect(bake().target["storefront-test-report"]).toMatchObject({
      target: "test-report",
      output: ["type=local,dest=reports/test/storefront"],
    });
  });

  it.each(["debug", "dev", "local"])("does not compress what stays on this machine: %s", (name) => {
    expect(bake().target[`storefront-${name}`]).toMatchObject({
      tags: [`storefront:${name}`],
      output: ["type=docker,compression=uncompressed"],
    });
  });
});
