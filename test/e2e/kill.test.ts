import { expect, test } from 'vitest';
import { followedNewsroom, has, lacks } from '../support/followed-newsroom.ts';
import { pngOf } from '../support/pictures.ts';

type Room = Awaited<ReturnType<typeof followedNewsroom>>;

const why = 'the quoted statement was not made';

/** Words that make a text of three messages and more on either platform. */
const longBody = Array.from(
  { length: 70 },
  (_, index) => `Paragraph ${index + 1} tells what the harbour office said of the bridge, in some words.`,
).join('\n\n');

/** The chief on Discord asks for a kill and confirms it; resolves with what was answered then. */
async function askOnDiscord(room: Room, entry: string): Promise<string> {
  const { discord, cast } = room;
  const { chief, newsroom: channelId } = cast.discord;
  const use = await discord.command({ as: chief, channelId, line: `/kill entry:${entry} reason:${why}` });
  const offer = await use.reply(10_000);
  expect(offer.content).toContain(`Withdraw ${entry} for good?`);
  const label = offer.buttons.find((button) => button.label?.startsWith('Kill'))?.label ?? '';
  return (await (await discord.pressButton({ as: chief, channelId, use, label })).reply(10_000)).content;
}

/** The chief on Telegram presses a button under the newest message of the bot that has it. */
async function decideOnTelegram({ telegram, cast }: Room, label: string): Promise<void> {
  const { chief } = cast.telegram;
  const asked = await telegram.waitFor(() =>
    telegram.messages(chief.id).findLast(({ buttons }) => buttons.flat().some(({ text }) => text === label)),
  );
  await telegram.press({ as: chief, chatId: chief.id, messageId: asked.id, label });
}

test('two chiefs withdraw an entry of several parts and an image from everywhere, and the receipt counts', async () => {
  const room = await followedNewsroom();
  const { telegram, cast, posts } = room;
  await room.onTelegram('/desk');
  const photo = pngOf({ width: 640, height: 360 });
  const text = `/update The ministry resigns key:"Ministry resigns"\n${longBody.slice(0, 3_900)}`;
  telegram.say({ as: cast.telegram.chief, chatId: cast.telegram.chief.id, text, photo });
  await room.shown((texts) => texts.length >= 2 && has('Paragraph 40')(texts));

  expect(await askOnDiscord(room, 'harbour-bridge/1')).toContain('a second chief has to confirm it');
  await decideOnTelegram(room, 'Confirm the kill');
  await room.shown((texts) => texts.length === 1 && has('Withdrawn (')(texts));
  expect(room.texts()[0][0]).toMatch(
    /^Withdrawn \(.+ Kathmandu time\): this update was wrong and has been withdrawn\. Reason: the quoted statement was not made\.\n/,
  );
  expect(posts.onDiscord()[0]?.attachments).toEqual([]);
  expect(posts.onTelegram()[0]?.photo?.bytes).not.toEqual(new Uint8Array(photo));
  await room.shown(lacks('Paragraph'));
  // The cards as well: the key development is gone from them.
  await room.discord.waitFor(() => lacks('inistry resigns')(room.discordTexts()));
  await telegram.waitFor(() => lacks('inistry resigns')(room.telegramTexts()));

  expect(await room.onTelegram('/status harbour-bridge/1')).toMatch(
    /withdrawn at .+ by Ada Lind and Mira Solberg\.\nReplaced 2 of 2 copies$/,
  );
  const desk = telegram.messages(cast.telegram.chief.id).map((message) => telegram.visible(message));
  expect(desk.some((one) => one.includes('wants to withdraw'))).toBe(false);
});

test('two accounts of one chief, one on each platform, do not confirm one another’s kill', async () => {
  const room = await followedNewsroom();
  const { discord, cast } = room;
  const own = discord.addPerson({ name: 'Ada at home' });
  const link = `/staff add user:${own.id} role:chief same:telegram:${cast.telegram.chief.id}`;
  expect(await room.onDiscord(link)).toContain('together they count as one.');
  await room.onTelegram('/desk');
  await room.onTelegram('/update Bridge closed');
  const kill = await discord.command({
    as: own,
    channelId: cast.discord.newsroom,
    line: `/kill entry:harbour-bridge/1 reason:${why}`,
  });
  const offer = await kill.reply(10_000);
  expect(offer.content).toContain('A second chief has to confirm it.');
  const press = { channelId: cast.discord.newsroom, use: kill };
  const label = offer.buttons.find((button) => button.label?.startsWith('Kill'))?.label ?? '';
  const asked = await discord.pressButton({ ...press, as: own, label });
  expect((await asked.reply(10_000)).content).toContain('a second chief has to confirm it');
  await decideOnTelegram(room, 'Confirm the kill');
  const heard = (words: string) =>
    room.telegram.messages(cast.telegram.chief.id).some(({ text }) => text.includes(words));
  await room.telegram.waitFor(() => heard('You asked for the kill of harbour-bridge/1 yourself.'));
  expect(await askOnDiscord(room, 'harbour-bridge/1')).toContain('by Ada at home and Ada Lind');
});

test('an entry that waits everywhere is withdrawn before anybody sees it', async () => {
  const room = await followedNewsroom();
  const { discord, telegram, cast } = room;
  const lift = [
    discord.faults.add({
      kind: 'rate-limit',
      scope: 'user',
      headerSeconds: 1,
      bodySeconds: 1,
      method: 'POST',
      channelId: cast.discord.channel,
      times: 1_000,
    }),
    telegram.faults.add({
      kind: 'rate-limit',
      retryAfterSeconds: 2,
      chatId: cast.telegram.channel,
      times: 1_000,
    }),
  ];
  await room.onTelegram('/update The ministry resigns\nAt noon.');
  await askOnDiscord(room, 'harbour-bridge/1');
  const second = await room.onTelegram(`/kill harbour-bridge/1 ${why}`);
  expect(second).toContain('you are the second chief');
  await decideOnTelegram(room, 'Kill “The ministry resigns” (0 copies)');
  for (const end of lift) end();
  await room.onTelegram('/update Ferries sail\nAll of them.');
  await room.shown(has('Ferries sail'));
  expect(room.texts().map((texts) => texts.length)).toEqual([1, 1]);
  expect(await room.onTelegram('/status harbour-bridge/1')).toContain(
    '2 sends that had not begun will never be made.',
  );
});

test('a scheduled entry that is withdrawn does not come out at its time', async () => {
  const room = await followedNewsroom();
  expect(await room.onTelegram('/update at:"in 1 minute" The ministry resigns\nAt noon.')).toContain(
    'Scheduled',
  );
  await askOnDiscord(room, 'harbour-bridge/1');
  await room.onTelegram(`/kill harbour-bridge/1 ${why}`);
  await decideOnTelegram(room, 'Kill “The ministry resigns” (0 copies)');
  expect(await room.onTelegram('/status harbour-bridge/1')).toContain('No channel or chat had it.');
  expect(await room.onTelegram('/edit harbour-bridge/1 source:police')).toContain(
    'never went out and stays as it is',
  );
});

test('an entry that is out on one platform is withdrawn there with its correction, and never sent on the other', async () => {
  const room = await followedNewsroom();
  const { discord, telegram, cast, posts } = room;
  const lift = telegram.faults.add({
    kind: 'rate-limit',
    retryAfterSeconds: 2,
    chatId: cast.telegram.channel,
    times: 1_000,
  });
  await room.onTelegram('/update The ministry resigns\nAt noon.');
  const onDiscord = () => posts.onDiscord().map(({ content }) => content);
  await discord.waitFor(() => has('At noon.')(onDiscord()));
  await room.onTelegram('/correct harbour-bridge/1 wrong:"at noon" right:"At one"\nAt one.');
  await discord.waitFor(() => has('CORRECTION (')(onDiscord()));
  await askOnDiscord(room, 'harbour-bridge/1');
  await room.onTelegram(`/kill harbour-bridge/1 ${why}`);
  await decideOnTelegram(room, 'Kill “The ministry resigns” (1 copy)');
  await discord.waitFor(
    () => onDiscord().length === 2 && onDiscord().every((text) => text.startsWith('Withdrawn (')),
  );
  lift();
  await room.onTelegram('/update Ferries sail\nAll of them.');
  await telegram.waitFor(() => has('Ferries sail')(room.texts()[1]));
  expect(room.texts()[1]).toHaveLength(1);
  expect(await room.onTelegram('/status harbour-bridge/1')).toMatch(
    /Replaced 1 of 1 copy\n1 send that had not begun will never be made\.$/,
  );
});
