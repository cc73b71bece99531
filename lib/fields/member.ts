/** The path of a member whose name may be anything: `scaling.min`, `data["app.yaml"]`; just its name at the root. */
export function memberField(parent: string, name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? `${parent && `${parent}.`}${name}` : `${parent}[${JSON.stringify(name)}]`;
}
