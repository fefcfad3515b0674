import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Entry } from '../../src/domain/entry.ts';
import type { Story } from '../../src/domain/story.ts';
import type { World } from '../../src/sandbox/world.ts';
import { describeInBrowser, keepScreen, seriousBreaches, viewports } from '../support/browser.ts';
import { attacks, hostileEntries, hostileStory } from '../support/web/hostile.ts';
import { publicNewsroom } from '../support/web/public-newsroom.ts';
import { shownStory } from '../support/web/shown-story.ts';
import { strike, strikeEntries } from '../support/web/strike.ts';

const newest = (page: Page) => page.locator('article').first();

describeInBrowser('the page of a story', (open) => {
  it('follows the desk without being loaded again: an update, a correction, a hold, a release, a kill', async () => {
    const { world, address, onDiscord, onTelegram } = await publicNewsroom();
    await onDiscord('/story open title:Maren flood timezone:Pacific/Auckland');
    await onTelegram('/desk');
    const page = await open({ timezoneId: 'America/New_York' });
    await page.goto(`${address}/s/maren-flood`);
    await page.getByText('No updates yet.').waitFor();
    await page.evaluate('window.stillTheSame = true');

    await onTelegram('/update maren-flood Spillway opened source:"Dam office"\nWater goes *through*.');
    await page.getByRole('heading', { name: 'Spillway opened' }).waitFor();
    await page.getByText('Source: Dam office').waitFor();
    const time = page.locator('article time').first();
    expect(await time.textContent()).toMatch(/^\d{1,2}(:\d\d)? [ap]\.m\.$|^noon$|^midnight$/);
    expect(await time.getAttribute('title')).toMatch(/^Your time: .+ E[SD]T$/);

    await onDiscord('/update story:maren-flood headline:Two bridges close body:Both of them.');
    await page.getByRole('heading', { name: 'Two bridges close' }).waitFor();
    expect(await page.locator('article h3').allTextContents()).toEqual([
      'Two bridges close',
      'Spillway opened',
    ]);

    const wrong = 'wrong:"two bridges closed" right:"One bridge closed" headline:"One bridge closes"';
    await onTelegram(`/correct maren-flood/2 ${wrong}`);
    await page.getByRole('heading', { name: 'One bridge closes' }).waitFor();
    await page.locator('.corrections').getByText('two bridges closed. One bridge closed.').waitFor();
    await page.locator('article .correction').getByText('Corrected').waitFor();

    await onDiscord('/hold entry:maren-flood/1 reason:the dam office called');
    await page.getByText('this update is being checked').waitFor();
    expect(await page.getByText('Spillway opened').count()).toBe(0);
    await onDiscord('/release entry:maren-flood/1');
    await page.getByRole('heading', { name: 'Spillway opened' }).waitFor();

    await killByTwo(world, 'maren-flood/1');
    await page.getByText('Withdrawn').waitFor();
    expect(await page.getByText('Spillway opened').count()).toBe(0);
    expect(await page.locator('#n1').innerText()).toContain('Reason: the gauge was read wrongly');
    expect(await page.evaluate('window.stillTheSame')).toBe(true);
  });

  it('does not move what the reader is looking at, and has new entries read out', async () => {
    const { address, onDiscord } = await publicNewsroom();
    await onDiscord('/story open title:Maren flood timezone:Pacific/Auckland');
    for (let number = 1; number <= 6; number += 1)
      await onDiscord(
        `/update story:maren-flood headline:Update ${number} body:${'Water rises. '.repeat(60)}`,
      );
    const page = await open({ viewport: viewports.phone });
    await page.goto(`${address}/s/maren-flood#n3`);
    const top = () => page.locator('#n3').evaluate((one) => Math.round(one.getBoundingClientRect().top));
    await expect.poll(top).toBeLessThan(100);
    const before = await top();
    await onDiscord('/update story:maren-flood headline:Something new body:Now.');
    await page.locator('#n7').waitFor({ state: 'attached' });
    expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(1);
    expect(await page.getByRole('status').textContent()).toBe('New: Something new');
  });

  it('leads from one entry to the story and back, in either order, by keyboard too', async () => {
    const address = await shownStory(strike, strikeEntries);
    const page = await open();
    await page.goto(address);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the story');
    await page.getByRole('link', { name: 'Oldest first' }).press('Enter');
    await expect.poll(async () => newest(page).getAttribute('id')).toBe('n3');
    await page.getByRole('link', { name: 'Newest first' }).click();
    await expect.poll(async () => newest(page).getAttribute('id')).not.toBe('n3');
    await page.locator('#n7 .when a').click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(
      'Port chief: ferries stay in port',
    );
    await page.getByRole('link', { name: 'Read the whole story' }).click();
    expect(page.url()).toBe(`${address}#n7`);
  });

  it('is all there without any script', async () => {
    const address = await shownStory(strike, strikeEntries);
    const page = await open({ javaScriptEnabled: false });
    await page.goto(address);
    const words = await page.locator('main').innerText();
    for (const told of [
      'Lindhavn ferry strike',
      'Key developments',
      'Navy ship sails',
      'Withdrawn',
      'On hold',
      'Correction',
    ])
      expect(words).toContain(told);
    for (const untold of ['Rumour of a deal', 'Ministry resigns', 'Embargoed', 'Never out'])
      expect(words).not.toContain(untold);
  });

  it('shows hostile text as it was typed, wherever somebody types, and runs nothing', async () => {
    const address = 'https://example.org/';
    const page = await open();
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    for (const attack of attacks) {
      const story = withPicture(hostileStory(attack, address));
      await page.goto(await shownStory(story, hostileEntries(attack, address).map(withPictures)));
      expect(await page.locator('article').count()).toBe(3);
      expect(await page.locator('img[onerror], [onmouseover], main script, main style').count()).toBe(0);
    }
    expect(dialogs).toEqual([]);
  });

  const looks = (['light', 'dark'] as const).flatMap((colorScheme) =>
    (['phone', 'desktop'] as const).map((size) => ({ colorScheme, size })),
  );
  it.each(looks)('is fit for every reader on a $size in $colorScheme', async ({ colorScheme, size }) => {
    const address = await shownStory(strike, strikeEntries);
    const page = await open({ colorScheme, viewport: viewports[size] });
    for (const [name, path] of [
      ['story', address],
      ['entry', `${address}/4`],
      ['notice', `${address}/6`],
    ] as const) {
      const { pathname } = new URL(path);
      await page.goto(path).catch(() => undefined);
      expect(new URL(page.url()).pathname).toBe(pathname);
      expect(await seriousBreaches(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      await keepScreen(page, `story-page-${name}-${size}-${colorScheme}`);
    }
  });

  it('is told from right to left in Arabic, and fit for every reader there too', async () => {
    const headline = 'إضراب عبارات ليندهافن';
    const address = await shownStory({ ...strike, headline, language: 'ar' }, strikeEntries);
    for (const size of ['phone', 'desktop'] as const) {
      const page = await open({ viewport: viewports[size] });
      await page.goto(address);
      expect(await page.locator('html').getAttribute('lang')).toBe('ar');
      expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
      const heading = page.getByRole('heading', { name: headline });
      const paragraph = await page.locator('article p').last().boundingBox();
      const { x = 0, width = 0 } = (await heading.boundingBox()) ?? {};
      expect(x + width).toBeGreaterThanOrEqual((paragraph?.x ?? 0) + (paragraph?.width ?? 0));
      expect(await seriousBreaches(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      await keepScreen(page, `story-page-arabic-${size}`);
    }
  });
});

/** One chief asks for it on Discord, and the other one confirms it on Telegram. */
async function killByTwo({ discord, telegram, cast }: World, entry: string): Promise<void> {
  const { chief: as, newsroom: channelId } = cast.discord;
  const line = `/kill entry:${entry} reason:the gauge was read wrongly`;
  const use = await discord.command({ as, channelId, line });
  const { buttons } = await use.reply(10_000);
  const label = buttons.find((button) => button.label?.startsWith('Kill'))?.label ?? '';
  await (await discord.pressButton({ as, channelId, use, label })).reply(10_000);
  const { chief } = cast.telegram;
  const confirm = 'Confirm the kill';
  const asked = await telegram.waitFor(() =>
    telegram
      .messages(chief.id)
      .findLast((message) => message.buttons.flat().some(({ text }) => text === confirm)),
  );
  await telegram.press({ as: chief, chatId: chief.id, messageId: asked.id, label: confirm });
}

/** Pictures that are there, as hostile as they may be in everything else. */
function withPicture<T extends Pick<Story, 'picture'>>(shown: T): T {
  return { ...shown, picture: { ...shown.picture, mediaId: 'm1', mimeType: 'image/png' } };
}

function withPictures(entry: Entry): Entry {
  const [first, ...rest] = entry.revisions.map((revision) => ({
    ...revision,
    text: withPicture(revision.text),
  }));
  return first === undefined ? entry : { ...entry, revisions: [first, ...rest] };
}
