import { Lazy } from "cdk8s";
import type { Finding } from "../lib/fields";
import { memberField } from "../lib/fields";
import type { Json } from "../lib/rendered";
import { isValidText } from "../lib/render/yaml";
import { isPlain, show } from "../lib/show";

const DEEPEST = 200;

/** Turns values into plain JSON: asks the lazy ones, drops what is undefined, sorts keys, and finds everything that JSON cannot hold. */
export class Resolver {
  readonly findings: Finding[] = [];
  /** Characters of all keys and texts so far. */
  characters = 0;
  private readonly path: (string | number)[] = [];
  /** The objects around the present one; one of them again is a cycle. */
  private readonly around: object[] = [];

  resolve(value: unknown): Json | undefined {
    switch (typeof value) {
      case "string":
        this.characters += value.length;
        return isValidText(value)
          ? value
          : this.complain("not-unicode", value, "text without lone surrogates", "check where the text was cut");
      case "boolean":
      case "undefined":
        return value;
      case "number":
        return this.number(value);
      case "object":
        return value === null
          ? this.complain("null-value", null, "a value", "leave the field out")
          : this.object(value);
      default:
        return this.complain(
          "not-serialisable",
          value,
          "a string, number, boolean, list or plain object",
          "pass the value itself",
        );
    }
  }

  /** The same as `resolve` for a record at the root; an empty one when there is nothing. */
  record(value: unknown): { [key: string]: Json } {
    const resolved = this.resolve(value);
    return typeof resolved === "object" && resolved !== null && !Array.isArray(resolved) ? resolved : {};
  }

  /** Records what is wrong with the value at the current path. */
  complain(code: string, value: unknown, allowed: string, fix: string): undefined {
    const field = this.path.reduce<string>(
      (parent, step) => (typeof step === "number" ? `${parent}[${step}]` : memberField(parent, step)),
      "",
    );
    const last = this.path.at(-1);
    this.findings.push({ code, field, got: show(value, typeof last === "string" ? last : ""), allowed, fix });
    return undefined;
  }

  private number(value: number): Json | undefined {
    if (Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value))) return value;
    return this.complain(
      "not-a-number",
      value,
      "a finite number, whole up to 2^53",
      "check the sum that made it, or pass a string",
    );
  }

  private object(value: object): Json | undefined {
    if (this.around.includes(value))
      return this.complain("cycle", "an object inside itself", "a value without a cycle", "break the cycle");
    if (this.around.length > DEEPEST)
      return this.complain("too-deep", "a deeper one", `at most ${DEEPEST} levels`, "pass a flatter value");
    this.around.push(value);
    const resolved = this.inside(value);
    this.around.pop();
    return resolved;
  }

  private inside(value: object): Json | undefined {
    if (Array.isArray(value)) return this.list(value);
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || isPlain(value)) return this.map(value as Record<string, unknown>);
    try {
      return this.token(value);
    } catch (error) {
      return this.complain(
        "unreadable",
        String(error),
        "a value, not a lazy one that throws",
        "read the value before you pass it",
      );
    }
  }

  private list(value: readonly unknown[]): Json {
    const result: Json[] = [];
    for (let index = 0; index < value.length; index++) {
      this.path.push(index);
      const before = this.findings.length;
      const item = this.resolve(value[index]);
      if (item !== undefined) result.push(item);
      else if (this.findings.length === before)
        this.complain("undefined-item", undefined, "a value", "remove the item");
      this.path.pop();
    }
    return result;
  }

  private map(value: Readonly<Record<string, unknown>>): Json {
    const result: { [key: string]: Json } = {};
    for (const key of sortedKeys(value)) {
      this.characters += key.length;
      if (!isValidText(key))
        this.complain("not-unicode", key, "a key without lone surrogates", "check where the text was cut");
      this.path.push(key);
      const item = this.member(value, key);
      if (item !== undefined) set(result, key, item);
      this.path.pop();
    }
    return result;
  }

  private member(value: Readonly<Record<string, unknown>>, key: string): Json | undefined {
    let found: unknown;
    try {
      found = value[key];
    } catch (error) {
      return this.complain(
        "unreadable",
        String(error),
        "a value, not a getter that throws",
        "read the value before you pass it",
      );
    }
    return this.resolve(found);
  }

  /** Lazy values, implicit tokens (`resolve()`), and the unions of number and string that generated classes use. */
  private token(value: object): Json | undefined {
    if (value instanceof Lazy) return this.resolve(value.produce());
    const { resolve, value: union, then } = value as { resolve?: unknown; value?: unknown; then?: unknown };
    if (typeof then === "function" || "apply" in value) {
      return this.complain(
        "unresolved-value",
        value,
        "a value that is known at synthesis",
        "await it first; an Output of Pulumi: app.later(name, output), and `pulumi up`",
      );
    }
    if (typeof resolve === "function") return this.resolve(resolve.call(value));
    if (typeof union === "string" || typeof union === "number") return this.resolve(union);
    return this.complain(
      "not-serialisable",
      value,
      "a string, number, boolean, list or plain object",
      "pass a plain object",
    );
  }
}

function sortedKeys(value: object): string[] {
  const keys = Object.keys(value);
  for (let index = 1; index < keys.length; index++) if (keys[index - 1]! > keys[index]!) return keys.sort();
  return keys;
}

/** Plain assignment would set the prototype for one key. */
function set(target: { [key: string]: Json }, key: string, value: Json): void {
  if (key === "__proto__")
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
}
