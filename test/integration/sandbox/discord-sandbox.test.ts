import {
  ActionRowBuilder,
  ApplicationCommandType,
  ButtonBuilder,
  ButtonStyle,
  type Client,
  ContextMenuCommandBuilder,
  Events,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  SlashCommandBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DiscordSandbox, startDiscordSandbox } from '../../../src/sandbox/discord/server.ts';
import type { SandboxPerson } from '../../../src/sandbox/discord/state.ts';
import { connectClient } from '../../support/discord-client.ts';

const commands = [
  new SlashCommandBuilder()
    .setName('story')
    .setDescription('Stories')
    .addSubcommand((open) =>
      open
        .setName('open')
        .setDescription('Opens a story')
        .addStringOption((title) =>
          title.setName('title').setDescription('Title').setRequired(true).setMaxLength(20),
        )
        .addStringOption((zone) => zone.setName('zone').setDescription('Zone').setAutocomplete(true))
        .addIntegerOption((count) => count.setName('count').setDescription('Count').setMaxValue(3))
        .addUserOption((by) => by.setName('by').setDescription('By'))
        .addChannelOption((where) => where.setName('where').setDescription('Where'))
        .addAttachmentOption((image) => image.setName('image').setDescription('Image')),
    ),
  new ContextMenuCommandBuilder().setName('Edit update').setType(ApplicationCommandType.Message),
].map((command) => command.toJSON());

describe('a discord.js client at the stand-in', () => {
  let sandbox: DiscordSandbox;
  let client: Client<true>;
  let editor: SandboxPerson;
  let channelId: string;
  let guildId: string;

  beforeEach(async () => {
    sandbox = await startDiscordSandbox();
    guildId = sandbox.addGuild('Coast Guild').id;
    channelId = sandbox.addChannel({ guildId, name: 'news' }).id;
    editor = sandbox.addPerson({ name: 'Ingrid' });
    client = await connectClient(sandbox);
    await client.application.commands.set(commands);
  });

  afterEach(async () => {
    await client.destroy();
    await sandbox.close();
  });

  /** Answers the next use of anything. */
  function onUse(handle: (interaction: Interaction) => Promise<unknown>): void {
    client.once(Events.InteractionCreate, (interaction) => void handle(interaction));
  }

  const open = (options: Record<string, string>) =>
    sandbox.command({ as: editor, channelId, name: 'story', subcommand: 'open', options });

  test('is ready with the servers and channels, and keeps its commands', () => {
    expect(client.user.id).toBe(sandbox.applicationId);
    expect(client.guilds.cache.get(guildId)?.channels.cache.get(channelId)?.name).toBe('news');
    expect(sandbox.commands().map((command) => command['name'])).toEqual(['story', 'Edit update']);
  });

  test('receives a typed command with every kind of option and answers it', async () => {
    const image = { image: new Uint8Array([1, 2, 3]), filename: 'bridge.png', contentType: 'image/png' };
    onUse(async (use) => {
      if (!use.isChatInputCommand()) throw new Error('expected a command');
      const { options } = use;
      const picture = options.getAttachment('image', true);
      const bytes = new Uint8Array(await (await fetch(picture.url)).arrayBuffer());
      const person = options.getUser('by', true).username;
      const where = options.getChannel('where', true).name;
      const manages = use.memberPermissions?.has('ManageChannels');
      const words = [
        options.getSubcommand(),
        options.getString('title'),
        options.getInteger('count'),
        person,
        where,
      ];
      await use.reply([...words, picture.contentType, bytes.join(''), manages].join('|'));
    });
    const use = await sandbox.command({
      as: editor,
      channelId,
      line: '/story open title:Port: closed count:2 by:@Ingrid where:#news',
      options: { image },
      canManageChannels: true,
    });
    const answer = await use.reply();
    expect(answer.content).toBe('open|Port: closed|2|Ingrid|news|image/png|123|true');
    expect(sandbox.messages(channelId).map(({ id }) => id)).toEqual([answer.id]);
  });

  test.each([
    ['an unknown command', { name: 'nothing', options: {} }, /no command \/nothing/],
    ['an unknown subcommand', { name: 'story', subcommand: 'shut', options: {} }, /no subcommand “shut”/],
    ['a missing option', { name: 'story', subcommand: 'open', options: {} }, /needs: title/],
    ['an unknown option', { line: '/story open title:a', options: { nope: 'x' } }, /no option nope/],
    ['a text that is too long', { line: `/story open title:${'x'.repeat(21)}` }, /1 to 20|0 to 20/],
    ['a number out of bounds', { line: '/story open title:a count:4' }, /takes .* to 3/],
  ])('refuses %s before the bot hears of it', async (_what, input, why) => {
    await expect(sandbox.command({ as: editor, channelId, ...input })).rejects.toThrow(why);
  });

  test('sees a deferred, edited and followed-up answer that only the person gets', async () => {
    onUse(async (use) => {
      if (!use.isChatInputCommand()) throw new Error('expected a command');
      await use.deferReply({ flags: MessageFlags.Ephemeral });
      await use.editReply('first');
      await use.followUp({ content: 'second', flags: MessageFlags.Ephemeral });
      await use.editReply('first, edited');
    });
    const use = await open({ title: 'Bridge' });
    expect((await use.answered()).kind).toBe('message');
    await use.updated(({ content }) => content === 'first, edited');
    expect(use.replies.map(({ content, ephemeral }) => [content, ephemeral])).toEqual([
      ['first, edited', true],
      ['second', true],
    ]);
    expect(sandbox.messages(channelId)).toEqual([]);
  });

  test('deletes its answer, and is told when it answers twice', async () => {
    const codeOf = (error: { readonly code?: unknown }) => error.code;
    const codes = new Promise<unknown[]>((resolve) => {
      onUse(async (use) => {
        if (!use.isChatInputCommand()) throw new Error('expected a command');
        await use.reply('gone soon');
        const again = { body: { type: 4, data: { content: 'again' } }, auth: false };
        const twice = await client.rest
          .post(`/interactions/${use.id}/${use.token}/callback`, again)
          .catch(codeOf);
        await use.deleteReply();
        resolve([twice, await use.deleteReply().catch(codeOf)]);
      });
    });
    const use = await open({ title: 'Bridge' });
    expect(await codes).toEqual([40060, 10008]);
    expect(use.replies).toEqual([]);
  });

  test('fills a form', async () => {
    onUse(async (use) => {
      if (!use.isChatInputCommand()) throw new Error('expected a command');
      const input = new TextInputBuilder()
        .setCustomId('body')
        .setStyle(TextInputStyle.Paragraph)
        .setMaxLength(10);
      const label = new LabelBuilder().setLabel('Body').setTextInputComponent(input.setValue('draft'));
      await use.showModal(new ModalBuilder().setCustomId('m1').setTitle('Update').addLabelComponents(label));
    });
    const use = await open({ title: 'Bridge' });
    const form = await use.form();
    expect(form.fields).toEqual([
      {
        customId: 'body',
        label: 'Body',
        value: 'draft',
        required: true,
        style: 'paragraph',
        minLength: 0,
        maxLength: 10,
      },
    ]);
    await expect(sandbox.submitModal(use, { body: 'x'.repeat(11) })).rejects.toThrow('takes 10 characters');
    onUse(async (sent) => {
      if (!sent.isModalSubmit()) throw new Error('expected a form');
      await sent.reply(`${sent.customId}: ${sent.fields.getTextInputValue('body')}`);
    });
    const submitted = await sandbox.submitModal(use, { body: 'closed' });
    expect((await submitted.reply()).content).toBe('m1: closed');
  });

  test('suggests values', async () => {
    onUse(async (use) => {
      if (!use.isAutocomplete()) throw new Error('expected typing');
      const typed = use.options.getFocused();
      await use.respond([{ name: `${typed}/Oslo`, value: 'Europe/Oslo' }]);
    });
    const typing = {
      as: editor,
      channelId,
      name: 'story',
      subcommand: 'open',
      options: { zone: 'Eur' },
      focused: 'zone',
    };
    expect(await sandbox.autocomplete(typing)).toEqual([{ name: 'Eur/Oslo', value: 'Europe/Oslo' }]);
  });

  test('has its buttons pressed and changes the message', async () => {
    const button = new ButtonBuilder().setCustomId('undo:1').setLabel('Undo').setStyle(ButtonStyle.Secondary);
    const row = new ActionRowBuilder<ButtonBuilder>().addComponents(button);
    onUse(async (use) => {
      if (!use.isChatInputCommand()) throw new Error('expected a command');
      await use.reply({ content: 'Published.', components: [row], flags: MessageFlags.Ephemeral });
    });
    const use = await open({ title: 'Bridge' });
    await use.reply();
    onUse(async (pressed) => {
      if (!pressed.isButton()) throw new Error('expected a button');
      await pressed.update({ content: `Undone by ${pressed.customId}`, components: [] });
    });
    const stranger = sandbox.addPerson({ name: 'Mari' });
    await expect(sandbox.pressButton({ as: stranger, channelId, use, label: 'Undo' })).rejects.toThrow(
      'does not see',
    );
    const pressed = await sandbox.pressButton({ as: editor, channelId, use, label: 'Undo' });
    expect((await pressed.reply()).content).toBe('Undone by undo:1');
    expect(use.replies.map(({ buttons }) => buttons)).toEqual([[]]);
  });

  test('has a message command used on its own post', async () => {
    const channel = await client.channels.fetch(channelId);
    if (!channel?.isSendable()) throw new Error('expected a channel');
    const post = await channel.send('Bridge closed');
    onUse(async (use) => {
      if (!use.isMessageContextMenuCommand()) throw new Error('expected a menu');
      await use.reply(`About: ${use.targetMessage.content}`);
    });
    const use = await sandbox.menuCommand({ as: editor, channelId, messageId: post.id, name: 'Edit update' });
    expect((await use.reply()).content).toBe('About: Bridge closed');
  });

  test('resumes after a close and an op 7 without losing an event, and identifies anew after op 9', async () => {
    const seen: string[] = [];
    client.on(Events.ChannelCreate, (channel) => seen.push(channel.name));
    const resumed = () => new Promise((resolve) => client.once(Events.ShardResume, resolve));
    const first = resumed();
    sandbox.gateway.disconnectAll();
    sandbox.addChannel({ guildId, name: 'while-away' });
    await first;
    const second = resumed();
    sandbox.gateway.reconnectAll();
    await sandbox.waitFor(() => sandbox.gateway.connectedCount() === 0);
    sandbox.addChannel({ guildId, name: 'again' });
    await second;
    expect(sandbox.gateway.identifyCount()).toBe(1);
    const anew = new Promise((resolve) => client.once(Events.ShardReady, resolve));
    sandbox.gateway.invalidateSessions();
    await anew;
    expect(sandbox.gateway.identifyCount()).toBe(2);
    expect(seen).toEqual(['while-away', 'again']);
  });

  test('hears of lost rights, deleted channels, outages and being thrown out', async () => {
    const heard: string[] = [];
    const me = () => client.guilds.cache.get(guildId)?.members.me;
    client.on(Events.ChannelUpdate, (_before, channel) => {
      const mine = channel.isDMBased()
        ? undefined
        : channel.permissionsFor(me() ?? client.user.id)?.has('SendMessages');
      heard.push(`may send: ${mine}`);
    });
    client.on(Events.ThreadUpdate, (_before, thread) => heard.push(`archived: ${thread.archived}`));
    client.on(Events.ChannelDelete, () => heard.push('deleted'));
    client.on(Events.GuildUnavailable, () => heard.push('outage'));
    client.on(Events.GuildAvailable, () => heard.push('back'));
    const removed = new Promise((resolve) => client.once(Events.GuildDelete, resolve));
    const thread = sandbox.addChannel({ guildId, name: 'talk', kind: 'thread', parentId: channelId });
    sandbox.updateChannelRights(channelId, { canSend: false });
    sandbox.archiveThread(thread.id);
    sandbox.removeChannel(channelId);
    sandbox.removeGuild(guildId, { unavailable: true });
    sandbox.restoreGuild(guildId);
    sandbox.removeGuild(guildId);
    await removed;
    expect(heard).toEqual(['may send: false', 'archived: true', 'deleted', 'outage', 'back']);
  });
});

test('an interaction that is answered after three seconds is unknown', async () => {
  let nowMs = Date.UTC(2026, 1, 26);
  const sandbox = await startDiscordSandbox({ now: () => nowMs });
  const { id: guildId } = sandbox.addGuild('Coast Guild');
  const { id: channelId } = sandbox.addChannel({ guildId, name: 'news' });
  const client = await connectClient(sandbox);
  await client.application.commands.set(commands);
  const refused = new Promise<unknown>((resolve) => {
    client.once(Events.InteractionCreate, (use) => {
      nowMs += 3_001;
      if (use.isChatInputCommand()) use.reply('late').catch((error) => resolve(error.code));
    });
  });
  const as = sandbox.addPerson({ name: 'Ingrid' });
  const use = await sandbox.command({ as, channelId, line: '/story open title:Late' });
  expect(await refused).toBe(10062);
  await expect(use.answered(1)).rejects.toThrow(
    '/story open was not answered; the bot did not respond at all',
  );
  await client.destroy();
  await sandbox.close();
});
