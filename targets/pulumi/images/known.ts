import * as pulumi from "@pulumi/pulumi";

/**
 * A text made of another one that is empty as long as nobody knows it: a provider that did not build in a preview gives nothing for an image that is there
 * already, where it would give an unknown value for a new one.
 */
export function whenKnown(output: pulumi.Output<string>, make: (text: string) => string): pulumi.Output<string> {
  return output.apply((text) => (text ? make(text) : (pulumi.unknown as unknown as string)));
}
