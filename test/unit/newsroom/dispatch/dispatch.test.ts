import { beforeEach, describe, expect, test } from 'vitest';
import { plainText } from '../../../../src/domain/text/plain-text.ts';
import { command } from '../../../../src/newsroom/command/command.ts';
import { createDispatcher } from '../../../../src/newsroom/dispatch/dispatch.ts';
import { digestToken } from '../../../../src/newsroom/dispatch/post-action.ts';
import { StoreUnavailable } from '../../../../src/newsroom/records.ts';
import {
  type Chat,
  createChatWithStory,
  harbourPlace,
  newsPlace,
  people,
} from '../../../support/fake-newsroom-chat.ts';

let chat: Chat;
const dayMs = 24 * 3_600_000;
beforeEach(async () => {
  chat = await createChatWithStory();
});

describe('a form', () => {
  const update = (input = {}) => ({ path: ['update'], input: { headline: 'Bridge closed', ...input } });

  test('asks for the body that was left out, and the command runs when it comes back', async () => {
    const opened = await chat.dispatcher.openForm(update({ urgency: 'flash' }), chat.call('editor'));
    expect(opened).toMatchObject({
      form: {
        title: 'Lindhavn ferry strike',
        fields: [{ option: 'body', required: true, paragraph: true, maxLength: 4000 }],
      },
    });
    const token = opened && 'token' in opened ? opened.token : '';
    expect(token).toHaveLength(22);
    const reply = await chat.dispatcher.submitForm(token, { body: 'The body.' }, chat.call('editor'));
    expect(plainText(reply.content)).toContain('Published lindhavn-ferries/1');
    expect(await chat.room.stories.entry('lindhavn-ferries', 1)).toMatchObject({
      urgency: 'flash',
      revisions: [{ text: { headline: 'Bridge closed', body: 'The body.' } }],
    });
  });

  test('is not needed when the body is there, nor for commands without one', async () => {
    expect(await chat.dispatcher.openForm(update({ body: 'B' }), chat.call('editor'))).toBeUndefined();
    expect(
      await chat.dispatcher.openForm({ path: ['status'], input: {} }, chat.call('editor')),
    ).toBeUndefined();
  });

  test.each([
    ['stranger', update(), 'You need to be an editor'],
    ['editor', update({ headline: 'x'.repeat(101) }), 'headline: has 101 characters'],
    ['editor', update({ story: 'nowhere' }), 'There is no story “nowhere”.'],
    ['editor', update({ urgency: 'loud' }), 'urgency: must be'],
  ] as const)('is refused to a %s before anything is typed: %j', async (who, invocation, sentence) => {
    const opened = await chat.dispatcher.openForm(invocation, chat.call(who));
    expect(opened && 'reply' in opened ? plainText(opened.reply.content) : '').toContain(sentence);
  });

  test('is opened by a button that asks, and by no other', async () => {
    const { buttons } = await chat.reply('editor', '/update Bridge closed');
    const [status, correct] = buttons.map(({ token }) => token);
    const opened = await chat.dispatcher.openPressed(correct ?? '', chat.call('editor'));
    expect(opened).toMatchObject({ form: { title: 'Correct update 1' } });
    const refused = await chat.dispatcher.openPressed(correct ?? '', chat.call('reporter'));
    expect(refused && 'reply' in refused ? plainText(refused.reply.content) : '').toContain(
      'You need to be an editor',
    );
    for (const token of [status ?? '', 'unknown', 'p:digest:lindhavn-ferries'])
      expect(await chat.dispatcher.openPressed(token, chat.call('editor'))).toBeUndefined();
  });

  test('checks the role again when it comes back, and gives the text back', async () => {
    const opened = await chat.dispatcher.openForm(update(), chat.call('editor'));
    await chat.room.staff.remove(people.editor.id);
    const token = opened && 'token' in opened ? opened.token : '';
    const reply = await chat.dispatcher.submitForm(token, { body: 'Typed with care.' }, chat.call('editor'));
    expect(plainText(reply.content)).toMatch(/^You need to be an editor[\s\S]*Typed with care\./);
  });

  test('is kept for a day; after that the text is given back', async () => {
    const opened = await chat.dispatcher.openForm(update(), chat.call('editor'));
    chat.world.now += dayMs;
    const token = opened && 'token' in opened ? opened.token : '';
    const reply = await chat.dispatcher.submitForm(token, { body: 'Typed with care.' }, chat.call('editor'));
    expect(plainText(reply.content)).toMatch(/^This form is older than a day\.[\s\S]*Typed with care\./);
    expect(await chat.room.stories.entries('lindhavn-ferries')).toEqual([]);
  });
});

describe('a button', () => {
  test('runs as the person who presses it, with that role', async () => {
    const { buttons } = await chat.reply('chief', '/story close');
    const token = buttons[0]?.token ?? '';
    const refused = await chat.dispatcher.press(token, chat.call('editor'));
    expect(plainText(refused.content)).toContain(
      'You need to be a chief to use /story reopen; you are an editor.',
    );
    expect((await chat.room.stories.find('lindhavn-ferries'))?.state).toBe('closed');
    await chat.dispatcher.press(token, chat.call('chief'));
    expect((await chat.room.stories.find('lindhavn-ferries'))?.state).toBe('live');
  });

  test('says that it is too old, unknown, or a form', async () => {
    const opened = await chat.dispatcher.openForm(
      { path: ['update'], input: { headline: 'H' } },
      chat.call('editor'),
    );
    const formToken = opened && 'token' in opened ? opened.token : '';
    for (const token of ['nothing', formToken]) {
      const reply = await chat.dispatcher.press(token, chat.call('editor'));
      expect(plainText(reply.content)).toBe('This button is too old. Send the command itself.');
    }
  });

  test('is left out when it cannot be kept: what was done stays done', async () => {
    const { room } = chat;
    const kept = { ...room.kept, keep: () => Promise.reject(new Error('full')) };
    const dispatcher = createDispatcher({
      commands: chat.dispatcher.commands,
      room: { ...room, kept },
      log: { error: (facts, message) => chat.logged.push({ facts, message }) },
    });
    const reply = await dispatcher.execute(
      { path: ['update'], input: { headline: 'H' } },
      chat.call('editor'),
    );
    expect(plainText(reply.content)).toContain('Published lindhavn-ferries/1');
    expect(reply.buttons).toEqual([]);
    expect(chat.logged).toHaveLength(1);
  });
});

describe('a button under a post', () => {
  test('gives anyone the digest, as long as the post stands', async () => {
    await chat.say('editor', '/update Bridge closed');
    const { content } = await chat.dispatcher.press(digestToken('lindhavn-ferries'), chat.call('stranger'));
    expect(plainText(content)).toContain('Bridge closed');
  });

  test('of a story that is not there says so', async () => {
    const { content } = await chat.dispatcher.press(digestToken('nowhere'), chat.call('stranger'));
    expect(plainText(content)).toContain('There is no story “nowhere”.');
  });

  test.each([
    'p:',
    'p:digest:',
    'p:digest:Not a slug',
    'p:digest:a/1',
    'p:follow:lindhavn-ferries',
    'p:story close:lindhavn-ferries',
  ])('runs nothing when it was forged: %s', async (token) => {
    const { content } = await chat.dispatcher.press(token, chat.call('chief'));
    expect(plainText(content)).toBe('This button is too old. Send the command itself.');
    expect(chat.world.asked).toEqual([]);
  });

  test('fits what platforms take, for every slug', () => {
    expect(digestToken('x'.repeat(40))).toHaveLength(49);
  });
});

describe('what goes wrong', () => {
  test('the store is away: nothing was saved, and the text comes back', async () => {
    chat.world.isStoreDown = true;
    const said = await chat.run('chief', 'update', { headline: 'Bridge closed to all' });
    expect(said).toMatch(/^The records do not answer, and nothing was saved\.[\s\S]*Bridge closed to all/);
    expect(
      await chat.dispatcher.suggest({ path: ['story', 'show'], input: {} }, 'story', '', chat.call('chief')),
    ).toEqual([]);
    expect(plainText((await chat.dispatcher.press('x', chat.call('chief'))).content)).toBe(
      'The records do not answer, and nothing was done. Try it again in a minute.',
    );
  });

  test('what a platform reports once is to be reported again when the store is there again', async () => {
    chat.world.isStoreDown = true;
    const { rightsChanged, moved } = chat.dispatcher;
    await expect(rightsChanged(newsPlace.destination, 'active')).rejects.toThrow(StoreUnavailable);
    await expect(moved(newsPlace.destination, 'telegram:-1')).rejects.toThrow(StoreUnavailable);
  });

  test('a fault is logged with the call and without what was typed', async () => {
    const broken = command('broken', 'Write', {
      description: 'Fails',
      access: 'anyone',
      options: {},
      examples: ['/broken'],
      run: () => Promise.reject(new TypeError('no')),
    });
    const dispatcher = createDispatcher({
      commands: [broken],
      room: chat.room,
      log: { error: (facts, message) => chat.logged.push({ facts, message }) },
    });
    const call = chat.call('stranger', { id: 'discord:77' });
    const reply = await dispatcher.execute({ path: ['broken'], input: { headline: 'A secret text' } }, call);
    expect(plainText(reply.content)).toContain(
      '/broken failed inside Dateline, and this was logged as discord:77.',
    );
    expect(chat.logged).toEqual([
      { facts: { err: new TypeError('no'), call: 'discord:77' }, message: '/broken failed' },
    ]);
  });

  test('an unknown command or subcommand', async () => {
    expect(await chat.run('editor', 'mend', {})).toBe(
      'There is no command /mend. /help shows what there is.',
    );
    expect(await chat.run('editor', 'story', {})).toContain('Say which: /story open, /story edit');
    expect(await chat.run('editor', 'story burn', {})).toContain('/story has no “burn”. It has: /story open');
  });

  test('the text is given back in the order in which the options are shown', async () => {
    const said = await chat.say(
      'editor',
      '/update at:25:10 source:"the police" Bridge closed\nNobody may cross.',
    );
    expect(said).toMatch(/headline: Bridge closed\nsource: the police\nat: 25:10\nNobody may cross\.$/);
  });

  test('a word for an image is told what to attach', async () => {
    expect(await chat.run('editor', 'update', { headline: 'H', image: 'harbour.png' })).toBe(
      'image: must be an attached image. Attach a JPEG, PNG, WebP or GIF image. Nothing was published.',
    );
  });

  test('no text is given back where no more than a name was typed', async () => {
    expect(await chat.say('editor', '/story show nowhere')).not.toContain('Your text');
    expect(await chat.say('stranger', '/update Headline')).not.toContain('Your text');
  });
});

describe('rights', () => {
  test('pause and resume a destination, and the desk hears of each once', async () => {
    await chat.say('chief', '/subscribe lindhavn-ferries');
    chat.world.asked.length = 0;
    const why = 'I may not post there; ask an admin for Send Messages';
    await chat.dispatcher.rightsChanged(newsPlace.destination, { why });
    await chat.dispatcher.rightsChanged(newsPlace.destination, { why });
    expect((await chat.room.subscriptions.destination(newsPlace.destination))?.state).toEqual({
      kind: 'paused',
      why,
      since: chat.world.now,
    });
    expect(chat.world.deskHeard).toEqual([
      `#news in Coast Guild is paused: ${why}.\nIt keeps its subscriptions, and goes on by itself as soon as I see that this is put right.`,
    ]);
    expect([...chat.world.notices.values()][0]?.buttons).toMatchObject([{ label: 'Try now' }]);
    expect(chat.world.asked).toEqual([]);
    await chat.dispatcher.rightsChanged(newsPlace.destination, 'active');
    await chat.dispatcher.rightsChanged(newsPlace.destination, 'active');
    expect(chat.world.asked).toEqual(['wake discord:100']);
    expect(chat.world.deskHeard[1]).toBe('#news in Coast Guild is back and goes on with what it missed.');
    expect(chat.world.deskHeard).toHaveLength(2);
    expect([...chat.world.notices.values()][0]).toEqual({
      text: '#news in Coast Guild was paused. It is back.',
      buttons: [],
    });
  });

  test('mean nothing for a place that follows nothing', async () => {
    await chat.dispatcher.rightsChanged('telegram:-1', { why: 'gone' });
    expect(chat.world.deskHeard).toEqual([]);
  });
});

describe('a paused destination that moved', () => {
  const there = 'telegram:-100200';
  beforeEach(async () => {
    await chat.say('chief', '/subscribe lindhavn-ferries', { place: harbourPlace });
    await chat.dispatcher.rightsChanged(harbourPlace.destination, { why: 'I may not post there' });
    chat.world.asked.length = 0;
  });

  async function expectResumedOnce(): Promise<void> {
    const { name, state } = (await chat.room.subscriptions.destination(there)) ?? {};
    expect(state).toEqual({ kind: 'active', since: chat.world.now });
    expect(chat.world.deskHeard.slice(1)).toEqual([`${name} is back and goes on with what it missed.`]);
    expect([...chat.world.notices.values()][0]).toEqual({
      text: `${name} was paused. It is back.`,
      buttons: [],
    });
    expect(chat.world.asked).toContain(`wake ${there}`);
  }

  test('is tried anew, and the desk hears of it once', async () => {
    await chat.dispatcher.moved(harbourPlace.destination, there);
    await chat.dispatcher.moved(harbourPlace.destination, there);
    await expectResumedOnce();
  });

  test('is tried anew as well when a delivery met the new address first', async () => {
    await chat.room.subscriptions.move(harbourPlace.destination, there);
    await chat.dispatcher.moved(harbourPlace.destination, there);
    await expectResumedOnce();
  });
});

test('a moved destination keeps subscriptions, digests and the desk', async () => {
  await chat.say('chief', '/subscribe digest:hourly', { place: harbourPlace });
  await chat.say('chief', '/desk', { place: harbourPlace });
  chat.world.asked.length = 0;
  await chat.dispatcher.moved(harbourPlace.destination, 'telegram:-100200');
  expect(await chat.room.subscriptions.ofDestination('telegram:-100200')).toHaveLength(1);
  expect(await chat.room.subscriptions.ofDestination(harbourPlace.destination)).toEqual([]);
  expect(await chat.room.staff.desks()).toEqual(['telegram:-100200']);
  expect(chat.world.asked).toEqual([
    'digests telegram:-200 lindhavn-ferries off',
    'digests telegram:-100200 lindhavn-ferries {"kind":"every","hours":1} Europe/Oslo',
    'wake telegram:-100200',
  ]);
});
