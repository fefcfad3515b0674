import { expect, test } from 'vitest';
import { followedNewsroom, has, lacks } from '../support/followed-newsroom.ts';
import { pngOf } from '../support/pictures.ts';

type Room = Awaited<ReturnType<typeof followedNewsroom>>;

/** Words that make a text of three messages on either platform. */
const longBody = Array.from(
  { length: 90 },
  (_, index) => `Paragraph ${index + 1} tells what the harbour office said of the bridge, in some words.`,
).join('\n\n');

async function correctOnDiscord(room: Room, line: string, fields: Readonly<Record<string, string>>) {
  const { chief, channel } = room.cast.discord;
  const use = await room.discord.command({ as: chief, channelId: channel, line });
  const form = await use.form();
  const filled = form.fields.map(({ label, customId, value = '' }) => [
    customId,
    fields[customId] ?? value,
    label,
  ]);
  const sent = await room.discord.submitModal(use, Object.fromEntries(filled));
  return (await sent.reply()).content;
}

test('a correction is marked on every copy and answers it, and a second one answers it again', async () => {
  const room = await followedNewsroom({ isPaced: false });
  const { posts } = room;
  await room.onTelegram('/update Talks fail source:Union\nOn Monday 400 pilots walked out.');
  await room.shown(has('400 pilots'));
  const [copy] = posts.onDiscord();
  const [telegramCopy] = posts.onTelegram();

  const said = { wrong: '400 pilots walked out', right: '40 pilots walked out' };
  expect(await correctOnDiscord(room, '/correct entry:harbour-bridge/1', said)).toContain(
    'Corrected harbour-bridge/1 at ',
  );
  await room.shown(has('CORRECTION'));
  await room.shown(has('On Monday 40 pilots walked out.'));
  expect(room.texts()[0]).toEqual([
    expect.stringMatching(
      /^### Talks fail [\s\S]+\n-# Corrected \d.+: an earlier version said 400 pilots walked out\.$/,
    ),
    expect.stringMatching(
      /^CORRECTION \(.+ Kathmandu time\): This update, posted at .+, said that 400 pilots walked out\. 40 pilots walked out\.$/,
    ),
  ]);
  expect(posts.onDiscord()[0]?.id).toBe(copy?.id);
  expect(posts.onDiscord()[1]?.referencedId).toBe(copy?.id);
  expect(posts.onTelegram().map(({ replyToId }) => replyToId)).toEqual([undefined, telegramCopy?.id]);

  await room.onTelegram(
    '/correct harbour-bridge/1 wrong:"40 pilots walked out" right:"45 pilots walked out"',
  );
  await room.shown(has('45 pilots walked out.'));
  await room.shown(has('Corrected again'));
  await room.shown((texts) => texts.length === 3);
  expect(room.texts()[1][1]).toMatch(/^CORRECTION [\s\S]+\nCorrected again .+: see the newer correction\.$/);
});

test('a hold takes back text and image of all parts on both platforms, and a release restores them', async () => {
  const room = await followedNewsroom({ isPaced: false });
  const { telegram, cast, posts } = room;
  const photo = pngOf({ width: 640, height: 360 });
  const text = `/update The bridge at dawn\n${longBody.slice(0, 2_500)}`;
  telegram.say({ as: cast.telegram.chief, chatId: cast.telegram.chief.id, text, photo });
  await room.shown((texts) => texts.length >= 2 && has('Paragraph 25')(texts));
  const before = [posts.onDiscord(), posts.onTelegram()] as const;
  expect(before[0][0]?.attachments).toHaveLength(1);

  expect(await room.onTelegram('/hold harbour-bridge/1 a rumour')).toContain('is on hold since');
  await room.shown((texts) => texts.length === 1 && has('On hold (')(texts));
  await room.shown(lacks('Paragraph'));
  const [held] = posts.onDiscord();
  expect(held?.id).toBe(before[0][0]?.id);
  expect(held?.attachments).toEqual([]);
  expect(held?.content).toMatch(
    /^On hold \(.+ Kathmandu time\): this update is being checked\. Please do not share it\.\n/,
  );
  const [heldPhoto] = posts.onTelegram();
  expect(heldPhoto?.photo?.bytes).not.toEqual(before[1][0]?.photo?.bytes);
  expect(heldPhoto?.text).toContain('On hold (');

  await room.onDiscord('/release entry:harbour-bridge/1');
  await room.shown((texts) => texts.length === before[0].length && has('Paragraph 25')(texts));
  expect(posts.onDiscord()[0]?.attachments[0]?.bytes).toEqual(before[0][0]?.attachments[0]?.bytes);
  expect(posts.onTelegram()[0]?.photo?.fileId).toBe(before[1][0]?.photo?.fileId);
  expect(posts.onTelegram()[0]?.text).toBe(before[1][0]?.text);
});
