import { expect, onTestFinished, test } from 'vitest';
import type { Reply } from '../../../src/newsroom/command/answer.ts';
import { startDiscordSandbox } from '../../../src/sandbox/discord/server.ts';
import { startIntake as startDiscordIntake } from '../../support/discord-intake.ts';
import { liveReply } from '../../support/live-reply.ts';
import { startIntake as startTelegramIntake } from '../../support/telegram-intake.ts';
import { openSandbox } from '../sandbox/telegram-bot.ts';

const status = { label: 'Status', token: 'token-of-status' };
const long = `${'word '.repeat(1_200)}end`;

async function onDiscord(reply: Reply) {
  const sandbox = await startDiscordSandbox();
  onTestFinished(() => sandbox.close());
  const guild = sandbox.addGuild('Coast Guild');
  const { id: channelId } = sandbox.addChannel({ guildId: guild.id, name: 'newsroom' });
  const intake = startDiscordIntake(sandbox, { execute: async () => reply });
  await intake.ready();
  const as = sandbox.addPerson({ name: 'Ada' });
  const use = await sandbox.command({ as, channelId, line: '/status' });
  return { sandbox, intake, use };
}

async function onTelegram(reply: Reply) {
  const sandbox = await openSandbox();
  const ada = sandbox.addPerson({ name: 'Ada' });
  const { id } = sandbox.addPrivateChat(ada);
  const made = startTelegramIntake(sandbox, { execute: async () => reply });
  sandbox.say({ as: ada, chatId: id, text: '/status harbour/1' });
  const answers = () => sandbox.messages(id).filter((message) => message.fromBot);
  return { sandbox, ...made, answers };
}

test('an answer on Discord changes in place, and its buttons stay', async () => {
  const { use } = await onDiscord(liveReply(['0 of 2', '1 of 2', '2 of 2'], [status]));
  const last = await use.updated(({ content }) => content === '2 of 2');
  expect(use.replies.map(({ id }) => id)).toEqual([last.id]);
  expect(last.buttons).toMatchObject([{ label: 'Status', customId: 'b:token-of-status' }]);
});

test('an answer on Telegram changes in place, and its buttons stay', async () => {
  const { sandbox, answers } = await onTelegram(liveReply(['0 of 2', '1 of 2', '2 of 2'], [status]));
  const last = await sandbox.waitFor(() => answers().find(({ text }) => text === '2 of 2'));
  expect(answers()).toEqual([last]);
  expect(last.buttons).toEqual([[{ text: 'Status', data: 'b:token-of-status' }]]);
  const edit = sandbox.requests().findLast(({ method }) => method === 'editMessageText');
  expect(JSON.stringify(edit)).toContain('"is_disabled":true');
});

test('an answer on Discord gets longer and shorter', async () => {
  const { use } = await onDiscord(liveReply(['short', long, 'done']));
  const last = await use.updated(({ content }) => content === 'done');
  await expect.poll(() => use.replies.map(({ id }) => id)).toEqual([last.id]);
});

test('an answer on Telegram gets longer and shorter', async () => {
  const { sandbox, answers } = await onTelegram(liveReply(['short', long, 'done']));
  await sandbox.waitFor(() => answers().length === 1 && answers()[0]?.text === 'done');
  expect(sandbox.requests().filter(({ method }) => method === 'deleteMessage')).toHaveLength(1);
});

test('an answer on Discord that people removed is left alone', async () => {
  const gate = openGate();
  const { sandbox, use, intake } = await onDiscord(gate.reply);
  const { id } = await use.reply();
  const address = `${sandbox.apiUrl}/v10/webhooks/${sandbox.applicationId}/${use.token}/messages/${id}`;
  await fetch(address, { method: 'DELETE' });
  gate.open();
  await intake.newsroom.waitFor(() => intake.log.some((line) => line.includes('could not be changed')));
  expect(use.replies).toEqual([]);
});

test('an answer on Telegram that people removed is left alone', async () => {
  const gate = openGate();
  const { sandbox, answers, log, newsroom } = await onTelegram(gate.reply);
  const { id: messageId, chatId } = await sandbox.waitFor(() => answers()[0]);
  await fetch(`${sandbox.apiUrl}/bot${sandbox.token}/deleteMessage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ chat_id: chatId, message_id: messageId }),
  });
  await sandbox.waitFor(() => answers().length === 0);
  gate.open();
  await newsroom.waitFor(() => log.some((line) => line.includes('did not take an answer')));
  expect(answers()).toEqual([]);
});

test('an intake that stops does not wait for what an answer becomes', async () => {
  const { intake, use } = await onDiscord({
    ...liveReply(['0 of 2']),
    live: { afterMs: 600_000, next: async () => liveReply(['2 of 2']) },
  });
  await use.reply();
  await intake.intake.stop();
  expect(use.replies.map(({ content }) => content)).toEqual(['0 of 2']);
});

/** A reply whose next states come when the test says. */
function openGate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const next = async (): Promise<Reply> => {
    await opened;
    return liveReply(['1 of 2', '2 of 2']);
  };
  return { reply: { ...liveReply(['0 of 2']), live: { afterMs: 0, next } }, open: () => open() };
}
