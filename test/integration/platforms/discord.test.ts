import { expect, onTestFinished, test } from 'vitest';
import { createLogger } from '../../../src/logger.ts';
import type { Reply } from '../../../src/newsroom/command/answer.ts';
import type { Call, RawInput } from '../../../src/newsroom/command/call.ts';
import { command, commandGroup, subcommand } from '../../../src/newsroom/command/command.ts';
import type { Dispatcher } from '../../../src/newsroom/command/dispatcher.ts';
import * as option from '../../../src/newsroom/command/options.ts';
import { createDiscordIntake } from '../../../src/platforms/discord/intake.ts';
import type { KnownDestinations } from '../../../src/platforms/known-destinations.ts';
import type { Intake } from '../../../src/platforms/platform.ts';
import { type DiscordSandbox, startDiscordSandbox } from '../../../src/sandbox/discord/server.ts';

const run = async () => ({ content: [] });
const words = { description: 'What it is', example: 'like this' };
const form = async () => undefined;

const commands = [
  command('update', 'Write', {
    description: 'Publish an update',
    access: 'editor',
    options: {
      story: option.story(words),
      headline: option.text({ ...words, maxLength: 100 }),
      body: option.paragraph({ ...words, maxLength: 3000 }),
      image: option.optional(option.image(words)),
    },
    examples: ['/update x'],
    menu: 'Edit update',
    form,
    run,
  }),
  commandGroup('story', 'Follow', 'Stories', [
    subcommand('show', {
      description: 'Show a story',
      access: 'anyone',
      options: { story: option.story(words), place: option.optional(option.channel(words)) },
      examples: ['/story show x'],
      run,
    }),
  ]),
];

const notMine = async (): Promise<never> => {
  throw new Error('This test does not expect that call.');
};

/** A dispatcher that does what the test says, and notes every change of rights. */
function fakeDispatcher(does: Partial<Dispatcher>) {
  const rights: (readonly [string, unknown])[] = [];
  const listeners = new Set<() => void>();
  const dispatcher: Dispatcher = {
    commands,
    execute: notMine,
    refuse: notMine,
    openForm: notMine,
    openPressed: async () => undefined,
    submitForm: notMine,
    press: notMine,
    suggest: notMine,
    moved: notMine,
    rightsChanged: async (destination, change) => {
      rights.push([destination, change]);
      for (const listener of listeners) listener();
    },
    ...does,
  };
  /** Resolves when a change of rights like this has been told. */
  const told = (destination: string, change: unknown) =>
    new Promise<void>((resolve) => {
      const look = () => {
        const found = rights.some((entry) => JSON.stringify(entry) === JSON.stringify([destination, change]));
        if (found) resolve();
      };
      listeners.add(look);
      look();
    });
  return { dispatcher, rights, told };
}

function reply(text: string, buttons: Reply['buttons'] = []): Reply {
  return { content: [{ type: 'paragraph', children: [{ type: 'text', value: text }] }], buttons };
}

async function openWorld() {
  const sandbox = await startDiscordSandbox();
  onTestFinished(() => sandbox.close());
  const guild = sandbox.addGuild('Coast Guild');
  const channel = sandbox.addChannel({ guildId: guild.id, name: 'news' });
  const ana = sandbox.addPerson({ name: 'Ana' });
  return { sandbox, guild, channel, ana, here: { as: ana, channelId: channel.id } };
}

/** Nothing is on record. */
const unknown: KnownDestinations = { on: async () => [], among: async () => [] };

function startIntake(
  { apiUrl }: Pick<DiscordSandbox, 'apiUrl'>,
  does: Partial<Dispatcher>,
  settings: { readonly token?: string; readonly guildId?: string } = {},
) {
  const lines: string[] = [];
  const fake = fakeDispatcher(does);
  const intake = createDiscordIntake({
    token: 'sandbox-discord-token',
    ...settings,
    apiUrl,
    dispatcher: fake.dispatcher,
    known: unknown,
    now: Date.now,
    log: createLogger({ level: 'debug', secrets: [], destination: { write: (line) => lines.push(line) } }),
  });
  intake.start();
  onTestFinished(() => intake.stop());
  return { intake, lines, ...fake };
}

/** Resolves when the intake is ready. It becomes so right after Discord answered the registration. */
async function ready(intake: Intake): Promise<void> {
  await expect.poll(() => intake.status(), { timeout: 10_000 }).toEqual({ platform: 'discord', ready: true });
}

async function openReady(does: Partial<Dispatcher>) {
  const world = await openWorld();
  const started = startIntake(world.sandbox, does);
  await ready(started.intake);
  return { ...world, ...started };
}

test('a command is deferred, run with what was typed, and answered to its user alone', async () => {
  const calls: Call[] = [];
  const invocations: unknown[] = [];
  const { sandbox, channel, ana, here } = await openReady({
    execute: async (invocation, call) => {
      invocations.push(invocation);
      calls.push(call);
      return reply('Shown. @everyone');
    },
  });

  const use = await sandbox.command({ ...here, line: `/story show story:lindhavn place:<#${channel.id}>` });
  const answer = await use.reply();

  expect(invocations).toEqual([{ path: ['story', 'show'], input: { story: 'lindhavn', place: channel.id } }]);
  expect(calls).toMatchObject([
    {
      id: `discord:${use.id}`,
      by: { id: `discord:${ana.id}`, name: 'Ana' },
      place: { destination: `discord:${channel.id}`, name: '#news in Coast Guild', kind: 'channel' },
    },
  ]);
  expect(answer).toMatchObject({ ephemeral: true, pingsEveryone: false });
  expect(answer.content).toContain('Shown.');
});

test('a long answer comes in several messages, with the buttons under the last one', async () => {
  const buttons = ['a', 'b', 'c', 'd', 'e', 'f'].map((token) => ({ label: `Button ${token}`, token }));
  const { sandbox, here } = await openReady({
    execute: async () => reply('A sentence of some length. '.repeat(120), buttons),
    press: async (token) => reply(`Pressed ${token}.`),
  });

  const use = await sandbox.command({ ...here, line: '/story show story:lindhavn' });
  const last = await use.updated(({ buttons: shown }) => shown.length > 0);
  const pressed = await sandbox.pressButton({ ...here, use, label: 'Button f' });

  expect(use.replies.map((message) => message.buttons.length)).toEqual([0, 6]);
  expect(use.replies.every(({ ephemeral }) => ephemeral)).toBe(true);
  expect(last.components).toHaveLength(2);
  expect((await pressed.reply()).content).toBe('Pressed f.');
});

test('a form is opened with what was typed, and what was filled in comes back with its token', async () => {
  const opened: unknown[] = [];
  const { sandbox, here } = await openReady({
    openForm: async (invocation) => {
      opened.push(invocation);
      const fields = [
        {
          option: 'headline',
          label: 'Headline',
          required: true,
          paragraph: false,
          maxLength: 100,
          value: 'Old',
        },
        { option: 'body', label: 'Text', required: false, paragraph: true, maxLength: 3000 },
      ];
      return { form: { title: 'Publish an update', fields }, token: 'form-1' };
    },
    submitForm: async (token, fields) => reply(`${token} ${JSON.stringify(fields)}`),
  });

  const use = await sandbox.command({ ...here, line: '/update story:lindhavn headline:Old' });
  const shown = await use.form();
  const sent = await sandbox.submitModal(use, { body: 'New text' });

  expect(opened).toEqual([{ path: ['update'], input: { story: 'lindhavn', headline: 'Old' } }]);
  expect(shown).toMatchObject({
    title: 'Publish an update',
    fields: [{ value: 'Old' }, { style: 'paragraph' }],
  });
  expect((await sent.reply()).content).toContain('form-1');
  expect((await sent.reply()).content).toContain('New text');
});

test('a refused form shows the reason, and a command that needs no form is run', async () => {
  const { sandbox, here } = await openReady({
    openForm: async ({ input }) =>
      input['body'] === undefined ? { reply: reply('Not for you.') } : undefined,
    execute: async ({ input }) => reply(`Ran with ${JSON.stringify(input['body'])}`),
  });

  const refused = await sandbox.command({ ...here, line: '/update story:lindhavn headline:Old' });
  const direct = await sandbox.command({ ...here, line: '/update story:lindhavn headline:Old body:Text' });

  expect(await refused.reply()).toMatchObject({ content: 'Not for you.', ephemeral: true });
  expect(await direct.reply()).toMatchObject({ content: 'Ran with "Text"', ephemeral: true });
});

test('a form that is found too late is answered with words in time', async () => {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const { sandbox, here } = await openReady({
    openForm: async () => {
      await opened;
      return { form: { title: 'Late', fields: [] }, token: 'late' };
    },
  });

  const use = await sandbox.command({ ...here, line: '/update story:lindhavn headline:Old' });
  await sandbox.waitFor(() => use.replies.some(({ loading }) => loading));
  open();

  expect((await use.reply()).content).toContain('could not be shown');
});

test('a menu command opens the form of its leaf for the message that it was used on', async () => {
  const about: unknown[] = [];
  const { sandbox, here } = await openReady({
    openForm: async ({ path }, call) => {
      about.push([path, call.aboutMessageId]);
      return { reply: reply('Found it.') };
    },
  });
  const message = sandbox.say({ ...here, content: 'An update' });

  const use = await sandbox.menuCommand({ ...here, messageId: message.id, name: 'Edit update' });

  expect((await use.reply()).content).toBe('Found it.');
  expect(about).toEqual([[['update'], message.id]]);
});

test('suggestions are cut to what Discord takes', async () => {
  const asked: unknown[] = [];
  const { sandbox, here } = await openReady({
    suggest: async ({ path }, name, typed) => {
      asked.push([path, name, typed]);
      return Array.from({ length: 30 }, (_, index) => ({ label: 'x'.repeat(120), value: `slug-${index}` }));
    },
  });

  const choices = await sandbox.autocomplete({
    ...here,
    name: 'story',
    subcommand: 'show',
    options: { story: 'lin' },
    focused: 'story',
  });

  expect(asked).toEqual([[['story', 'show'], 'story', 'lin']]);
  expect(choices).toHaveLength(25);
  expect(choices[0]).toEqual({ name: `${'x'.repeat(99)}…`, value: 'slug-0' });
});

test('an image comes as an upload that can be fetched, and only from where Discord keeps it', async () => {
  const image = new Uint8Array([1, 2, 3]);
  const fetched: unknown[] = [];
  const { sandbox, here } = await openReady({
    openForm: async () => undefined,
    execute: async ({ input }, call) => {
      const upload = uploadOf(input);
      fetched.push(upload.mimeType, upload.sizeBytes, Buffer.from(await call.fetchImage(upload)));
      const elsewhere = { ...upload, ref: 'http://127.0.0.1:9/secret' };
      fetched.push(await call.fetchImage(elsewhere).catch((error: Error) => error.message));
      return reply('Fetched.');
    },
  });

  const options = { image: { image, filename: 'a.png', contentType: 'image/png' } };
  const use = await sandbox.command({ ...here, line: '/update story:l headline:h', options });
  await use.reply();

  expect(fetched).toEqual(['image/png', 3, Buffer.from(image), 'The picture cannot be fetched: not-given.']);
});

function uploadOf(input: RawInput) {
  const { image } = input;
  if (typeof image !== 'object') throw new Error('There is no image among the options.');
  return image;
}

test('rights and places are looked up on Discord', async () => {
  const found: unknown[] = [];
  const { sandbox, guild, channel, ana, here } = await openReady({
    execute: async (_, call) => {
      const other = await call.findPlace(`<#${otherId}>`);
      found.push(await call.mayManage(call.place), other?.name, other && (await call.mayManage(other)));
      found.push(await call.findPlace('<#100000000000000001>'), await call.findPlace('nonsense'));
      found.push(await call.findPerson(`<@${call.by.id.slice('discord:'.length)}>`));
      return reply('Looked.');
    },
  });
  const otherId = sandbox.addChannel({ guildId: guild.id, name: 'weather' }).id;

  await (await sandbox.command({ ...here, line: '/story show story:l' })).reply();
  await (await sandbox.command({ ...here, canManageChannels: true, line: '/story show story:l' })).reply();

  const rest = [
    '#weather in Coast Guild',
    false,
    undefined,
    undefined,
    { id: `discord:${ana.id}`, name: 'Ana' },
  ];
  expect(found).toEqual([false, ...rest, true, ...rest]);
  expect(channel.id).not.toBe(otherId);
});

test('commands are written once, and not again when they are the same', async () => {
  const { sandbox, intake } = await openReady({});
  await intake.stop();

  const second = startIntake(sandbox, {});
  await ready(second.intake);

  const writes = sandbox
    .requests()
    .filter(({ method, path }) => method === 'PUT' && path.endsWith('/commands'));
  expect(writes).toHaveLength(1);
  expect(sandbox.commands()).toHaveLength(3);
});

test('commands for one server alone are registered there', async () => {
  const { sandbox, guild } = await openWorld();

  const { intake } = startIntake(sandbox, {}, { guildId: guild.id });
  await ready(intake);

  const scopes = sandbox.commands().map((registered) => registered['guild_id']);
  expect(scopes).toEqual([guild.id, guild.id, guild.id]);
});

test('a refused token is said in plain words and not logged', async () => {
  const { sandbox } = await openWorld();

  const { intake, lines } = startIntake(sandbox, {}, { token: 'a-wrong-and-secret-token' });
  const why = 'Discord refuses the bot token';
  await expect.poll(() => intake.status()).toEqual({ platform: 'discord', ready: false, why });

  expect(lines.join('')).not.toContain('a-wrong-and-secret-token');
});

test('the connection comes up when Discord does, and comes back after it was cut', async () => {
  const { sandbox, here } = await openWorld();
  const lift = sandbox.faults.add({ kind: 'status', status: 503, route: '/gateway/bot', times: 100 });
  const { intake } = startIntake(sandbox, { execute: async () => reply('Back.') });
  const why = 'Discord is having trouble (status 503)';
  await expect.poll(() => intake.status()).toEqual({ platform: 'discord', ready: false, why });

  lift();
  await ready(intake);
  sandbox.gateway.disconnectAll();
  await expect.poll(() => intake.status().ready).toBe(false);
  await ready(intake);

  const use = await sandbox.command({ ...here, line: '/story show story:l' });
  expect((await use.reply()).content).toBe('Back.');
});

test('stopping waits for the answer that is under way, and for nothing new', async () => {
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const { sandbox, here, intake } = await openReady({
    execute: async () => {
      await finished;
      return reply('Done in time.');
    },
  });
  const use = await sandbox.command({ ...here, line: '/story show story:l' });
  await sandbox.waitFor(() => use.replies.some(({ loading }) => loading));

  const stopped = intake.stop();
  finish();
  await stopped;

  expect((await use.reply()).content).toBe('Done in time.');
  expect(intake.status()).toEqual({ platform: 'discord', ready: false, why: 'stopped' });
  expect(sandbox.gateway.connectedCount()).toBe(0);
});

test('a failing handler ends nothing, tells the person, and logs neither text nor tokens', async () => {
  const { sandbox, here, lines } = await openReady({
    execute: async () => {
      throw new TypeError('the minister resigns');
    },
  });

  const use = await sandbox.command({ ...here, line: '/story show story:l' });

  expect((await use.reply()).content).toContain('/status');
  expect(lines.join('')).toContain('TypeError');
  expect(lines.join('')).not.toContain('minister');
  expect(lines.join('')).not.toContain(use.token);
});
