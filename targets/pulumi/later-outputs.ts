import * as pulumi from "@pulumi/pulumi";
import type { LaterValue } from "../../lib/later";
import { clusterProviderOf } from "./component-provider";
import { refuseProgram } from "./stack/refusal";

/**
 * The Outputs of a program by the texts that stand for them. A secret one refuses to be known under a provider that writes YAML: it would stand there in
 * plain text.
 * @see https://www.pulumi.com/registry/packages/kubernetes/api-docs/provider/ (renderYamlToDirectory)
 */
export function laterOutputs(
  later: readonly LaterValue[],
  options: pulumi.ComponentResourceOptions = {},
): Map<string, pulumi.Output<string>> {
  const provider = clusterProviderOf(options);
  const folder = pulumi.output(
    provider && (Reflect.get(provider, "renderYamlToDirectory") as pulumi.Input<string> | undefined),
  );
  return new Map(
    later.map(({ name, text, value }) => {
      const output = pulumi.output(value as pulumi.Input<string>).apply(String);
      return [text, pulumi.all([output, folder, pulumi.isSecret(output)]).apply(known(name))] as const;
    }),
  );
}

/** A value, where the provider writes YAML, and whether the value is a secret. */
type Known = readonly [value: string, folder: string | undefined, isSecret: boolean];

/** Hands a value on, but no secret into a file. @throws ValidationError */
export function known(name: string): (values: Known) => string {
  return ([value, folder, isSecret]) => {
    if (folder === undefined || !isSecret) return value;
    const problem = {
      code: "secret-in-yaml",
      path: "GantryChart",
      field: "provider.renderYamlToDirectory",
      got: `a folder for YAML, and app.later("${name}", …), which is a secret`,
      allowed: "no secret in a file: the provider writes it there in plain text",
      fix: "apply it to a cluster, or take the secret from an ExternalSecret",
    };
    return refuseProgram([problem], "the secret was not written");
  };
}
