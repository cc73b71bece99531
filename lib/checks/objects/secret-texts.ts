import type { Problem } from "../../errors";
import type { Json, RenderedObject } from "../../rendered";
import { isSecret, isSecretText } from "../../secret-text";
import { memberField } from "../../fields";
import { problem } from "../problem";
import type { ProgramIndex } from "../program-index";
import { fields, list, text } from "../read";

/** No object holds a text that is a secret by its look, or a literal in a variable or key whose name promises a secret. */
export function checkSecretTexts(program: ProgramIndex): Problem[] {
  // A Secret with values is refused as a whole.
  const objects = program.entries.map(({ object }) => object).filter(({ manifest }) => manifest.kind !== "Secret");
  const texts = objects.filter(({ manifest }) => holdsSecret(manifest)).flatMap((object) => inside(object));
  const variables = program.workloads.flatMap(({ object, containers }) =>
    containers.flatMap(({ spec, field }) =>
      list(spec["env"]).flatMap((variable, index) => {
        const { name, value } = fields(variable);
        const literal = text(value);
        if (literal === undefined || isSecretText(literal) || !isSecret(text(name) ?? "", literal)) return [];
        return [literalSecret(object, `${field}.env[${index}].value`)];
      }),
    ),
  );
  const values = program.ofKind("ConfigMap").flatMap(({ object }) =>
    Object.entries(fields(object.manifest["data"])).flatMap(([key, value]) => {
      if (typeof value !== "string" || isSecretText(value) || !isSecret(key, value)) return [];
      return [literalSecret(object, memberField("data", key))];
    }),
  );
  return [...texts, ...variables, ...values];
}

/** Asked of every value of every object, so without its place. */
function holdsSecret(value: Json | undefined): boolean {
  if (typeof value === "string") return isSecretText(value);
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some(holdsSecret);
  for (const key in value) if (isSecretText(key) || holdsSecret(value[key])) return true;
  return false;
}

function inside(object: RenderedObject, value: Json = object.manifest, field = ""): Problem[] {
  if (typeof value === "string") return isSecretText(value) ? [literalSecret(object, field)] : [];
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => inside(object, item, `${field}[${index}]`));
  return Object.entries(value).flatMap(([key, item]) => {
    const place = memberField(field, key);
    return [...(isSecretText(key) ? [literalSecret(object, place)] : []), ...inside(object, item, place)];
  });
}

function literalSecret(object: RenderedObject, field: string): Problem {
  return problem(object, field, {
    code: "literal-secret",
    got: 'a literal ("****")',
    allowed: "no secret in a file: who reads the output, or its Git history, has it",
    fix: "pass it by reference: secrets of the program, or a secretKeyRef",
  });
}
