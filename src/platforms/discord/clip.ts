/** A text of at most `maxLength` UTF-16 units; one that is longer ends in an ellipsis, never in half a character. */
export function clip(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return `${text.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
