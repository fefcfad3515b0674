import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { demoPicture } from '../../src/sandbox/demo-picture.ts';
import { describeInBrowser, keepScreen, seriousBreaches, viewports } from '../support/browser.ts';
import { openSandbox, sandboxRun, send, shows, sit } from '../support/sandbox-page.ts';

/** A style as the browser computes it, of the first element that fits. */
function styleOf(page: Page, selector: string, property: string): Promise<unknown> {
  return page.evaluate(`getComputedStyle(document.querySelector(${JSON.stringify(selector)})).${property}`);
}

describeInBrowser('what the page of the sandbox shows when the demo is over', (open) => {
  const run = sandboxRun(/How long it took/);

  it('sends a photo with a caption on Telegram', async () => {
    const parts = await openSandbox(open, run());
    await sit(parts, 'Telegram', 'Mira Solberg');
    const buffer = Buffer.from(demoPicture());
    await parts.page
      .getByLabel('Attach a photo')
      .setInputFiles({ name: 'quay.png', mimeType: 'image/png', buffer });
    await shows(parts.page.locator('#box'), 'Photo: quay.png');
    await send(parts, '/update alva-river-flood Boats reach the market hall');
    for (const pane of [parts.discord, parts.telegram]) {
      const post = pane.locator('.message').filter({ hasText: 'Boats reach the market hall' }).last();
      await post.locator('img').waitFor();
    }
  });

  it('shows hostile text as text', async () => {
    const parts = await openSandbox(open, run());
    const hostile = '<img src=x onerror=alert(1)><script>alert(2)</script>';
    await send(
      parts,
      `/update headline:${hostile} body:[a](javascript:alert(3)) ${hostile} source:"><b>${hostile}`,
    );
    for (const pane of [parts.discord, parts.telegram]) {
      await shows(pane, /<img src=x onerror=alert\(1\)>/);
      expect(await pane.locator('script, img[src="x"], a[href^="javascript"]').count()).toBe(0);
    }
  });

  it('says in plain words what does not fit into a message, and leaves it in the box', async () => {
    const parts = await openSandbox(open, run());
    await sit(parts, 'Telegram', 'Noor Haddad');
    const long = `/update alva-river-flood Too long\n${'x'.repeat(5_000)}`;
    await send(parts, long);
    await shows(
      parts.page.locator('#box'),
      /^A message on Telegram holds 4,096 characters, and this has 5,0/,
    );
    expect(await parts.line.inputValue()).toBe(long);
  });

  it("shows a table's lines below each other, and right-to-left text from its beginning", async () => {
    const parts = await openSandbox(open, run());
    const { discord, telegram, page } = parts;
    await sit(parts, 'Telegram', 'Mira Solberg');
    await send(parts, '/update alva-river-flood Levels\n| Place | Level |\n|---|---|\n| Maren | 6.1 m |');
    for (const [id, pane] of Object.entries({ discord, telegram })) {
      await pane.locator('.message').filter({ hasText: 'Levels' }).last().locator('pre code').waitFor();
      expect(await styleOf(page, `#${id} pre code`, 'paddingInlineStart')).toBe('0px');
    }
    await send(parts, '/story open title:"فيضان نهر ألفا" slug:alfa timezone:Asia/Riyadh language:ar');
    await shows(parts.answers, /Opened alfa/);
    await send(parts, '/subscribe alfa channel:@maren_alerts');
    await telegram.getByRole('button', { name: /^Pinned:.*فيضان/ }).waitFor();
    expect(await styleOf(page, '#telegram .pinned span:last-child', 'direction')).toBe('rtl');
    await send(parts, '/unsubscribe alfa channel:@maren_alerts');
    await shows(parts.answers, /does not follow alfa any more/);
    await send(parts, '/story close alfa');
    await shows(parts.answers, /Closed alfa/);
    await keepScreen(page, 'sandbox-directions');
  });

  it.each(['light', 'dark'] as const)('is accessible and looks well in %s', async (colorScheme) => {
    for (const [name, viewport] of Object.entries(viewports)) {
      const parts = await openSandbox(open, run(), { viewport, colorScheme });
      expect(await seriousBreaches(parts.page)).toEqual([]);
      await keepScreen(parts.page, `sandbox-${name}-${colorScheme}`);
      expect(await parts.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      expect(await parts.page.evaluate('document.documentElement.scrollHeight <= innerHeight')).toBe(true);
      expect(await parts.answers.evaluate(({ clientHeight }) => clientHeight)).toBeGreaterThan(150);
    }
  });

  it.each(['Discord', 'Telegram', 'Desk', 'Trouble'])('shows %s on a phone', async (part) => {
    const { page } = await openSandbox(open, run(), { viewport: viewports.phone, hasTouch: true });
    await page.getByRole('navigation').getByRole('button', { name: part }).tap();
    expect(await seriousBreaches(page)).toEqual([]);
    await keepScreen(page, `sandbox-phone-${part.toLowerCase()}`);
  });

  it('plays the demo again as a story of its own', async () => {
    const { page, discord, telegram } = await openSandbox(open, run());
    await page.getByRole('button', { name: 'Play it again' }).click();
    await page.getByRole('button', { name: 'Playing' }).waitFor();
    await page.getByRole('button', { name: 'Play it again' }).waitFor({ timeout: 40_000 });
    for (const pane of [discord, telegram]) {
      expect(await pane.locator('.message').filter({ hasText: 'Key developments' }).count()).toBe(2);
    }
    expect(run().output()).not.toContain('trouble');
  });
});
