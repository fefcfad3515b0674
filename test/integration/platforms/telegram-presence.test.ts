import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { Destination } from '../../../src/domain/destination.ts';
import { startTelegramSandbox, type TelegramSandbox } from '../../../src/sandbox/telegram/server.ts';
import { startIntake } from '../../support/telegram-intake.ts';

const dayMs = 24 * 3_600_000;

let sandbox: TelegramSandbox;
beforeEach(async () => {
  sandbox = await startTelegramSandbox();
  onTestFinished(() => sandbox.close());
});

/** Telegram drops what nobody asked for within a day. */
async function dropUpdates(): Promise<void> {
  const body = JSON.stringify({ offset: 2_000_000_000, timeout: 0 });
  const headers = { 'content-type': 'application/json' };
  await fetch(`${sandbox.apiUrl}/bot${sandbox.token}/getUpdates`, { method: 'POST', headers, body });
}

function place(id: Destination['id'], kind: 'active' | 'paused'): Destination {
  return { id, name: id, state: kind === 'active' ? { kind } : { kind, why: 'recorded', since: 0 } };
}

/** Six chats of every fate, as they are on record, and what has become of them. */
async function changeWhileAway(): Promise<readonly Destination[]> {
  const channel = () => sandbox.addChannel({ title: 'Harbour news' }).id;
  const [lost, found, same] = [channel(), channel(), channel()];
  const kicked = sandbox.addGroup({ title: 'Readers', forum: true }).id;
  const grown = sandbox.addGroup({ title: 'Old group' }).id;
  sandbox.setBotRights(lost, { canPost: false });
  sandbox.setBotRights(kicked, { member: false });
  sandbox.migrateToSupergroup(grown);
  await dropUpdates();
  return [
    place(`telegram:${lost}`, 'active'),
    place(`telegram:${found}`, 'paused'),
    place(`telegram:${same}`, 'active'),
    place(`telegram:${kicked}:5`, 'active'),
    place(`telegram:${grown}`, 'active'),
    place('telegram:-100999', 'active'),
    place('telegram:77', 'active'),
  ];
}

test("after more than a day without updates, Telegram is asked about the bot's rights in every chat", async () => {
  const known = await changeWhileAway();
  const ids = known.map(({ id }) => id);
  const { newsroom } = startIntake(sandbox, { known, lastPollAt: Date.now() - dayMs });
  await newsroom.waitFor(() => newsroom.heard().length === 5);

  expect(newsroom.heard()).toEqual([
    {
      kind: 'rights',
      destination: ids[0],
      change: { why: expect.stringContaining('I may not post in the channel') },
    },
    { kind: 'rights', destination: ids[1], change: 'active' },
    {
      kind: 'rights',
      destination: ids[3]?.replace(/:5$/, ''),
      change: { why: expect.stringContaining('I was removed') },
    },
    { kind: 'moved', from: ids[4], to: expect.stringMatching(/^telegram:-100/) },
    {
      kind: 'rights',
      destination: ids[5],
      change: { why: expect.stringContaining('Telegram does not know this chat') },
    },
  ]);
});

test('after a shorter one nobody is asked, since the updates tell it', async () => {
  const known = await changeWhileAway();
  const { newsroom, intake } = startIntake(sandbox, { known, lastPollAt: Date.now() - dayMs / 2 });
  await newsroom.waitFor(() => intake.status().ready);
  const { id } = sandbox.addChannel({ title: 'Another' });
  sandbox.setBotRights(id, { canPost: false });

  await newsroom.waitFor(() => newsroom.heard().length === 1);
  expect(newsroom.heard()[0]).toMatchObject({ destination: `telegram:${id}` });
  expect(sandbox.requests().some(({ method }) => method === 'getChatMember')).toBe(false);
});
