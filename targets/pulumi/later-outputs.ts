import * as pulumi from "@pulumi/pulumi";
import { ImageRef, isImageReference } from "../../lib/image-ref";
import type { LaterValue } from "../../lib/later";
import { show } from "../../lib/show";
import { clusterProviderOf } from "./component-provider";
import { refuseProgram } from "./stack/refusal";

/**
 * The Outputs of a program by the texts that stand for them, and where one is a whole image by what stands for that. A secret one refuses to be known under a provider that writes YAML: it would stand there in
 * plain text.
 * @see https://www.pulumi.com/registry/packages/kubernetes/api-docs/provider/ (renderYamlToDirectory)
 */
export function laterOutputs(
  later: readonly LaterValue[],
  options: pulumi.ComponentResourceOptions | undefined,
  runs: (image: string) => boolean,
): Map<string, pulumi.Output<string>> {
  const provider = clusterProviderOf(options);
  const folder = pulumi.output(
    provider && (Reflect.get(provider, "renderYamlToDirectory") as pulumi.Input<string> | undefined),
  );
  return new Map(
    later.flatMap(({ name, text, value }) => {
      const output = pulumi.output(value as pulumi.Input<string>).apply(String);
      const safe = pulumi.all([output, folder, pulumi.isSecret(output)]).apply(known(name));
      const image = ImageRef.later(text).reference;
      return [[text, safe] as const, ...(runs(image) ? [[image, safe.apply(pinned(name))] as const] : [])];
    }),
  );
}

/** Hands on what stands for a whole image. @throws ValidationError for what has no digest */
export function pinned(name: string): (reference: string) => string {
  return (reference) => {
    if (isImageReference(reference) && /@sha256:[0-9a-f]{64}$/.test(reference)) return reference;
    const problem = {
      code: "image-without-digest",
      path: "GantryChart",
      field: "",
      got: `${show(reference)} of app.later("${name}", …)`,
      allowed: "an image with its digest: a tag can move",
      fix: "name@sha256:…, as the registry tells it",
    };
    return refuseProgram([problem], "the image was not deployed");
  };
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
