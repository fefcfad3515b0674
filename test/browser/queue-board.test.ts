import { expect, it } from 'vitest';
import { describeInBrowser, keepScreen } from '../support/browser.ts';
import { publicNewsroom } from '../support/web/public-newsroom.ts';

const token = 'for-operators-only-1';

describeInBrowser('the board of the queues', (open) => {
  it('shows every queue to an operator, with nothing to press that would change one', async () => {
    const { address, onDiscord } = await publicNewsroom({ OPS_TOKEN: token });
    await onDiscord('/story open title:Maren flood timezone:Pacific/Auckland');
    const page = await open({ httpCredentials: { username: 'operator', password: token } });
    await page.goto(`${address}/ops/queues`);
    for (const queue of ['fan-out', 'clock', 'mailbox-discord', 'mailbox-telegram'])
      await page
        .getByRole('link', { name: new RegExp(queue) })
        .first()
        .waitFor();
    await page.goto(`${address}/ops/queues/queue/clock?status=delayed`);
    await page.getByText('reconcile').first().waitFor();
    expect(
      await page.getByRole('button', { name: /pause|clean|promote|retry|add job|obliterate/i }).count(),
    ).toBe(0);
    await keepScreen(page, 'queue-board');
  });
});
