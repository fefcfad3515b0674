import type { Json } from './protocol.ts';
import type { SandboxPerson, World } from './state.ts';

/** A moment as Discord writes it. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000+00:00');
}

/** A user object (Discord, User resource). */
export function userJson(world: World, person: SandboxPerson): Json {
  return {
    id: person.id,
    username: person.name,
    discriminator: '0',
    global_name: person.name,
    avatar: null,
    ...(person.id === world.bot.id && { bot: true }),
  };
}

/** A guild member object (Discord, Guild resource). */
export function memberJson(world: World, person: SandboxPerson): Json {
  return {
    user: userJson(world, person),
    nick: null,
    avatar: null,
    roles: [],
    joined_at: isoTime(0),
    deaf: false,
    mute: false,
    flags: 0,
  };
}
