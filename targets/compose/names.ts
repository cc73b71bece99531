import { hash } from "../../lib/names";

/** Gives each thing the name that it wants; things that want the same one get it with a hash of what they are. */
export class Names {
  private readonly names: ReadonlyMap<string, string>;

  /** @param wanted names by what they are for, e.g. a construct path */
  constructor(wanted: ReadonlyMap<string, string>) {
    const uses = new Map<string, number>();
    for (const name of wanted.values()) uses.set(name, (uses.get(name) ?? 0) + 1);
    this.names = new Map(
      [...wanted].map(([key, name]) => [key, uses.get(name) === 1 ? name : `${name}-${hash(key)}`] as const),
    );
  }

  of(key: string): string {
    return this.names.get(key) ?? key;
  }
}
