import { expect, test } from 'vitest';
import type { SandboxMessage as DiscordMessage } from '../../src/sandbox/discord/message-view.ts';
import type { SandboxMessage as TelegramMessage } from '../../src/sandbox/telegram/model.ts';
import { followedStory } from '../support/followed-newsroom.ts';
import { hand } from '../support/pressing.ts';

const update = {
  discord: '/update headline:Bridge closed body:Nobody may **cross**.',
  telegram: '/update Bridge closed\nNobody may **cross**.',
};
const platforms = ['discord', 'telegram'] as const;

/** A newsroom with a desk and a reporter on each platform, and one story that both platforms follow. */
async function newsroomWithDesks() {
  const room = await followedStory();
  const { discord, telegram, cast } = room.world;
  const group = telegram.addGroup({ title: 'Desk' }).id;
  telegram.addMember(group, cast.telegram.chief);
  const desk = await discord.command({ as: cast.discord.chief, channelId: cast.discord.desk, line: '/desk' });
  await desk.reply();
  telegram.say({ as: cast.telegram.chief, chatId: group, text: '/desk' });
  await telegram.waitFor(() => telegram.messages(group).some(({ text }) => text.includes('is the desk')));
  await room.onDiscord(`/staff add user:${cast.discord.reader.id} role:reporter`);
  await room.onTelegram(`/staff add ${cast.telegram.reader.id} reporter`);
  const noticeOnDiscord = (text: string): Promise<DiscordMessage> =>
    discord.waitFor(() => discord.messages(cast.discord.desk).find(({ content }) => content.includes(text)));
  const noticeOnTelegram = (text: string): Promise<TelegramMessage> =>
    telegram.waitFor(() => telegram.messages(group).find((message) => message.text.includes(text)));
  return {
    ...room,
    noticeOnDiscord,
    noticeOnTelegram,
    /** Presses a button of the desk's notice on a platform; resolves with what the presser is told. */
    press: {
      async discord(label: string): Promise<string> {
        const { id: messageId } = await noticeOnDiscord('sent in harbour/1');
        const who = { as: cast.discord.chief, channelId: cast.discord.desk };
        return (await (await discord.pressButton({ ...who, messageId, label })).reply()).content;
      },
      async telegram(label: string): Promise<string> {
        const { id: messageId } = await noticeOnTelegram('sent in harbour/1');
        const last = telegram.messages(group).at(-1)?.id ?? 0;
        await telegram.press({ as: cast.telegram.chief, chatId: group, messageId, label });
        const said = await telegram.waitFor(() =>
          telegram.messages(group).find(({ id, replyToId }) => id > last && replyToId === messageId),
        );
        return said.text;
      },
    },
    /** Resolves when the reporter of a platform was told so in private. */
    told: {
      discord: (text: string) =>
        discord.waitFor(() =>
          discord
            .messages(discord.directChannel(cast.discord.reader).id)
            .find(({ content }) => content.includes(text)),
        ),
      telegram: (text: string) =>
        telegram.waitFor(() =>
          telegram
            .messages(cast.telegram.reader.id)
            .find((message) => message.fromBot && message.text.includes(text)),
        ),
    },
  };
}

const other = { discord: 'telegram', telegram: 'discord' } as const;

test.each(platforms)(
  'what a reporter sends in on %s is approved on the other platform after a restart, and is out then',
  async (platform) => {
    const room = await newsroomWithDesks();
    const { world, discordTexts, telegramTexts } = room;
    const shown = await hand[platform](world).use(update[platform], 'reader');
    const sent = await shown.press('Send to the desk');
    expect(sent.text).toContain(
      'You need to be an editor to publish. Your update was sent to the desk for approval as harbour/1 (submitted).',
    );
    const notice = await room.noticeOnDiscord('sent in harbour/1');
    expect(notice.content).toContain('Nobody may **cross**.');
    expect(notice.buttons.map(({ label }) => label)).toEqual(['Approve', 'Send back', 'Claim', 'Preview']);
    await room.noticeOnTelegram('sent in harbour/1');
    expect([...discordTexts(), ...telegramTexts()].join()).not.toContain('Bridge closed');

    await room.restart();
    expect(await room.press[other[platform]]('Approve')).toContain('Approved harbour/1. It was published at');
    await world.discord.waitFor(() => discordTexts().some((text) => text.startsWith('### Bridge closed')));
    await world.telegram.waitFor(() => telegramTexts().some((text) => text.startsWith('**Bridge closed')));
    const { name } = world.cast[other[platform]].chief;
    await room.told[platform](`${name} approved your update harbour/1.`);
    const closed = await room.noticeOnDiscord(`harbour/1 was approved by ${name}`);
    expect([closed.id, closed.buttons]).toEqual([notice.id, []]);
    expect((await room.noticeOnTelegram(`harbour/1 was approved by ${name}`)).buttons.flat()).toEqual([]);
  },
);

test('a reporter who accepts no direct messages on Discord is told where they submitted, from the first time on', async () => {
  const room = await newsroomWithDesks();
  const { discord, cast } = room.world;
  discord.takeDirectMessages(cast.discord.reader, false);
  const sent = await (await hand.discord(room.world).use(update.discord, 'reader')).press('Send to the desk');
  expect(sent.text).toContain('You hear here what becomes of it.');
  await room.press.discord('Approve');
  const told = await discord.waitFor(() =>
    discord.messages(cast.discord.newsroom).find(({ content }) => content.includes('approved your update')),
  );
  expect(told.content).toContain('Rui: Ada Lind approved your update harbour/1.');
  expect(discord.messages(discord.directChannel(cast.discord.reader).id)).toEqual([]);
});

test('a reporter who has closed their direct messages since is told where they submitted; the text follows', async () => {
  const room = await newsroomWithDesks();
  const { discord, cast } = room.world;
  await (await hand.discord(room.world).use(update.discord, 'reader')).press('Send to the desk');
  await room.noticeOnDiscord('sent in harbour/1');
  discord.takeDirectMessages(cast.discord.reader, false);
  expect(await room.onDiscord('/submission return entry:harbour/1 reason:Who says so?')).toContain('Sent');
  const there = await discord.waitFor(() =>
    discord.messages(cast.discord.newsroom).find(({ content }) => content.includes('back. Reason')),
  );
  expect(there.content).toContain('Rui: Ada Lind sent your update harbour/1 back. Reason: Who says so?');
  expect(there.content).not.toContain('Nobody may');
  const paused = await room.noticeOnDiscord('is paused');
  discord.takeDirectMessages(cast.discord.reader, true);
  const who = { as: cast.discord.chief, channelId: cast.discord.desk };
  await discord.pressButton({ ...who, messageId: paused.id, label: 'Try now' });
  expect((await room.told.discord('Who says so?')).content).toContain('Nobody may **cross**.');
});

test('of a reporter who blocked the bot on Telegram the desk hears that they could not be told', async () => {
  const room = await newsroomWithDesks();
  const { telegram, cast } = room.world;
  await (await hand.telegram(room.world).use(update.telegram, 'reader')).press('Send to the desk');
  await room.noticeOnTelegram('sent in harbour/1');
  telegram.blockBot(cast.telegram.reader);
  await room.press.discord('Approve');
  const unreached = 'does not take my messages now, and could not be told yet: Ada Lind approved';
  await Promise.all([room.noticeOnDiscord(unreached), room.noticeOnTelegram(unreached)]);
  telegram.unblockBot(cast.telegram.reader);
  await room.told.telegram('Ada Lind approved your update harbour/1.');
});

test('two editors who press Approve at once on two platforms: one decides, the other is told who did', async () => {
  const room = await newsroomWithDesks();
  const shown = await hand.telegram(room.world).use(update.telegram, 'reader');
  await shown.press('Send to the desk');
  await Promise.all([room.noticeOnDiscord('sent in harbour/1'), room.noticeOnTelegram('sent in harbour/1')]);
  const said = await Promise.all([room.press.discord('Approve'), room.press.telegram('Approve')]);
  expect(said.filter((text) => text.startsWith('Approved harbour/1'))).toHaveLength(1);
  expect(
    said.filter((text) => /^harbour\/1 was approved by (Ada Lind|Mira Solberg) at/.test(text)),
  ).toHaveLength(1);
  const { discordTexts, telegramTexts, world } = room;
  await world.discord.waitFor(() => discordTexts().some((text) => text.startsWith('### Bridge closed')));
  await world.telegram.waitFor(() => telegramTexts().some((text) => text.startsWith('**Bridge closed')));
  expect(discordTexts().filter((text) => text.startsWith('### Bridge closed'))).toHaveLength(1);
  expect(telegramTexts().filter((text) => text.startsWith('**Bridge closed'))).toHaveLength(1);
});

test('on Discord a form asks why it goes back, and the reporter gets the reason and the text', async () => {
  const room = await newsroomWithDesks();
  const { discord, cast } = room.world;
  await (await hand.discord(room.world).use(update.discord, 'reader')).press('Send to the desk');
  const { id: messageId } = await room.noticeOnDiscord('sent in harbour/1');
  const who = { as: cast.discord.chief, channelId: cast.discord.desk };
  const pressed = await discord.pressButton({ ...who, messageId, label: 'Send back' });
  const form = await pressed.form();
  const sent = await discord.submitModal(pressed, { [form.fields[0]?.customId ?? '']: 'Who says so?' });
  expect((await sent.reply()).content).toContain('Sent harbour/1 back to Rui.');
  const told = await room.told.discord('sent your update harbour/1 back. Reason: Who says so?');
  expect(told.content).toContain('Nobody may **cross**.');
  await room.noticeOnTelegram('harbour/1 was sent back by Ada Lind');
  expect(room.discordTexts().join()).not.toContain('Bridge closed');
});

test('on Telegram it is claimed by its button, and sent back by its button and a reply', async () => {
  const room = await newsroomWithDesks();
  const { telegram, cast } = room.world;
  await (await hand.telegram(room.world).use(update.telegram, 'reader')).press('Send to the desk');
  expect(await room.press.telegram('Claim')).toContain('You have claimed harbour/1.');
  expect((await room.noticeOnDiscord('Claimed by Mira Solberg.')).buttons.map(({ label }) => label)).toEqual([
    'Approve',
    'Send back',
    'Preview',
  ]);
  expect(await room.press.telegram('Send back')).toBe('Send back. Reply to this message with: Reason.');
  const asked = await room.noticeOnTelegram('Reply to this message');
  await room.restart();
  telegram.say({ as: cast.telegram.chief, chatId: asked.chatId, text: 'Who says so?', replyTo: asked.id });
  const told = await room.told.telegram('Reason: Who says so?');
  expect(told.text).toContain('Nobody may **cross**.');
  await room.noticeOnTelegram('harbour/1 was sent back by Mira Solberg');
});

test('on Telegram it is sent back by a command as well', async () => {
  const room = await newsroomWithDesks();
  await (await hand.telegram(room.world).use(update.telegram, 'reader')).press('Send to the desk');
  const said = await room.onTelegram('/submission return harbour/1 Who says so?');
  expect(said).toContain('Sent harbour/1 back to Rui.');
  await room.told.telegram('Reason: Who says so?');
});
