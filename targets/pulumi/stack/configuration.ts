import { getProject, getStack, runtime } from "@pulumi/pulumi";

/** What Pulumi hands to the program of one stack; every value is text. */
export interface Configuration {
  readonly project: string;
  readonly stack: string;
  /** By key, e.g. `shop:images`; secrets in the clear, so they are never shown. */
  readonly texts: Readonly<Record<string, string>>;
  /** Whether Pulumi keeps the key encrypted. */
  readonly isSecret: (key: string) => boolean;
}

/** In the SDK, and left out of its types. */
interface SecretKeys {
  isConfigSecret(key: string): boolean;
}

/** The configuration of the stack that this program runs for. */
export function readConfiguration(): Configuration {
  const { isConfigSecret } = runtime as unknown as SecretKeys;
  return { project: getProject(), stack: getStack(), texts: runtime.allConfig(), isSecret: isConfigSecret };
}

/** The file that holds the configuration of the stack. */
export function fileOf({ stack }: Configuration): string {
  return `Pulumi.${stack}.yaml`;
}

/** The command that sets a key; Pulumi asks for the value of a secret, so that no shell remembers it. */
export function setCommand({ stack }: Configuration, key: string, isSecret: boolean): string {
  return `pulumi config set ${isSecret ? `--secret ${key}` : `${key} …`} --stack ${stack}`;
}
