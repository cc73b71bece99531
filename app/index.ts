export * from "../constructs";

export { GantryApp } from "./gantry-app";
export type { GantryAppProps } from "./gantry-app";
export { readImageLock } from "./read";
export { readGit } from "./read-git";
export { GoModule } from "./read-module";
export type { ReadGoModuleOptions } from "./read-module";
export { run } from "./run";
export type { RunOptions } from "./run";
export { synthesize } from "./synthesize";
export type { Renderable, SynthesizeOptions } from "./synthesize";

export { PolicyRule } from "../constructs/base/policy-rule";
export type { PolicyOptions } from "../lib/policy/policies";
export type { PolicyLevel, PolicyRuleProps, PolicyViolation } from "../lib/policy/rule-fields";
export type { PolicyObject } from "../lib/policy/view";

export { Receiver, SmtpTls, Watchdog } from "../lib/alerting";
export type { AlertPaceOptions, MailOptions, RobotOptions, WatchdogOptions, WeComAppOptions } from "../lib/alerting";
export type { Backing, PostgresOptions, RedisOptions } from "../lib/backing";
export { Environment } from "../lib/environment";
export type { EnvironmentOf, EnvironmentProps, GatewayOptions, Stage } from "../lib/environment";
export { ValidationError } from "../lib/errors";
export type { Complaint, Problem } from "../lib/errors";
export { External } from "../lib/external";
export type { WriteReport } from "../lib/files";
export { ImageLock } from "../lib/image-lock";
export type { ImageLockFile, Images, LockedImage } from "../lib/image-lock";
export { ImageRef } from "../lib/image-ref";
export type {
  FileMap,
  GoCommand,
  GoEmbed,
  GoHint,
  GoHints,
  GoModuleFacts,
  GoWorkspace,
  SourceLine,
} from "../lib/go-module";
export { Base } from "../lib/image/base";
export type { ImagePlan } from "../lib/image/image-plan";
export type { GitState } from "../lib/image/git-state";
export type { Platform } from "../lib/image/platform";
export type { ClusterFeature, KubernetesVersion } from "../lib/kubernetes";
export { Budget, CpuLimit } from "../lib/opt-out";
export type { ScaleTarget } from "../lib/ports";
export { Probe } from "../lib/probe";
export type { ProbeTiming } from "../lib/probe";
export type {
  Declared,
  Hints,
  Json,
  Manifest,
  Rendered,
  RenderedExternal,
  RenderedFile,
  RenderedObject,
} from "../lib/rendered";
export { Quota } from "../lib/quota";
export { Registry } from "../lib/registry";
export type { HarborOptions, RegistryOptions } from "../lib/registry";
export { RegistryCredentials } from "../lib/registry/credentials";
export { Replicas } from "../lib/replicas";
export { ScalingMetric } from "../lib/scaling";
export { Dialect, Slo } from "../lib/slo";
export type { SloOptions } from "../lib/slo";
export { Resources } from "../lib/resources";
export { Route } from "../lib/route";
export { SecretRef, SecretSource } from "../lib/secret-ref";
export { Cpu, Duration, Percent, Size } from "../lib/units";
export type { CpuLike, DurationLike, PercentLike, SizeLike } from "../lib/units";
export { tagsOf } from "../lib/image/tags";
export type { TagPolicy } from "../lib/image/tags";
export { Signer, TransparencyLog } from "../lib/trust/signer";
export type { Identity, KeyPair } from "../lib/trust/signer";
export type { AttestationOptions } from "../lib/trust/attestations";
export { Volume } from "../lib/volume";
