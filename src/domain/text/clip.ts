/** A text of at most `maxLength` UTF-16 units. A longer one ends in an ellipsis, never in half a character. */
export function clip(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return `${text.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
