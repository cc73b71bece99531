/** Ends the program with a message; nothing was written. */
export function stop(message: string): never {
  console.error(message);
  process.exit(1);
}
