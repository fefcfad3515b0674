import { beforeEach, expect, test } from 'vitest';
import {
  type Chat,
  createChatWithStory,
  harbourPlace,
  newsPlace,
  oslo1309,
} from '../../../support/fake-newsroom-chat.ts';

let chat: Chat;
const manages = [newsPlace.destination];
beforeEach(async () => {
  chat = await createChatWithStory();
});

const found = () => chat.room.subscriptions.find(newsPlace.destination, 'lindhavn-ferries');

test('whoever manages the channel lets it follow everything', async () => {
  const said = await chat.say('stranger', '/subscribe', { manages });
  expect(said.split('\n')).toEqual([
    '#news in Coast Guild follows Lindhavn ferry strike (lindhavn-ferries).',
    'Every update comes as it is published.',
    'The card with the key developments is on its way.',
  ]);
  expect(await found()).toEqual({
    destination: newsPlace.destination,
    slug: 'lindhavn-ferries',
    level: 'all',
    since: oslo1309,
  });
  expect(chat.world.asked).toEqual([
    'digests discord:100 lindhavn-ferries off',
    'card discord:100 lindhavn-ferries',
  ]);
});

test('a change of level keeps since when it began', async () => {
  await chat.say('stranger', '/subscribe', { manages });
  chat.world.now += 3_600_000;
  const said = await chat.say('stranger', '/subscribe lindhavn-ferries level:key', { manages });
  expect(said).toContain('Key and flash updates come as they are published.');
  expect(await found()).toMatchObject({ level: 'key', since: oslo1309 });
});

test.each([
  [
    'digest:08:30',
    { level: 'digest', digest: { kind: 'daily', times: [{ hour: 8, minute: 30 }] } },
    'A digest comes daily at 8:30 a.m. Oslo time.',
  ],
  [
    'level:digest',
    { level: 'digest', digest: { kind: 'daily', times: [{ hour: 8, minute: 0 }] } },
    'A digest comes daily at 8 a.m. Oslo time.',
  ],
  [
    'level:KEY digest:"every 4h"',
    { level: 'key', digest: { kind: 'every', hours: 4 } },
    'A digest comes every 4 hours.',
  ],
])('understands %s', async (options, subscription, sentence) => {
  expect(await chat.say('stranger', `/subscribe ${options}`, { manages })).toContain(sentence);
  expect(await found()).toMatchObject(subscription);
});

test('digests are kept with a new level, and switched off', async () => {
  await chat.say('stranger', '/subscribe level:all digest:hourly', { manages });
  await chat.say('stranger', '/subscribe level:key', { manages });
  expect(await found()).toMatchObject({ level: 'key', digest: { kind: 'every', hours: 1 } });
  await chat.say('stranger', '/subscribe digest:off', { manages });
  expect(await found()).toEqual({
    destination: 'discord:100',
    slug: 'lindhavn-ferries',
    level: 'key',
    since: oslo1309,
  });
});

test('another channel is named, and must be managed', async () => {
  const line = '/subscribe lindhavn-ferries channel:@harbournews';
  expect(await chat.say('stranger', line, { manages })).toContain(
    'You need to manage Harbour News to use /subscribe for it.',
  );
  expect(await chat.say('stranger', line, { manages: [harbourPlace.destination] })).toContain(
    'Harbour News follows',
  );
  expect(await chat.room.subscriptions.find(harbourPlace.destination, 'lindhavn-ferries')).toBeDefined();
  expect(await chat.say('chief', '/subscribe lindhavn-ferries channel:@elsewhere')).toContain(
    'I do not see the channel “@elsewhere”. Add me to it',
  );
});

test('says that the place is paused', async () => {
  await chat.say('stranger', '/subscribe', { manages });
  await chat.dispatcher.rightsChanged(newsPlace.destination, { why: 'I may not post there' });
  expect(await chat.say('stranger', '/subscribe', { manages })).toContain(
    'It is paused now: I may not post there.',
  );
});

test.each([
  [
    '/subscribe lindhavn-ferries digest:sometimes',
    'I could not read “sometimes” for digest:. Write it like 08:00, “weekdays 8:00 and 18:00”, every 4h or off; times are read as Oslo time.',
  ],
  ['/subscribe story:lindhavn-ferries level:most', 'level: must be all, key or digest.'],
  ['/subscribe nowhere', 'There is no story “nowhere”.'],
])('refuses %s', async (line, sentence) => {
  expect(await chat.say('stranger', line, { manages })).toContain(sentence);
  expect(await found()).toBeUndefined();
});

test('refuses a closed story, and a chat that is not managed', async () => {
  expect(await chat.say('stranger', '/subscribe')).toContain(
    'You need to manage #news in Coast Guild to use /subscribe for it.',
  );
  expect(await chat.say('editor', '/subscribe')).toContain('You need to manage #news');
  await chat.say('chief', '/story close');
  expect(await chat.say('chief', '/subscribe lindhavn-ferries')).toContain(
    'The story lindhavn-ferries is closed.',
  );
});

test('/unsubscribe ends the only subscription and its digests', async () => {
  await chat.say('chief', '/subscribe digest:hourly');
  chat.world.asked.length = 0;
  expect(await chat.say('stranger', '/unsubscribe', { manages })).toContain(
    '#news in Coast Guild does not follow lindhavn-ferries any more.',
  );
  expect(await found()).toBeUndefined();
  expect(chat.world.asked).toEqual(['digests discord:100 lindhavn-ferries off']);
});

test('/unsubscribe asks which, and refuses what is not followed', async () => {
  expect(await chat.say('chief', '/unsubscribe')).toContain('does not follow a story.');
  await chat.say('editor', '/story open title:Fire timezone:Europe/Oslo');
  await chat.say('chief', '/subscribe fire');
  await chat.say('chief', '/subscribe lindhavn-ferries');
  expect(await chat.say('chief', '/unsubscribe')).toContain('Say which: story:fire, story:lindhavn-ferries.');
  expect(await chat.say('chief', '/unsubscribe nowhere')).toContain(
    'does not follow nowhere. It follows story:fire',
  );
});

test('/subscriptions lists what comes, what waits and why it is paused', async () => {
  expect(await chat.say('chief', '/subscriptions')).toContain('#news in Coast Guild follows no story.');
  await chat.say('chief', '/subscribe level:key digest:08:00');
  chat.world.setBacklog(newsPlace.destination, 3);
  await chat.dispatcher.rightsChanged(newsPlace.destination, { why: 'I may not post there' });
  const said = await chat.say('chief', '/subscriptions');
  expect(said).toContain(
    'Lindhavn ferry strike (lindhavn-ferries): Key and flash updates come as they are published. A digest comes daily at 8 a.m. Oslo time.',
  );
  expect(said).toContain('Paused: I may not post there. 3 waiting to be delivered.');
});

test('a story gets one thread of its own in a channel, and moves back from it', async () => {
  await chat.say('chief', '/subscribe level:key');
  const first = await chat.say('chief', '/subscribe thread:yes');
  expect(first).toContain('#Lindhavn ferry strike in Coast Guild follows Lindhavn ferry strike');
  const { subscriptions } = chat.room;
  expect(await subscriptions.ofStory('lindhavn-ferries')).toEqual([
    {
      destination: 'discord:5001',
      slug: 'lindhavn-ferries',
      level: 'key',
      since: oslo1309,
      threadOf: newsPlace.destination,
    },
  ]);
  await chat.say('chief', '/subscribe level:all');
  expect(await subscriptions.ofStory('lindhavn-ferries')).toMatchObject([
    { destination: 'discord:5001', level: 'all', threadOf: newsPlace.destination },
  ]);
  expect(await chat.say('chief', '/subscriptions')).toContain('In a thread.');

  await chat.say('chief', '/subscribe thread:no');
  expect(await subscriptions.ofStory('lindhavn-ferries')).toEqual([
    { destination: newsPlace.destination, slug: 'lindhavn-ferries', level: 'all', since: oslo1309 },
  ]);
});

test('a thread is ended from its channel', async () => {
  await chat.say('chief', '/subscribe thread:yes');
  expect(await chat.say('chief', '/unsubscribe')).toContain('does not follow lindhavn-ferries any more');
  expect(await chat.room.subscriptions.ofStory('lindhavn-ferries')).toEqual([]);
});

test('a newcomer gets the card and one digest of what was so far, whoever follows already does not', async () => {
  await chat.say('editor', '/update Pilots walk out');
  chat.world.now += 60_000;
  chat.world.asked.length = 0;
  const said = await chat.say('stranger', '/subscribe', { manages });
  expect(said).toContain('The card and a summary of what was so far are on their way');
  expect(chat.world.asked).toEqual([
    'digests discord:100 lindhavn-ferries off',
    'card discord:100 lindhavn-ferries',
    'digest discord:100 lindhavn-ferries since 0',
  ]);
  await chat.say('stranger', '/subscribe level:key', { manages });
  expect(chat.world.asked.filter((line) => line.startsWith('digest '))).toHaveLength(1);
});

test('a subscription has a zone of its own for its digests until it takes the story’s again', async () => {
  const line = '/subscribe digest:"weekdays 08:00 18:00" timezone:asia/kathmandu';
  expect(await chat.say('stranger', line, { manages })).toContain(
    'A digest comes on weekdays at 8 a.m. and 6 p.m. Kathmandu time.',
  );
  expect(await found()).toMatchObject({ zone: 'Asia/Kathmandu' });
  await chat.say('stranger', '/subscribe level:key', { manages });
  expect(await found()).toMatchObject({ zone: 'Asia/Kathmandu' });
  expect(await chat.say('stranger', '/subscribe timezone:story', { manages })).toContain('6 p.m. Oslo time.');
  expect(await chat.say('stranger', '/subscribe timezone:Olso', { manages })).toContain(
    'Did you mean timezone:Europe/Oslo',
  );
});

test('digests that are switched on later begin then', async () => {
  await chat.say('stranger', '/subscribe', { manages });
  chat.world.now += 3_600_000;
  await chat.say('stranger', '/subscribe digest:08:00', { manages });
  expect(await found()).toMatchObject({ since: oslo1309, digestSince: oslo1309 + 3_600_000 });
  chat.world.now += 3_600_000;
  await chat.say('stranger', '/subscribe digest:09:00', { manages });
  expect(await found()).toMatchObject({ digestSince: oslo1309 + 3_600_000 });
});

test('what a newcomer gets comes with the repeat of a command that failed half way, and only once', async () => {
  await chat.say('editor', '/update Bridge closed');
  chat.world.now += 1_000;
  chat.world.asked.length = 0;
  chat.world.isWireDown = true;
  await chat.say('stranger', '/subscribe', { manages, id: 'telegram:9' });
  chat.world.isWireDown = false;
  chat.world.now += 1_000;
  const said = await chat.say('stranger', '/subscribe', { manages, id: 'telegram:9' });
  expect(said).toContain('The card and a summary of what was so far are on their way');
  expect(await found()).toMatchObject({ since: oslo1309 + 1_000 });
  expect(await found()).not.toHaveProperty('isNewcomer');
  await chat.say('stranger', '/subscribe level:key', { manages });
  expect(chat.world.asked.filter((line) => line.startsWith('digest '))).toEqual([
    'digest discord:100 lindhavn-ferries since 0',
  ]);
});
