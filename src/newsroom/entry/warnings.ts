import type { EntryText } from '../../domain/entry.ts';

/** Phones cut longer headlines in their notifications. */
const goodHeadlineLength = 64;
/** A key development is one line. */
const goodKeyWords = 10;

/** What an editor should look at again before publishing, as sentences. */
export function warningsOf({
  text,
  key,
}: {
  readonly text: EntryText;
  readonly key?: string;
}): readonly string[] {
  const { headline, source } = text;
  return [
    ...headlineWarning(headline),
    ...(source === undefined ? ['No source is given: readers must not wonder how we know.'] : []),
    ...keyWarning(key),
  ];
}

/** A sentence about a key development that is too long, or none. */
export function keyWarning(key: string | undefined): readonly string[] {
  const words = (key ?? '').split(/\s+/).filter(Boolean).length;
  return words > goodKeyWords ? [`The key development has ${words} words; about ten fit on one line.`] : [];
}

/** A sentence about a headline that is too long, or none. */
export function headlineWarning({ length }: string): readonly string[] {
  if (length <= goodHeadlineLength) return [];
  return [`The headline has ${length} characters; phones show about ${goodHeadlineLength}.`];
}
