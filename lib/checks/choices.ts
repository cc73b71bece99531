import { didYouMean } from "../fields/did-you-mean";
import { show } from "../show";

const LISTED = 8;
/** Neighbours in the alphabet that are compared: a program where every name is wrong must not take long either. */
const COMPARED = 40;

/** Names as `choices` takes them: each once, sorted. */
export function distinct(names: Iterable<string>): readonly string[] {
  return [...new Set(names)].sort();
}

/** What could have been meant, and what there is: `did you mean "orders"? there are: cart, orders and 3 more`. */
export function choices(wanted: string, names: readonly string[]): string {
  if (names.length === 0) return "there is none";
  const nearest = didYouMean(wanted, neighbours(wanted, names));
  const question = nearest === undefined ? "" : `did you mean ${show(nearest)}? `;
  const rest = names.length > LISTED ? ` and ${names.length - LISTED} more` : "";
  return `${question}there ${names.length === 1 ? "is" : "are"}: ${names.slice(0, LISTED).join(", ")}${rest}`;
}

function neighbours(wanted: string, names: readonly string[]): readonly string[] {
  if (names.length <= COMPARED) return names;
  let [low, high] = [0, names.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((names[middle] ?? "") < wanted) low = middle + 1;
    else high = middle;
  }
  return names.slice(Math.max(0, low - COMPARED / 2), low + COMPARED / 2);
}
