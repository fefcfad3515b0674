import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Call, Place } from '../../../src/newsroom/command/call.ts';
import type { TelegramSandbox } from '../../../src/sandbox/telegram/server.ts';
import { replyOf } from '../../support/recording-dispatcher.ts';
import { createMemoryInbox, startIntake } from '../../support/telegram-intake.ts';
import { openSandbox, pixel } from '../sandbox/telegram-bot.ts';

function answersIn(sandbox: TelegramSandbox, chatId: number) {
  return sandbox.messages(chatId).filter((message) => message.fromBot);
}

function textsIn(sandbox: TelegramSandbox, chatId: number): readonly string[] {
  return answersIn(sandbox, chatId).map(({ text }) => text);
}

/** Rejects after so long, as a connection does that gives up. */
async function givenUpAfter(delayMs: number): Promise<never> {
  await sleep(delayMs);
  throw new Error('There is no connection to Redis');
}

async function firstCall(newsroom: ReturnType<typeof startIntake>['newsroom']): Promise<Call> {
  return newsroom.waitFor(() => newsroom.calls()[0]);
}

function managed(call: Call, places: readonly (Place | undefined)[]) {
  return Promise.all(places.map(async (place) => place && call.mayManage(place)));
}

async function openPrivate() {
  const sandbox = await openSandbox();
  const ada = sandbox.addPerson({ name: 'Ada', username: 'Ada_Berg' });
  const chat = sandbox.addPrivateChat(ada);
  return { sandbox, ada, chat };
}

describe('commands', () => {
  it('are run with who and where, and answered as a reply', async () => {
    const { sandbox, ada, chat } = await openPrivate();
    const { newsroom } = startIntake(sandbox);
    const { messageId } = sandbox.say({
      as: ada,
      chatId: chat.id,
      text: '/update Bridge closed\nAll lanes.',
    });
    const answer = await sandbox.waitFor(() => answersIn(sandbox, chat.id)[0]);

    expect(answer).toMatchObject({ text: 'Ran update', replyToId: messageId });
    expect(newsroom.heard()).toMatchObject([
      {
        invocation: {
          path: ['update'],
          input: { story: 'harbour-bridge', headline: 'Bridge closed', body: 'All lanes.' },
        },
        call: {
          id: expect.stringMatching(/^telegram:\d+$/) as string,
          by: { id: `telegram:${ada.id}`, name: 'Ada' },
          place: { destination: `telegram:${chat.id}`, name: 'Private chat with Ada', kind: 'private' },
        },
      },
    ]);
  });

  it('that cannot be read are answered with the reason, and nothing is run', async () => {
    const { sandbox, ada, chat } = await openPrivate();
    const { newsroom } = startIntake(sandbox);
    sandbox.say({ as: ada, chatId: chat.id, text: '/key' });
    sandbox.say({ as: ada, chatId: chat.id, text: '/dance' });
    sandbox.say({ as: ada, chatId: chat.id, text: '/key move 3 1 now or\nnever' });
    await sandbox.waitFor(() => answersIn(sandbox, chat.id).length === 3);

    expect(textsIn(sandbox, chat.id)).toEqual([
      'Say which one you mean: /key move, /key list.',
      'There is no command /dance. /help lists what there is.',
      expect.stringMatching(
        /lines below it are for\. Nothing was changed\. Your text:\n\nmove 3 1 now or\nnever$/,
      ),
    ]);
    expect(newsroom.heard()).toEqual([]);
  });

  it('for another bot, or with a space after the slash, are answered in private and left alone elsewhere', async () => {
    const { sandbox, ada, chat } = await openPrivate();
    const group = sandbox.addGroup({ title: 'Coast' });
    sandbox.addMember(group.id, ada);
    const { newsroom } = startIntake(sandbox);
    for (const { id } of [group, chat]) {
      sandbox.say({ as: ada, chatId: id, text: '/ update Bridge closed' });
      sandbox.say({ as: ada, chatId: id, text: '/update@otherbot Bridge closed\nAll lanes.' });
    }
    await sandbox.waitFor(() => answersIn(sandbox, chat.id).length === 2);

    expect(textsIn(sandbox, chat.id)).toEqual([
      expect.stringMatching(/there is a space after the slash\. Write it like \/update\./),
      expect.stringMatching(
        /is for @otherbot, and this is @\w+\. .* Your text:\n\nBridge closed\nAll lanes\.$/s,
      ),
    ]);
    expect(answersIn(sandbox, group.id)).toEqual([]);
    expect(newsroom.heard()).toEqual([]);
  });

  it('are all that is taken in private: the rest of a long paste is told to be lost, elsewhere talk is left alone', async () => {
    const { sandbox, ada, chat } = await openPrivate();
    const group = sandbox.addGroup({ title: 'Coast' });
    sandbox.addMember(group.id, ada);
    const { newsroom } = startIntake(sandbox);
    sandbox.say({ as: ada, chatId: group.id, text: 'Good morning' });
    sandbox.say({ as: ada, chatId: chat.id, text: '', photo: pixel });
    sandbox.say({ as: ada, chatId: chat.id, text: 'and the rest of the update.' });
    await sandbox.waitFor(() => answersIn(sandbox, chat.id).length === 2);

    for (const text of textsIn(sandbox, chat.id)) {
      expect(text).toMatch(/^Nothing was done with this message: it does not begin with a command\./);
    }
    expect(answersIn(sandbox, group.id)).toEqual([]);
    expect(newsroom.heard()).toEqual([]);
  });

  it('are answered in a group without ringing who is named, and word for word in private', async () => {
    const { sandbox, ada, chat } = await openPrivate();
    const group = sandbox.addGroup({ title: 'Coast' });
    sandbox.addMember(group.id, ada);
    startIntake(sandbox, { execute: async () => replyOf('@mari_holt wrote') });
    for (const { id } of [chat, group]) sandbox.say({ as: ada, chatId: id, text: '/update Bridge closed' });
    const inGroup = await sandbox.waitFor(() => textsIn(sandbox, group.id)[0]);
    const inPrivate = await sandbox.waitFor(() => textsIn(sandbox, chat.id)[0]);
    expect(inPrivate).toContain('@mari_holt wrote');
    expect(inGroup).toContain('@\u200bmari_holt wrote');
  });

  it('bring their picture along', async () => {
    const { sandbox, ada, chat } = await openPrivate();
    const { newsroom } = startIntake(sandbox);
    sandbox.say({ as: ada, chatId: chat.id, text: '/update Bridge closed', photo: pixel });
    sandbox.say({ as: ada, chatId: chat.id, text: '/kill 3 Wrong', photo: pixel });
    await sandbox.waitFor(() => answersIn(sandbox, chat.id).length === 2);

    const call = await firstCall(newsroom);
    const image = { kind: 'image', ref: expect.any(String) as string, mimeType: 'image/jpeg' } as const;
    expect(newsroom.heard()).toMatchObject([{ invocation: { input: { headline: 'Bridge closed', image } } }]);
    expect(textsIn(sandbox, chat.id)[1]).toBe(
      '/kill takes no picture. Send it again without one. Nothing was changed. Your text:\n\n3 Wrong',
    );
    const [photo] = sandbox.messages(chat.id).flatMap((message) => message.photo ?? []);
    const upload = { ...image, ref: photo?.fileId ?? '', sizeBytes: 0 };
    expect(Buffer.from(await call.fetchImage(upload))).toEqual(pixel);
    const missing = call.fetchImage({ ...upload, ref: 'nothing' });
    await expect(missing).rejects.toMatchObject({ fault: 'not-given' });
  });

  it('in a topic are answered there, and know the post that they answer', async () => {
    const sandbox = await openSandbox();
    const ada = sandbox.addPerson({ name: 'Ada' });
    const forum = sandbox.addGroup({ title: 'Coast', forum: true });
    sandbox.addMember(forum.id, ada);
    const { threadId } = sandbox.addTopic(forum.id, 'Ferries');
    const { newsroom } = startIntake(sandbox);
    sandbox.say({ as: ada, chatId: forum.id, threadId, text: `/help@${sandbox.botUsername}` });
    const answer = await sandbox.waitFor(() => answersIn(sandbox, forum.id)[0]);
    sandbox.say({ as: ada, chatId: forum.id, threadId, text: '/status', replyTo: answer.id });
    await sandbox.waitFor(() => answersIn(sandbox, forum.id).length === 2);

    expect(answersIn(sandbox, forum.id).map((message) => message.threadId)).toEqual([threadId, threadId]);
    const destination = `telegram:${forum.id}:${threadId}`;
    expect(newsroom.calls().map((call) => call.place.destination)).toEqual([destination, destination]);
    expect(newsroom.calls()[1]?.aboutMessageId).toBe(String(answer.id));
  });

  it('posted in a channel speak for that channel alone', async () => {
    const sandbox = await openSandbox();
    const channel = sandbox.addChannel({ title: 'Lindhavn Post', username: 'lindhavn_post' });
    const other = sandbox.addChannel({ title: 'Other', username: 'other_post' });
    const { newsroom } = startIntake(sandbox);
    sandbox.postInChannel({ chatId: channel.id, text: '/subscribe harbour-bridge' });
    const answer = await sandbox.waitFor(() => answersIn(sandbox, channel.id)[0]);

    const call = await firstCall(newsroom);
    expect(answer.silent).toBe(true);
    expect(call.by).toEqual({ id: `telegram:${channel.id}`, name: 'Lindhavn Post' });
    const places = await Promise.all(['@lindhavn_post', '@other_post'].map((name) => call.findPlace(name)));
    expect(places.map((place) => place?.destination)).toEqual([
      `telegram:${channel.id}`,
      `telegram:${other.id}`,
    ]);
    expect(await managed(call, places)).toEqual([true, false]);
  });

  it('of one person in one chat keep their order, and a slow one holds up nobody else', async () => {
    const { sandbox, ada, chat } = await openPrivate();
    const bo = sandbox.addPerson({ name: 'Bo' });
    const chatOfBo = sandbox.addPrivateChat(bo);
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    startIntake(sandbox, {
      async execute(invocation) {
        if (invocation.path[0] === 'kill') await gate;
        return replyOf(invocation.path.join(' '));
      },
    });
    sandbox.say({ as: ada, chatId: chat.id, text: '/kill 3 Wrong' });
    sandbox.say({ as: ada, chatId: chat.id, text: '/status' });
    sandbox.say({ as: bo, chatId: chatOfBo.id, text: '/help' });
    await sandbox.waitFor(() => answersIn(sandbox, chatOfBo.id).length === 1);
    expect(answersIn(sandbox, chat.id)).toEqual([]);
    release();
    await sandbox.waitFor(() => answersIn(sandbox, chat.id).length === 2);

    expect(textsIn(sandbox, chat.id)).toEqual(['kill', 'status']);
  });

  it('that fail inside are answered plainly, and the log holds no text', async () => {
    const { sandbox, ada, chat } = await openPrivate();
    const { log } = startIntake(sandbox, {
      async execute() {
        throw new Error('secret headline');
      },
    });
    sandbox.say({ as: ada, chatId: chat.id, text: '/update secret headline' });
    await sandbox.waitFor(() => answersIn(sandbox, chat.id).length === 1);

    expect(textsIn(sandbox, chat.id)[0]).toContain('This failed inside Dateline');
    expect(log.join('')).toContain('an update could not be handled');
    expect(log.join('')).not.toContain('secret headline');
  });
});

describe('people', () => {
  it('manage what they administer, and are found by username once they were seen', async () => {
    const { sandbox, ada, chat } = await openPrivate();
    const group = sandbox.addGroup({ title: 'Coast' });
    const foreign = sandbox.addGroup({ title: 'Foreign' });
    sandbox.addMember(group.id, ada, { administrator: true });
    sandbox.addMember(foreign.id, ada);
    const { newsroom } = startIntake(sandbox);
    sandbox.say({ as: ada, chatId: chat.id, text: '/help' });
    await sandbox.waitFor(() => answersIn(sandbox, chat.id).length === 1);

    const call = await firstCall(newsroom);
    const ids = [String(chat.id), String(group.id), `telegram:${foreign.id}`, '-404', 'nowhere'];
    const places = await Promise.all(ids.map((id) => call.findPlace(id)));
    expect(places.map((place) => place?.name)).toEqual([
      'Private chat with Ada',
      'Coast',
      'Foreign',
      undefined,
      undefined,
    ]);
    expect(await managed(call, places)).toEqual([true, true, false, undefined, undefined]);
    const people = ['@ada_berg', '@nobody', String(ada.id), 'telegram:5', 'discord:9', 'Mari'];
    expect(await Promise.all(people.map((person) => call.findPerson(person)))).toEqual([
      { id: `telegram:${ada.id}`, name: 'Ada' },
      undefined,
      { id: `telegram:${ada.id}`, name: 'Ada' },
      { id: 'telegram:5', name: 'telegram:5' },
      { id: 'discord:9', name: 'discord:9' },
      undefined,
    ]);
  });

  it('are not told that they lack a right where Telegram does not answer', async () => {
    const { sandbox, ada, chat } = await openPrivate();
    const group = sandbox.addGroup({ title: 'Coast' });
    sandbox.addMember(group.id, ada, { administrator: true });
    const { newsroom } = startIntake(sandbox);
    sandbox.say({ as: ada, chatId: chat.id, text: '/help' });
    const call = await firstCall(newsroom);
    const place = await call.findPlace(String(group.id));
    const trouble = { kind: 'status', errorCode: 502, description: 'Bad Gateway', times: 1 } as const;
    sandbox.faults.add({ ...trouble, method: 'getChat' });
    sandbox.faults.add({ ...trouble, method: 'getChatMember' });

    await expect(call.findPlace(String(group.id))).rejects.toThrow('502');
    await expect(managed(call, [place])).rejects.toThrow('502');
    expect(await managed(call, [place])).toEqual([true]);
  });

  it('who hide behind their group speak for it', async () => {
    const sandbox = await openSandbox();
    const ada = sandbox.addPerson({ name: 'Ada' });
    const group = sandbox.addGroup({ title: 'Coast', supergroup: true });
    sandbox.addMember(group.id, ada, { administrator: true });
    const { newsroom } = startIntake(sandbox);
    sandbox.say({ as: ada, chatId: group.id, text: '/help', anonymousAdmin: true });
    await sandbox.waitFor(() => answersIn(sandbox, group.id).length === 1);

    const call = await firstCall(newsroom);
    expect(call.by).toEqual({ id: `telegram:${group.id}`, name: 'Coast' });
    expect(await call.mayManage(call.place)).toBe(true);
  });
});

describe('buttons', () => {
  it('stand below the last message, are acknowledged and pressed by their token', async () => {
    const { sandbox, ada, chat } = await openPrivate();
    const paragraph = {
      type: 'paragraph',
      children: [{ type: 'text', value: 'word '.repeat(1_000) }],
    } as const;
    const buttons = ['Undo', 'Status', 'Correct', 'Kill'].map((label) => ({
      label,
      token: label.toLowerCase(),
    }));
    const { newsroom } = startIntake(sandbox, { execute: async () => ({ content: [paragraph], buttons }) });
    sandbox.say({ as: ada, chatId: chat.id, text: '/help' });
    await sandbox.waitFor(() => answersIn(sandbox, chat.id).length === 2);
    const [first, last] = answersIn(sandbox, chat.id);
    expect(first?.buttons).toEqual([]);
    expect(last?.buttons.map((row) => row.map(({ text }) => text))).toEqual([
      ['Undo', 'Status', 'Correct'],
      ['Kill'],
    ]);
    await sandbox.press({ as: ada, chatId: chat.id, messageId: last?.id ?? 0, label: 'Kill' });
    await sandbox.press({ as: ada, chatId: chat.id, messageId: last?.id ?? 0, data: 'forged' });
    await sandbox.waitFor(() => textsIn(sandbox, chat.id).includes('Pressed kill'));

    expect(newsroom.heard()).toMatchObject([
      { kind: 'command' },
      {
        kind: 'press',
        token: 'kill',
        call: { by: { id: `telegram:${ada.id}` }, place: { kind: 'private' } },
      },
    ]);
  });
});

describe('answers', () => {
  it('wait for as long as Telegram asks', async () => {
    const { sandbox, ada, chat } = await openPrivate();
    sandbox.faults.add({ kind: 'rate-limit', retryAfterSeconds: 1, method: 'sendMessage' });
    const { newsroom } = startIntake(sandbox);
    sandbox.say({ as: ada, chatId: chat.id, text: '/help' });
    await sandbox.waitFor(() => answersIn(sandbox, chat.id).length === 1);

    expect(newsroom.calls()).toHaveLength(1);
  });

  it('are not repeated when they may have arrived', async () => {
    const { sandbox, ada, chat } = await openPrivate();
    sandbox.faults.add({ kind: 'reset-after', method: 'sendMessage' });
    const { inbox, intake } = startIntake(sandbox);
    sandbox.say({ as: ada, chatId: chat.id, text: '/help' });
    sandbox.say({ as: ada, chatId: chat.id, text: '/status' });
    await sandbox.waitFor(() => answersIn(sandbox, chat.id).length === 2);
    await intake.stop();

    expect(textsIn(sandbox, chat.id)).toEqual(['Ran help', 'Ran status']);
    expect(await inbox.all()).toEqual([]);
  });
});

describe('rights', () => {
  it('are reported as they change', async () => {
    const sandbox = await openSandbox();
    const ada = sandbox.addPerson({ name: 'Ada' });
    sandbox.addPrivateChat(ada);
    const group = sandbox.addGroup({ title: 'Coast' });
    const channel = sandbox.addChannel({ title: 'Post' });
    const forum = sandbox.addGroup({ title: 'Forum', forum: true });
    const { threadId } = sandbox.addTopic(forum.id, 'Ferries');
    const { newsroom } = startIntake(sandbox);
    sandbox.blockBot(ada);
    sandbox.unblockBot(ada);
    sandbox.setBotRights(group.id, { member: false });
    sandbox.setBotRights(group.id, { member: true });
    sandbox.setBotRights(group.id, { canPost: false });
    sandbox.setBotRights(channel.id, { canPost: false });
    sandbox.setBotRights(channel.id, { canPost: true });
    sandbox.closeTopic(forum.id, threadId);
    sandbox.reopenTopic(forum.id, threadId);
    await newsroom.waitFor(() => newsroom.heard().length === 9);

    const changesOf = (destination: string) =>
      newsroom
        .heard()
        .flatMap((one) => (one.kind === 'rights' && one.destination === destination ? [one.change] : []));
    const paused = { why: expect.any(String) as string };
    expect(changesOf(`telegram:${ada.id}`)).toEqual([paused, 'active']);
    expect(changesOf(`telegram:${group.id}`)).toEqual([paused, 'active', paused]);
    expect(changesOf(`telegram:${channel.id}`)).toEqual([paused, 'active']);
    expect(changesOf(`telegram:${forum.id}:${threadId}`)).toEqual([paused, 'active']);
  });

  it('are reported in their order once the records are there again, and so is a new address', async () => {
    const sandbox = await openSandbox();
    const channel = sandbox.addChannel({ title: 'Post' });
    const group = sandbox.addGroup({ title: 'Coast' });
    const { newsroom } = startIntake(sandbox, { away: { times: 3 } });
    sandbox.setBotRights(channel.id, { canPost: false });
    sandbox.setBotRights(channel.id, { canPost: true });
    const { id: to } = sandbox.migrateToSupergroup(group.id);
    await newsroom.waitFor(() => newsroom.heard().length === 3);

    expect(newsroom.heard().filter(({ kind }) => kind === 'rights')).toEqual([
      expect.objectContaining({ change: { why: expect.any(String) as string } }),
      expect.objectContaining({ change: 'active' }),
    ]);
    expect(newsroom.heard()).toContainEqual({
      kind: 'moved',
      from: `telegram:${group.id}`,
      to: `telegram:${to}`,
    });
  });

  it('to a topic that is closed stay with a bot that manages topics, which goes on writing there', async () => {
    const sandbox = await openSandbox();
    const forum = sandbox.addGroup({ title: 'Forum', forum: true });
    const kept = sandbox.addTopic(forum.id, 'Ferries');
    const lost = sandbox.addTopic(forum.id, 'Trains');
    sandbox.setBotRights(forum.id, { administrator: true, canPin: true });
    const { newsroom } = startIntake(sandbox);
    await newsroom.waitFor(() => newsroom.heard().length === 1);
    sandbox.closeTopic(forum.id, kept.threadId);
    await sandbox.waitFor(() => sandbox.requests().some(({ method }) => method === 'getChatMember'));
    sandbox.setBotRights(forum.id, { canPin: false });
    await newsroom.waitFor(() => newsroom.heard().length === 2);
    sandbox.closeTopic(forum.id, lost.threadId);
    await newsroom.waitFor(() => newsroom.heard().length === 3);

    expect(newsroom.heard().map((one) => 'destination' in one && one.destination)).toEqual([
      `telegram:${forum.id}`,
      `telegram:${forum.id}`,
      `telegram:${forum.id}:${lost.threadId}`,
    ]);
  });

  it('move with a group that becomes a supergroup', async () => {
    const sandbox = await openSandbox();
    const group = sandbox.addGroup({ title: 'Coast' });
    const { newsroom } = startIntake(sandbox);
    const supergroup = sandbox.migrateToSupergroup(group.id);
    await newsroom.waitFor(() => newsroom.heard().length === 1);

    expect(newsroom.heard()).toEqual([
      { kind: 'moved', from: `telegram:${group.id}`, to: `telegram:${supergroup.id}` },
    ]);
  });
});

describe('the connection', () => {
  it('is ready once the commands are registered and polling runs, and stops', async () => {
    const sandbox = await openSandbox();
    const { intake, newsroom } = startIntake(sandbox);
    expect(intake.status()).toEqual({ platform: 'telegram', ready: false, why: 'not connected yet' });
    await newsroom.waitFor(() => intake.status().ready);

    expect(sandbox.commands()[0]?.commands.map(({ command }) => command)).toEqual([
      'update',
      'kill',
      'correct',
      'status',
      'subscribe',
      'key',
      'staff',
      'help',
    ]);
    await intake.stop();
    expect(intake.status()).toEqual({ platform: 'telegram', ready: false, why: 'stopped' });
  });

  it('says why it waits, and goes on when the fault is over', async () => {
    const { sandbox, ada, chat } = await openPrivate();
    sandbox.revokeToken();
    const { intake, newsroom, log } = startIntake(sandbox);
    await newsroom.waitFor(() => intake.status().why === 'Telegram refuses the bot token');
    sandbox.restoreToken();
    await newsroom.waitFor(() => intake.status().ready);
    sandbox.faults.add({
      kind: 'status',
      errorCode: 409,
      description: 'Conflict: terminated',
      method: 'getUpdates',
    });
    sandbox.say({ as: ada, chatId: chat.id, text: '/help' });
    await newsroom.waitFor(() => log.join('').includes('another process is polling with this token'));
    sandbox.say({ as: ada, chatId: chat.id, text: '/status' });
    await sandbox.waitFor(() => answersIn(sandbox, chat.id).length === 2);

    expect(textsIn(sandbox, chat.id)).toEqual(['Ran help', 'Ran status']);
    expect(log.join('')).not.toContain(sandbox.token);
  });

  it('takes nothing that it could not store, and handles it once it can', async () => {
    const { sandbox, ada, chat } = await openPrivate();
    const { intake, inbox, newsroom } = startIntake(sandbox);
    await newsroom.waitFor(() => intake.status().ready);
    inbox.failures = 2;
    sandbox.say({ as: ada, chatId: chat.id, text: '/help' });
    await sandbox.waitFor(() => answersIn(sandbox, chat.id).length === 1);
    await intake.stop();

    expect(inbox.refused).toBe(2);
    expect(newsroom.calls()).toHaveLength(1);
    expect(await inbox.all()).toEqual([]);
  });

  it.each([
    ['not answered', () => new Promise<never>(() => {})],
    ['answered late and badly, again and again', () => givenUpAfter(1_450)],
  ])('says within three seconds that nothing was saved when storing is %s', async (_, add) => {
    const { sandbox, ada, chat } = await openPrivate();
    const inbox = { ...createMemoryInbox(), add };
    const { intake, newsroom } = startIntake(sandbox, { inbox });
    await newsroom.waitFor(() => intake.status().ready);
    const saidAt = performance.now();
    sandbox.say({ as: ada, chatId: chat.id, text: '/help' });
    await sandbox.waitFor(() => answersIn(sandbox, chat.id).length === 1);

    expect(performance.now() - saidAt).toBeLessThan(2_900);
    expect(textsIn(sandbox, chat.id)).toEqual([expect.stringContaining('nothing was saved')]);
    expect(newsroom.calls()).toEqual([]);
  });

  it('handles what was left in the inbox, and does not take it twice', async () => {
    const { sandbox, ada, chat } = await openPrivate();
    const cut = createMemoryInbox();
    const before = startIntake(sandbox, {
      inbox: { ...cut, remove: async () => undefined },
      execute: async () => replyOf('before'),
    });
    sandbox.say({ as: ada, chatId: chat.id, text: '/help' });
    await sandbox.waitFor(() => answersIn(sandbox, chat.id).length === 1);
    await before.intake.stop();
    const after = startIntake(sandbox, { inbox: cut, execute: async () => replyOf('after') });
    sandbox.say({ as: ada, chatId: chat.id, text: '/status' });
    await sandbox.waitFor(() => answersIn(sandbox, chat.id).length === 3);
    await after.intake.stop();

    expect(textsIn(sandbox, chat.id)).toEqual(['before', 'after', 'after']);
    expect(after.newsroom.calls().map(({ id }) => id)).toContain(before.newsroom.calls()[0]?.id);
    expect(await cut.all()).toEqual([]);
  });

  it('keeps a command whose answer still waited when it was stopped', async () => {
    const { sandbox, ada, chat } = await openPrivate();
    sandbox.faults.add({ kind: 'rate-limit', retryAfterSeconds: 60, method: 'sendMessage' });
    const { intake, inbox, newsroom, log } = startIntake(sandbox);
    sandbox.say({ as: ada, chatId: chat.id, text: '/help' });
    await newsroom.waitFor(() => log.join('').includes('Telegram did not take an answer'));
    await intake.stop();

    expect(await inbox.all()).toHaveLength(1);
  });

  it('does not answer a command that takes too long to stop for: it is carried out after the next start', async () => {
    const { sandbox, ada, chat } = await openPrivate();
    let fail: () => void = () => undefined;
    const failed = new Promise<void>((resolve) => {
      fail = resolve;
    });
    const { intake, inbox, newsroom, log } = startIntake(sandbox, {
      async execute() {
        await failed;
        return replyOf('The records do not answer, and nothing was saved.');
      },
    });
    sandbox.say({ as: ada, chatId: chat.id, text: '/update Bridge closed' });
    await newsroom.waitFor(() => newsroom.calls().length === 1);
    await intake.stop();
    fail();
    await newsroom.waitFor(() => log.join('').includes('an update is kept for the next start'));

    expect(answersIn(sandbox, chat.id)).toEqual([]);
    expect(await inbox.all()).toHaveLength(1);
  });

  it('can be stopped before it is up', async () => {
    const sandbox = await openSandbox();
    sandbox.faults.add({ kind: 'hang', method: 'getMe' });
    const { intake } = startIntake(sandbox);
    await intake.stop();

    expect(intake.status().ready).toBe(false);
  });
});
