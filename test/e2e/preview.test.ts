import { expect, test } from 'vitest';
import { followedStory } from '../support/followed-newsroom.ts';
import { pngOf } from '../support/pictures.ts';
import { hand } from '../support/pressing.ts';

const preview = {
  discord: '/preview headline:Bridge closed body:Nobody may **cross**. source:Harbour office',
  telegram: '/preview Bridge closed source:"Harbour office"\nNobody may **cross**.',
};
const platforms = ['discord', 'telegram'] as const;

test.each(platforms)('a preview on %s shows what is published from it after a restart', async (platform) => {
  const { world, discordTexts, telegramTexts, restart } = await followedStory();
  const { discord, telegram, cast } = world;
  const shown = await hand[platform](world).use(preview[platform]);
  await shown.until('Publish');
  expect(shown.text).toContain('Preview of harbour/1. Nothing is published yet');
  expect(shown.text).toMatch(/Discord: 1 message, \d+ of 2,000 characters\./);
  expect(shown.text).toMatch(/Telegram: 1 message, \d+ of 4,096 characters\./);
  expect(discordTexts().join()).not.toContain('Bridge closed');

  await restart();
  expect((await shown.press('Publish')).text).toContain('Published harbour/1');
  const onDiscordNow = await discord.waitFor(() =>
    discordTexts().find((text) => text.startsWith('### Bridge closed')),
  );
  const onTelegramNow = await telegram.waitFor(() =>
    telegram.messages(cast.telegram.channel).find(({ text }) => text.startsWith('Bridge closed')),
  );
  const there = { discord: onTelegramNow.text, telegram: onDiscordNow }[platform];
  const lines = (text: string) =>
    text.split('\n').filter((line) => !line.includes('Harbour #1') && !line.includes('('));
  for (const line of lines(there)) expect(shown.text).toContain(line);
  expect(telegramTexts().filter((text) => text.startsWith('**Bridge closed'))).toHaveLength(1);
  expect((await shown.press('Publish')).text).toContain('This preview was used already: it is harbour/1.');
});

test('on Discord the sample reads as the post, in a message of its own', async () => {
  const { world, discordTexts } = await followedStory();
  const { discord, cast } = world;
  const use = await discord.command({
    as: cast.discord.chief,
    channelId: cast.discord.newsroom,
    line: preview.discord,
  });
  const sample = await use.updated(({ content }) => content.startsWith('### Bridge closed'));
  expect(sample.ephemeral).toBe(true);
  await discord.pressButton({
    as: cast.discord.chief,
    channelId: cast.discord.newsroom,
    use,
    label: 'Publish',
  });
  const post = await discord.waitFor(() =>
    discordTexts().find((text) => text.startsWith('### Bridge closed')),
  );
  const timeless = (text: string) => text.replaceAll(/<t:\d+:t>|\(.*?\)/g, '');
  expect(timeless(post)).toBe(timeless(sample.content));
});

test('a form on Discord edits a preview, and its answer can be published', async () => {
  const { world, discordTexts } = await followedStory();
  const { discord, cast } = world;
  const who = { as: cast.discord.chief, channelId: cast.discord.newsroom };
  const use = await discord.command({ ...who, line: preview.discord });
  await use.updated(({ buttons }) => buttons.length > 0);
  const pressed = await discord.pressButton({ ...who, use, label: 'Edit' });
  const form = await pressed.form();
  const sent = await discord.submitModal(pressed, { [form.fields[0]?.customId ?? '']: 'Bridge open' });
  await sent.updated(({ buttons }) => buttons.length > 0);
  await discord.pressButton({ ...who, use: sent, label: 'Publish' });
  await discord.waitFor(() => discordTexts().some((text) => text.startsWith('### Bridge open')));
});

test('a reply on Telegram edits a preview, and its answer can be published', async () => {
  const { world, telegramTexts } = await followedStory();
  const { telegram, cast } = world;
  const chatId = cast.telegram.chief.id;
  const shown = await hand.telegram(world).use(preview.telegram);
  const asked = await shown.press('Edit');
  expect(asked.text).toMatch(/on the first line Headline[\s\S]*Bridge closed\nNobody may \*\*cross\*\*\./);
  const question = telegram.messages(chatId).at(-1)?.id ?? 0;
  const text = 'Bridge open\nEverybody may cross.';
  telegram.say({ as: cast.telegram.chief, chatId, text, replyTo: question });
  const { id: messageId } = await telegram.waitFor(() =>
    telegram.messages(chatId).find(({ id, buttons }) => id > question && buttons.length > 0),
  );
  await telegram.press({ as: cast.telegram.chief, chatId, messageId, label: 'Publish' });
  const post = await telegram.waitFor(() => telegramTexts().find((one) => one.startsWith('**Bridge open')));
  expect(post).toContain('Everybody may cross.');
  expect(post).toContain('Source: Harbour office');
});

test.each(platforms)(
  'on %s everybody’s /update shows a preview first where the newsroom says so',
  async (platform) => {
    const { world, discordTexts } = await followedStory({ previewFor: 'everyone' });
    const shown = await hand[platform](world).use(preview[platform].replace('/preview', '/update'));
    await shown.until('Publish');
    expect(shown.labels).toEqual(['Publish', 'Edit', 'Cancel']);
    expect((await shown.press('Cancel')).text).toMatch(
      /^Cancelled\. Nothing was published\. Your text:[\s\S]*Bridge closed/,
    );
    expect(discordTexts().join()).not.toContain('Bridge closed');
  },
);

test('a preview shows the picture as the post will, on both platforms', async () => {
  const { world } = await followedStory();
  const { discord, telegram, cast } = world;
  const image = pngOf({ width: 640, height: 360 });
  const use = await discord.command({
    as: cast.discord.chief,
    channelId: cast.discord.newsroom,
    line: `${preview.discord} alt:A grey bridge`,
    options: { image: { image, filename: 'a.png', contentType: 'image/png' } },
  });
  const sample = await use.updated(({ content }) => content.startsWith('### Bridge closed'));
  expect(sample.attachments).toMatchObject([{ filename: 'picture.png', description: 'A grey bridge' }]);
  expect(sample.buttons.map(({ label }) => label)).toContain('Publish');

  const chatId = cast.telegram.chief.id;
  telegram.say({ as: cast.telegram.chief, chatId, text: preview.telegram, photo: image });
  const shown = await telegram.waitFor(() =>
    telegram.messages(chatId).find(({ photo, text }) => photo && text.startsWith('Bridge closed')),
  );
  expect(Buffer.from(shown.photo?.bytes ?? [])).toEqual(Buffer.from(image));
  expect(shown.buttons.flat().map(({ text }) => text)).toContain('Publish');
});

test('what an administrator who hides has previewed in a group can be published there by an editor', async () => {
  const { world, onTelegram, telegramTexts } = await followedStory();
  const { telegram, cast } = world;
  const { chief, reader } = cast.telegram;
  const { id: chatId } = telegram.addGroup({ title: 'Night desk', supergroup: true });
  for (const person of [chief, reader]) telegram.addMember(chatId, person, { administrator: true });
  expect(await onTelegram(`/staff add user:${chatId} role:editor`)).toContain('is an editor now.');
  telegram.say({ as: reader, chatId, text: preview.telegram, anonymousAdmin: true });
  const { id: messageId } = await telegram.waitFor(() =>
    telegram.messages(chatId).find(({ buttons }) => buttons.flat().some(({ text }) => text === 'Publish')),
  );
  const said = (words: string) => telegram.messages(chatId).some(({ text }) => text.includes(words));
  await telegram.press({ as: reader, chatId, messageId, label: 'Publish' });
  await telegram.waitFor(() => said('You need to be an editor or a reporter'));
  await telegram.press({ as: chief, chatId, messageId, label: 'Publish' });
  await telegram.waitFor(() => said('Published harbour/1'));
  await telegram.waitFor(() => telegramTexts().some((text) => text.startsWith('**Bridge closed')));
});
