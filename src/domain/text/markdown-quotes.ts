const quoteSign = /^\s*>/;
const fenceSign = /^\s*(?:(`{3,})[^`]*|(~{3,}).*)$/;

/**
 * Makes a quote end with its last line that has a `>`, as on chat platforms. CommonMark would include the line below,
 * and so put words into somebody's mouth: `> We wait.` and, below it, `The chief left.`
 */
export function endQuotes(markdown: string): string {
  let isQuoted = false;
  let fence: string | undefined;
  const lines: string[] = [];
  for (const line of markdown.split('\n')) {
    const isQuote = fence === undefined && quoteSign.test(line);
    if (isQuoted && !isQuote && line.trim() !== '') lines.push('');
    lines.push(line);
    isQuoted = isQuote;
    if (!isQuote) fence = fenceAfter(line, fence);
  }
  return lines.join('\n');
}

/** The fence that ends the code block that a line is in or begins; undefined outside code. */
function fenceAfter(line: string, fence: string | undefined): string | undefined {
  if (fence === undefined) {
    const [, backticks, tildes] = fenceSign.exec(line) ?? [];
    return backticks ?? tildes;
  }
  const sign = line.trim();
  const isEnd = sign.length >= fence.length && sign === fence.charAt(0).repeat(sign.length);
  return isEnd ? undefined : fence;
}
