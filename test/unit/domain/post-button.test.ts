import { expect, test } from 'vitest';
import { cardButtons } from '../../../src/domain/post-button.ts';
import { ferryStrike } from '../../support/lindhavn.ts';

const kinds = (...args: Parameters<typeof cardButtons>) => cardButtons(...args).map(({ kind }) => kind);

test('a card leads to the full story, the digest and the private chat, where there are such', () => {
  const { url: _, ...withoutUrl } = ferryStrike();
  expect(cardButtons(ferryStrike())).toEqual([
    { kind: 'link', label: 'Full story', url: 'https://example.org/lindhavn' },
    { kind: 'digest', label: 'Digest', slug: 'lindhavn-ferries' },
    { kind: 'follow', label: 'Follow', slug: 'lindhavn-ferries' },
  ]);
  expect(kinds(withoutUrl)).toEqual(['digest', 'follow']);
  expect(kinds(ferryStrike({ state: 'closed' }))).toEqual(['link', 'digest']);
});

test('its labels are in the language of the card', () => {
  const labels = (['en', 'pl', 'ar'] as const).flatMap((language) =>
    cardButtons(ferryStrike(), language).map(({ label }) => label),
  );
  expect(new Set(labels).size).toBe(9);
});
