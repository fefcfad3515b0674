import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../../src/domain/text/markdown.ts';
import { renderDiscord } from '../../../src/platforms/discord/render.ts';
import { renderTelegram } from '../../../src/platforms/telegram/render.ts';
import { faultsOf } from '../../support/text/checks.ts';
import { discordPage, telegramPage } from '../../support/text/golden-page.ts';

/** One file for each construct that editors type, and beside it what each platform is sent. */
const folder = new URL('../../golden/', import.meta.url);
const constructs = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .map((name) => name.slice(0, -'.md'.length));

const fileOf = (name: string) => new URL(name, folder).pathname;

describe.each(constructs)('%s', (construct) => {
  const content = parseMarkdown(readFileSync(fileOf(`${construct}.md`), 'utf8'));

  it('is sent to Discord as the file says', async () => {
    await expect(discordPage(renderDiscord(content))).toMatchFileSnapshot(fileOf(`${construct}.discord.txt`));
  });

  it('is sent to Telegram as the file says', async () => {
    await expect(telegramPage(renderTelegram(content))).toMatchFileSnapshot(
      fileOf(`${construct}.telegram.txt`),
    );
  });

  it('is shown whole and alike on both', () => {
    expect(faultsOf(content)).toEqual([]);
  });
});

it('has a file for every construct', () => {
  expect(constructs.length).toBe(25);
});
