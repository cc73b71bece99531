const POLL_MS = 50;

/** What a test waited for did not happen. */
export class NotSeen extends Error {}

/**
 * The first truthy result of `look`, asked every 50 ms; an error of `look` ends the wait.
 * @throws NotSeen after `timeoutMs`, with the last result
 */
export async function waitFor<T>(what: string, look: () => Promise<T>, timeoutMs = 30_000): Promise<NonNullable<T>> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (performance.now() > end) throw new NotSeen(`${what}: not within ${timeoutMs} ms; last seen: ${String(seen)}`);
    await pause();
  }
}

/** What is left of a list once `look` finds it empty, or after `timeoutMs`. */
export async function remaining<T>(look: () => Promise<readonly T[]>, timeoutMs = 30_000): Promise<readonly T[]> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const left = await look();
    if (left.length === 0 || performance.now() > end) return left;
    await pause();
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, POLL_MS));
}
