import { describe, expect, it, onTestFinished } from 'vitest';
import type { DestinationState } from '../../../src/domain/destination.ts';
import { type DiscordSandbox, startDiscordSandbox } from '../../../src/sandbox/discord/server.ts';
import { startIntake } from '../../support/discord-intake.ts';

const active: DestinationState = { kind: 'active' };
const paused: DestinationState = { kind: 'paused', why: 'I may not post there', since: 0 };
const removed = 'I was removed from the server; ask an admin to add me again';

async function openServer() {
  const sandbox = await startDiscordSandbox();
  onTestFinished(() => sandbox.close());
  const guild = sandbox.addGuild('Coast Guild');
  const news = sandbox.addChannel({ guildId: guild.id, name: 'news' });
  return { sandbox, guild, news };
}

/** Ends every session, so that what `happens` is told to nobody, and waits until the bot is back. */
async function whileAway(sandbox: DiscordSandbox, happens: () => void): Promise<void> {
  const before = sandbox.gateway.identifyCount();
  sandbox.gateway.invalidateSessions();
  happens();
  await sandbox.waitFor(() => sandbox.gateway.identifyCount() > before, 15_000);
}

describe('a paused channel is resumed', () => {
  it('when its own rights come back', async () => {
    const { sandbox, news } = await openServer();
    sandbox.updateChannelRights(news.id, { canSend: false });
    const { ready, newsroom, changes } = startIntake(sandbox, { states: { [news.id]: paused } });
    await ready();
    sandbox.updateChannelRights(news.id, { canPin: false });
    sandbox.updateChannelRights(news.id, { canSend: true });
    await newsroom.waitFor(() => changes().length > 0);

    expect(changes()).toEqual([`${news.id}: active`]);
  });

  it('when its rights come back while the records are away, once they are there again', async () => {
    const { sandbox, news } = await openServer();
    sandbox.updateChannelRights(news.id, { canSend: false });
    const away = { times: 2 };
    const { ready, newsroom, changes } = startIntake(sandbox, { states: { [news.id]: paused }, away });
    await ready();
    sandbox.updateChannelRights(news.id, { canSend: true });
    await newsroom.waitFor(() => changes().length > 0);

    expect(changes()).toEqual([`${news.id}: active`]);
    expect(away.times).toBe(-1);
  });

  it('when a role gets the right back, and no other channel is', async () => {
    const { sandbox, guild, news } = await openServer();
    const other = sandbox.addChannel({ guildId: guild.id, name: 'weather' });
    const closed = sandbox.addChannel({ guildId: guild.id, name: 'closed' });
    sandbox.updateChannelRights(closed.id, { canSend: false });
    sandbox.updateEveryone(guild.id, { canSend: false });
    const states = { [news.id]: paused, [other.id]: active, [closed.id]: paused };
    const { ready, newsroom, changes } = startIntake(sandbox, { states });
    await ready();
    sandbox.updateEveryone(guild.id, { canPin: false });
    sandbox.updateEveryone(guild.id, { canSend: true });
    await newsroom.waitFor(() => changes().length > 0);
    sandbox.updateEveryone(guild.id, { canPin: true });
    sandbox.removeChannel(other.id);
    await newsroom.waitFor(() => changes().some((change) => change.startsWith(other.id)));

    expect(changes()).toEqual([`${news.id}: active`, `${other.id}: the channel was deleted`]);
  });

  it('when the bot is given a role', async () => {
    const { sandbox, guild, news } = await openServer();
    sandbox.updateEveryone(guild.id, { canSend: false });
    const { ready, newsroom, changes } = startIntake(sandbox, { states: { [news.id]: paused } });
    await ready();
    sandbox.giveBotRole(guild.id, true);
    await newsroom.waitFor(() => changes().length > 0);

    expect(changes()).toEqual([`${news.id}: active`]);
  });

  it('when the bot is invited again, after it was removed', async () => {
    const { sandbox, guild, news } = await openServer();
    const { ready, newsroom, changes } = startIntake(sandbox, { states: { [news.id]: active } });
    await ready();
    sandbox.removeGuild(guild.id);
    sandbox.restoreGuild(guild.id);
    await newsroom.waitFor(() => changes().length === 2);

    expect(changes()).toEqual([`${news.id}: ${removed}`, `${news.id}: active`]);
  });
});

const floodThread = { name: 'flood', kind: 'thread' } as const;

describe('threads', () => {
  it('have the rights of their channel', async () => {
    const { sandbox, guild, news } = await openServer();
    const thread = sandbox.addChannel({ ...floodThread, guildId: guild.id, parentId: news.id });
    sandbox.updateChannelRights(news.id, { canSend: false });
    const { ready, newsroom, changes } = startIntake(sandbox, { states: { [thread.id]: paused } });
    await ready();
    sandbox.updateChannelRights(news.id, { canSend: true });
    await newsroom.waitFor(() => changes().length > 0);

    expect(changes()).toEqual([`${thread.id}: active`]);
  });

  it('that are locked are resumed when the bot may manage threads, and not before', async () => {
    const { sandbox, guild, news } = await openServer();
    const storm = { guildId: guild.id, name: 'storm', kind: 'thread', parentId: news.id } as const;
    const thread = sandbox.addChannel(storm);
    const { ready, newsroom, changes, record } = startIntake(sandbox, { states: { [thread.id]: active } });
    await ready();
    sandbox.archiveThread(thread.id, { locked: true });
    record(`discord:${thread.id}`, paused);
    sandbox.updateEveryone(guild.id, { canPin: false });
    sandbox.giveBotRole(guild.id, true);
    await newsroom.waitFor(() => changes().length > 0);

    expect(changes()).toEqual([`${thread.id}: active`]);
  });

  it('are resumed when they are unlocked, and paused when they are deleted; archiving changes nothing', async () => {
    const { sandbox, guild, news } = await openServer();
    const thread = sandbox.addChannel({ ...floodThread, guildId: guild.id, parentId: news.id });
    const { ready, newsroom, changes, record } = startIntake(sandbox, { states: { [thread.id]: paused } });
    await ready();
    await newsroom.waitFor(() => changes().length === 1);
    sandbox.archiveThread(thread.id, { locked: true });
    record(`discord:${thread.id}`, paused);
    sandbox.unarchiveThread(thread.id);
    await newsroom.waitFor(() => changes().length === 2);
    sandbox.archiveThread(thread.id);
    sandbox.removeChannel(thread.id);
    await newsroom.waitFor(() => changes().some((change) => change.endsWith('deleted')));

    expect(changes().filter((change) => !change.endsWith('active'))).toEqual([
      `${thread.id}: the thread was deleted`,
    ]);
  });
});

describe('what happened while the bot was away', () => {
  it('is checked at the start: what is gone is paused, what came back is resumed, the rest is left alone', async () => {
    const { sandbox, guild, news } = await openServer();
    const deleted = sandbox.addChannel({ guildId: guild.id, name: 'old' });
    const hidden = sandbox.addChannel({ guildId: guild.id, name: 'hidden' });
    const archived = sandbox.addChannel({ guildId: guild.id, name: 'a', kind: 'thread', parentId: news.id });
    const left = sandbox.addGuild('Left');
    const leftChannel = sandbox.addChannel({ guildId: left.id, name: 'news' });
    sandbox.removeChannel(deleted.id);
    sandbox.updateChannelRights(hidden.id, { canSend: false });
    sandbox.archiveThread(archived.id);
    sandbox.removeGuild(left.id);
    const states = {
      [news.id]: paused,
      [deleted.id]: active,
      [hidden.id]: paused,
      [archived.id]: active,
      [leftChannel.id]: active,
    };
    const { newsroom, changes } = startIntake(sandbox, { states });
    await newsroom.waitFor(() => changes().length >= 3);

    expect(changes().toSorted()).toEqual(
      [
        `${news.id}: active`,
        `${deleted.id}: the channel was deleted`,
        `${leftChannel.id}: I may not see this channel; ask an admin for View Channel`,
      ].toSorted(),
    );
  });

  it('is seen although Discord says nothing of one of the channels', async () => {
    const { sandbox, guild } = await openServer();
    const odd = sandbox.addChannel({ guildId: guild.id, name: 'odd' });
    const deleted = sandbox.addChannel({ guildId: guild.id, name: 'old' });
    sandbox.removeChannel(odd.id);
    sandbox.removeChannel(deleted.id);
    sandbox.faults.add({ kind: 'status', status: 400, code: 50_024, route: `/channels/${odd.id}` });
    const { newsroom, changes } = startIntake(sandbox, {
      states: { [odd.id]: active, [deleted.id]: active },
    });
    await newsroom.waitFor(() => changes().length > 0);

    expect(changes()).toEqual([`${deleted.id}: the channel was deleted`]);
  });

  it('is seen after each new session', async () => {
    const { sandbox, guild, news } = await openServer();
    const deleted = sandbox.addChannel({ guildId: guild.id, name: 'old' });
    const left = sandbox.addGuild('Left');
    const leftChannel = sandbox.addChannel({ guildId: left.id, name: 'news' });
    const states = { [news.id]: active, [deleted.id]: active, [leftChannel.id]: active };
    const { ready, newsroom, changes } = startIntake(sandbox, { states });
    await ready();
    await whileAway(sandbox, () => {
      sandbox.removeChannel(deleted.id);
      sandbox.removeGuild(left.id);
    });
    await newsroom.waitFor(() => changes().length === 2);
    await whileAway(sandbox, () => sandbox.restoreGuild(left.id));
    await newsroom.waitFor(() => changes().length === 3);

    expect(changes().slice(0, 2).toSorted()).toEqual(
      [`${deleted.id}: the channel was deleted`, `${leftChannel.id}: ${removed}`].toSorted(),
    );
    expect(changes()[2]).toBe(`${leftChannel.id}: active`);
  }, 40_000);

  it('says nothing about a server that has an outage, then or later', async () => {
    const { sandbox, guild, news } = await openServer();
    sandbox.removeGuild(guild.id, { unavailable: true });
    const other = sandbox.addGuild('Other');
    const weather = sandbox.addChannel({ guildId: other.id, name: 'weather' });
    const states = { [news.id]: active, [weather.id]: paused };
    const { ready, newsroom, changes } = startIntake(sandbox, { states });
    await ready();
    await newsroom.waitFor(() => changes().length === 1);
    sandbox.restoreGuild(guild.id);
    sandbox.removeGuild(guild.id, { unavailable: true });
    sandbox.restoreGuild(guild.id);
    sandbox.removeChannel(news.id);
    await newsroom.waitFor(() => changes().length === 2);

    expect(changes()).toEqual([`${weather.id}: active`, `${news.id}: the channel was deleted`]);
    const asked = sandbox.requests().filter(({ path }) => path === `/channels/${news.id}`);
    expect(asked).toEqual([]);
  });
});
