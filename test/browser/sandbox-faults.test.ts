import { beforeAll, expect, it } from 'vitest';
import { describeInBrowser } from '../support/browser.ts';
import { openSandbox, sandboxRun, send, shows } from '../support/sandbox-page.ts';

describeInBrowser('trouble at the page of the sandbox', (open) => {
  const run = sandboxRun();
  beforeAll(() => run().until(/How long it took/));

  it('shows how a refused channel catches up', async () => {
    const parts = await openSandbox(open, run());
    const { page, discord, telegram } = parts;
    const fault = page.getByRole('switch', { name: 'Rate-limit #river-watch' });
    await fault.check();
    await send(parts, '/update headline:The rain has stopped body:The sky is clear over Maren.');
    await shows(telegram, /The rain has stopped/);
    await page.locator('#calls .refused').filter({ hasText: '#river-watch' }).first().waitFor();
    expect(await discord.getByText(/The sky is clear/).count()).toBe(0);
    await fault.uncheck();
    await shows(discord, /The sky is clear/);
  });

  it('shows how the bot is let in again', async () => {
    const parts = await openSandbox(open, run());
    const { page, discord, telegram, desk } = parts;
    const fault = page.getByRole('switch', { name: 'Kick it out of Maren Alerts' });
    await fault.check();
    await shows(desk, /Maren Alerts \(channel\) is paused/);
    await send(parts, '/update headline:The quay is open body:Shops open at noon.');
    await shows(discord, /Shops open at noon/);
    expect(await telegram.getByText(/Shops open at noon/).count()).toBe(0);
    await fault.uncheck();
    await shows(desk, /is back/);
    await shows(telegram, /Latest: The quay is open/);
  });

  it('asks the desk what nobody knows when Telegram hangs', async () => {
    const parts = await openSandbox(open, run());
    const { page, discord, telegram } = parts;
    const fault = page.getByRole('switch', { name: 'Hang Telegram' });
    await fault.check();
    await send(parts, '/update headline:Pumps arrive body:Ten pumps work at the quay.');
    await shows(discord, /Ten pumps/);
    await page.locator('#calls .hanging').filter({ hasText: 'sendMessage' }).first().waitFor();
    expect(await telegram.getByText(/Ten pumps/).count()).toBe(0);
    await fault.uncheck();
    await parts.desk.getByRole('button', { name: 'Send again' }).last().click({ timeout: 50_000 });
    await shows(telegram, /Ten pumps/);
  });

  it('shows that what was published while the worker is dead goes out when it is back', async () => {
    const parts = await openSandbox(open, run());
    const { page, discord, telegram, answers } = parts;
    const fault = page.getByRole('switch', { name: 'Kill the worker' });
    await fault.check();
    await send(parts, '/update headline:School opens on Monday body:Lessons begin at nine.');
    await shows(answers, /Published alva-river-flood\/\d+/);
    await fault.uncheck();
    for (const pane of [discord, telegram]) await shows(pane, /Lessons begin at nine/);
  });
});
