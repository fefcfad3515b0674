import { beforeEach, describe, expect, test } from 'vitest';
import type { UpkeepSettings } from '../../../../src/domain/upkeep.ts';
import { keepUp } from '../../../../src/newsroom/story/keep-up.ts';
import { type Chat, createChatWithStory } from '../../../support/fake-newsroom-chat.ts';

const slug = 'lindhavn-ferries';
const hourMs = 3_600_000;
const off: UpkeepSettings = { silenceMs: 0, askCloseMs: 0, keyEntries: 0, keyMs: 0 };

let chat: Chat;
beforeEach(async () => {
  chat = await createChatWithStory();
  await chat.say('editor', '/update Pilots walk out key:"Pilots walk out"');
});

const look = (settings: Partial<UpkeepSettings>) => keepUp(chat.room, slug, { ...off, ...settings });
const notices = () => [...chat.world.notices.values()];
const press = (label: string, who: 'editor' | 'chief') => {
  const button = notices()
    .flatMap(({ buttons }) => buttons)
    .find((one) => one.label === label);
  return chat.dispatcher.press(button?.token ?? '', chat.call(who));
};

describe('a silence', () => {
  const closing = { askCloseMs: 24 * hourMs };

  test('lets the cards be told once, and every day anew', async () => {
    const events = () => chat.world.outbox.filter(({ event }) => event.kind === 'story').length;
    const before = events();
    chat.world.now += hourMs - 1;
    await look({ silenceMs: hourMs });
    expect(events()).toBe(before);
    chat.world.now += 1;
    for (let again = 0; again < 3; again += 1) await look({ silenceMs: hourMs });
    expect(events()).toBe(before + 1);
    chat.world.now += 24 * hourMs;
    await look({ silenceMs: hourMs });
    expect(events()).toBe(before + 2);
  });

  test('makes the desk ask once whether to close the story, and again after the next one', async () => {
    chat.world.now += 24 * hourMs;
    for (let again = 0; again < 3; again += 1) await look(closing);
    expect(notices().map(({ text }) => text)).toEqual([
      'Lindhavn ferry strike (lindhavn-ferries) has had no new update since 1:09 p.m. Oslo time Wednesday. Close it?\n' +
        'Closing posts a last summary where it is followed; what was published stays.',
    ]);
    await chat.say('editor', '/update A deal');
    chat.world.now += 24 * hourMs;
    await look(closing);
    expect(notices()).toHaveLength(2);
  });

  test('closes the story when a chief says so at the desk, which shows it', async () => {
    chat.world.now += 24 * hourMs;
    await look(closing);
    await press('Close it', 'editor');
    expect((await chat.room.stories.find(slug))?.state).toBe('live');
    await press('Close it', 'chief');
    expect((await chat.room.stories.find(slug))?.state).toBe('closed');
    expect(notices()).toEqual([
      { text: 'Carl Chief closed Lindhavn ferry strike (lindhavn-ferries).', buttons: [] },
    ]);
    await look(closing);
    expect(notices()).toHaveLength(1);
  });

  test('ends nothing when an editor keeps the story open', async () => {
    chat.world.now += 24 * hourMs;
    await look(closing);
    await press('Keep it open', 'editor');
    expect(notices()).toEqual([
      { text: 'Eva Editor keeps Lindhavn ferry strike (lindhavn-ferries) open.', buttons: [] },
    ]);
    await look(closing);
    expect(notices()).toHaveLength(1);
  });
});

describe('key developments that nobody touches', () => {
  test('are brought to mind after so many entries, once until they are touched', async () => {
    chat.world.now += 60_000;
    for (const number of [1, 2]) await chat.say('editor', `/update Round ${number}`);
    await look({ keyEntries: 3 });
    expect(notices()).toEqual([]);
    await chat.say('editor', '/update Round 3');
    for (let again = 0; again < 3; again += 1) await look({ keyEntries: 3 });
    expect(notices().map(({ text }) => text)).toEqual([
      'The key developments of Lindhavn ferry strike (lindhavn-ferries) were not touched since 1:09 p.m. Oslo time; there were 3 new updates.\n' +
        '/key add entry:lindhavn-ferries/4 puts the newest on top, /key list story:lindhavn-ferries shows what stands there.',
    ]);
    chat.world.now += 60_000;
    await chat.say('editor', '/key add lindhavn-ferries/4');
    await look({ keyEntries: 3 });
    expect(notices()).toHaveLength(1);
  });

  test('are brought to mind after so many hours with news, and never without', async () => {
    chat.world.now += 7 * hourMs;
    await look({ keyMs: 6 * hourMs });
    expect(notices()).toEqual([]);
    await chat.say('editor', '/update Round 1');
    await look({ keyMs: 6 * hourMs });
    expect(notices()).toHaveLength(1);
  });
});
