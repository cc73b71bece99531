// https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
const NAME = "app.kubernetes.io/name";
const INSTANCE = "app.kubernetes.io/instance";
const PART_OF = "app.kubernetes.io/part-of";
const MANAGED_BY = "app.kubernetes.io/managed-by";

/** The prefix of our own labels and annotations. */
export const OWN = "gantry.dev/";

/** The one label that selects a program's pods; it never changes between releases. */
export function selectorLabels(name: string): Record<string, string> {
  return { [INSTANCE]: name };
}

/** The labels of a program's objects and pods. */
export function programLabels(name: string): Record<string, string> {
  return { [INSTANCE]: name, [NAME]: name };
}

/** The labels of everything in an application. */
export function appLabels(app: string, team: string): Record<string, string> {
  return { [MANAGED_BY]: "gantry", [PART_OF]: app, owner: team };
}

/** Opt-outs as annotations: who meets the object in the cluster finds the reason there. */
export function reasons(
  optOuts: Readonly<Record<string, { readonly reason: string } | undefined>>,
): Record<string, string> {
  const given = Object.entries(optOuts).filter(
    (entry): entry is [string, { reason: string }] => entry[1] !== undefined,
  );
  return Object.fromEntries(given.map(([what, { reason }]) => [`${OWN}opt-out.${what}`, reason]));
}
