/** The text in one line, with single spaces. */
export function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** Whether two texts differ by no more than their spacing. */
export function isSameText(one: string, other: string): boolean {
  return inOneLine(one) === inOneLine(other);
}
