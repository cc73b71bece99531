/** A function of a text that is asked once for each text: the same few stand on thousands of objects. */
export function remembered<T>(ask: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly answer: T }>();
  return (text) => {
    const found = known.get(text);
    if (found) return found.answer;
    const answer = ask(text);
    known.set(text, { answer });
    return answer;
  };
}
