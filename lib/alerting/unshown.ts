import type { FieldType } from "../fields";
import { value } from "../fields";
import type { ClassOf } from "../fields/types";

/** A value that only our own class can make, in a place where people write secrets: what else stands there is not shown. */
export function unshown<T extends object>(Class: ClassOf<T>, allowed: string, fix: string): FieldType<T> {
  const wanted = value<T>(allowed, Class);
  return {
    shape: wanted.shape,
    read: (given, place) => {
      if (Object.prototype.isPrototypeOf.call(Class.prototype, given as object)) return given as T;
      const isLiteral = typeof given === "string";
      const got = isLiteral ? 'a literal ("****")' : `a value of type ${given === null ? "null" : typeof given}`;
      return place.complain({ code: isLiteral ? "literal-secret" : "wrong-type", got, allowed, fix });
    },
  };
}
