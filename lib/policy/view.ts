/** An object as a rule sees it. What is in it may be anything: not every object of a program or a cluster was made with types. */
export interface PolicyObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name?: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string | undefined>>;
    readonly annotations?: Readonly<Record<string, string | undefined>>;
  };
  readonly [field: string]: unknown;
}

/** What a reader of an object says, and what it asked for that is not known yet, if there is such a thing. */
export interface Reply<T> {
  readonly answer: T;
  readonly unknown: Error | undefined;
}

/** A copy of an object that cannot be changed. What throws when it is read throws in the copy as well, but only when somebody asks for it. */
export class View {
  private readonly object: PolicyObject;
  private readonly unknown: Error[] = [];

  /** @param checkText throws for a text that only stands for another one */
  constructor(
    source: object,
    private readonly checkText: (text: string) => void = () => undefined,
  ) {
    this.object = this.copy(source) as PolicyObject;
  }

  /** Lets somebody read the object. */
  ask<T>(read: (object: PolicyObject) => T): Reply<T> {
    this.unknown.length = 0;
    const answer = read(this.object);
    return { answer, unknown: this.unknown[0] };
  }

  private copy(source: object): object {
    const made = (Array.isArray(source) ? [] : Object.create(null)) as Record<string, unknown>;
    for (const key of Object.keys(source)) {
      try {
        const value = (source as Readonly<Record<string, unknown>>)[key];
        if (typeof value === "string") this.checkText(value);
        made[key] = typeof value === "object" && value !== null ? this.copy(value) : value;
      } catch (error) {
        Object.defineProperty(made, key, { enumerable: true, get: () => this.refuse(error as Error) });
      }
    }
    return Object.freeze(made);
  }

  private refuse(unknown: Error): never {
    this.unknown.push(unknown);
    throw unknown;
  }
}
