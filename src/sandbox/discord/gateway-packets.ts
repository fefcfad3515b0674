import type { WebSocket } from 'ws';
import { z } from 'zod';
import type { GatewaySession } from './gateway-session.ts';
import { guildJson } from './guild-json.ts';
import type { Json } from './protocol.ts';
import type { World } from './state.ts';
import { memberJson, userJson } from './user-json.ts';

const packetSchema = z.object({ op: z.number(), d: z.unknown() });
const membersSchema = z.object({
  guild_id: z.string(),
  query: z.string().optional(),
  user_ids: z.union([z.string(), z.array(z.string())]).optional(),
  limit: z.number().optional(),
  nonce: z.string().optional(),
});

/** What the stand-in reads of IDENTIFY (Discord, Gateway Events). */
export const identifySchema = z.object({
  token: z.string(),
  intents: z.number(),
  shard: z.tuple([z.number().int(), z.number().int().positive()]).default([0, 1]),
});

/** RESUME (Discord, Gateway Events). */
export const resumeSchema = z.object({ token: z.string(), session_id: z.string(), seq: z.number() });

/** Close codes that the stand-in uses (Discord, Opcodes and Status Codes). */
export const closeCode = {
  unknownError: 4000,
  unknownOpcode: 4001,
  decodeError: 4002,
  notAuthenticated: 4003,
  badToken: 4004,
} as const;

/** Reads a packet; undefined when the text is not one. */
export function readPacket(text: string): z.infer<typeof packetSchema> | undefined {
  try {
    return packetSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Sends a packet that is not an event. */
export function sendPacket(socket: WebSocket, op: number, data: Json | boolean | null): void {
  socket.send(JSON.stringify({ op, d: data, s: null, t: null }));
}

/**
 * Sends READY with the ids of the servers, then GUILD_CREATE for each one without an outage (Discord, Gateway,
 * Connecting).
 */
export function sendWelcome(world: World, session: GatewaySession): void {
  const guilds = [...world.guilds.values()].filter(
    (guild) => guild.state !== 'removed' && session.wants({ intents: 0, guildId: guild.id }),
  );
  session.dispatch('READY', {
    v: 10,
    user: { ...userJson(world, world.bot), verified: true, mfa_enabled: false, flags: 0, email: null },
    guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
    session_id: session.id,
    resume_gateway_url: gatewayUrl(world),
    application: { id: world.bot.id, flags: 0 },
    shard: session.shard,
  });
  for (const guild of guilds) {
    if (guild.state === 'present') session.dispatch('GUILD_CREATE', guildJson(world, guild));
  }
}

/** Where the gateway listens. */
export function gatewayUrl(world: World): string {
  return `${world.origin.replace('http', 'ws')}/gateway`;
}

/** Answers a request for members with one chunk (Discord, Gateway Events, Request Guild Members). */
export function sendMembers(world: World, session: GatewaySession, data: unknown): void {
  const input = membersSchema.safeParse(data);
  if (!input.success) return;
  const { guild_id, query, user_ids, limit, nonce } = input.data;
  const fits = ({ id, name }: { readonly id: string; readonly name: string }) =>
    user_ids === undefined
      ? name.toLowerCase().startsWith((query ?? '').toLowerCase())
      : [user_ids].flat().includes(id);
  const people = [...world.people.values()].filter(fits).slice(0, limit || undefined);
  session.dispatch('GUILD_MEMBERS_CHUNK', {
    guild_id,
    members: people.map((person) => memberJson(world, person)),
    chunk_index: 0,
    chunk_count: 1,
    ...(nonce !== undefined && { nonce }),
  });
}
