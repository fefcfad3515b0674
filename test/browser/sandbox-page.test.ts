import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { demoStory } from '../../src/sandbox/demo.ts';
import { demoPicture } from '../../src/sandbox/demo-picture.ts';
import { describeInBrowser, keepScreen } from '../support/browser.ts';
import { openSandbox, sandboxRun, send, shows, sit } from '../support/sandbox-page.ts';

const { headlines } = demoStory('Pacific/Auckland');
const [first = '', , dam = '', quay = '', , school = ''] = headlines;
const last = headlines.at(-1) ?? '';

describeInBrowser('the page of the sandbox', (open) => {
  const run = sandboxRun();

  it('fills live while the demo plays, as both apps show it', async () => {
    const { discord, telegram, page } = await openSandbox(open, run(), { timezoneId: 'Asia/Tokyo' });
    for (const pane of [discord, telegram]) await shows(pane, last);
    await run().until(/How long it took/);
    const post = (pane: Locator, headline: string) =>
      pane.locator('.message').filter({ hasText: headline }).last();
    expect(await post(discord, dam).locator('blockquote').innerText()).toContain(
      '“We are letting it out slowly',
    );
    expect(await post(discord, dam).locator('.heading').innerText()).toContain(dam);
    expect(await post(telegram, first).locator('strong').first().innerText()).toBe(first);
    for (const pane of [discord, telegram]) {
      const picture = post(pane, quay).locator('img');
      expect(await picture.evaluate((img) => ('naturalWidth' in img ? img.naturalWidth : 0))).toBe(640);
      expect(await post(pane, school).locator('.mark').getAttribute('title')).toBe('came without a sound');
      expect(
        await pane
          .locator('.message')
          .filter({ hasText: 'Key developments' })
          .first()
          .locator('.mark')
          .first()
          .getAttribute('title'),
      ).toBe('pinned');
      await pane.getByRole('button', { name: /^Pinned:/ }).click();
      await pane
        .getByRole('link', { name: /River peaks/ })
        .first()
        .click();
      await pane.locator('.found').filter({ hasText: last }).last().waitFor();
    }
    // The reader of this page is in Tokyo, whatever the zone of the story and of the machine.
    const tokyo = await page.evaluate(() =>
      new Intl.DateTimeFormat('en-US', { timeStyle: 'short', timeZone: 'Asia/Tokyo' }).format(),
    );
    expect(await post(discord, last).locator('.subtext time').innerText()).toMatch(
      new RegExp(`^${tokyo.split(':')[0]}:.. `),
    );
  });

  it('takes a command with its options, an image and a form by keyboard alone', async () => {
    const parts = await openSandbox(open, run());
    const { page, answers, discord, telegram, line } = parts;
    await line.press('/');
    await page.getByRole('option', { name: /^\/update/ }).waitFor();
    await line.pressSequentially('upd');
    await line.press('Enter');
    await page.keyboard.type('Trains stop at the viaduct');
    await page.getByRole('button', { name: 'Add source' }).press('Enter');
    await page.keyboard.type('Valley Rail');
    await page.getByRole('button', { name: 'Add urgency' }).press('Enter');
    await page.keyboard.press('f');
    await page.getByRole('button', { name: 'Add image' }).press('Enter');
    await page
      .getByLabel('image', { exact: true })
      .setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from(demoPicture()) });
    await page.getByRole('button', { name: 'Send' }).first().press('Enter');
    const form = page.getByRole('dialog');
    await form.getByRole('textbox').fill('A tree fell on the **line**, the company said.');
    await keepScreen(page, 'sandbox-form');
    await form.getByRole('button', { name: 'Submit' }).press('Enter');
    await shows(answers, /Published alva-river-flood\/9/);
    await shows(answers, 'Only you can see this');
    for (const pane of [discord, telegram]) {
      await shows(pane, /FLASH: Trains stop at the viaduct/);
      await shows(pane, /Source: Valley Rail/);
      expect(
        await pane
          .locator('.message')
          .filter({ hasText: 'Trains stop' })
          .last()
          .locator('strong', { hasText: 'line' })
          .count(),
      ).toBe(1);
    }
  });

  it('suggests what the bot suggests, and shows what a command is missing', async () => {
    const parts = await openSandbox(open, run());
    const { page, line } = parts;
    await line.fill('/staff a');
    await line.press('Enter');
    await page.getByRole('button', { name: 'Send' }).first().click();
    await page.getByRole('alert').filter({ hasText: 'needs: user, role' }).waitFor();
    await page.keyboard.press('Escape');
    await line.fill('/status');
    await line.press('Enter');
    await page.getByRole('button', { name: 'Add entry' }).press('Enter');
    await page.getByLabel('entry').fill('hospital');
    await page.getByRole('option', { name: /Hospital moves 32 patients/ }).click();
    expect(await page.getByLabel('entry').inputValue()).toBe('alva-river-flood/7');
    await page.keyboard.press('Escape');
    expect(await page.locator('#line:focus').count()).toBe(1);
  });

  it('edits from the menu of a message on Discord, and by a message on Telegram', async () => {
    const parts = await openSandbox(open, run());
    const { page, discord, telegram, line } = parts;
    const post = discord.locator('.message').filter({ hasText: school }).last();
    await post.locator('summary').click();
    await post.getByRole('button', { name: 'Edit update' }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('textbox').first().fill('School on Castle Hill has beds for 500 people');
    await form.getByRole('button', { name: 'Submit' }).click();
    for (const pane of [discord, telegram]) await shows(pane, /beds for 500 people/);
    await sit(parts, 'Telegram', 'Noor Haddad');
    await line.fill('/ed');
    await page.getByRole('option', { name: /^\/edit/ }).waitFor();
    await line.press('Tab');
    await line.pressSequentially('alva-river-flood/1');
    await line.press('Shift+Enter');
    await line.pressSequentially('The gauge read 6.2 meters.');
    await line.press('Enter');
    await shows(parts.answers, /Edited alva-river-flood\/1/);
    for (const pane of [discord, telegram]) await shows(pane, /The gauge read 6\.2 meters/);
  });

  it('corrects, holds and releases in both channels', async () => {
    const parts = await openSandbox(open, run());
    const { page, discord, telegram, answers } = parts;
    await parts.line.fill('/correct');
    await page.getByRole('option', { name: /^\/correct/ }).click();
    await page.getByRole('button', { name: 'Add entry' }).click();
    await page.getByLabel('entry').fill('alva-river-flood/4');
    await page.getByRole('button', { name: 'Send' }).first().click();
    const form = page.getByRole('dialog');
    await form.getByRole('textbox', { name: /wrong/i }).fill('the water stood knee-deep');
    await form.getByRole('textbox', { name: /right/i }).fill('It stood ankle-deep');
    await form.getByRole('button', { name: 'Submit' }).click();
    for (const pane of [discord, telegram]) {
      await shows(pane, /CORRECTION/);
      const reply = pane
        .locator('.message')
        .filter({ hasText: 'ankle-deep' })
        .last()
        .getByRole('button', { name: /^Reply to/ });
      await reply.click();
      await pane.locator('.found').filter({ hasText: quay }).waitFor();
    }
    await sit(parts, 'Telegram', 'Noor Haddad');
    await send(parts, '/hold alva-river-flood/5 the police do not confirm it');
    for (const pane of [discord, telegram]) await shows(pane, /On hold/);
    await send(parts, '/release alva-river-flood/5');
    await shows(answers, /Released alva-river-flood\/5/);
    for (const pane of [discord, telegram]) await pane.getByText(/On hold/).waitFor({ state: 'detached' });
  });

  it('lets readers ask for digests, press buttons and follow a story', async () => {
    const parts = await openSandbox(open, run());
    const { answers, telegram, discord, page } = parts;
    await sit(parts, 'Discord', 'Rui');
    await send(parts, '/digest format:brief');
    await answers.getByRole('button', { name: 'Full text' }).click();
    await shows(answers, /knee-deep/);
    await discord.getByRole('button', { name: 'Digest' }).first().click();
    await telegram.getByRole('button', { name: 'Follow' }).last().click();
    await shows(answers, /\/start/);
    expect(await page.getByRole('radio', { name: 'Telegram', exact: true }).isChecked()).toBe(true);
    await send(parts, '/digest');
    await shows(answers, /By the Maren Post desk/);
    await sit(parts, 'Telegram', 'Rui');
    await send(parts, '/story close');
    await shows(answers, /You need to be a chief/);
  });

  it('kills in both channels once a second chief confirms it on the other platform', async () => {
    const parts = await openSandbox(open, run());
    const { page, answers, discord, telegram, desk } = parts;
    await send(parts, '/kill entry:alva-river-flood/3 reason:the operator of the dam denies it');
    await answers.getByRole('button', { name: /^Kill “/ }).click();
    await page.locator('.desks').getByText('Telegram desk').click();
    await desk.getByRole('button', { name: 'Confirm the kill' }).last().click();
    for (const pane of [discord, telegram]) {
      await shows(pane, /Withdrawn .*the operator of the dam denies it/);
      expect(await pane.getByText('240 cubic meters').count()).toBe(0);
    }
  });

  it('takes a submission from a reporter to the desk, and from there to the channels', async () => {
    const parts = await openSandbox(open, run());
    const { page, answers, discord, telegram, desk } = parts;
    await sit(parts, 'Discord', 'Jon Abara');
    await send(parts, '/update headline:A boat is found body:Nobody was hurt. source:witness');
    await answers.getByRole('button', { name: 'Send to the desk' }).click();
    await page.locator('.desks').getByText('Telegram desk').click();
    await shows(desk, /A boat is found/);
    await page.locator('#seat .people').getByText('Noor Haddad').click();
    await desk.getByRole('button', { name: 'Approve' }).last().click();
    for (const pane of [discord, telegram]) await shows(pane, /Nobody was hurt/);
    // A button that is being drawn anew with its card takes no click.
    await shows(telegram, /Latest: A boat is found/);
  });

  it('answers a post on Telegram', async () => {
    const parts = await openSandbox(open, run());
    const { answers, telegram, discord, page } = parts;
    await sit(parts, 'Telegram', 'Noor Haddad');
    await telegram.getByRole('button', { name: 'Follow' }).first().click();
    await shows(answers, /follow/i);
    await send(parts, '/update alva-river-flood The viaduct is checked');
    const post = answers.locator('.message.bot').filter({ hasText: 'Alva river flood #' }).last();
    await post.hover();
    await post.getByRole('button', { name: 'Reply', exact: true }).click();
    await shows(page.locator('#box'), /Reply to Dateline: The viaduct/);
    await send(parts, '/edit The viaduct is safe');
    for (const pane of [discord, telegram]) await shows(pane, /The viaduct is safe/);
  });
});
