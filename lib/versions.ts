/** An image as somebody published it. */
export interface Published {
  /** `name:tag@sha256:…`; the tag is for the reader. */
  readonly reference: string;
  /** What was published under it. */
  readonly version: string;
}

/*
 * Digests of indexes for several platforms, read on 2026-11-21 where public repositories pin them; for each, at least three repositories that have
 * nothing to do with each other name the same one. `npm run versions` asks the registries and says what has changed.
 */

/** What the Go toolchain runs on. */
export const GO_BUILDER: Published = {
  version: "1.26.8",
  reference: "golang:1.26.8-bookworm@sha256:a688600ca24f8a4d3ca77f95b0dd40704a9fc787c826660eb7ba0b641b8b175d",
};

/** What programs run on. */
export const RUNTIME_BASES = {
  distroless: {
    version: "debian12",
    reference:
      "gcr.io/distroless/static-debian12:nonroot@sha256:afa5c872c891853ca7fcf1f12c3edb23f7eeef36189728842dd51042ff57f7ab",
  },
  alpine: {
    version: "3.23",
    reference: "alpine:3.23@sha256:fd791d74b68913cbb027c6546007b3f0d3bc45125f797758156952bc2d6daf40",
  },
} as const satisfies Readonly<Record<string, Published>>;

/** Go programs that images are tested, debugged and reloaded with, by module version. */
export const GO_TOOLS = {
  /** https://github.com/go-delve/delve */
  delve: { package: "github.com/go-delve/delve/cmd/dlv", version: "v1.27.1" },
  /** https://github.com/air-verse/air */
  air: { package: "github.com/air-verse/air", version: "v1.67.2" },
  /** https://github.com/gotestyourself/gotestsum */
  gotestsum: { package: "gotest.tools/gotestsum", version: "v1.13.0" },
} as const;

/** Servers that local runs start, by major version. */
export const BACKING_IMAGES = {
  postgres: {
    "18": {
      version: "18",
      reference: "postgres:18-alpine@sha256:9a8afca54e7861fd90fab5fdf4c42477a6b1cb7d293595148e674e0a3181de15",
    },
    "17": {
      version: "17",
      reference: "postgres:17-alpine@sha256:742f40ea20b9ff2ff31db5458d127452988a2164df9e17441e191f3b72252193",
    },
  },
  redis: {
    "8": {
      version: "8",
      reference: "redis:8-alpine@sha256:978f0e01593e65eed801f2402944efcd936d43b5027e4908a7897baf88ed6241",
    },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Published>>>>;
