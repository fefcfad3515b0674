import { CreateTextThreadWithoutMessageRequestSchema } from 'discord-api-spec/zod';
import { refusal, requireThat } from './errors.ts';
import { requireSchema } from './form-faults.ts';
import { gatewayUrl } from './gateway-packets.ts';
import { channelJson, guildJson } from './guild-json.ts';
import type { Routes } from './http.ts';
import { jsonBody } from './http.ts';
import { channelType, intent } from './protocol.ts';
import { type Channel, type Guild, isThread, type World } from './state.ts';
import { memberJson, userJson } from './user-json.ts';
import { directChannel } from './world-editor.ts';

/** Routes for channels, servers, people and the gateway's address. */
export function channelRoutes(world: World): Routes {
  function guild(id: string): Guild {
    const found = world.guilds.get(id);
    if (!found || found.state === 'removed') throw refusal('unknownGuild');
    return found;
  }

  function changeThread(id: string, body: Record<string, unknown>) {
    const channel = world.visibleChannel(id);
    requireThat(isThread(channel), 'missingPermissions');
    // Only Manage Threads allows changing a locked thread (Discord, Threads).
    requireThat(!channel.locked || world.mayUseLocked(channel), 'missingPermissions');
    requireThat(world.rightsOf(channel).canSend, 'missingPermissions');
    if (typeof body['archived'] === 'boolean') channel.archived = body['archived'];
    const data = channelJson(world, channel);
    const guildId = channel.guildId;
    world.emit({
      name: 'THREAD_UPDATE',
      data,
      ...(guildId !== undefined && { guildId }),
      intents: intent.guilds,
    });
    return data;
  }

  return (api) => {
    api.get('/gateway/bot', async () => ({
      url: gatewayUrl(world),
      shards: 1,
      session_start_limit: { total: 1_000, remaining: 1_000, reset_after: 0, max_concurrency: 1 },
    }));
    api.get<{ Params: { channel: string } }>('/channels/:channel', async ({ params }) =>
      channelJson(world, world.visibleChannel(params.channel)),
    );
    api.patch<{ Params: { channel: string } }>('/channels/:channel', async (request) =>
      changeThread(request.params.channel, jsonBody(request)),
    );
    api.post<{ Params: { channel: string } }>('/channels/:channel/threads', async (request, reply) =>
      reply.code(201).send(openThread(world, request.params.channel, jsonBody(request))),
    );
    api.get<{ Params: { guild: string } }>('/guilds/:guild', async ({ params }) =>
      guildJson(world, guild(params.guild)),
    );
    api.get<{ Params: { guild: string } }>('/guilds/:guild/channels', async ({ params }) => {
      const { id } = guild(params.guild);
      const channels = [...world.channels.values()].filter((one) => one.guildId === id && !isThread(one));
      return channels.map((channel) => channelJson(world, channel));
    });
    addPeople(world, guild)(api);
  };
}

/** Start Thread without Message (Discord, Channel resource). Throws 50001, 50013, 50024 or 50035. */
function openThread(world: World, parentId: string, body: Record<string, unknown>) {
  const parent = world.visibleChannel(parentId);
  const type = threadTypes.get(parent.type);
  requireThat(type !== undefined && parent.guildId !== undefined, 'wrongChannelType');
  requireThat(world.rightsOf(parent).canSend, 'missingPermissions');
  requireSchema(CreateTextThreadWithoutMessageRequestSchema, body);
  requireThat(body['type'] === type, 'wrongChannelType');
  const made: Channel = {
    id: world.newId(),
    name: String(body['name']),
    type,
    guildId: parent.guildId,
    parentId,
    rights: parent.rights,
    archived: false,
    locked: false,
    messages: new Map(),
  };
  world.channels.set(made.id, made);
  const data = channelJson(world, made);
  world.emit({ name: 'THREAD_CREATE', data, guildId: parent.guildId, intents: intent.guilds });
  return data;
}

const threadTypes: ReadonlyMap<number, number> = new Map([
  [channelType.text, channelType.thread],
  [channelType.announcement, channelType.announcementThread],
]);

function addPeople(world: World, guild: (id: string) => Guild): Routes {
  return (api) => {
    api.get<{ Params: { guild: string; user: string } }>(
      '/guilds/:guild/members/:user',
      async ({ params }) => {
        guild(params.guild);
        const person = world.people.get(params.user);
        if (!person) throw refusal('unknownMember');
        return memberJson(world, person);
      },
    );
    api.get<{ Params: { guild: string }; Querystring: { query?: string; limit?: string } }>(
      '/guilds/:guild/members/search',
      async ({ params, query }) => {
        guild(params.guild);
        const start = (query.query ?? '').toLowerCase();
        const found = [...world.people.values()].filter(({ name }) => name.toLowerCase().startsWith(start));
        return found.slice(0, Number(query.limit ?? 1)).map((person) => memberJson(world, person));
      },
    );
    api.get<{ Params: { user: string } }>('/users/:user', async ({ params }) => {
      const person = params.user === '@me' ? world.bot : world.people.get(params.user);
      if (!person) throw refusal('unknownUser');
      return userJson(world, person);
    });
    api.post<{ Params: { user: string } }>('/users/:user/channels', async (request) => {
      const person = world.people.get(String(jsonBody(request)['recipient_id']));
      if (!person || request.params.user !== '@me') throw refusal('unknownUser');
      return channelJson(world, directChannel(world, person.id));
    });
  };
}
