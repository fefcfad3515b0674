import { describe, expect, it, onTestFinished } from 'vitest';
import { plainText } from '../../../src/domain/text/plain-text.ts';
import { createLogger } from '../../../src/logger.ts';
import { BotAccount } from '../../../src/platforms/account.ts';
import { type DiscordSandbox, startDiscordSandbox } from '../../../src/sandbox/discord/server.ts';
import { startIntake } from '../../support/discord-intake.ts';

async function openServer(port = 0) {
  const sandbox = await startDiscordSandbox({ port });
  onTestFinished(() => sandbox.close());
  const guild = sandbox.addGuild('Coast Guild');
  const news = sandbox.addChannel({ guildId: guild.id, name: 'news' });
  const ana = sandbox.addPerson({ name: 'Ana' });
  return { sandbox, guild, news, ana };
}

async function answered({ sandbox, news, ana }: Awaited<ReturnType<typeof openServer>>): Promise<string> {
  const use = await sandbox.command({ as: ana, channelId: news.id, line: '/help' });
  return (await use.reply()).content;
}

function away(sandbox: DiscordSandbox): Promise<unknown> {
  return sandbox.waitFor(() => sandbox.gateway.connectedCount() === 0);
}

describe('the gateway', () => {
  it('is resumed after a cut: what happened meanwhile is heard, in the same session', async () => {
    const world = await openServer();
    const { sandbox, news } = world;
    const paused = { kind: 'paused', why: 'recorded', since: 0 } as const;
    sandbox.updateChannelRights(news.id, { canSend: false });
    const { ready, intake, newsroom, changes } = startIntake(sandbox, { states: { [news.id]: paused } });
    await ready();
    sandbox.gateway.disconnectAll();
    await away(sandbox);
    sandbox.updateChannelRights(news.id, { canSend: true });
    expect(intake.status()).toMatchObject({ ready: false, why: expect.stringContaining('interrupted') });
    await newsroom.waitFor(() => changes().length > 0);

    expect(changes()).toEqual([`${news.id}: active`]);
    expect(sandbox.gateway.identifyCount()).toBe(1);
    expect(await answered(world)).toBe('Ran help');
  });

  it('gets a new session where the old one is over', async () => {
    const world = await openServer();
    const { sandbox } = world;
    const { ready, intake } = startIntake(sandbox);
    await ready();
    sandbox.gateway.invalidateSessions();
    await sandbox.waitFor(() => sandbox.gateway.identifyCount() === 2, 15_000);
    await expect.poll(() => intake.status().ready).toBe(true);

    expect(await answered(world)).toBe('Ran help');
  });

  it.each([
    ['INTERACTION_CREATE', { type: 2 }],
    ['INTERACTION_CREATE', { id: '1', type: 99, data: {} }],
    ['GUILD_ROLE_UPDATE', { guild_id: 'here' }],
    ['THREAD_LIST_SYNC', { guild_id: 'here' }],
    ['CHANNEL_UPDATE', {}],
    ['GUILD_DELETE', {}],
    ['A_NEW_KIND', {}],
  ] as const)('passes over an odd %s, and goes on', async (name, shape) => {
    const world = await openServer();
    const { sandbox, guild } = world;
    const { ready, intake } = startIntake(sandbox);
    await ready();
    const data = 'guild_id' in shape ? { guild_id: guild.id } : shape;
    sandbox.gateway.emit({ name, data, intents: 0 });

    expect(await answered(world)).toBe('Ran help');
    expect(intake.status().ready).toBe(true);
    expect(sandbox.gateway.identifyCount()).toBe(1);
  });

  it('is begun again after a close code at which discord.js gives up', async () => {
    const world = await openServer();
    const { sandbox } = world;
    const { ready, newsroom, log, intake } = startIntake(sandbox);
    await ready();
    sandbox.gateway.disconnectAll(4014);
    await sandbox.waitFor(() => sandbox.gateway.identifyCount() === 2, 15_000);
    await newsroom.waitFor(() => intake.status().ready);

    expect(await answered(world)).toBe('Ran help');
    expect(log.join('')).not.toContain(sandbox.token);
  });

  it('is left in time by a stop although it has fallen silent', async () => {
    const { sandbox } = await openServer();
    const { ready, intake } = startIntake(sandbox);
    await ready();
    sandbox.gateway.fallSilent();
    const startedAt = performance.now();
    await intake.stop();

    expect(performance.now() - startedAt).toBeLessThan(4_000);
    expect(intake.status()).toMatchObject({ ready: false, why: 'stopped' });
  });

  it('comes back when all of Discord was away', async () => {
    const first = await openServer();
    const { ready, intake } = startIntake(first.sandbox);
    await ready();
    await first.sandbox.close();
    await expect.poll(() => intake.status().ready).toBe(false);
    const second = await openServer(Number(new URL(first.sandbox.apiUrl).port));
    await second.sandbox.waitFor(() => second.sandbox.gateway.connectedCount() === 1, 15_000);
    await expect.poll(() => intake.status().ready).toBe(true);
  });
});

describe('the commands', () => {
  it('are not written again soon where Discord takes no more new ones today', async () => {
    const { sandbox, news } = await openServer();
    const full = { kind: 'status', status: 400, code: 30_034, method: 'PUT' } as const;
    sandbox.faults.add({ ...full, times: 100 });
    sandbox.updateChannelRights(news.id, { canSend: false });
    const states = { [news.id]: { kind: 'paused', why: 'recorded', since: 0 } } as const;
    const { intake, newsroom, changes } = startIntake(sandbox, { states });
    const why = 'the commands are not registered: Discord answered with status 400 (code 30034)';
    await expect.poll(() => intake.status()).toEqual({ platform: 'discord', ready: false, why });
    for (const canSend of [false, true]) sandbox.updateChannelRights(news.id, { canSend });
    await newsroom.waitFor(() => changes().length > 0);

    expect(sandbox.requests().filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });
});

describe('a token that Discord refuses', () => {
  it('is reported to the desk once, and again when the token is accepted', async () => {
    const { sandbox } = await openServer();
    sandbox.faults.add({ kind: 'status', status: 401, code: 0, route: '/gateway/bot', times: 3 });
    const told: string[] = [];
    const account: BotAccount = new BotAccount({
      platform: 'discord',
      tellDesk: async (content) => void told.push(plainText(content), account.trouble ?? 'no trouble'),
      now: Date.now,
      log: createLogger({ level: 'silent', secrets: [] }),
    });
    const { ready } = startIntake(sandbox, { account });
    await ready();

    expect(told).toEqual([
      expect.stringMatching(/^Discord refuses the bot token: nothing is delivered there/),
      'Discord refuses the bot token',
      'Discord takes the bot token again, and deliveries go on.',
      'no trouble',
    ]);
  });
});
