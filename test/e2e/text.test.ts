import { expect, onTestFinished, test } from 'vitest';
import { storyTime } from '../../src/domain/time/timestamp.ts';
import { createLogger } from '../../src/logger.ts';
import { startBot } from '../../src/sandbox/bot.ts';
import type { SandboxEntity } from '../../src/sandbox/telegram/model.ts';
import { hands, type TestNewsroom, testDataDir, testNewsroom, testWorld } from '../support/newsroom.ts';

/** A newsroom whose one story is followed by the channels of both platforms. */
async function followedNewsroom(): Promise<TestNewsroom> {
  const room = await testNewsroom({ isPaced: false });
  await room.onDiscord('/story open title:Harbour bridge timezone:Europe/Oslo');
  await room.onDiscord('/subscribe story:harbour-bridge');
  await room.onTelegram(`/subscribe harbour-bridge channel:${room.cast.telegram.channelName}`);
  return room;
}

/** What both channels show of an update, once they do. */
async function copies(room: TestNewsroom, headline: string): Promise<readonly [string, string]> {
  const shows = (text: string) => text.includes(headline) && text.includes('Harbour bridge #');
  return [
    await room.discord.waitFor(() => room.discordTexts().find(shows)),
    await room.telegram.waitFor(() => room.telegramTexts().find(shows)),
  ];
}

test('formatting from the Telegram app below the first line shows on both platforms', async () => {
  const room = await followedNewsroom();
  const { telegram, cast } = room;
  const text = [
    '/update Bridge closed source:"Police"',
    'Nobody may cross 👍🏽, see the map.',
    'We wait.',
    'The chief left.',
    'ls -l',
  ].join('\n');
  const over = (words: string, entity: Omit<SandboxEntity, 'offset' | 'length'>): SandboxEntity => ({
    ...entity,
    offset: text.indexOf(words),
    length: words.length,
  });
  const formatting = [
    over('Bridge', { type: 'italic' }),
    over('may cross', { type: 'bold' }),
    over('the map', { type: 'text_link', url: 'https://example.org/map' }),
    over('We wait.', { type: 'blockquote' }),
    over('ls -l', { type: 'pre', language: 'sh' }),
  ];
  telegram.say({ as: cast.telegram.chief, chatId: cast.telegram.chief.id, text, formatting });

  const [onDiscord, onTelegram] = await copies(room, 'Bridge closed');
  expect(onDiscord).toMatch(/^### Bridge closed \(/);
  expect(onDiscord.split('\n').slice(1, -1)).toEqual([
    'Nobody **may cross** 👍🏽, see [the map](<https://example.org/map>).',
    '',
    '> We wait.',
    '',
    'The chief left.',
    '',
    '```sh',
    'ls -l',
    '```',
    '',
  ]);
  expect(onTelegram).toContain('Nobody **may cross** 👍🏽, see [the map](https://example.org/map).');
  expect(onTelegram).toContain('│ We wait.\n\nThe chief left.');
});

/** The last Sunday of a month of next year, on which clocks in Oslo leap (month 3) or go back (month 10). */
function leapDay(month: 3 | 10): string {
  const last = new Date(Date.UTC(new Date().getUTCFullYear() + 1, month, 0));
  last.setUTCDate(last.getUTCDate() - last.getUTCDay());
  return last.toISOString().slice(0, 10);
}

test('a time that the clock skips or repeats is asked about on both platforms, and a press answers', async () => {
  const room = await followedNewsroom();
  const { discord, telegram, cast } = room;
  const { chief } = cast.telegram;
  const text = `/update Bridge opens at:"${leapDay(3)} 02:30"\nCars first.`;
  const { messageId } = telegram.say({ as: chief, chatId: chief.id, text });
  const answered = (to: number) =>
    telegram.waitFor(() => telegram.messages(chief.id).find(({ replyToId }) => replyToId === to));
  const asked = await answered(messageId);
  expect(asked.text).toMatch(
    /^The clock skips .+ in Oslo time\. Write at:\S+T01:30\+01:00 .+ or at:\S+T03:30/,
  );
  const [before, after] = asked.buttons.flat().map(({ text: label }) => label);
  expect([before, after]).toEqual([
    expect.stringMatching(/^1:30 a\.m\. Oslo time March \d+/),
    expect.stringMatching(/^3:30 a\.m\. Oslo time March \d+/),
  ]);
  await telegram.press({ as: chief, chatId: chief.id, messageId: asked.id, label: after ?? '' });
  expect((await answered(asked.id)).text).toMatch(/^Scheduled harbour-bridge\/1 for 3:30 a\.m\. Oslo time/);

  const use = await discord.command({
    as: cast.discord.chief,
    channelId: cast.discord.channel,
    line: `/update headline:Bridge shuts body:Cars last. at:${leapDay(10)} 02:30`,
  });
  const question = await use.reply(10_000);
  expect(question.content).toMatch(/can mean 2 moments\. Write at\S+T02:30\+02:00 .+ or at\S+T02:30\+01:00/);
  const pressed = await discord.pressButton({
    as: cast.discord.chief,
    channelId: cast.discord.channel,
    messageId: question.id,
    label: question.buttons.map(({ label }) => label).find((label) => label?.endsWith('second time')) ?? '',
  });
  expect((await pressed.reply(10_000)).content).toMatch(/^Scheduled harbour-bridge\/2 for 2:30 a\.m\./);
});

const typedOnPhones = [
  {
    what: 'smart quotes, stray signs and everything that Discord would read',
    body: '“Quoted,” — said 5*3 and snake_case @everyone <@123> <t:1:R> </cmd:1>\n-# small?\n# big\n**bold *it ~~s `code ||spoil [link](https://example.org/ <b>html',
    discord: [
      '“Quoted,” — said 5\\*3 and snake\\_case @\u200beveryone \\<@123> \\<t:1:R> \\</cmd:1>',
      '\\-# small?',
      '**big**',
    ],
    telegram: [
      '“Quoted,” — said 5*3 and snake_case @\u200beveryone <@\u200b123> <t:1:R> </cmd:1>\n-# small?',
      '**big**',
    ],
  },
  {
    what: 'a table and lists in one another',
    body: '| Ferry | Sails |\n|---|---:|\n| **One** | 10:00 |\n\n- a\n  - b\n    1. c\n- d\n\n1986. A good year',
    discord: [
      'Ferry  Sails\n-----  -----\nOne    10:00\n',
      '- a\n  - b\n    1. c\n- d\n',
      '\n1986. A good year\n',
    ],
    telegram: [
      'Ferry  Sails\n-----  -----\nOne    10:00',
      '• a\n  • b\n    1. c\n• d\n',
      '\n1986. A good year\n',
    ],
  },
  {
    what: 'text from right to left, emoji and marks that nobody sees',
    body: 'שלום **עולם** 12:30\u202e evil\u202c.\r\n👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 👍🏽 e\u0301 zero\u200bwidth',
    discord: ['שלום **עולם** 12:30 evil.\n👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 👍🏽 e\u0301 zerowidth\n'],
    telegram: ['שלום **עולם** 12:30 evil.\n👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 👍🏽 e\u0301 zerowidth\n'],
  },
];

test('what phones and people put into a text is shown as it was typed on both platforms, and rings for nobody', async () => {
  const room = await followedNewsroom();
  for (const [index, { what, body, discord, telegram }] of typedOnPhones.entries()) {
    await room.onTelegram(`/update Case ${index}\n${body}`);
    const [onDiscord, onTelegram] = await copies(room, `Case ${index}`);
    for (const words of discord) expect(onDiscord, what).toContain(words);
    for (const words of telegram) expect(onTelegram, what).toContain(words);
  }
  const rung = room.discord
    .messages(room.cast.discord.channel)
    .filter(({ pingsEveryone, pingedIds }) => pingsEveryone || pingedIds.length > 0);
  expect(rung).toEqual([]);
});

test('a paragraph of 6,000 characters goes out in parts that reply to the first, with no word lost', async () => {
  const room = await followedNewsroom();
  const { discord, telegram, cast } = room;
  const words = Array.from({ length: 850 }, (_, index) => `word${index}`);
  const body = `${words.join(' ').slice(0, 5_998)}.`;
  await room.onDiscord(`/update headline:Long text body:${body}`);
  const last = body.split(' ').at(-1) ?? '';
  const ends = (text: string) => text.includes(last);
  await discord.waitFor(() => room.discordTexts().some(ends));
  await telegram.waitFor(() => room.telegramTexts().some(ends));
  const shown = (texts: readonly string[]) => texts.join(' ').match(/word\d+/g) ?? [];
  expect(shown(room.discordTexts())).toEqual(body.match(/word\d+/g));
  expect(shown(room.telegramTexts())).toEqual(body.match(/word\d+/g));

  const onDiscord = discord.messages(cast.discord.channel).filter(({ content }) => /word\d/.test(content));
  expect(onDiscord.map(({ referencedId }) => referencedId)).toEqual([
    undefined,
    ...onDiscord.slice(1).map(() => onDiscord[0]?.id),
  ]);
  const onTelegram = telegram.messages(cast.telegram.channel).filter(({ text }) => /word\d/.test(text));
  expect(onTelegram.map(({ replyToId }) => replyToId)).toEqual([undefined, onTelegram[0]?.id]);
});

test('with local times on, Telegram tells each reader their own time; readers of old apps see the story’s', async () => {
  const world = await testWorld();
  const telegramSettings = { ...world.platforms.telegram, localTimes: true };
  const platforms = { ...world.platforms, telegram: telegramSettings };
  const log = createLogger({ level: 'error', secrets: [] });
  const app = await startBot({ ...world, platforms }, { dataDir: await testDataDir(), log });
  onTestFinished(() => app.stop());
  const room = hands(world);
  await room.onDiscord('/story open title:Harbour bridge timezone:Asia/Kathmandu');
  await room.onTelegram(`/subscribe harbour-bridge channel:${world.cast.telegram.channelName}`);
  await room.onTelegram('/update Bridge closed\nNobody may cross.');

  const post = await world.telegram.waitFor(() =>
    world.telegram
      .messages(world.cast.telegram.channel)
      .find(({ text }) => text.includes('Harbour bridge #1')),
  );
  const [clock] = post.entities.filter(({ type }) => type === 'date_time');
  const told = post.text.slice(clock?.offset, (clock?.offset ?? 0) + (clock?.length ?? 0));
  expect(clock).toMatchObject({ date_time_format: 't' });
  const at = (clock?.unix_time ?? 0) * 1_000;
  expect(told).toBe(storyTime(at, { zone: 'Asia/Kathmandu' }, { withLabel: true }));
  expect(post.text).toContain(`(${told})`);
});
