/** How many letters must be put in, left out, changed or swapped with their neighbour (Damerau's measure). */
export function slipsBetween(a: string, b: string): number {
  let older: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const next = nextRow({ a, b, row, last, older });
    older = last;
    last = next;
  }
  return last[b.length] ?? 0;
}

interface Rows {
  readonly a: string;
  readonly b: string;
  readonly row: number;
  readonly last: readonly number[];
  readonly older: readonly number[];
}

function nextRow({ a, b, row, last, older }: Rows): readonly number[] {
  const next = [row];
  for (let column = 1; column <= b.length; column += 1) {
    const same = a[row - 1] === b[column - 1];
    const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
    next[column] = Math.min(
      at(last, column) + 1,
      at(next, column - 1) + 1,
      at(last, column - 1) + (same ? 0 : 1),
      swapped ? at(older, column - 2) + 1 : Number.POSITIVE_INFINITY,
    );
  }
  return next;
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
