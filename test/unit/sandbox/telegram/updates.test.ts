import { expect, test } from 'vitest';
import { unauthorized } from '../../../../src/sandbox/telegram/errors.ts';
import { createUpdates } from '../../../../src/sandbox/telegram/updates.ts';

const request = { offset: 0, limit: 100, timeoutSeconds: 50 };

function signal(): AbortSignal {
  return new AbortController().signal;
}

test('a held poll is woken by the first update', async () => {
  const updates = createUpdates();
  const held = updates.poll(request, signal());

  updates.push('message', { text: 'Hi' });

  expect(await held).toEqual([{ update_id: 500_000_001, message: { text: 'Hi' } }]);
});

test('a poll whose client is gone ends empty and takes nothing', async () => {
  const updates = createUpdates();
  const client = new AbortController();
  const held = updates.poll(request, client.signal);

  client.abort();
  updates.push('message', {});

  expect(await held).toEqual([]);
  expect(await updates.poll(request, signal())).toHaveLength(1);
});

test('a held poll can be refused', async () => {
  const updates = createUpdates();
  const held = updates.poll(request, signal());

  updates.refuseHeld(unauthorized());

  await expect(held).rejects.toThrow('Unauthorized');
});

test('a poll without patience is answered at once', async () => {
  expect(await createUpdates().poll({ ...request, timeoutSeconds: 0 }, signal())).toEqual([]);
});

test('a negative offset forgets all but the last updates', async () => {
  const updates = createUpdates();
  for (const text of ['One', 'Two', 'Three']) updates.push('message', { text });

  expect(await updates.poll({ ...request, offset: -1 }, signal())).toMatchObject([
    { message: { text: 'Three' } },
  ]);
  expect(updates.pendingCount()).toBe(1);
});
