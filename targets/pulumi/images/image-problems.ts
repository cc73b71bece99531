import type { Stage } from "../../../lib/environment";
import type { Problem } from "../../../lib/errors";
import { didYouMean, memberField } from "../../../lib/fields";
import { show } from "../../../lib/show";
import type { ImageBuild } from "./image-build";
import type { ImageOptions, PushOptions } from "./image-options";
import { missingPackage } from "./packages";

/** What keeps images from being built as the options say; nothing where no image is built. */
export function imageProblems(builds: readonly ImageBuild[], options: ImageOptions, stage: Stage): readonly Problem[] {
  if (builds.length === 0) return [];
  if (options === "local") {
    return [
      ...missingPackage("@pulumi/docker"),
      ...(stage === "production" ? [LOCAL_IN_PRODUCTION] : []),
      ...builds.flatMap(withoutSecrets),
    ];
  }
  return [
    ...missingPackage("@pulumi/docker-build"),
    ...registryProblems(builds, options),
    ...(options.netrc ? [] : builds.flatMap(withoutNetrc)),
  ];
}

const LOCAL_IN_PRODUCTION: Problem = {
  code: "local-images",
  path: "GantryChart",
  field: "images",
  got: '"local" in production',
  allowed: "images that are pushed: other machines have to pull them",
  fix: "leave it out",
};

/** @see https://www.pulumi.com/registry/packages/docker/api-docs/image/ which knows no secrets of a build */
function withoutSecrets({ path, secrets }: ImageBuild): readonly Problem[] {
  if (secrets.length === 0) return [];
  const got = "private modules in an image that the Docker engine builds";
  const allowed = "modules that need no credentials: what builds local images hands none on";
  return [
    { code: "local-images", path, field: "privateModules", got, allowed, fix: "leave images out, and name a builder" },
  ];
}

function withoutNetrc({ path, secrets }: ImageBuild): readonly Problem[] {
  if (!secrets.includes("netrc")) return [];
  return [
    {
      code: "netrc-missing",
      path,
      field: "privateModules",
      got: "no credentials for private modules",
      allowed: "what a ~/.netrc would hold",
      fix: 'images: { netrc: new pulumi.Config().requireSecret("netrc") }',
    },
  ];
}

function registryProblems(builds: readonly ImageBuild[], { registries = {} }: PushOptions): readonly Problem[] {
  const hosts = [...new Set(builds.flatMap((build) => build.hosts))].sort();
  const users = usersOf(builds);
  return Object.entries(registries).flatMap(([host, { username }]) => {
    const field = memberField("images.registries", host);
    if (!hosts.includes(host)) return [unknownRegistry(host, hosts, field)];
    return username === undefined && users[host] === undefined ? [withoutUser(`${field}.username`)] : [];
  });
}

/** Users by host, as images name them. */
export function usersOf(builds: readonly ImageBuild[]): Readonly<Record<string, string>> {
  return Object.assign({}, ...builds.map(({ users }) => users)) as Readonly<Record<string, string>>;
}

function unknownRegistry(host: string, hosts: readonly string[], field: string): Problem {
  const near = didYouMean(host, hosts);
  return {
    code: "unknown-registry",
    path: "GantryChart",
    field,
    got: show(host),
    allowed: `a registry that images go to or come from: ${hosts.join(", ")}`,
    fix: near === undefined ? "remove it" : `did you mean ${show(near)}?`,
  };
}

function withoutUser(field: string): Problem {
  return {
    code: "registry-user",
    path: "GantryChart",
    field,
    got: "nothing",
    allowed: "a user, here or in the registry's RegistryCredentials.password(user, …)",
    fix: "set username",
  };
}
