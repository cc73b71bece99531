import type { Tool } from "./tool";

const SDK_VERSION = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

export const PULUMI_TOOLS = {
  pulumi: {
    area: "pulumi",
    module: "github.com/pulumi/pulumi/pkg/v3",
    main: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    stamp: (version) => ({ [SDK_VERSION]: version }),
  },
  // The last tag with the program in it; it knows nothing of policy packs.
  "pulumi-language-nodejs": {
    area: "pulumi",
    module: "github.com/pulumi/pulumi/sdk/v3",
    main: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    stamp: (version) => ({ [SDK_VERSION]: version }),
  },
  "pulumi-resource-docker-build": {
    area: "pulumi",
    module: "github.com/pulumi/pulumi-docker-build",
    main: "github.com/pulumi/pulumi-docker-build/provider/cmd/pulumi-resource-docker-build",
    stamp: (version) => ({ "github.com/pulumi/pulumi-docker-build/provider.Version": version.slice(1) }),
  },
} satisfies Record<string, Tool>;
