import { run } from '@grammyjs/runner';
import { InputFile } from 'grammy';
import { expect, onTestFinished, test } from 'vitest';
import { createBot, openSandbox, pixel, poll } from './telegram-bot.ts';

test('a polling bot gets commands and answers them', async () => {
  const sandbox = await openSandbox();
  const ana = sandbox.addPerson({ name: 'Ana', username: 'ana' });
  const { id: chatId } = sandbox.addPrivateChat(ana);
  const bot = createBot(sandbox);
  bot.command('start', (context) => context.reply(`${context.from?.first_name}: ${context.match}`));
  poll(bot);

  sandbox.say({ as: ana, chatId, text: '/start storm' });

  const answer = await sandbox.waitFor(() => sandbox.messages(chatId).find((it) => it.fromBot));
  expect(answer).toMatchObject({ text: 'Ana: storm', silent: false, pinned: false });
});

test('a person sends a photo whose caption is a command, and the bot downloads it', async () => {
  const sandbox = await openSandbox();
  const ana = sandbox.addPerson({ name: 'Ana' });
  const { id: chatId } = sandbox.addPrivateChat(ana);
  const bot = createBot(sandbox);
  const downloads: Uint8Array[] = [];
  bot.on('message:photo', async (context) => {
    const { file_path: path } = await context.api.getFile(context.message.photo.at(-1)?.file_id ?? '');
    const response = await fetch(`${sandbox.apiUrl}/file/bot${sandbox.token}/${path}`);
    downloads.push(new Uint8Array(await response.arrayBuffer()));
    await context.reply(context.message.caption ?? 'no caption', {
      reply_parameters: { message_id: context.message.message_id },
    });
  });
  poll(bot);

  const { messageId } = sandbox.say({ as: ana, chatId, text: '/update harbour Bridge shut', photo: pixel });

  const answer = await sandbox.waitFor(() => sandbox.messages(chatId).find((it) => it.fromBot));
  expect(answer).toMatchObject({ text: '/update harbour Bridge shut', replyToId: messageId });
  expect(downloads).toEqual([new Uint8Array(pixel)]);
});

test('buttons are pressed by label, and the press resolves with the answer', async () => {
  const sandbox = await openSandbox();
  const ana = sandbox.addPerson({ name: 'Ana' });
  const { id: chatId } = sandbox.addGroup({ title: 'Desk' });
  sandbox.addMember(chatId, ana);
  const bot = createBot(sandbox);
  bot.on('callback_query:data', (context) =>
    context.answerCallbackQuery({ text: `${context.from.first_name} ${context.callbackQuery.data}` }),
  );
  poll(bot);
  const reply_markup = { inline_keyboard: [[{ text: 'Approve', callback_data: 'yes:1' }]] };
  const { message_id: messageId } = await bot.api.sendMessage(chatId, 'Approve this?', { reply_markup });

  const byLabel = await sandbox.press({ as: ana, chatId, messageId, label: 'Approve' });
  const forged = await sandbox.press({ as: ana, chatId, messageId, data: 'no' });

  expect(byLabel).toEqual({ text: 'Ana yes:1', showAlert: false });
  expect(forged).toEqual({ text: 'Ana no', showAlert: false });
  await expect(sandbox.press({ as: ana, chatId, messageId, label: 'Kill' })).rejects.toThrow('"Approve"');
});

test('a press can be answered once', async () => {
  const sandbox = await openSandbox();
  const ana = sandbox.addPerson({ name: 'Ana' });
  const { id: chatId } = sandbox.addPrivateChat(ana);
  const bot = createBot(sandbox);
  bot.on('callback_query', async (context) => {
    await context.answerCallbackQuery();
    await context.answerCallbackQuery().catch(() => undefined);
  });
  poll(bot);
  const { message_id: messageId } = await bot.api.sendMessage(chatId, 'Hm?');

  await sandbox.press({ as: ana, chatId, messageId, data: 'x' });

  const refused = await sandbox.waitFor(() => sandbox.requests().find((it) => it.status === 400));
  expect(refused.description).toContain('query is too old');
});

test('photos are uploaded once and sent again by file_id, in messages, albums and edits', async () => {
  const sandbox = await openSandbox();
  const { id: chatId } = sandbox.addChannel({ title: 'Harbour' });
  const { api } = createBot(sandbox);

  const sent = await api.sendPhoto(chatId, new InputFile(pixel, 'a "b" c.png'), { caption: 'Größe\r\n--x' });
  const fileId = sent.photo.at(-1)?.file_id ?? '';
  await api.sendPhoto(chatId, fileId);
  const album = await api.sendMediaGroup(chatId, [
    { type: 'photo', media: new InputFile(pixel), caption: 'First' },
    { type: 'photo', media: fileId },
  ]);
  const text = await api.sendMessage(chatId, 'Soon a photo');
  await api.editMessageMedia(chatId, text.message_id, {
    type: 'photo',
    media: fileId,
    caption: 'Now a photo',
  });

  const messages = sandbox.messages(chatId);
  expect(messages.map((it) => it.text)).toEqual(['Größe\r\n--x', '', 'First', '', 'Now a photo']);
  expect(messages.map((it) => it.photo?.bytes.length)).toEqual(Array(5).fill(pixel.length));
  expect(new Set(messages.slice(2, 4).map((it) => it.mediaGroupId)).size).toBe(1);
  expect(album).toMatchObject([{ media_group_id: messages[2]?.mediaGroupId }, {}]);
  expect(sent.sender_chat?.id).toBe(chatId);
  expect(sent.from).toBeUndefined();
});

test('commands are registered by scope', async () => {
  const sandbox = await openSandbox();
  const { api } = createBot(sandbox);
  const commands = [{ command: 'update', description: 'Post an update' }];

  await api.setMyCommands(commands);
  await api.setMyCommands([], { scope: { type: 'all_group_chats' } });

  expect(await api.getMyCommands()).toEqual(commands);
  expect(sandbox.commands()).toEqual([
    { scope: { type: 'default' }, languageCode: '', commands },
    { scope: { type: 'all_group_chats' }, languageCode: '', commands: [] },
  ]);
  await api.deleteMyCommands();
  expect(await api.getMyCommands()).toEqual([]);
  const shouted = [{ command: 'UPDATE', description: 'Post' }];
  await expect(api.setMyCommands(shouted)).rejects.toThrow('BOT_COMMAND_INVALID');
});

test('the runner polls as well as grammY itself', async () => {
  const sandbox = await openSandbox();
  const ana = sandbox.addPerson({ name: 'Ana' });
  const { id: chatId } = sandbox.addPrivateChat(ana);
  const bot = createBot(sandbox);
  bot.on('message:text', (context) => context.reply(context.message.text));
  const runner = run(bot);
  onTestFinished(() => runner.stop());

  const said = Array.from({ length: 150 }, (_, index) => `Message ${index}`);
  for (const text of said) sandbox.say({ as: ana, chatId, text });

  const answers = await sandbox.waitFor(() => {
    const fromBot = sandbox.messages(chatId).filter((it) => it.fromBot);
    return fromBot.length === said.length && fromBot;
  });
  expect(answers.map((it) => it.text).toSorted()).toEqual(said.toSorted());
});

test('a second poller takes over and the first one is told so', async () => {
  const sandbox = await openSandbox();
  const first = poll(createBot(sandbox));
  await sandbox.waitFor(() => sandbox.requests().some((it) => it.method === 'deleteWebhook'));
  const second = createBot(sandbox);
  const ana = sandbox.addPerson({ name: 'Ana' });
  const { id: chatId } = sandbox.addPrivateChat(ana);
  second.on('message', (context) => context.reply('Second here'));
  poll(second);

  await expect(first.stopped).rejects.toThrow('terminated by other getUpdates request');
  sandbox.say({ as: ana, chatId, text: 'Anybody?' });

  await sandbox.waitFor(() => sandbox.messages(chatId).some((it) => it.text === 'Second here'));
});

test('updates wait until they are confirmed, and only the allowed kinds are kept', async () => {
  const sandbox = await openSandbox();
  const ana = sandbox.addPerson({ name: 'Ana' });
  const { id: chatId } = sandbox.addPrivateChat(ana);
  const { api } = createBot(sandbox);
  await api.getUpdates({ allowed_updates: ['message'] });

  sandbox.say({ as: ana, chatId, text: 'One' });
  sandbox.blockBot(ana);
  sandbox.unblockBot(ana);
  sandbox.say({ as: ana, chatId, text: 'Two' });

  const all = await api.getUpdates();
  expect(all.map((it) => it.message?.text)).toEqual(['One', 'Two']);
  expect(await api.getUpdates({ limit: 1 })).toEqual(all.slice(0, 1));
  expect(await api.getUpdates({ offset: all[1]?.update_id ?? 0 })).toEqual(all.slice(1));
  expect(await api.getUpdates({ offset: (all[1]?.update_id ?? 0) + 1 })).toEqual([]);
});

test('a webhook keeps pollers away', async () => {
  const sandbox = await openSandbox();
  const { api } = createBot(sandbox);

  await api.setWebhook('https://example.org/hook');

  expect(await api.getWebhookInfo()).toMatchObject({ url: 'https://example.org/hook' });
  await expect(api.getUpdates()).rejects.toThrow("can't use getUpdates method while webhook is active");
  await api.deleteWebhook();
  expect(await api.getUpdates()).toEqual([]);
  await expect(api.setWebhook('http://example.org/hook')).rejects.toThrow('HTTPS');
});

test('what does not come true is accounted for', async () => {
  const sandbox = await openSandbox();
  const { id: chatId } = sandbox.addChannel({ title: 'Harbour' });
  await createBot(sandbox).api.sendMessage(chatId, 'Hello');

  await expect(sandbox.waitFor(() => sandbox.messages(chatId).length > 1, 20)).rejects.toThrow(
    /Waited 20 ms in vain for .*sendMessage → 200.*Harbour .* 1 messages, last "Hello"/s,
  );
});
