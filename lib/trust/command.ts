/** A program to run, as the words that it gets: there is no shell in between. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** Variables that it needs besides those of the caller. None of them is a secret. @default - none */
  readonly env?: Readonly<Record<string, string>>;
}
