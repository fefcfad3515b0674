import { expect, test } from 'vitest';
import { storyTime } from '../../src/domain/time/timestamp.ts';
import { testNewsroom } from '../support/newsroom.ts';

const zone = 'Asia/Kathmandu';

test('an update from either platform shows on both, at the time of the story, and an edit reaches every copy', async () => {
  const room = await testNewsroom();
  const { discord, telegram } = room;
  const opened = await room.onDiscord('/story open title:Harbour bridge timezone:asia/kathmandu');
  expect(opened).toContain('Opened harbour-bridge');
  await room.onDiscord('/subscribe story:harbour-bridge');
  await room.onTelegram(`/subscribe harbour-bridge channel:${room.cast.telegram.channelName}`);

  const fromDiscord =
    '/update story:harbour-bridge headline:Bridge closed body:Nobody may **cross**. source:Harbour office';
  expect(await room.onDiscord(fromDiscord)).toContain('Published harbour-bridge/1');
  const fromTelegram = '/update harbour-bridge Ferries take over source:"Ferry line"\nEvery ten minutes.';
  expect(await room.onTelegram(fromTelegram)).toContain('Published harbour-bridge/2');

  const [first, second] = await discord.waitFor(() => entriesOf(room.discordTexts(), 2));
  const [firstCopy, secondCopy] = await telegram.waitFor(() => entriesOf(room.telegramTexts(), 2));
  const time = storyTime(Date.now(), { zone }, { now: Date.now(), withLabel: true });
  expect(time).toMatch(/ Kathmandu time$/);
  expect(first).toMatch(
    /^### Bridge closed \((?:.+ [ap]\.m\.|noon|midnight) Kathmandu time\)\nNobody may \*\*cross\*\*\.\n-# Source: Harbour office/,
  );
  expect(firstCopy).toMatch(
    /^\*\*Bridge closed\*\* \((?:.+ [ap]\.m\.|noon|midnight) Kathmandu time\)\n\nNobody may \*\*cross\*\*\./,
  );
  expect(second).toContain('Every ten minutes.');
  expect(secondCopy).toContain('Every ten minutes.');

  const before = discord.messages(room.cast.discord.channel).map((message) => message.id);
  await room.onTelegram('/edit harbour-bridge/1 body:"Nobody may cross before noon."');
  await discord.waitFor(() => room.discordTexts().some((text) => text.includes('before noon')));
  await telegram.waitFor(() => room.telegramTexts().some((text) => text.includes('before noon')));
  expect(discord.messages(room.cast.discord.channel).map((message) => message.id)).toEqual(before);
  expect(room.discordTexts().find((text) => text.includes('before noon'))).toContain('Updated');
  await discord.waitFor(() => discord.pins(room.cast.discord.channel).length === 1);
  await telegram.waitFor(() => telegram.pins(room.cast.telegram.channel).length === 1);
});

test('anyone gets a digest on either platform, newest entry first', async () => {
  const room = await testNewsroom();
  await room.onDiscord('/story open title:Harbour bridge timezone:Asia/Kathmandu lead:The bridge is shut.');
  await room.onDiscord('/update headline:Bridge closed body:Nobody may cross. key:Bridge is closed');
  await room.onTelegram('/update Ferries take over\nEvery ten minutes.');
  const { cast } = room;
  const digests = [
    await room.onDiscord('/digest', cast.discord.reader),
    await room.onTelegram('/digest', cast.telegram.reader),
  ];
  for (const digest of digests) {
    expect(digest).toContain('All times Kathmandu time');
    expect(digest).toContain('The bridge is shut.');
    expect(digest).toMatch(/Key developments[\s\S]+Bridge is closed/);
    expect(digest).toMatch(/Ferries take over \([\s\S]+Bridge closed \(/);
  }
});

test('a form on Discord asks for the body, and a photo on Telegram reaches both platforms', async () => {
  const room = await testNewsroom();
  const { discord, telegram, cast } = room;
  await room.onDiscord('/story open title:Harbour bridge timezone:Asia/Kathmandu');
  await room.onDiscord('/subscribe');
  await room.onTelegram(`/subscribe channel:${cast.telegram.channelName}`);
  const { chief, channel } = cast.discord;
  const use = await discord.command({
    as: chief,
    channelId: channel,
    line: '/update headline:Bridge closed',
  });
  const form = await use.form();
  const sent = await discord.submitModal(use, { [form.fields[0]?.customId ?? '']: 'Typed into the form.' });
  expect((await sent.reply()).content).toContain('Published harbour-bridge/1');
  await telegram.waitFor(() => room.telegramTexts().some((text) => text.includes('Typed into the form.')));

  const photo = testPicture();
  const text = '/update The bridge at dawn credit:"Mo / Post"\nSeen from the quay.';
  telegram.say({ as: cast.telegram.chief, chatId: cast.telegram.chief.id, text, photo });
  const onTelegram = await telegram.waitFor(() =>
    telegram
      .messages(cast.telegram.channel)
      .find((message) => message.text.includes('dawn') && message.photo),
  );
  const onDiscord = await discord.waitFor(() =>
    discord.messages(channel).find((message) => message.content.includes('dawn') && message.attachments[0]),
  );
  expect(onTelegram.text).toContain('Photo: Mo / Post');
  expect(Buffer.from(onDiscord.attachments[0]?.bytes ?? [])).toEqual(Buffer.from(photo));
});

test('the same interaction or update twice has one effect', async () => {
  const room = await testNewsroom();
  await room.onDiscord('/story open title:Harbour bridge timezone:Asia/Kathmandu');
  const answers = await Promise.all([
    room.onDiscord('/update headline:One body:1'),
    room.onTelegram('/update Two\n2'),
    room.onDiscord('/update headline:Three body:3'),
  ]);
  const numbers = answers.map((answer) => /harbour-bridge\/(\d)/.exec(answer)?.[1]);
  expect(new Set(numbers)).toEqual(new Set(['1', '2', '3']));
});

/** The texts of the entries, oldest first, once there are `count` of them; the card stands first and is no entry. */
function entriesOf(texts: readonly string[], count: number): readonly string[] | undefined {
  const entries = texts.filter((text) => text.includes('Source: '));
  return entries.length === count ? entries : undefined;
}

/** The smallest PNG there is: one grey point. */
function testPicture(): Uint8Array {
  return Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOoBwAAgQCAgGWvUgAAAABJRU5ErkJggg==',
    'base64',
  );
}
