import { beforeEach, describe, expect, test } from 'vitest';
import { plainText } from '../../../../src/domain/text/plain-text.ts';
import type { Reply } from '../../../../src/newsroom/command/answer.ts';
import type { Newsroom } from '../../../../src/newsroom/records.ts';
import { afterKill } from '../../../../src/newsroom/revision/after-kill.ts';
import { askKill } from '../../../../src/newsroom/revision/kill-entry.ts';
import {
  type Chat,
  createChatWithCopy,
  delivered,
  newsPlace,
  people,
  type Speaker,
} from '../../../support/fake-newsroom-chat.ts';

const slug = 'lindhavn-ferries';
const why = 'the quoted statement was not made by the ministry';

let chat: Chat;
beforeEach(async () => {
  chat = await createChatWithCopy(
    '/update Ministry resigns source:police key:"Ministry resigns at noon"\nThe whole of it.',
    82,
  );
});

const entry = () => chat.room.stories.entry(slug, 1);
const ask = (who: Speaker = 'chief') => chat.reply(who, `/kill 1 ${why}`);
const press = async (who: Speaker, reply: Reply, label: RegExp) => {
  const token = reply.buttons.find((button) => label.test(button.label))?.token ?? 'none';
  return chat.dispatcher.press(token, chat.call(who));
};
const words = (reply: Reply) => plainText(reply.content);
/** Presses a button under the newest notice at the desk. */
const decide = (who: Speaker, step: 'confirm' | 'decline') =>
  chat.dispatcher.execute({ path: ['kill', step], input: { entry: 'lindhavn-ferries/1' } }, chat.call(who));

test('asks first, and says from where it would be withdrawn', async () => {
  const offer = await ask();
  expect(words(offer)).toBe(
    'Withdraw lindhavn-ferries/1 for good? “Ministry resigns” (1:09 p.m. Oslo time)\n' +
      `Reason, as readers will see it: ${why}\n` +
      'Its only copy becomes a notice with that reason, image included; its text is sealed. This is final.',
  );
  expect(offer.buttons.map(({ label }) => label)).toEqual(['Kill “Ministry resigns” (1 copy)']);
  expect((await entry())?.status).toBe('usable');
});

test('the only chief confirms alone: text, bullet and what was kept of both are gone but for the seal', async () => {
  const held = await chat.reply('editor', '/hold 1');
  await chat.reply('editor', '/release 1');
  expect(held.buttons).not.toEqual([]);
  const receipt = await press('chief', await ask(), /^Kill/);
  expect(words(receipt)).toBe(
    'lindhavn-ferries/1 was withdrawn at 2:31 p.m. Oslo time by Carl Chief.\nReplaced 0 of 1 copy · 1 waiting',
  );
  const killed = await entry();
  expect(killed?.status).toBe('killed');
  expect(JSON.stringify(killed)).not.toMatch(/Ministry resigns|The whole of it|police/);
  expect(killed?.revisions.map(({ signal }) => signal)).toEqual(['new', 'hold', 'release', 'kill']);
  expect(killed?.revisions.at(-1)).toMatchObject({ why, by: people.chief });
  expect((await chat.room.stories.find(slug))?.keyDevelopments).toEqual([]);
  const { revisions: sealed, bullets } = await chat.room.stories.sealed(slug, 1);
  expect(bullets).toEqual(['Ministry resigns at noon']);
  expect(sealed.map(({ text }) => text.body)).toEqual([
    'The whole of it.',
    'The whole of it.',
    'The whole of it.',
  ]);
  expect(chat.world.outbox.at(-1)).toEqual({ slug, event: { kind: 'entry', number: 1, urgency: 'flash' } });
  expect(await chat.say('chief', `/kill 1 ${why}`)).toContain(
    'lindhavn-ferries/1 was withdrawn and stays as it is. Publish what is right with /update. Nothing was changed.',
  );
});

test('the receipt counts every copy and names what it cannot reach', async () => {
  await press('chief', await ask(), /^Kill/);
  const copies = delivered.copies;
  chat.world.setDelivery(newsPlace.destination, 'lindhavn-ferries/1', {
    state: 'delivered',
    revision: 2,
    copies,
  });
  expect(await chat.say('editor', '/status lindhavn-ferries/1')).toContain('Replaced 1 of 1 copy');
  chat.world.setDelivery(newsPlace.destination, 'lindhavn-ferries/1', {
    state: 'unknown',
    revision: 1,
    copies: [],
  });
  expect(await chat.say('editor', '/status lindhavn-ferries/1')).toContain(
    'Replaced 0 of 1 copy · 1 not reached\n\nNot reached:\n#news in Coast Guild: it is not known whether all of it arrived;',
  );
  chat.world.setDelivery(newsPlace.destination, 'lindhavn-ferries/1', delivered);
  const paused = { kind: 'paused', why: 'I may not post there', since: 1 } as const;
  await chat.room.subscriptions.setState(newsPlace.destination, paused);
  expect(await chat.say('editor', '/status lindhavn-ferries/1')).toContain(
    '#news in Coast Guild: it is paused (I may not post there); it is replaced when that is put right.',
  );
});

test('a chat that is a chief neither asks for a kill nor confirms one: nobody would know who did', async () => {
  const hidden = { id: 'telegram:-300', name: 'Coast' } as const;
  await chat.room.staff.put(hidden, 'chief');
  await chat.room.staff.put(people.editor, 'chief');
  await press('chief', await ask(), /^Kill/);
  const place = { destination: 'telegram:-300:7', name: 'Ferries in Coast', kind: 'group' } as const;
  const input = { entry: 'lindhavn-ferries/1', reason: why };
  for (const path of [['kill'], ['kill', 'ask'], ['kill', 'confirm']]) {
    const call = { ...chat.call('stranger', { place }), by: hidden };
    expect(words(await chat.dispatcher.execute({ path, input }, call))).toMatch(
      /^This needs somebody's name; you write as Coast, and I do not see who you are\. Send it to me in private/,
    );
  }
  expect((await entry())?.status).toBe('usable');
});

describe('two accounts of one chief', () => {
  test('are no two chiefs: the kill is done at once', async () => {
    await chat.room.staff.put(people.editor, 'chief', people.chief.id);
    expect(words(await press('chief', await ask(), /^Kill/))).toContain('withdrawn at');
    expect((await entry())?.status).toBe('killed');
  });

  test('do not confirm one another’s kill where there is a second chief', async () => {
    await chat.room.staff.put(people.editor, 'chief', people.chief.id);
    await chat.room.staff.put(people.reporter, 'chief');
    await chat.say('chief', '/desk');
    await press('chief', await ask(), /^Kill/);
    const own = 'You asked for the kill of lindhavn-ferries/1 yourself. Another chief has to confirm it.';
    expect(words(await decide('editor', 'confirm'))).toContain(own);
    expect(words(await press('editor', await ask('editor'), /^Kill/))).toContain(own);
    expect((await entry())?.status).toBe('usable');
    expect(words(await decide('reporter', 'confirm'))).toContain('by Carl Chief and Rolf Reporter');
  });
});

describe('two chiefs', () => {
  const secondChief = () => chat.room.staff.put(people.editor, 'chief');

  test('where there are two chiefs, the second one confirms at the desk', async () => {
    await secondChief();
    await chat.say('chief', '/desk');
    const asked = await press('chief', await ask(), /^Kill/);
    expect(words(asked)).toMatch(
      /^lindhavn-ferries\/1 is not withdrawn yet: a second chief has to confirm it\.\nThe desk was asked\./,
    );
    expect(asked.buttons.map(({ label }) => label)).toEqual(['Hold it now', 'Take the wish back']);
    expect(chat.world.deskHeard.at(-1)).toContain('Carl Chief wants to withdraw lindhavn-ferries/1 for good');
    expect(words(await decide('chief', 'confirm'))).toContain(
      'You asked for the kill of lindhavn-ferries/1 yourself.',
    );
    expect(words(await decide('reporter', 'confirm'))).toContain('You need to be a chief');
    expect((await entry())?.status).toBe('usable');

    expect(words(await decide('editor', 'confirm'))).toContain(
      'withdrawn at 2:31 p.m. Oslo time by Carl Chief and Eva Editor',
    );
    expect((await entry())?.revisions.at(-1)).toMatchObject({
      by: people.editor,
      askedBy: people.chief,
      why,
    });
    expect(words(await decide('chief', 'decline'))).toContain('was withdrawn already, by Eva Editor.');
    const heard = chat.world.deskHeard.length;
    // Once more, as after a crash in the middle of it.
    for (let run = 0; run < 2; run += 1) await afterKill(chat.room, { slug, number: 1 });
    expect(chat.world.deskHeard).toHaveLength(heard);
    const question = [...chat.world.notices.values()].at(-1);
    expect(question?.text).toBe(
      `lindhavn-ferries/1 was withdrawn at 2:31 p.m. Oslo time by Carl Chief and Eva Editor.\nReason: ${why}`,
    );
    expect(question?.buttons.map(({ label }) => label)).toEqual(['Receipt']);
  });

  test('another chief’s own /kill confirms as well', async () => {
    await secondChief();
    await press('chief', await ask(), /^Kill/);
    const offer = await ask('editor');
    expect(words(offer)).toContain('Carl Chief asked for it; you are the second chief.');
    expect(words(await press('editor', offer, /^Kill/))).toContain('by Carl Chief and Eva Editor');
  });

  test('a wish that was turned down is gone, and a late confirmation does nothing', async () => {
    await secondChief();
    await press('chief', await ask(), /^Kill/);
    expect(words(await decide('editor', 'decline'))).toBe(
      'Eva Editor decided against the kill of lindhavn-ferries/1. It stays as it is.',
    );
    expect(words(await decide('editor', 'confirm'))).toContain('Nobody asks for this kill any more.');
    expect((await entry())?.status).toBe('usable');
  });

  test('of two chiefs who press at once, one kills and the other is told', async () => {
    await secondChief();
    const [first, second] = [await ask('chief'), await ask('editor')];
    chat.world.meanwhile = async () => {
      await press('editor', second, /^Kill/);
    };
    expect(words(await press('chief', first, /^Kill/))).toContain('by Eva Editor and Carl Chief');
    expect(words(await press('editor', second, /^Kill/))).toContain('was withdrawn and stays as it is');
  });
});

test('a reason is asked for, and only chiefs kill', async () => {
  expect(await chat.run('chief', 'kill', { entry: '1' })).toMatch(/^reason: is missing\./);
  expect(await chat.say('editor', `/kill 1 ${why}`)).toContain(
    'You need to be a chief to use /kill; you are an editor.',
  );
});

test('where others read along, no answer goes on telling what is withdrawn or on hold', async () => {
  const place = { destination: 'telegram:-9', name: 'A group', kind: 'group' } as const;
  const offer = await chat.reply('chief', `/kill 1 ${why}`, { place });
  expect(words(offer)).toMatch(/^Withdraw lindhavn-ferries\/1 for good\? \(1:09 p\.m\. Oslo time\)\n/);
  expect(offer.buttons.map(({ label }) => label)).toEqual(['Kill lindhavn-ferries/1 (1 copy)']);
  expect(await chat.say('editor', '/hold 1', { place })).not.toContain('Ministry');
  expect(await chat.say('editor', '/status lindhavn-ferries/1', { place })).not.toContain('Ministry');
  expect(await chat.say('editor', '/status lindhavn-ferries/1')).toContain('Ministry resigns');
  const released = await chat.reply('editor', '/release 1', { place });
  expect(words(released)).toContain('It was a key development.');
  expect(released.buttons.map(({ label }) => label)).toContain('Make it a key development again');
});

test('a scheduled entry is withdrawn before anyone sees it', async () => {
  await chat.say('editor', '/update Later at:"tomorrow 9am"');
  const offer = await chat.reply('chief', `/kill 2 ${why}`);
  expect(words(offer)).toContain('No channel or chat has it, and none will get it; its text is sealed.');
  expect(words(await press('chief', offer, /^Kill/))).toContain('No channel or chat had it.');
  expect((await chat.room.stories.entry(slug, 2))?.status).toBe('killed');
});

test.each([
  [
    'confirms',
    async () => {
      await decide('editor', 'confirm');
      await afterKill(chat.room, { slug, number: 1 });
    },
    'lindhavn-ferries/1 was withdrawn at 2:31 p.m. Oslo time by Carl Chief and Eva Editor.',
  ],
  [
    'decides against it',
    () => decide('editor', 'decline'),
    'Nobody asks for the kill of lindhavn-ferries/1 any more. It stays as it is.',
  ],
])(
  'when a second chief %s while the desk is being asked, the question does not stay there',
  async (_, decision, settled) => {
    await chat.room.staff.put(people.editor, 'chief');
    const { wire } = chat.room;
    const tellDesk: Newsroom['wire']['tellDesk'] = async (...question) => {
      await decision();
      return wire.tellDesk(...question);
    };
    const room = { ...chat.room, wire: { ...wire, tellDesk } };
    await askKill(room, { entry: { slug, number: 1 }, reason: why }, chat.call('chief'));

    const notices = [...chat.world.notices.values()];
    expect(notices.at(-1)?.text).toContain(settled);
    for (const { text, buttons } of notices) {
      expect(text).not.toContain('Ministry resigns');
      expect(buttons.map(({ label }) => label)).not.toContain('Confirm the kill');
    }
  },
);
