import { expect, it } from 'vitest';
import type { TelegramSandbox } from '../../../src/sandbox/telegram/server.ts';
import { liveReply } from '../../support/live-reply.ts';
import { replyOf } from '../../support/recording-dispatcher.ts';
import { testStore } from '../../support/store.ts';
import { startIntake } from '../../support/telegram-intake.ts';
import { openSandbox } from '../sandbox/telegram-bot.ts';

function answersIn(sandbox: TelegramSandbox, chatId: number) {
  return sandbox.messages(chatId).filter(({ fromBot }) => fromBot);
}

it('a burst of commands meets no 429, and each is answered, in its order', async () => {
  const { paces } = testStore();
  const sandbox = await openSandbox({ enforceLimits: true });
  const ada = sandbox.addPerson({ name: 'Ada' });
  const chat = sandbox.addPrivateChat(ada);
  let count = 0;
  const execute = async () => {
    count += 1;
    return replyOf(`Answer ${count}`);
  };
  startIntake(sandbox, { paces, execute });
  for (const _ of [1, 2, 3, 4, 5, 6]) sandbox.say({ as: ada, chatId: chat.id, text: '/help' });
  await sandbox.waitFor(() => answersIn(sandbox, chat.id).length === 6);

  expect(answersIn(sandbox, chat.id).map(({ text }) => text)).toEqual(
    [1, 2, 3, 4, 5, 6].map((number) => `Answer ${number}`),
  );
  expect(sandbox.requests().filter(({ status }) => status === 429)).toEqual([]);
});

it('an answer waits until its chat may have it, and no other chat waits with it', async () => {
  const sandbox = await openSandbox();
  const ada = sandbox.addPerson({ name: 'Ada' });
  const chat = sandbox.addPrivateChat(ada);
  const group = sandbox.addGroup({ title: 'Coast' });
  sandbox.addMember(group.id, ada);
  const allowedAt = Date.now() + 1_000;
  startIntake(sandbox, {
    paces: {
      take: async ({ name }, now) =>
        name === `telegram:${chat.id}` && now < allowedAt ? { allowedAt } : { nextAt: now },
    },
  });
  sandbox.say({ as: ada, chatId: chat.id, text: '/help' });
  sandbox.say({ as: ada, chatId: group.id, text: '/help' });
  await sandbox.waitFor(() => answersIn(sandbox, group.id).length === 1);
  expect(Date.now()).toBeLessThan(allowedAt);
  await sandbox.waitFor(() => answersIn(sandbox, chat.id).length === 1);
  const sent = sandbox.requests().filter(({ method }) => method === 'sendMessage');

  expect(sent.map(({ chatId }) => chatId)).toEqual([group.id, chat.id]);
  expect(sent[1]?.at).toBeGreaterThanOrEqual(allowedAt);
});

it.each([
  ['does not answer', () => new Promise<never>(() => undefined)],
  ['fails', async () => Promise.reject(new Error('The store is away.'))],
])('an answer is given all the same when the count of calls %s', async (_, take) => {
  const sandbox = await openSandbox();
  const ada = sandbox.addPerson({ name: 'Ada' });
  const chat = sandbox.addPrivateChat(ada);
  startIntake(sandbox, { paces: { take } });
  sandbox.say({ as: ada, chatId: chat.id, text: '/help' });
  await sandbox.waitFor(() => answersIn(sandbox, chat.id).length === 1, 2_000);
});

it('a changing answer goes on where one of its messages stays as it is, and where a change had no answer', async () => {
  const sandbox = await openSandbox();
  const ada = sandbox.addPerson({ name: 'Ada' });
  const chat = sandbox.addPrivateChat(ada);
  const text = (end: string) => `${'word '.repeat(1_000)}${end}`;
  sandbox.faults.add({ kind: 'reset-before', method: 'editMessageText' });
  startIntake(sandbox, { execute: async () => liveReply([text('0 of 2'), text('1 of 2'), text('2 of 2')]) });
  sandbox.say({ as: ada, chatId: chat.id, text: '/status harbour/1' });
  await sandbox.waitFor(() => answersIn(sandbox, chat.id).at(-1)?.text.includes('2 of 2'));

  expect(answersIn(sandbox, chat.id)).toHaveLength(2);
});
