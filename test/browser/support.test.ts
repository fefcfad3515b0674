import { stat } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { describeInBrowser, keepScreen, seriousBreaches, viewports } from '../support/browser.ts';

describeInBrowser('the look at accessibility', (open) => {
  it('finds a field without a name and text that can hardly be read', async () => {
    const page = await open();
    await page.setContent(
      '<!doctype html><html lang="en"><title>Faulty</title><main><h1>Faulty</h1><input><p style="color:#ddd">Pale</p></main>',
    );
    const breaches = await seriousBreaches(page);
    expect(breaches.map(({ rule }) => rule).toSorted()).toEqual(['color-contrast', 'label']);
  });

  it('finds nothing where all is well', async () => {
    const page = await open({ viewport: viewports.phone });
    await page.setContent(
      '<!doctype html><html lang="en"><title>Well</title><main><h1>Well</h1><label>Name <input></label></main>',
    );
    expect(await seriousBreaches(page)).toEqual([]);
    expect((await stat(await keepScreen(page, 'support'))).size).toBeGreaterThan(0);
  });
});
