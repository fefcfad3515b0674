/** Shorter names are too much like other words. */
const shortestLength = 4;

/**
 * The name that somebody most likely meant: one letter is missing, too many or another one, or two neighbours changed
 * places. Undefined when no name is so near.
 */
export function nearName(typed: string, names: Iterable<string>): string | undefined {
  for (const name of names) {
    if (name.length >= shortestLength && isNear(typed, name)) return name;
  }
  return undefined;
}

function isNear(typed: string, name: string): boolean {
  const [first, second] = unlike(typed, name);
  const isSwapped = first.length === 2 && first === `${second.charAt(1)}${second.charAt(0)}`;
  return isSwapped || Math.max(first.length, second.length) <= 1;
}

/** What is left of two words without the beginning and the end that they share. */
function unlike(one: string, other: string): readonly [string, string] {
  const shortest = Math.min(one.length, other.length);
  let start = 0;
  while (start < shortest && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < shortest - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  return [one.slice(start, one.length - end), other.slice(start, other.length - end)];
}
