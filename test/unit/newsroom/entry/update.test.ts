import { beforeEach, describe, expect, test } from 'vitest';
import { allCommands } from '../../../../commands/index.ts';
import { StoreUnavailable } from '../../../../src/newsroom/records.ts';
import { type Chat, createChatWithStory, newsPlace, oslo1309 } from '../../../support/fake-newsroom-chat.ts';

let chat: Chat;

beforeEach(async () => {
  chat = await createChatWithStory();
});

const source = 'source:"harbour authority"';

describe('/update', () => {
  test('publishes the next entry and says when', async () => {
    const said = await chat.say(
      'editor',
      `/update lindhavn-ferries Bridge closed: all traffic ${source}\nThe body.`,
    );
    expect(said).toBe(
      [
        'Published lindhavn-ferries/1 at 1:09 p.m. Oslo time.',
        'No channel or chat gets it yet; add one with /subscribe story:lindhavn-ferries.',
      ].join('\n'),
    );
    expect(await chat.room.stories.entry('lindhavn-ferries', 1)).toMatchObject({
      number: 1,
      urgency: 'normal',
      key: false,
      status: 'usable',
      publishedAt: oslo1309,
      revisions: [
        {
          signal: 'new',
          text: { headline: 'Bridge closed: all traffic', body: 'The body.', source: 'harbour authority' },
        },
      ],
    });
    expect(chat.world.outbox).toEqual([
      { slug: 'lindhavn-ferries', event: { kind: 'entry', number: 1, urgency: 'normal' } },
    ]);
    expect(chat.world.asked).toEqual(['changed lindhavn-ferries normal']);
  });

  test('takes the only live story when none is named, and a headline alone', async () => {
    expect(await chat.say('editor', '/update Bridge closed')).toContain('Published lindhavn-ferries/1');
    expect((await chat.room.stories.entry('lindhavn-ferries', 1))?.revisions[0].text).toEqual({
      headline: 'Bridge closed',
      body: '',
    });
  });

  test('counts the subscriptions that bring the entry', async () => {
    const levels = ['all', 'all', 'key', 'digest'] as const;
    for (const [index, level] of levels.entries()) {
      await chat.room.subscriptions.put(
        { destination: `discord:${index}`, slug: 'lindhavn-ferries', level, since: oslo1309 },
        `#${index}`,
      );
    }
    expect(await chat.say('editor', '/update Bridge closed')).toContain('Queued for 2 channels and chats.');
    expect(await chat.say('editor', '/update Bridge still closed urgency:flash')).toContain(
      'Queued for 3 channels and chats.',
    );
  });

  test('notes a missing source and a long headline', async () => {
    const said = await chat.say('editor', `/update ${'x'.repeat(65)}`);
    expect(said).toContain('The headline has 65 characters; phones show about 64.');
    expect(said).toContain('No source was given; add one with /edit entry:lindhavn-ferries/1 source:Police.');
  });

  test('offers the status of the entry', async () => {
    const { buttons } = await chat.reply('editor', '/update Bridge closed');
    expect(buttons.map(({ label }) => label)).toEqual(['Status', 'Correct']);
    const pressed = await chat.dispatcher.press(buttons[0]?.token ?? '', chat.call('editor'));
    expect(JSON.stringify(pressed.content)).toContain('lindhavn-ferries/1: Bridge closed');
  });

  test('keeps an image with its credit, and a related link', async () => {
    await chat.run('editor', 'update', {
      headline: 'Harbour at dawn',
      image: { kind: 'image', ref: '640x360', mimeType: 'image/jpeg', sizeBytes: 10 },
      credit: 'Mari Holt',
      alt: 'Ferries lie at the quay',
      related: 'Why the breakwater failed https://example.org/breakwater',
    });
    expect((await chat.room.stories.entry('lindhavn-ferries', 1))?.revisions[0].text).toMatchObject({
      picture: {
        mediaId: 'media-of-33-bytes',
        mimeType: 'image/png',
        credit: 'Mari Holt',
        alt: 'Ferries lie at the quay',
      },
      related: { title: 'Why the breakwater failed', url: 'https://example.org/breakwater' },
    });
  });

  test.each([
    ['a video', { ref: '640x360', mimeType: 'video/mp4' }, 'it is no JPEG, PNG, WebP or GIF image'],
    ['a page called an image', { ref: '<html>' }, 'it is no JPEG, PNG, WebP or GIF image'],
    ['an image that says to be huge', { ref: '9x9', sizeBytes: 10_000_001 }, 'it is larger than 10 MB'],
    ['an image that is huge', { ref: 'endless' }, 'it is larger than 10 MB'],
    ['an image that is gone', { ref: 'gone' }, 'Discord did not give it'],
    ['an image that does not come', { ref: 'slow' }, 'Discord took too long to give it'],
    [
      'an image with long sides',
      { ref: '6000x4001' },
      'it measures 6000 × 4001 pixels, and width and height together may be 10,000 at most',
    ],
    [
      'a strip',
      { ref: '2001x100' },
      'it measures 2001 × 100 pixels, and one side may be 20 times the other at most',
    ],
  ])('publishes without %s, and says why', async (_, image, why) => {
    const upload = { kind: 'image', mimeType: 'image/png', sizeBytes: 0, ...image } as const;
    const said = await chat.run('editor', 'update', {
      headline: 'H',
      body: 'B',
      image: upload,
      credit: 'AP',
    });
    expect(said).toContain(
      `Published lindhavn-ferries/1 at 1:09 p.m. Oslo time.\nThe picture was left out: ${why}. The text goes out without it.`,
    );
    const entry = await chat.room.stories.entry('lindhavn-ferries', 1);
    expect(entry?.revisions[0].text).toEqual({ headline: 'H', body: 'B' });
  });

  test.each(['6000x4000', '2000x100', '1x1'])('takes an image of %s', async (ref) => {
    const image = { kind: 'image', ref, mimeType: '', sizeBytes: 0 } as const;
    expect(await chat.run('editor', 'update', { headline: 'H', image })).not.toContain('left out');
    const entry = await chat.room.stories.entry('lindhavn-ferries', 1);
    expect(entry?.revisions[0].text.picture).toEqual({
      mediaId: 'media-of-33-bytes',
      mimeType: 'image/png',
    });
  });

  test('adds a key development on top and marks the entry', async () => {
    await chat.say('editor', '/update First key:"The first"');
    await chat.say('editor', '/update Second key:"The second"');
    const story = await chat.room.stories.find('lindhavn-ferries');
    expect(story?.keyDevelopments).toEqual([
      { text: 'The second', entry: 2 },
      { text: 'The first', entry: 1 },
    ]);
    expect(story?.keyDevelopmentsAt).toBe(oslo1309);
    expect((await chat.room.stories.entry('lindhavn-ferries', 2))?.key).toBe(true);
  });

  test('refuses a sixth key development and says how to make room', async () => {
    for (const number of [1, 2, 3, 4, 5]) await chat.say('editor', `/update U${number} key:K${number}`);
    const said = await chat.say('editor', '/update Bridge closed to all key:"A sixth"');
    expect(said).toContain('/key remove story:lindhavn-ferries number:5');
    expect(said).toContain('Nothing was published. Your text:');
    expect(said).toContain('Bridge closed to all');
    expect((await chat.room.stories.find('lindhavn-ferries'))?.lastNumber).toBe(5);
  });

  test('is done once when the platform repeats it, with the same answer', async () => {
    const first = await chat.say('editor', '/update Bridge closed', { id: 'discord:9' });
    chat.world.now += 60_000;
    const second = await chat.say('editor', '/update Bridge closed', { id: 'discord:9' });
    expect(second).toBe(first);
    expect(await chat.room.stories.entries('lindhavn-ferries')).toHaveLength(1);
    expect(chat.world.outbox).toHaveLength(1);
  });

  test('counts on when someone else publishes at the same moment', async () => {
    chat.world.meanwhile = async () => {
      await chat.say('chief', '/update Someone was faster');
    };
    expect(await chat.say('editor', '/update Bridge closed')).toContain('Published lindhavn-ferries/2');
    const entries = await chat.room.stories.entries('lindhavn-ferries');
    expect(entries.map(({ revisions }) => revisions[0].text.headline)).toEqual([
      'Someone was faster',
      'Bridge closed',
    ]);
  });

  test('is published although the queue does not answer', async () => {
    chat.world.isWireDown = true;
    expect(await chat.say('editor', '/update Bridge closed')).toContain('Published lindhavn-ferries/1');
    expect(chat.world.outbox).toHaveLength(1);
  });

  test('does not tell of what was saved as lost when the records fail afterwards', async () => {
    const { room } = chat;
    const ofStory = () => Promise.reject(new StoreUnavailable(new Error('down')));
    const broken = { ...room, subscriptions: { ...room.subscriptions, ofStory } };
    const update = allCommands(broken).find(({ name }) => name === 'update');
    const answer = await update?.leaves[0]?.run({ headline: 'Bridge closed' }, chat.call('editor'));
    expect(JSON.stringify(answer?.content)).toContain('Published lindhavn-ferries/1 at 1:09 p.m. Oslo time.');
  });

  test.each([
    [
      'a headline of 101 characters',
      { headline: 'x'.repeat(101) },
      'headline: has 101 characters; at most 100 are taken. Nothing was published.',
    ],
    ['no headline', {}, 'headline: is missing.'],
    ['a blank headline', { headline: '  ' }, 'headline: is empty.'],
    ['a blank body', { headline: 'H', body: ' \n ' }, 'body: is empty.'],
    [
      'an unknown urgency',
      { headline: 'H', urgency: 'loud' },
      'urgency: must be flash, normal or quiet. Write it like urgency:normal.',
    ],
    [
      'a link that is none',
      { headline: 'H', related: 'see there' },
      'related: must be a title and a web address.',
    ],
    ['a credit for nothing', { headline: 'H', credit: 'Mari' }, 'There is no image for this credit.'],
    ['an alt text for nothing', { headline: 'H', alt: 'A quay' }, 'There is no image for this alt text.'],
    ['words for an image', { headline: 'H', image: 'harbour.png' }, 'image: must be an attached image.'],
    [
      'an unknown story',
      { headline: 'H', story: 'nowhere' },
      'There is no story “nowhere”. Live now: story:lindhavn-ferries.',
    ],
  ])('refuses %s and changes nothing', async (_, input, sentence) => {
    const said = await chat.run('editor', 'update', input);
    expect(said).toContain(sentence);
    expect(said).toContain('Nothing was published.');
    expect((await chat.room.stories.find('lindhavn-ferries'))?.lastNumber).toBe(0);
    expect(chat.world.outbox).toEqual([]);
  });

  test('gives the text back when the story is closed', async () => {
    await chat.say('chief', '/story close');
    const said = await chat.say(
      'editor',
      '/update story:lindhavn-ferries headline:"Bridge closed"\nThe body, typed with care.',
    );
    expect(said).toContain('The story lindhavn-ferries is closed. A chief reopens it with /story reopen');
    expect(said).toContain('Your text:');
    expect(said).toContain('The body, typed with care.');
  });

  test('does not take the name of a closed story for the headline of another', async () => {
    await chat.say('chief', '/story close');
    await chat.say('editor', '/story open title:"Harbour fire" timezone:Europe/Oslo');
    expect(await chat.say('editor', '/update lindhavn-ferries Bridge closed\nTo all.')).toBe(
      'The story lindhavn-ferries is closed. A chief reopens it with /story reopen story:lindhavn-ferries; where the headline begins with “lindhavn-ferries”, name the story before it. Nothing was published. Your text:\n\nheadline: Bridge closed\nTo all.',
    );
    expect(await chat.say('editor', '/update Lindhavn-ferries are back')).toContain(
      'Published harbour-fire/1',
    );
  });

  test.each(['lindhavn-ferrys', 'lindhavn-ferrise', 'lindavn-feries'])(
    'does not take %s, a slip of the only story, for the beginning of a headline',
    async (slip) => {
      const said = await chat.say('editor', `/update ${slip} Bridge closed\nThe body, typed with care.`);
      expect(said).toContain(
        `“${slip}” is nearly lindhavn-ferries, the name of a story. Begin with lindhavn-ferries if you mean it; where the headline begins with “${slip}”, name the story before it. Nothing was published.`,
      );
      expect(said).toContain('The body, typed with care.');
    },
  );

  test.each(['lindhavn-ferrys are back', 'Lindhavn-ferrys are back', 'ferry-bound trains wait'])(
    'takes “%s” for the headline that it is once the story is named or it is no slip',
    async (headline) => {
      const story = headline.startsWith('lindhavn') ? 'lindhavn-ferries ' : '';
      expect(await chat.say('editor', `/update ${story}${headline}`)).toContain(
        'Published lindhavn-ferries/1',
      );
      expect((await chat.room.stories.entry('lindhavn-ferries', 1))?.revisions[0].text.headline).toBe(
        headline,
      );
    },
  );

  test('asks which story is meant when several are live', async () => {
    await chat.say('editor', '/story open title:"Harbour fire" timezone:Europe/Oslo');
    const said = await chat.say('editor', '/update Bridge closed');
    expect(said).toContain('Say which story you mean.');
    expect(said).toContain('story:lindhavn-ferries');
    expect(said).toContain('story:harbour-fire');
  });

  test('tells whoever has no role plainly and gives the text back', async () => {
    const said = await chat.say('stranger', '/update Bridge closed to all');
    expect(said).toContain(
      'You need to be an editor or a reporter to use /update; you have no role in this newsroom.',
    );
    expect(said).toContain('headline: Bridge closed to all');
    expect(await chat.room.stories.entries('lindhavn-ferries')).toEqual([]);
  });
});

describe('/update at:', () => {
  test('schedules in the time zone of the story', async () => {
    const said = await chat.say('editor', `/update Bridge opens at:"tomorrow 9am" key:"It opens" ${source}`);
    expect(said).toContain('Scheduled lindhavn-ferries/1 for 9 a.m. Oslo time Thursday.');
    expect(chat.world.asked).toEqual(['publish lindhavn-ferries/1 at 2026-02-26T08:00:00.000Z']);
    expect(chat.world.outbox).toEqual([]);
    expect((await chat.room.stories.find('lindhavn-ferries'))?.keyDevelopments).toEqual([]);
    expect((await chat.room.stories.entry('lindhavn-ferries', 1))?.status).toBe('scheduled');
  });

  test('says how many places will get it', async () => {
    await chat.say('chief', '/subscribe lindhavn-ferries', { place: newsPlace });
    expect(await chat.say('editor', '/update Bridge opens at:18:00')).toContain(
      'It will go to 1 channel or chat.',
    );
  });

  test.each([
    [
      '25:10',
      'I could not read the time “25:10” for at:. Write it like 13:10, 1:10 pm or tomorrow 9am; times are read as Oslo time. Nothing was published. Your text:',
    ],
    ['yesterday 18:00', 'at: 6 p.m. Oslo time Tuesday is in the past.'],
    ['2026-03-29T02:30', 'The clock skips “2026-03-29T02:30” in Oslo time.'],
    ['2026-10-25T02:30', '“2026-10-25T02:30” can mean 2 moments. Write at:2026-10-25T02:30+02:00'],
  ])('refuses %s', async (at, sentence) => {
    expect(await chat.say('editor', `/update Bridge opens now at:"${at}"`)).toContain(sentence);
    expect((await chat.room.stories.find('lindhavn-ferries'))?.lastNumber).toBe(0);
  });

  test('asks by buttons which of two moments is meant, and takes one answer', async () => {
    const asked = await chat.reply('editor', '/update Bridge opens at:2026-10-25T02:30\nThe body.');
    expect(asked.buttons.map(({ label }) => label)).toEqual([
      '2:30 a.m. Oslo time Oct. 25, the first time',
      '2:30 a.m. Oslo time Oct. 25, the second time',
    ]);
    const [first = '', second = ''] = asked.buttons.map(({ token }) => token);
    await chat.dispatcher.press(second, chat.call('stranger'));
    expect((await chat.room.stories.find('lindhavn-ferries'))?.lastNumber).toBe(0);

    await chat.dispatcher.press(second, chat.call('editor'));
    await chat.dispatcher.press(second, chat.call('editor'));
    await chat.dispatcher.press(first, chat.call('editor'));
    expect((await chat.room.stories.find('lindhavn-ferries'))?.lastNumber).toBe(1);
    expect(await chat.room.stories.entry('lindhavn-ferries', 1)).toMatchObject({
      publishedAt: Date.parse('2026-10-25T01:30:00Z'),
      revisions: [{ text: { headline: 'Bridge opens', body: 'The body.' } }],
    });
  });

  test('takes the spelling that it proposes for a time that happens twice', async () => {
    const said = await chat.say('editor', '/update Bridge opens at:2026-10-25T02:30+01:00');
    expect(said).toContain('Scheduled lindhavn-ferries/1 for 2:30 a.m. Oslo time Oct. 25.');
    expect(chat.world.asked).toEqual(['publish lindhavn-ferries/1 at 2026-10-25T01:30:00.000Z']);
  });
});
