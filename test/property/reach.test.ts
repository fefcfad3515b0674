import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseMarkdown } from '../../src/domain/text/markdown.ts';
import { renderDiscord } from '../../src/platforms/discord/render.ts';
import type { Part } from '../../src/platforms/platform.ts';
import { renderTelegram } from '../../src/platforms/telegram/render.ts';
import { nastyMarkdown, richText } from '../support/text/arbitraries.ts';

const isSplit = (parts: readonly Part[]) => parts.length > 1;
/** Full of entities, and not of text: it is their number that ended the part. */
const isFullOfEntities = (parts: readonly Part[]) =>
  parts.some(({ entities, text }) => entities.length > 95 && text.length < 3_500);

it.each([
  { what: 'trees', arbitrary: richText },
  { what: 'Markdown', arbitrary: nastyMarkdown.map(parseMarkdown) },
])('random $what reach every limit that they are to keep', ({ arbitrary }) => {
  const cases = fc.sample(arbitrary, { seed: 1, numRuns: 1_000 });
  const telegram = cases.map((content) => renderTelegram(content));
  expect(cases.filter((content) => isSplit(renderDiscord(content))).length).toBeGreaterThan(2);
  expect(telegram.filter(isSplit).length).toBeGreaterThan(2);
  expect(telegram.filter(isFullOfEntities).length).toBeGreaterThan(2);
});
