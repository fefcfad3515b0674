/** What Redis answers as one list, two by two: members with their scores, fields with their values. */
export function pairsOf(list: readonly string[]): readonly (readonly [string, string])[] {
  return list.flatMap((member, index) => (index % 2 === 0 ? [[member, list[index + 1] ?? ''] as const] : []));
}
