import * as pulumi from "@pulumi/pulumi";
import type { Json } from "../../lib/rendered";

/** JSON in which some texts have become Outputs. */
export type JsonInput = pulumi.Input<Json | { readonly [key: string]: JsonInput } | readonly JsonInput[]>;

/** Puts Outputs where texts stand for them: alone or inside of a longer text. */
export class Substitution {
  private pattern: RegExp | undefined;

  constructor(private readonly outputs: Map<string, pulumi.Output<string>>) {}

  /** Adds one more text. */
  add(text: string, output: pulumi.Output<string>): void {
    this.outputs.set(text, output);
    this.pattern = undefined;
  }

  /** The Outputs whose texts are in a value, each once. */
  usedIn(value: Json): readonly pulumi.Output<string>[] {
    const texts = new Set<string>();
    this.collect(value, texts);
    return [...texts].map((text) => this.outputs.get(text)!);
  }

  /** The value with Outputs in place of their texts. */
  apply(value: Json): JsonInput {
    if (this.outputs.size === 0) return value;
    if (typeof value === "string") return this.text(value);
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((item) => this.apply(item));
    return this.fields(value);
  }

  /** The same for the values of a record. */
  fields(value: Readonly<Record<string, Json>>): Readonly<Record<string, JsonInput>> {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.apply(item)]));
  }

  /** The same for a text. */
  text(value: string): pulumi.Input<string> {
    const found = this.outputs.size > 0 ? value.match(this.texts()) : null;
    if (!found) return value;
    const whole = found.length === 1 && found[0] === value ? this.outputs.get(value) : undefined;
    if (whole) return whole;
    const between = value.split(this.texts());
    return pulumi
      .all(found.map((text) => this.outputs.get(text)!))
      .apply((values) => between.map((part, index) => part + (values[index] ?? "")).join(""));
  }

  private collect(value: Json, texts: Set<string>): void {
    if (this.outputs.size === 0) return;
    if (typeof value === "string") for (const text of value.match(this.texts()) ?? []) texts.add(text);
    else if (typeof value === "object" && value !== null)
      for (const item of Object.values(value)) this.collect(item, texts);
  }

  private texts(): RegExp {
    // The longest first: one text may begin like another.
    const longest = [...this.outputs.keys()].sort((a, b) => b.length - a.length);
    return (this.pattern ??= new RegExp(longest.map(escaped).join("|"), "g"));
  }
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
