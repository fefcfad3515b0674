import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { followedNewsroom } from '../support/followed-newsroom.ts';
import { pngOf } from '../support/pictures.ts';

const longBody = Array.from(
  { length: 24 },
  (_, index) => `Paragraph ${index + 1} tells what the harbour office said of the bridge, in **some** words.`,
).join('\n\n');

/** Whether a text is no card: a card names the latest entry as well. */
const isEntry = (text: string) => !text.includes(' · LIVE');

/** A newsroom whose story is followed by a channel on each platform, with what they show of an entry. */
async function newsroomWithCopies() {
  const room = await followedNewsroom({ isPaced: false });
  const { discord, telegram, cast } = room;
  const onDiscord = (words: string) =>
    discord.waitFor(
      () =>
        discord
          .messages(cast.discord.channel)
          .filter(({ content }) => isEntry(content) && content.includes(words))[0],
    );
  const onTelegram = (words: string) =>
    telegram.waitFor(
      () =>
        telegram
          .messages(cast.telegram.channel)
          .filter(({ text }) => isEntry(text) && text.includes(words))[0],
    );
  return {
    ...room,
    copies: async (words: string) => [await onDiscord(words), await onTelegram(words)] as const,
  };
}

/** Types a command on Discord with a file beside it; resolves with the answer. */
async function attach(
  room: Awaited<ReturnType<typeof newsroomWithCopies>>,
  line: string,
  file: { readonly image: Uint8Array; readonly filename: string; readonly contentType: string },
) {
  const { chief, channel } = room.cast.discord;
  const options = { image: file };
  const use = await room.discord.command({ as: chief, channelId: channel, line, options });
  return (await use.reply(10_000)).content;
}

test('a picture from Discord reaches both platforms with its words, and stays when they are edited', async () => {
  const room = await newsroomWithCopies();
  const image = Buffer.concat([pngOf({ width: 640, height: 360 }), deflateSync('dawn')]);
  const hostile = { image, filename: '"; filename=../../x".php\r\nX-A: b', contentType: 'image/jpeg' };
  const line =
    '/update headline:The bridge at dawn body:Seen from the quay. credit:Mo / AP alt:A grey bridge';
  expect(await attach(room, line, hostile)).toContain('Published harbour-bridge/1');

  const [onDiscord, onTelegram] = await room.copies('The bridge at dawn');
  expect(onDiscord.attachments).toMatchObject([
    { filename: 'picture.png', contentType: 'image/png', description: 'A grey bridge' },
  ]);
  expect(Buffer.from(onDiscord.attachments[0]?.bytes ?? [])).toEqual(image);
  expect(Buffer.from(onTelegram.photo?.bytes ?? [])).toEqual(image);
  for (const text of [onDiscord.content, onTelegram.text]) expect(text).toContain('Mo / AP');

  await room.onTelegram('/edit harbour-bridge/1 body:"Seen from the castle."');
  const [discordEdited, telegramEdited] = await room.copies('Seen from the castle.');
  expect([discordEdited.id, telegramEdited.id]).toEqual([onDiscord.id, onTelegram.id]);
  expect(discordEdited.attachments).toEqual(onDiscord.attachments);
  expect(telegramEdited.photo).toEqual(onTelegram.photo);
});

test('a long text goes on below its picture, as replies, with nothing lost', async () => {
  const room = await newsroomWithCopies();
  const { telegram, discord, cast } = room;
  const text = `/update The bridge at dawn credit:"Mo / AP"\n${longBody}`;
  const photo = pngOf({ width: 640, height: 360 });
  telegram.say({ as: cast.telegram.chief, chatId: cast.telegram.chief.id, text, photo });

  await room.copies('Photo: Mo / AP');
  const entry = telegram.messages(cast.telegram.channel).filter(({ text: shown }) => isEntry(shown));
  const [first, ...rest] = entry;
  expect(first?.photo?.bytes).toEqual(photo);
  expect(first?.text.length).toBeLessThanOrEqual(1_024);
  expect(rest.length).toBeGreaterThan(0);
  expect(rest.map(({ photo: none, replyToId }) => [none, replyToId])).toEqual(
    rest.map(() => [undefined, first?.id]),
  );
  const numbers = entry.flatMap((message) =>
    [...message.text.matchAll(/Paragraph (\d+)/g)].map(([, number]) => number),
  );
  expect(numbers).toEqual(Array.from({ length: 24 }, (_, index) => String(index + 1)));

  const onDiscord = discord.messages(cast.discord.channel).filter(({ content }) => isEntry(content));
  expect(onDiscord.map(({ attachments }) => attachments.length)).toEqual([
    1,
    ...onDiscord.slice(1).map(() => 0),
  ]);
});

test('a picture sent as a file is published, and another file is reported; the text is published in both cases', async () => {
  const room = await newsroomWithCopies();
  const { telegram, cast } = room;
  const { chief } = cast.telegram;
  const bytes = pngOf({ width: 64, height: 36 });
  const send = (text: string, file: { bytes: Uint8Array; mimeType: string }) => {
    const document = { ...file, fileName: '../../x"\r\n.png' };
    const { messageId } = telegram.say({ as: chief, chatId: chief.id, text, document });
    return telegram.waitFor(() =>
      telegram.messages(chief.id).find(({ replyToId }) => replyToId === messageId),
    );
  };
  const taken = await send('/update Seen from afar\nA picture.', { bytes, mimeType: 'image/png' });
  const refused = await send('/update Seen from above\nA page.', {
    bytes: Buffer.from('<html>'),
    mimeType: 'image/png',
  });

  expect(taken.text).not.toContain('left out');
  expect(refused.text).toMatch(
    /^Published harbour-bridge\/2 .+\nThe picture was left out: it is no JPEG, PNG, WebP or GIF image\. The text goes out without it\./,
  );
  const [first, firstCopy] = await room.copies('Seen from afar');
  const [second, secondCopy] = await room.copies('Seen from above');
  expect(first.attachments).toMatchObject([{ filename: 'picture.png' }]);
  expect(firstCopy.photo?.bytes).toEqual(bytes);
  expect([second.attachments, secondCopy.photo]).toEqual([[], undefined]);
});

test('a picture that is too large, or that its platform does not deliver, is reported; the text is published', async () => {
  const room = await newsroomWithCopies();
  const { telegram, cast } = room;
  const { chief } = cast.telegram;
  const small = pngOf({ width: 64, height: 36 });
  const large = Buffer.concat([small, Buffer.alloc(10_000_001 - small.length)]);
  const onDiscord = (headline: string, image: Uint8Array) =>
    attach(room, `/update headline:${headline} body:Text.`, {
      image,
      filename: 'x.png',
      contentType: 'image/png',
    });
  const onTelegram = async (headline: string, bytes: Uint8Array) => {
    const document = { bytes, mimeType: 'image/png', fileName: 'x.png' };
    const { messageId } = telegram.say({
      as: chief,
      chatId: chief.id,
      text: `/update ${headline}\nText.`,
      document,
    });
    return telegram.waitFor(
      () => telegram.messages(chief.id).find(({ replyToId }) => replyToId === messageId)?.text,
    );
  };
  const tooLarge = [await onDiscord('Large here', large), await onTelegram('Large there', large)];
  telegram.faults.add({
    kind: 'status',
    errorCode: 400,
    description: 'Bad Request: wrong file_id',
    method: 'getFile',
  });
  const gone = await onTelegram('Gone', small);

  const told = (why: string) =>
    expect.stringContaining(`The picture was left out: ${why}. The text goes out without it.`);
  expect(tooLarge).toEqual([told('it is larger than 10 MB'), told('it is larger than 10 MB')]);
  expect(gone).toEqual(told('Telegram did not give it'));
  for (const headline of ['Large here', 'Large there', 'Gone']) {
    const [onDiscords, onTelegrams] = await room.copies(headline);
    expect([onDiscords.attachments, onTelegrams.photo]).toEqual([[], undefined]);
  }
});

test('the related link alone unfolds, on both platforms, and the story is one press away from its card', async () => {
  const room = await newsroomWithCopies();
  const { discord, telegram, cast } = room;
  await room.onDiscord('/story edit story:harbour-bridge url:https://post.example/bridge');
  const related = 'related:Why it broke https://post.example/why';
  await room.onDiscord(`/update headline:Bridge closed body:See https://other.example/a. ${related}`);

  const [onDiscord, onTelegram] = await room.copies('Bridge closed (');
  expect(onDiscord.flags & 4).toBe(0);
  expect(onDiscord.content).toContain('<https://other.example/a>');
  expect(onDiscord.content).toContain('Related: [Why it broke](https://post.example/why)');
  expect(onTelegram.linkPreview).toEqual({ is_disabled: false, url: 'https://post.example/why' });
  expect(onDiscord.components).toEqual([]);
  expect(onTelegram.buttons).toEqual([]);

  const card = await discord.waitFor(() =>
    discord.pins(cast.discord.channel).find(({ buttons }) => buttons.length === 2),
  );
  expect(card.buttons).toMatchObject([
    { label: 'Full story', url: 'https://post.example/bridge' },
    { label: 'Digest' },
  ]);
  const use = await discord.pressButton({
    as: cast.discord.reader,
    channelId: cast.discord.channel,
    messageId: card.id,
    label: 'Digest',
  });
  const digest = await use.reply(10_000);
  expect(digest.ephemeral).toBe(true);
  expect(digest.content).toContain('Bridge closed');

  const telegramCard = await telegram.waitFor(() =>
    telegram.pins(cast.telegram.channel).find(({ buttons }) => buttons.flat().length === 3),
  );
  expect(telegramCard.buttons).toEqual([
    [
      { text: 'Full story', url: 'https://post.example/bridge' },
      { text: 'Digest', url: `https://t.me/${telegram.botUsername}?start=digest_harbour-bridge` },
      { text: 'Follow', url: `https://t.me/${telegram.botUsername}?start=follow_harbour-bridge` },
    ],
  ]);
});

test('a reader who taps Follow has the story in private, and its digest by a button', async () => {
  const room = await newsroomWithCopies();
  const { telegram, cast } = room;
  const { reader } = cast.telegram;
  const confirmed = await room.onTelegram('/start follow_harbour-bridge', reader);
  expect(confirmed).toContain('follows Harbour bridge (harbour-bridge).');
  expect(confirmed).toContain('/unsubscribe harbour-bridge');
  await room.onTelegram('/update Bridge closed\nNobody may cross.');

  const inPrivate = () => telegram.messages(reader.id).filter(({ fromBot }) => fromBot);
  await telegram.waitFor(() => inPrivate().some(({ text }) => text.includes('Nobody may cross.')));
  const card = await telegram.waitFor(() =>
    telegram.pins(reader.id).find(({ text }) => text.includes('Latest: Bridge closed')),
  );
  expect(card.buttons.flat().map(({ text }) => text)).toEqual(['Digest']);
  await telegram.press({ as: reader, chatId: reader.id, messageId: card.id, label: 'Digest' });
  const digest = await telegram.waitFor(() => inPrivate().find(({ replyToId }) => replyToId === card.id));
  expect(digest.text).toContain('Nobody may cross.');

  expect(await room.onTelegram('/start digest_harbour-bridge', reader)).toContain('Nobody may cross.');
});
