import { beforeEach, describe, expect, test } from 'vitest';
import {
  type Chat,
  createChat,
  createChatWithStory,
  newsPlace,
  oslo1309,
} from '../../../support/fake-newsroom-chat.ts';

describe('/story open', () => {
  let chat: Chat;
  beforeEach(async () => {
    chat = await createChat();
  });

  test('opens a story and says what to do next', async () => {
    const said = await chat.say('editor', '/story open title:"Lindhavn ferry strike" timezone:europe/oslo');
    expect(said.split('\n')).toEqual([
      'Opened lindhavn-ferry-strike: Lindhavn ferry strike.',
      'Its time zone is Europe/Oslo, where it is 1:09 p.m. Oslo time now.',
      'Let channels follow it with /subscribe story:lindhavn-ferry-strike.',
      'Publish with /update story:lindhavn-ferry-strike and a headline.',
    ]);
    expect(await chat.room.stories.find('lindhavn-ferry-strike')).toEqual({
      slug: 'lindhavn-ferry-strike',
      headline: 'Lindhavn ferry strike',
      zone: 'Europe/Oslo',
      related: [],
      state: 'live',
      openedAt: oslo1309,
      keyDevelopments: [],
      lastNumber: 0,
    });
  });

  test('keeps everything that it was told', async () => {
    await chat.run('editor', 'story open', {
      title: 'Strike',
      timezone: 'Europe/Oslo',
      slug: 'Pilots',
      lead: 'No ferry sails.',
      label: 'harbour time',
      byline: 'the Desk',
      url: 'https://example.org/s',
      image: { kind: 'image', ref: '64x36', mimeType: 'image/png', sizeBytes: 3 },
      credit: 'Mari',
    });
    expect(await chat.room.stories.find('pilots')).toMatchObject({
      lead: 'No ferry sails.',
      label: 'harbour time',
      byline: 'the Desk',
      url: 'https://example.org/s',
      picture: { mediaId: 'media-of-33-bytes', mimeType: 'image/png', credit: 'Mari' },
    });
  });

  test.each([
    [
      { title: 'S', timezone: 'oslo' },
      'I do not know the time zone “oslo”. Did you mean timezone:Europe/Oslo?',
    ],
    [{ title: 'S', timezone: 'xyzzy' }, 'Write it like timezone:Europe/Oslo.'],
    [{ title: 'S' }, 'timezone: is missing. Write it like timezone:Europe/Oslo.'],
    [{ timezone: 'Europe/Oslo' }, 'title: is missing. Write it like title:Lindhavn ferry strike.'],
    [
      { title: 'x'.repeat(101), timezone: 'Europe/Oslo' },
      'title: has 101 characters; at most 100 are taken.',
    ],
    [
      { title: 'Порт', timezone: 'Europe/Oslo' },
      'I cannot make a short name from this title. Write it like slug:ferry-strike.',
    ],
    [{ title: '港湾スト', timezone: 'Asia/Tokyo' }, 'Your text:\n\ntitle: 港湾スト\ntimezone: Asia/Tokyo'],
    [
      { title: 'S', timezone: 'Europe/Oslo', slug: 'Über ferries' },
      'cannot be a short name: it is up to 40 of a-z, 0-9 and hyphens. Write it like slug:uber-ferries.',
    ],
    [
      { title: 'S', timezone: 'Europe/Oslo', url: 'ftp://example.org' },
      'url: must be a web address that begins with https:// or http://.',
    ],
    [{ title: 'S', timezone: 'Europe/Oslo', credit: 'Mari' }, 'There is no image for this credit.'],
  ])('refuses %j', async (input, sentence) => {
    const said = await chat.run('editor', 'story open', input);
    expect(said).toContain(sentence);
    expect(said).toContain('Nothing was changed.');
    expect(await chat.room.stories.list()).toEqual([]);
  });

  test('refuses a taken slug and proposes a free one', async () => {
    const open = '/story open title:"Ferry strike" timezone:Europe/Oslo';
    await chat.say('editor', open);
    await chat.say('editor', `${open} slug:ferry-strike-2`);
    expect(await chat.say('editor', open)).toContain(
      'The short name ferry-strike is taken by another story. Add slug:ferry-strike-3',
    );
  });

  test('proposes a slug that is not too long', async () => {
    const slug = 'x'.repeat(40);
    await chat.run('editor', 'story open', { title: 'A', timezone: 'Europe/Oslo', slug });
    const said = await chat.run('editor', 'story open', { title: 'B', timezone: 'Europe/Oslo', slug });
    expect(said).toContain(`Add slug:${'x'.repeat(38)}-2`);
  });

  test('answers a repeat as before', async () => {
    const open = '/story open title:"Ferry strike" timezone:Europe/Oslo';
    const first = await chat.say('editor', open, { id: 'telegram:7' });
    expect(await chat.say('editor', open, { id: 'telegram:7' })).toBe(first);
  });
});

describe('an open story', () => {
  let chat: Chat;
  beforeEach(async () => {
    chat = await createChatWithStory();
  });

  test('tells the second of two who change the same field at once, and gives the words back', async () => {
    chat.world.meanwhile = async () => {
      await chat.say('chief', '/story edit title:"The strike is over"');
    };
    const said = await chat.say('editor', '/story edit title:"Strike ends after ten days"');
    expect(said).toContain('Somebody else changed the title of lindhavn-ferries at the same moment.');
    expect(said).toContain('It reads now: “The strike is over”.');
    expect(said).toContain('Strike ends after ten days');
    expect(await chat.room.stories.find('lindhavn-ferries')).toMatchObject({
      headline: 'The strike is over',
    });
    expect(await chat.say('editor', '/story edit title:"Strike ends"')).toContain(
      'Before: title “The strike is over”.',
    );
  });

  test('is edited, and digests move with its zone', async () => {
    await chat.say('chief', '/subscribe lindhavn-ferries level:digest');
    chat.world.asked.length = 0;
    const said = await chat.say(
      'editor',
      '/story edit title:"Strike ends" timezone:Europe/London lead:"It is over."',
    );
    expect(said).toContain('Changed lindhavn-ferries: Strike ends.');
    expect(said).toContain('Its card is being put right in 1 channel or chat.');
    expect(await chat.room.stories.find('lindhavn-ferries')).toMatchObject({
      headline: 'Strike ends',
      zone: 'Europe/London',
      lead: 'It is over.',
    });
    expect(chat.world.asked).toEqual([
      'changed lindhavn-ferries normal',
      'digests discord:100 lindhavn-ferries {"kind":"daily","times":[{"hour":8,"minute":0}]} Europe/London',
    ]);
  });

  test('loses the label of its former zone with that zone', async () => {
    await chat.say('editor', '/story edit label:"Oslo time"');
    const said = await chat.say('editor', '/story edit timezone:Asia/Kathmandu');
    expect(said).toContain('where it is 5:54 p.m. Kathmandu time now.');
    expect(said).toContain('The label “Oslo time” went with the former zone; label: sets another.');
    const again = await chat.say('editor', '/story edit timezone:Europe/Oslo label:"harbour time"');
    expect(again).toContain('where it is 1:09 p.m. harbour time now.');
    expect(await chat.say('editor', '/story edit title:Calm')).toContain('1:09 p.m. harbour time now.');
  });

  test('loses a text that is edited to nothing', async () => {
    await chat.say('editor', '/story edit byline:"the Desk"');
    await chat.run('editor', 'story edit', { byline: '' });
    expect((await chat.room.stories.find('lindhavn-ferries'))?.byline).toBeUndefined();
  });

  test.each(['lead', 'label', 'byline', 'url', 'image', 'credit', 'alt'])(
    'loses its %s by remove:, and nothing else',
    async (remove) => {
      const image = { kind: 'image', ref: '64x36', mimeType: 'image/png', sizeBytes: 3 } as const;
      await chat.run('editor', 'story edit', {
        lead: 'So far.',
        label: 'quay time',
        byline: 'the Desk',
        url: 'https://example.org/',
        image,
        credit: 'Mari',
        alt: 'A quay',
      });
      const names = async () => {
        const { picture = {}, ...story } = (await chat.room.stories.find('lindhavn-ferries')) ?? {};
        return Object.keys({ ...story, ...picture, ...('mediaId' in picture && { image: picture }) });
      };
      const before = await names();
      expect(await chat.say('editor', `/story edit remove:${remove}`)).toContain('Changed lindhavn-ferries');
      const after = await names();
      expect(before.filter((name) => !after.includes(name))).toEqual(
        remove === 'image' ? ['mediaId', 'mimeType', 'credit', 'alt', 'image'] : [remove],
      );
      expect(await chat.say('editor', `/story edit remove:${remove}`)).toContain('says that already');
    },
  );

  test('takes a credit for the image that it has', async () => {
    await chat.run('editor', 'story edit', {
      image: { kind: 'image', ref: '64x36', mimeType: 'image/png', sizeBytes: 3 },
    });
    await chat.say('editor', '/story edit credit:Mari');
    expect((await chat.room.stories.find('lindhavn-ferries'))?.picture).toEqual({
      mediaId: 'media-of-33-bytes',
      mimeType: 'image/png',
      credit: 'Mari',
    });
  });

  test('says why an image was left out, and keeps the one that it had', async () => {
    const image = { kind: 'image', ref: '64x36', mimeType: 'image/png', sizeBytes: 3 } as const;
    await chat.run('editor', 'story edit', { image, credit: 'Mari', alt: 'A quay' });
    const broken = { ...image, ref: 'broken' };
    const both = await chat.run('editor', 'story edit', { image: broken, credit: 'AP', title: 'Strike' });
    const alone = await chat.run('editor', 'story edit', { image: broken, credit: 'AP' });
    const why = 'The picture was left out: it is no JPEG, PNG, WebP or GIF image.';
    expect(both).toContain(`Changed lindhavn-ferries: Strike.\n${why}`);
    expect(alone).toBe(`${why} Nothing was changed.`);
    expect(await chat.room.stories.find('lindhavn-ferries')).toMatchObject({
      headline: 'Strike',
      picture: { mediaId: 'media-of-33-bytes', credit: 'Mari', alt: 'A quay' },
    });
  });

  test.each([
    ['/story edit', 'This edit is empty.'],
    ['/story edit title:"Lindhavn ferry strike"', 'The story lindhavn-ferries says that already.'],
  ])('refuses %s, which changes nothing', async (line, sentence) => {
    const said = await chat.say('editor', line);
    expect(said).toContain(sentence);
    expect(said).toMatch(/ title:Flood\. Nothing was changed\./);
    expect(chat.world.outbox).toEqual([]);
  });

  test('refuses an unknown zone in an edit', async () => {
    expect(await chat.say('editor', '/story edit timezone:Europe/Olso')).toContain(
      'Did you mean timezone:Europe/Oslo?',
    );
  });

  test('is closed and reopened by a chief', async () => {
    await chat.say('chief', '/subscribe lindhavn-ferries level:all digest:"every 4h"');
    await chat.say('editor', '/update It ends at:18:00');
    chat.world.asked.length = 0;
    const closed = await chat.say('chief', '/story close');
    expect(closed).toContain('Closed lindhavn-ferries at 1:09 p.m. Oslo time.');
    expect(closed).toContain(
      'A last summary goes to 1 channel or chat, and the card there is marked CLOSED.',
    );
    expect(closed).toContain('1 scheduled update will not be published while the story is closed.');
    expect(await chat.room.stories.find('lindhavn-ferries')).toMatchObject({
      state: 'closed',
      closedAt: oslo1309,
    });
    expect(chat.world.asked).toEqual([
      'changed lindhavn-ferries normal',
      'digests discord:100 lindhavn-ferries off',
    ]);

    chat.world.now += 6 * 3_600_000;
    const reopened = await chat.say('chief', '/story reopen lindhavn-ferries');
    expect(reopened).toContain('lindhavn-ferries is live again.');
    expect(reopened).toContain(
      'Published now, since their time came while it was closed: 1 scheduled update.',
    );
    const story = await chat.room.stories.find('lindhavn-ferries');
    expect(story?.state).toBe('live');
    expect(story).not.toHaveProperty('closedAt');
    expect(chat.world.asked.slice(2)).toEqual([
      'changed lindhavn-ferries normal',
      'digests discord:100 lindhavn-ferries {"kind":"every","hours":4} Europe/Oslo',
      'publish lindhavn-ferries/1 at 2026-02-25T17:00:00.000Z',
    ]);
  });

  test('is not closed or reopened twice, but a repeat is answered as before', async () => {
    expect(await chat.say('chief', '/story reopen lindhavn-ferries')).toContain('is live already.');
    const first = await chat.say('chief', '/story close', { id: 'discord:1' });
    const repeat = await chat.say('chief', '/story close story:lindhavn-ferries', { id: 'discord:1' });
    expect(repeat).toBe(first);
    expect(await chat.say('chief', '/story close story:lindhavn-ferries')).toContain(
      'is closed already, since 1:09 p.m. Oslo time.',
    );
  });

  test('is shown to anyone, without what is scheduled', async () => {
    await chat.say('chief', '/subscribe lindhavn-ferries', { place: newsPlace });
    await chat.say('editor', '/update Ferries stay in port key:"Ferries stay"');
    await chat.say('editor', '/update A secret at:18:00 key:"The secret"');
    const said = await chat.say('stranger', '/story show');
    expect(said).toContain('Lindhavn ferry strike · LIVE');
    expect(said).toContain('Latest: Ferries stay in port (1:09 p.m.');
    expect(said).toContain(
      'Short name: lindhavn-ferries · Europe/Oslo, where it is 1:09 p.m. Oslo time now.',
    );
    expect(said).toContain('Followed by 1 channel or chat.');
    expect(said).not.toContain('secret');
  });

  test('is listed with the closed ones below', async () => {
    chat.world.now += 1;
    await chat.say('editor', '/story open title:"Harbour fire" timezone:Europe/Oslo');
    await chat.say('chief', '/story close harbour-fire');
    expect((await chat.say('stranger', '/story list')).split('\n')).toEqual([
      'Lindhavn ferry strike · lindhavn-ferries · live since 1:09 p.m. Oslo time',
      'Harbour fire · harbour-fire · closed at 1:09 p.m. Oslo time',
    ]);
  });
});

test('/story list says how to begin', async () => {
  const chat = await createChat();
  expect(await chat.say('stranger', '/story list')).toContain('There is no story yet.');
  expect(await chat.say('stranger', '/story show')).toContain(
    'No story is live. An editor opens one with /story open',
  );
  await chat.say('editor', '/story open title:"Harbour fire" timezone:Europe/Oslo');
  await chat.say('chief', '/story close');
  expect(await chat.say('stranger', '/digest')).toContain(
    'No story is live. The newest one is story:harbour-fire, which is closed. An editor opens one with /story open',
  );
});
