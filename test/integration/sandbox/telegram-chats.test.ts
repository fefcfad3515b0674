import { expect, test } from 'vitest';
import { createBot, openSandbox, poll } from './telegram-bot.ts';

/** A 400 with this text after "Bad Request: ". */
function badRequest(text: string): object {
  return { error_code: 400, description: `Bad Request: ${text}` };
}

/** A 403 with this text after "Forbidden: ". */
function forbidden(text: string): object {
  return { error_code: 403, description: `Forbidden: ${text}` };
}

test('whom the bot has never met it cannot write to', async () => {
  const sandbox = await openSandbox();
  const ana = sandbox.addPerson({ name: 'Ana' });
  const { api } = createBot(sandbox);

  await expect(api.sendMessage(ana.id, 'Hi')).rejects.toMatchObject(badRequest('chat not found'));
  sandbox.addMember(sandbox.addGroup({ title: 'Desk' }).id, ana);
  await expect(api.sendMessage(ana.id, 'Hi')).rejects.toMatchObject(
    forbidden("bot can't initiate conversation with a user"),
  );
});

test('a person blocks the bot and takes it back', async () => {
  const sandbox = await openSandbox();
  const ana = sandbox.addPerson({ name: 'Ana' });
  const { id: chatId } = sandbox.addPrivateChat(ana);
  const { api } = createBot(sandbox);

  sandbox.blockBot(ana);

  await expect(api.sendMessage(chatId, 'Hi')).rejects.toMatchObject(forbidden('bot was blocked by the user'));
  sandbox.unblockBot(ana);
  await expect(api.sendMessage(chatId, 'Hi')).resolves.toMatchObject({ text: 'Hi' });
  const changes = (await api.getUpdates()).map((it) => it.my_chat_member);
  expect(changes.map((it) => [it?.from.id, it?.old_chat_member.status, it?.new_chat_member.status])).toEqual([
    [ana.id, 'member', 'kicked'],
    [ana.id, 'kicked', 'member'],
  ]);
});

test('groups: kicked, muted, not allowed to pin', async () => {
  const sandbox = await openSandbox();
  const { id: chatId } = sandbox.addGroup({ title: 'Readers', supergroup: true });
  const { api } = createBot(sandbox);
  const { message_id: id } = await api.sendMessage(chatId, 'Hi');

  await expect(api.pinChatMessage(chatId, id)).rejects.toMatchObject(
    badRequest('not enough rights to manage pinned messages in the chat'),
  );
  sandbox.setBotRights(chatId, { canPost: false });
  await expect(api.sendMessage(chatId, 'Hi')).rejects.toMatchObject(
    badRequest('not enough rights to send text messages to the chat'),
  );
  expect(await api.getChatMember(chatId, sandbox.botId)).toMatchObject({ status: 'restricted' });
  sandbox.setBotRights(chatId, { member: false });
  await expect(api.sendMessage(chatId, 'Hi')).rejects.toMatchObject(
    forbidden('bot was kicked from the supergroup chat'),
  );
});

test('channels: posting and editing need an administrator', async () => {
  const sandbox = await openSandbox();
  const { id: chatId } = sandbox.addChannel({ title: 'Harbour' });
  const { api } = createBot(sandbox);
  const { messageId } = sandbox.postInChannel({ chatId, text: '/subscribe story:storm' });
  const [update] = await api.getUpdates();

  expect(update?.channel_post).toMatchObject({ text: '/subscribe story:storm', sender_chat: { id: chatId } });
  expect(update?.channel_post?.from).toBeUndefined();
  await expect(api.editMessageText(chatId, messageId, 'Done')).resolves.toBeDefined();
  sandbox.setBotRights(chatId, { canEdit: false });
  await expect(api.editMessageText(chatId, messageId, 'x')).rejects.toMatchObject(
    badRequest("message can't be edited"),
  );
  sandbox.setBotRights(chatId, { canPost: false });
  await expect(api.sendMessage(chatId, 'x')).rejects.toMatchObject(
    badRequest('need administrator rights in the channel chat'),
  );
  sandbox.setBotRights(chatId, { administrator: false });
  await expect(api.sendMessage(chatId, 'x')).rejects.toMatchObject(
    forbidden('bot is not a member of the channel chat'),
  );
  const changes = (await api.getUpdates({ offset: (update?.update_id ?? 0) + 1 })).map(
    (it) => it.my_chat_member,
  );
  expect(changes[0]?.new_chat_member).toMatchObject({ can_post_messages: true, can_edit_messages: false });
});

test('administrators are told, an anonymous one without a name', async () => {
  const sandbox = await openSandbox();
  const ana = sandbox.addPerson({ name: 'Ana' });
  const ben = sandbox.addPerson({ name: 'Ben' });
  const { id: chatId } = sandbox.addGroup({ title: 'Desk', supergroup: true });
  sandbox.addMember(chatId, ana, { administrator: true });
  const { api } = createBot(sandbox);

  sandbox.say({ as: ana, chatId, text: '/help', anonymousAdmin: true });

  expect((await api.getChatAdministrators(chatId)).map((it) => it.user.first_name)).toEqual(['Ana']);
  expect(await api.getChatMember(chatId, ana.id)).toMatchObject({ status: 'administrator' });
  expect(await api.getChatMember(chatId, ben.id)).toMatchObject({ status: 'left' });
  await expect(api.getChatMember(chatId, 5)).rejects.toMatchObject(badRequest('user not found'));
  const [update] = await api.getUpdates();
  expect(update?.message).toMatchObject({
    from: { username: 'GroupAnonymousBot' },
    sender_chat: { id: chatId },
  });
});

test('privacy mode lets commands and answers to the bot through, and nothing else', async () => {
  const sandbox = await openSandbox();
  const ana = sandbox.addPerson({ name: 'Ana' });
  const { id: chatId } = sandbox.addGroup({ title: 'Desk' });
  sandbox.addMember(chatId, ana);
  const { api } = createBot(sandbox);
  const { message_id: replyTo } = await api.sendMessage(chatId, 'Which story?');

  sandbox.say({ as: ana, chatId, text: 'Lunch?' });
  sandbox.say({ as: ana, chatId, text: '/help@other_bot' });
  sandbox.say({ as: ana, chatId, text: `/help@${sandbox.botUsername}` });
  sandbox.say({ as: ana, chatId, text: 'storm', replyTo });

  const updates = await api.getUpdates();
  expect(updates.map((it) => it.message?.text)).toEqual([`/help@${sandbox.botUsername}`, 'storm']);
  expect(updates[0]?.message?.entities).toEqual([
    { type: 'bot_command', offset: 0, length: `/help@${sandbox.botUsername}`.length },
  ]);
});

test('mentions come as entities, with or without a username', async () => {
  const sandbox = await openSandbox();
  const ana = sandbox.addPerson({ name: 'Ana' });
  const ben = sandbox.addPerson({ name: 'Ben Moor' });
  const { id: chatId } = sandbox.addPrivateChat(ana);

  sandbox.say({ as: ana, chatId, text: '/staff add Ben Moor and @carla', mentions: [ben] });

  const [update] = await createBot(sandbox).api.getUpdates();
  expect(update?.message?.entities).toEqual([
    { type: 'bot_command', offset: 0, length: 6 },
    { type: 'text_mention', offset: 11, length: 8, user: expect.objectContaining({ id: ben.id }) },
    { type: 'mention', offset: 24, length: 6 },
  ]);
  expect(() => sandbox.say({ as: ana, chatId, text: 'Hi', mentions: [ben] })).toThrow('"Ben Moor"');
});

test('topics: posts go where they belong, or are refused; outside forums the id is ignored', async () => {
  const sandbox = await openSandbox();
  const { id: forum } = sandbox.addGroup({ title: 'Newsroom', forum: true });
  const { id: group } = sandbox.addGroup({ title: 'Desk', supergroup: true });
  const { threadId } = sandbox.addTopic(forum, 'Storm');
  const { api } = createBot(sandbox);
  const post = (chatId: number, thread: number) =>
    api.sendMessage(chatId, 'x', { message_thread_id: thread });

  expect(await api.getChat(forum)).toMatchObject({ is_forum: true });
  expect(await post(forum, threadId)).toMatchObject({ message_thread_id: threadId, is_topic_message: true });
  expect((await post(group, threadId)).message_thread_id).toBeUndefined();
  await expect(post(forum, 1)).rejects.toMatchObject(badRequest('message thread not found'));
  sandbox.closeTopic(forum, threadId);
  await expect(post(forum, threadId)).rejects.toMatchObject(badRequest('TOPIC_CLOSED'));
  sandbox.reopenTopic(forum, threadId);
  await expect(post(forum, threadId)).resolves.toBeDefined();
  sandbox.deleteTopic(forum, threadId);
  await expect(post(forum, threadId)).rejects.toMatchObject(badRequest('message thread not found'));
  const notes = (await api.getUpdates()).map((it) => Object.keys(it.message ?? {}).at(-1));
  expect(notes).toEqual(['forum_topic_created', 'forum_topic_closed', 'forum_topic_reopened']);
});

test('a group becomes a supergroup: both say so, and the old id names the new one', async () => {
  const sandbox = await openSandbox();
  const ana = sandbox.addPerson({ name: 'Ana' });
  const { id: oldId } = sandbox.addGroup({ title: 'Readers' });
  sandbox.addMember(oldId, ana);
  const bot = createBot(sandbox);
  bot.command('here', (context) => context.reply(`${context.chat.type} ${context.chat.id}`));
  const moves: unknown[] = [];
  bot.on('message:migrate_to_chat_id', (context) => void moves.push(context.message.migrate_to_chat_id));
  poll(bot);

  const { id: newId } = sandbox.migrateToSupergroup(oldId);
  sandbox.say({ as: ana, chatId: newId, text: '/here' });

  await sandbox.waitFor(() => sandbox.messages(newId).some((it) => it.text === `supergroup ${newId}`));
  expect(moves).toEqual([newId]);
  await expect(bot.api.sendMessage(oldId, 'x')).rejects.toMatchObject({
    ...badRequest('group chat was upgraded to a supergroup chat'),
    parameters: { migrate_to_chat_id: newId },
  });
  expect(() => sandbox.say({ as: ana, chatId: oldId, text: 'x' })).toThrow('is a supergroup now');
});
