import { expect, it } from 'vitest';
import { askInstead } from '../../../src/platforms/telegram/questions.ts';
import type { TelegramSandbox } from '../../../src/sandbox/telegram/server.ts';
import { type Behaviour, replyOf } from '../../support/recording-dispatcher.ts';
import { createMemoryInbox, startIntake } from '../../support/telegram-intake.ts';
import { openSandbox } from '../sandbox/telegram-bot.ts';

const away = 'The records do not answer, and nothing was saved. Send it again in a minute.';

async function open(execute?: Behaviour['execute']) {
  const sandbox = await openSandbox();
  const ada = sandbox.addPerson({ name: 'Ada' });
  const chat = sandbox.addPrivateChat(ada);
  const inbox = createMemoryInbox();
  const buttons = [{ label: 'Undo', token: 'undo' }];
  const started = startIntake(sandbox, {
    inbox,
    execute: execute ?? (async () => ({ ...replyOf('Done.'), buttons })),
  });
  const say = (text: string, chatId = chat.id) => sandbox.say({ as: ada, chatId, text });
  return { sandbox, ada, chat, say, ...started };
}

function answers(sandbox: TelegramSandbox, chatId: number): readonly string[] {
  return sandbox.messages(chatId).flatMap(({ fromBot, text }) => (fromBot ? [text] : []));
}

it('a command that cannot be kept is answered with its text, and nothing comes of it later', async () => {
  const { sandbox, chat, inbox, say, newsroom } = await open();
  inbox.failures = Number.POSITIVE_INFINITY;
  say('/update Bridge closed\nAll lanes.');
  await sandbox.waitFor(() => answers(sandbox, chat.id).length === 1);
  inbox.failures = 0;
  say('/help');
  await sandbox.waitFor(() => answers(sandbox, chat.id).length === 2);

  expect(answers(sandbox, chat.id)).toEqual([`${away} Your text:\n\nBridge closed\nAll lanes.`, 'Done.']);
  expect(newsroom.calls()).toHaveLength(1);
});

it('a press that cannot be kept is answered too, and talk is passed over', async () => {
  const { sandbox, ada, chat, inbox, say, newsroom } = await open();
  say('/help');
  const answer = await sandbox.waitFor(() => sandbox.messages(chat.id).find(({ fromBot }) => fromBot));
  const group = sandbox.addGroup({ title: 'Coast' });
  sandbox.addMember(group.id, ada);
  inbox.failures = Number.POSITIVE_INFINITY;
  say('/help@another_bot', group.id);
  say('Good morning', group.id);
  await sandbox.press({ as: ada, chatId: chat.id, messageId: answer.id, label: 'Undo' });
  await sandbox.waitFor(() => answers(sandbox, chat.id).length === 2);

  expect(answers(sandbox, chat.id)[1]).toBe(away);
  expect(answers(sandbox, group.id)).toEqual([]);
  expect(newsroom.heard().filter(({ kind }) => kind === 'press')).toEqual([]);
});

it.each(['private', 'group'] as const)(
  'a reply to a question in a %s chat is given back, and other replies are passed over',
  async (kind) => {
    const fields = [
      { option: 'right', label: 'what is right', required: true, paragraph: true, maxLength: 900 },
    ];
    const question = askInstead({ title: 'Correct harbour/3', fields }, 'token');
    const execute = async ({ path }: { readonly path: readonly string[] }) =>
      path[0] === 'help' ? replyOf('No question.') : (question?.reply ?? replyOf('No form.'));
    const { sandbox, ada, chat, inbox } = await open(execute);
    const group = sandbox.addGroup({ title: 'Coast' });
    sandbox.addMember(group.id, ada);
    const chatId = kind === 'private' ? chat.id : group.id;
    const say = (text: string, replyTo?: number) =>
      sandbox.say({ as: ada, chatId, text, ...(replyTo !== undefined && { replyTo }) });
    say('/help');
    say('/status');
    await sandbox.waitFor(() => answers(sandbox, chatId).length === 2);
    const [plain, asks] = sandbox.messages(chatId).filter(({ fromBot }) => fromBot);
    inbox.failures = Number.POSITIVE_INFINITY;
    say('Thanks', plain?.id);
    say('One lane\nis open.', asks?.id);
    await sandbox.waitFor(() => answers(sandbox, chatId).length === 3);

    expect(answers(sandbox, chatId)[2]).toBe(`${away} Your text:\n\nOne lane\nis open.`);
  },
);

it('a change of rights that cannot be kept is heard when the records are back', async () => {
  const { sandbox, chat, inbox, say, newsroom, log } = await open();
  await newsroom.waitFor(() => log.join('').includes('Telegram is connected'));
  const channel = sandbox.addChannel({ title: 'Post' });
  inbox.failures = Number.POSITIVE_INFINITY;
  sandbox.setBotRights(channel.id, { canPost: false });
  say('/help');
  await sandbox.waitFor(() => answers(sandbox, chat.id).length === 1);
  expect(newsroom.heard()).toEqual([]);
  inbox.failures = 0;
  await newsroom.waitFor(() => newsroom.heard().length === 1);

  expect(newsroom.heard()).toMatchObject([{ kind: 'rights', destination: `telegram:${channel.id}` }]);
  await expect.poll(() => inbox.all()).toEqual([]);
});

it('a command whose end cannot be noted is not done again after the next start', async () => {
  const { sandbox, chat, inbox, say, intake } = await open();
  const remove = inbox.remove;
  let failures = 3;
  inbox.remove = async (updateId) => {
    failures -= 1;
    if (failures >= 0) throw new Error('The store is away.');
    await remove(updateId);
  };
  say('/help');
  await sandbox.waitFor(() => answers(sandbox, chat.id).length === 1);
  await expect.poll(() => inbox.all()).toEqual([]);
  await intake.stop();
  expect(failures).toBeLessThan(0);
});
