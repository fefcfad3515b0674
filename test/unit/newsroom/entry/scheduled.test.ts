import { beforeEach, describe, expect, test } from 'vitest';
import { plainText } from '../../../../src/domain/text/plain-text.ts';
import { publishScheduled } from '../../../../src/newsroom/entry/publish-scheduled.ts';
import {
  type Chat,
  createChatWithStory,
  oslo1309,
  people,
  type Speaker,
} from '../../../support/fake-newsroom-chat.ts';

let chat: Chat;
const name = 'lindhavn-ferries/1';
const sixPm = '2026-02-25T17:00:00.000Z';
const entry = (number = 1) => chat.room.stories.entry('lindhavn-ferries', number);
const group = { destination: 'telegram:-5', name: 'Rescuers', kind: 'group' } as const;

/** Says a command and presses one of the buttons under the answer. */
async function pressAfter(who: Speaker, line: string, label: string): Promise<string> {
  const { buttons } = await chat.reply(who, line);
  const token = buttons.find((button) => button.label === label)?.token ?? `no button ${label}`;
  return plainText((await chat.dispatcher.press(token, chat.call(who))).content);
}

beforeEach(async () => {
  chat = await createChatWithStory();
});

describe('/scheduled', () => {
  test('says when nothing waits', async () => {
    expect(await chat.say('editor', '/scheduled')).toBe('Nothing is scheduled.');
  });

  test('lists what waits, the next one first, each with a button', async () => {
    await chat.say('editor', '/update Bridge opens at:18:00');
    await chat.say('editor', '/update Ferry sails at:17:00');
    await chat.say('editor', '/update The verdict embargo:"tomorrow 9am"');
    const { content, buttons } = await chat.reply('editor', '/scheduled');
    expect(plainText(content).split('\n')).toEqual([
      'Scheduled, the next one first',
      'lindhavn-ferries/2 · 5 p.m. Oslo time · Ferry sails',
      'lindhavn-ferries/1 · 6 p.m. Oslo time · Bridge opens',
      'lindhavn-ferries/3 · under embargo until 9 a.m. Oslo time Thursday',
    ]);
    expect(buttons.map(({ label }) => label)).toEqual(
      [2, 1, 3].map((number) => `lindhavn-ferries/${number}`),
    );
  });

  test('publishes now, once, and takes the timer back', async () => {
    await chat.say('editor', '/update Bridge opens at:18:00 key:"It opens"');
    chat.world.now += 60_000;
    const said = await pressAfter('editor', `/scheduled ${name}`, 'Publish now');
    expect(said).toContain(`Published ${name} at 1:10 p.m. Oslo time.`);
    expect(await entry()).toMatchObject({ status: 'usable', publishedAt: oslo1309 + 60_000 });
    expect(chat.world.asked).toContain(`no longer publish ${name} at ${sixPm}`);
    expect((await chat.room.stories.find('lindhavn-ferries'))?.keyDevelopments).toHaveLength(1);
    expect(await chat.say('editor', `/scheduled ${name} action:publish`)).toContain('is published already');
  });

  test('moves to another time; the old timer finds nothing to do', async () => {
    await chat.say('editor', '/update Bridge opens at:18:00');
    expect(await chat.say('editor', `/scheduled ${name} to:19:00`)).toBe(
      `Moved ${name} from 6 p.m. Oslo time to 7 p.m. Oslo time.`,
    );
    expect(await chat.say('editor', `/scheduled ${name} to:19:00`)).toContain('at that very moment already');
    chat.world.now = Date.parse(sixPm) + 100;
    await publishScheduled(chat.room, { slug: 'lindhavn-ferries', number: 1 }, 'publish');
    expect((await entry())?.status).toBe('scheduled');
    expect(await chat.say('editor', `/scheduled ${name} to:17:00`)).toContain('Moved');
    expect(await chat.say('editor', `/scheduled ${name} to:"yesterday 17:00"`)).toContain('in the past');
  });

  test('asks for the new time by a form, and says how to type it where there are no forms', async () => {
    await chat.say('editor', '/update Bridge opens at:18:00');
    const { buttons } = await chat.reply('editor', `/scheduled ${name}`);
    const token = buttons.find(({ label }) => label === 'Move')?.token ?? '';
    const opened = await chat.dispatcher.openPressed(token, chat.call('editor'));
    expect(opened).toMatchObject({ form: { title: `Move ${name}`, fields: [{ option: 'to' }] } });
    const pressed = await chat.dispatcher.press(token, chat.call('editor'));
    expect(plainText(pressed.content)).toContain(`/scheduled entry:${name} to:"tomorrow 9am"`);
  });

  test('cancels before anybody has it, keeps the record, and gives the text back', async () => {
    await chat.say('editor', '/update Bridge opens at:18:00 source:Police\nAt **last**.');
    const said = await pressAfter('editor', `/scheduled ${name}`, 'Cancel');
    expect(said).toBe(
      `Cancelled ${name}. Nobody has seen it, and nobody will. Its text:\n\nBridge opens\nsource: Police\nAt **last**.`,
    );
    expect(await entry()).toMatchObject({ status: 'killed' });
    expect((await entry())?.revisions.at(-1)).toMatchObject({
      signal: 'kill',
      by: people.editor,
      why: 'cancelled before it was published',
    });
    expect(chat.world.outbox).toEqual([]);
    expect(await chat.say('editor', '/scheduled')).toBe('Nothing is scheduled.');
    expect(await chat.say('editor', `/edit ${name} Bridge opens at last`)).toContain(
      `${name} never went out and stays as it is.`,
    );
    expect(await chat.say('editor', `/scheduled ${name} action:cancel`)).toContain(
      `${name} was cancelled or sent back, and never went out.`,
    );
    expect(await chat.say('editor', '/digest')).not.toContain('Bridge opens');
  });

  test('cancels the desk’s question whether to kill it with it', async () => {
    await chat.room.staff.put({ id: 'telegram:77', name: 'Another' }, 'chief');
    await chat.say('editor', '/update Bridge opens at:18:00');
    expect(await pressAfter('chief', `/kill ${name} wrong`, 'Kill “Bridge opens” (0 copies)')).toContain(
      'second chief',
    );
    expect([...chat.world.notices.values()].map(({ text }) => text).join()).toContain('Bridge opens');
    await chat.say('editor', `/scheduled ${name} action:cancel`);
    expect([...chat.world.notices.values()].map(({ text }) => text)).toEqual([
      `${name} was cancelled by Eva Editor. Nothing is left to withdraw.`,
    ]);
  });

  test('loses against the clock with a sentence, and changes nothing then', async () => {
    await chat.say('editor', '/update Bridge opens at:18:00');
    chat.world.meanwhile = async () => {
      chat.world.now = Date.parse(sixPm);
      await publishScheduled(chat.room, { slug: 'lindhavn-ferries', number: 1 }, 'publish');
    };
    expect(await chat.say('editor', `/scheduled ${name} action:cancel`)).toContain('does not wait any more');
    expect((await entry())?.status).toBe('usable');
  });
});

describe('an embargo', () => {
  beforeEach(async () => {
    await chat.say('editor', '/update The verdict embargo:"tomorrow 12:01am"\nGuilty.');
  });

  test('is told with its moment, and its text stands in no list', async () => {
    expect(await chat.say('editor', '/update Second embargo:"tomorrow 9am"')).toContain(
      'lindhavn-ferries/2 is under embargo until 9 a.m. Oslo time Thursday.',
    );
    for (const line of ['/scheduled', `/status ${name}`, '/digest', '/story show', '/key list']) {
      expect(await chat.say('editor', line), line).not.toMatch(/verdict|Guilty/);
    }
    const use = { path: ['status'], input: {} };
    const proposed = await chat.dispatcher.suggest(use, 'entry', 'lind', chat.call('editor'));
    expect(JSON.stringify(proposed)).not.toContain('verdict');
    expect(JSON.stringify([chat.world.asked, chat.world.outbox, chat.world.deskHeard])).not.toMatch(
      /verdict|Guilty/,
    );
  });

  test('is lifted by the clock to the millisecond, with the words as they are by then', async () => {
    const lift = () => publishScheduled(chat.room, { slug: 'lindhavn-ferries', number: 1 }, 'publish');
    const due = (await entry())?.publishedAt ?? 0;
    expect(new Date(due).toISOString()).toBe('2026-02-25T23:01:00.000Z');
    await chat.say('editor', `/edit ${name} The verdict: guilty`);
    chat.world.now = due - 1;
    await lift();
    expect((await entry())?.status).toBe('scheduled');
    chat.world.now = due;
    await lift();
    expect(await entry()).toMatchObject({ status: 'usable', publishedAt: due });
    expect((await entry())?.embargoed).toBeUndefined();
    expect((await entry())?.revisions.at(-1)?.text.headline).toBe('The verdict: guilty');
  });

  test.each(['action:publish', 'to:18:00'])('ends early for a chief alone: %s', async (how) => {
    expect(await chat.say('editor', `/scheduled ${name} ${how}`)).toContain(
      'You need to be a chief to end an embargo early; you are an editor.',
    );
    expect(await chat.say('chief', `/scheduled ${name} ${how}`)).toMatch(/^(Published|Moved)/);
  });

  test('may be prolonged by an editor', async () => {
    expect(await chat.say('editor', `/scheduled ${name} to:"friday 9am"`)).toContain('Moved');
  });

  test('is not talked about where others read along', async () => {
    const said = await chat.say('editor', `/scheduled ${name}`, { place: group });
    expect(said).toContain('under embargo, and others read along here');
    expect(said).not.toContain('verdict');
    await chat.room.staff.setDesk(group.destination, group.name);
    expect(await chat.say('editor', `/scheduled ${name}`, { place: group })).toContain('verdict');
  });

  test.each([
    ['midnight', ['12:01 a.m. Oslo time Thursday']],
    ['00:00', ['12:01 a.m. Oslo time Thursday']],
    ['friday midnight', ['12:01 a.m. Oslo time Friday', '12:01 a.m. Oslo time Saturday']],
  ])('never ends at %s: 12:01 a.m. is offered, of which night soever', async (typed, offered) => {
    const { content, buttons } = await chat.reply('editor', `/update Again embargo:"${typed}"\nBody`);
    expect(plainText(content)).toContain(`“${typed}” may mean either of two nights.`);
    expect(plainText(content)).toContain('Nothing was published. Your text:');
    expect(buttons.map(({ label }) => label)).toEqual(offered);
    const pressed = await chat.dispatcher.press(buttons[0]?.token ?? '', chat.call('editor'));
    expect(plainText(pressed.content)).toContain(`is under embargo until ${offered[0]}.`);
  });

  test('does not go with at:', async () => {
    expect(await chat.say('editor', '/update Both at:18:00 embargo:19:00')).toContain('not both');
  });
});

describe('a time that the clock skips or repeats', () => {
  test.each([
    ['2026-03-29 02:30', ['1:30 a.m. Oslo time March 29', '3:30 a.m. Oslo time March 29']],
    [
      '2026-10-25 02:30',
      ['2:30 a.m. Oslo time Oct. 25, the first time', '2:30 a.m. Oslo time Oct. 25, the second time'],
    ],
  ])('is asked about with a button for each reading: %s', async (typed, readings) => {
    const { buttons } = await chat.reply('editor', `/update Clocks change at:"${typed}"`);
    expect(buttons.map(({ label }) => label)).toEqual(readings);
    const [first = '', second = ''] = buttons.map(({ token }) => token);
    const press = async (token: string) =>
      plainText((await chat.dispatcher.press(token, chat.call('editor'))).content);
    const said = await press(second);
    expect(said).toContain('Scheduled lindhavn-ferries/1 for');
    expect(await press(first), 'both buttons make one update').toBe(said);
    expect((await chat.room.stories.find('lindhavn-ferries'))?.lastNumber).toBe(1);
  });
});
