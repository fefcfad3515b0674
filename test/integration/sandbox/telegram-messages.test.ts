import { GrammyError, InputFile } from 'grammy';
import { expect, test } from 'vitest';
import { createBot, openSandbox, pixel } from './telegram-bot.ts';

const day = 24 * 60 * 60 * 1000;

/** A 400 with this text after "Bad Request: ". */
function badRequest(text: string): object {
  return { error_code: 400, description: `Bad Request: ${text}` };
}

async function openChannel(now: () => number = Date.now) {
  const sandbox = await openSandbox({ now });
  const { id: chatId } = sandbox.addChannel({ title: 'Harbour', username: 'harbour_news' });
  return { sandbox, chatId, api: createBot(sandbox).api };
}

test('a message is edited in place, keeps its entities and loses its keyboard', async () => {
  let now = 1_000_000;
  const { sandbox, chatId, api } = await openChannel(() => now);
  const reply_markup = { inline_keyboard: [[{ text: 'Read on', url: 'https://example.org/' }]] };
  const { message_id: id } = await api.sendMessage(chatId, 'Bridge shut', { reply_markup });
  now += 60_000;

  await api.editMessageText(chatId, id, 'Bridge open\nsays the port', {
    entities: [
      { type: 'bold', offset: 0, length: 11 },
      { type: 'blockquote', offset: 12, length: 13 },
    ],
  });

  const [message] = sandbox.messages(chatId);
  expect(message).toMatchObject({ id, sentAt: 1_000_000, editedAt: 1_060_000, buttons: [] });
  expect(message && sandbox.visible(message)).toBe('**Bridge open**\n│ says the port');
});

test('an edit that changes nothing is refused; text, entities and keyboard count', async () => {
  const { chatId, api } = await openChannel();
  const { message_id: id } = await api.sendMessage(chatId, 'Bridge shut');
  const bold = [{ type: 'bold' as const, offset: 0, length: 6 }];
  const refusal = {
    error_code: 400,
    description: expect.stringMatching(/^Bad Request: message is not modified: /),
  };

  await expect(api.editMessageText(chatId, id, 'Bridge shut ')).rejects.toMatchObject(refusal);
  await api.editMessageText(chatId, id, 'Bridge shut', { entities: bold });
  await expect(api.editMessageText(chatId, id, 'Bridge shut', { entities: bold })).rejects.toMatchObject(
    refusal,
  );
  const reply_markup = { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] };
  await api.editMessageReplyMarkup(chatId, id, { reply_markup });
  await expect(api.editMessageReplyMarkup(chatId, id, { reply_markup })).rejects.toMatchObject(refusal);
});

test('captions and texts are edited each by their own method', async () => {
  const { sandbox, chatId, api } = await openChannel();
  const photo = await api.sendPhoto(chatId, new InputFile(pixel), { caption: 'Before' });
  const text = await api.sendMessage(chatId, 'Text');

  await api.editMessageCaption(chatId, photo.message_id, { caption: 'After' });

  expect(sandbox.messages(chatId)[0]?.text).toBe('After');
  await expect(api.editMessageText(chatId, photo.message_id, 'x')).rejects.toMatchObject(
    badRequest('there is no text in the message to edit'),
  );
  await expect(api.editMessageCaption(chatId, text.message_id, { caption: 'x' })).rejects.toMatchObject(
    badRequest('there is no caption in the message to edit'),
  );
});

test.each([
  ['', 'message text is empty'],
  [' \n ', 'message text is empty'],
  ['x'.repeat(4097), 'message is too long'],
  ['ж'.repeat(16_385), 'text is too long'],
])('the text %.12j is refused: %s', async (text, refusal) => {
  const { chatId, api } = await openChannel();
  await expect(api.sendMessage(chatId, text)).rejects.toMatchObject(badRequest(refusal));
});

test('photos that are none, and addresses on the web, are refused', async () => {
  const { sandbox, chatId, api } = await openChannel();

  await expect(
    api.sendPhoto(chatId, new InputFile(Buffer.from('no picture at all, just text'))),
  ).rejects.toMatchObject(badRequest('IMAGE_PROCESS_FAILED'));
  await expect(api.sendPhoto(chatId, 'https://example.org/a.png')).rejects.toMatchObject(
    badRequest('failed to get HTTP URL content'),
  );
  await expect(api.sendPhoto(chatId, 'AgACUnknown')).rejects.toMatchObject(
    badRequest('wrong file identifier/HTTP URL specified'),
  );
  await expect(
    api.sendPhoto(chatId, new InputFile(pixel), { caption: 'x'.repeat(1025) }),
  ).rejects.toMatchObject(badRequest('message caption is too long'));
  expect(sandbox.messages(chatId)).toEqual([]);
});

test('messages are deleted for 48 hours, then no more', async () => {
  let now = day;
  const { sandbox, chatId, api } = await openChannel(() => now);
  const [old, late] = [await api.sendMessage(chatId, 'Old'), await api.sendMessage(chatId, 'Late')];
  now += 2 * day - 1;
  await api.deleteMessage(chatId, old.message_id);
  now += 1;

  await expect(api.deleteMessage(chatId, old.message_id)).rejects.toMatchObject(
    badRequest('message to delete not found'),
  );
  await expect(api.deleteMessage(chatId, late.message_id)).rejects.toMatchObject(
    badRequest("message can't be deleted for everyone"),
  );
  await api.editMessageText(chatId, late.message_id, 'Killed');
  expect(sandbox.messages(chatId).map((it) => it.text)).toEqual(['Killed']);
});

test('many messages are deleted at once, and missing ones skipped', async () => {
  const { sandbox, chatId, api } = await openChannel();
  const { message_id: id } = await api.sendMessage(chatId, 'One');

  await api.deleteMessages(chatId, [id, 99]);

  expect(sandbox.messages(chatId)).toEqual([]);
});

test('a reply to what is gone is refused, or sent without where that is allowed', async () => {
  const { sandbox, chatId, api } = await openChannel();
  const reply = { message_id: 42 };

  await expect(api.sendMessage(chatId, 'Re', { reply_parameters: reply })).rejects.toMatchObject(
    badRequest('message to be replied not found'),
  );
  await api.sendMessage('@Harbour_News', 'Re', {
    reply_parameters: { ...reply, allow_sending_without_reply: true },
    disable_notification: true,
  });
  expect(sandbox.messages(chatId)).toMatchObject([{ text: 'Re', replyToId: undefined, silent: true }]);
});

test('a copy has the content and is a message of its own', async () => {
  const { sandbox, chatId, api } = await openChannel();
  const { id: copyId } = sandbox.addGroup({ title: 'Copies' });
  const photo = await api.sendPhoto(chatId, new InputFile(pixel), { caption: 'Quay' });

  const { message_id: id } = await api.copyMessage(copyId, chatId, photo.message_id);

  expect(sandbox.messages(copyId)).toMatchObject([{ id, text: 'Quay', photo: { width: 1, height: 1 } }]);
});

test('pins are listed newest first, and tell in groups', async () => {
  const { sandbox, api } = await openChannel();
  const { id: chatId } = sandbox.addGroup({ title: 'Readers', supergroup: true });
  sandbox.setBotRights(chatId, { administrator: true, canPin: true });
  const first = await api.sendMessage(chatId, 'First');
  const second = await api.sendMessage(chatId, 'Second');

  await api.pinChatMessage(chatId, first.message_id, { disable_notification: true });
  await api.pinChatMessage(chatId, second.message_id);

  expect(sandbox.pins(chatId).map((it) => it.text)).toEqual(['Second', 'First']);
  expect(sandbox.messages(chatId).map((it) => it.service?.kind)).toEqual([
    undefined,
    undefined,
    'pinned',
    'pinned',
  ]);
  expect((await api.getChat(chatId)).pinned_message?.text).toBe('Second');
  await api.unpinChatMessage(chatId);
  expect(sandbox.pins(chatId).map((it) => it.text)).toEqual(['First']);
  await expect(api.pinChatMessage(chatId, 99)).rejects.toMatchObject(badRequest('message to pin not found'));
});

test('nothing that the stand-in does not know is silently ignored', async () => {
  const { chatId, api } = await openChannel();

  await expect(api.sendMessage(chatId, '<b>x</b>', { parse_mode: 'HTML' })).rejects.toThrow('no parse_mode');
  await expect(api.sendMessage(chatId, 'x', { message_effect_id: '1' })).rejects.toThrow('message_effect_id');
  await expect(api.sendDice(chatId, '🎲')).rejects.toMatchObject({ error_code: 404 });
  await expect(api.sendMessage('', 'x')).rejects.toMatchObject(badRequest('chat_id is empty'));
  await expect(api.sendMessage(chatId, 'x')).resolves.not.toBeInstanceOf(GrammyError);
});

test('callback data is 1 to 64 bytes', async () => {
  const { chatId, api } = await openChannel();
  const send = (data: string) =>
    api.sendMessage(chatId, 'x', {
      reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: data }]] },
    });

  await expect(send('ж'.repeat(32))).resolves.toBeDefined();
  await expect(send('ж'.repeat(33))).rejects.toMatchObject(badRequest('BUTTON_DATA_INVALID'));
});
