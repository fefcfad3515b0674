import { requireCommandRules } from './command-rules.ts';
import { invalidForm, refusal } from './errors.ts';
import { contentOf, jsonBody, type Routes } from './http.ts';
import { commandType, isJson, type Json } from './protocol.ts';
import type { World } from './state.ts';

/** The registered commands, for all servers or for one. */
export interface CommandRegistry {
  /** All commands as JSON. Those of one server carry its `guild_id`. */
  all(): readonly Json[];
  /** Replaces the list of a scope. Throws 50035 or 30032. */
  replace(guildId: string | undefined, commands: readonly Json[]): readonly Json[];
  /** Adds a command to a scope. It replaces one of the same name and type. */
  upsert(guildId: string | undefined, command: Json): Json;
  list(guildId: string | undefined): readonly Json[];
  /** The command that people see in a server: its own one if there is one, else the one for all servers. */
  find(guildId: string | undefined, name: string, type: number): Json | undefined;
}

/** Makes an empty registry. */
export function createCommandRegistry(world: World): CommandRegistry {
  const scopes = new Map<string | undefined, readonly Json[]>();
  const list = (guildId: string | undefined) => scopes.get(guildId) ?? [];

  function replace(guildId: string | undefined, commands: readonly Json[]): readonly Json[] {
    requireCommandRules(commands);
    const known = list(guildId);
    const registered = commands.map((command): Json => {
      const before = known.find((one) => isSame(one, command));
      return {
        type: commandType.chatInput,
        description: '',
        ...command,
        id: before?.['id'] ?? world.newId(),
        application_id: world.bot.id,
        version: world.newId(),
        ...(guildId !== undefined && { guild_id: guildId }),
      };
    });
    scopes.set(guildId, registered);
    return registered;
  }

  function upsert(guildId: string | undefined, command: Json): Json {
    const others = list(guildId).filter((one) => !isSame(one, command));
    const registered = replace(guildId, [...others, command]).at(-1);
    if (!registered) throw new Error('A registry that was just written to is empty.');
    return registered;
  }

  return {
    all: () => [...scopes.values()].flat(),
    replace,
    upsert,
    list,
    find: (guildId, name, type) => {
      const seen = guildId === undefined ? list(undefined) : [...list(guildId), ...list(undefined)];
      return seen.find((command) => command['name'] === name && command['type'] === type);
    },
  };
}

function isSame(left: Json, right: Json): boolean {
  const typeOf = (command: Json) => command['type'] ?? commandType.chatInput;
  return left['name'] === right['name'] && typeOf(left) === typeOf(right);
}

/** Registering and listing commands. */
export function commandRoutes(world: World, registry: CommandRegistry): Routes {
  type Scope = { Params: { application: string; guild?: string } };

  function scopeOf({ application, guild }: Scope['Params']): string | undefined {
    if (application !== world.bot.id) throw refusal('missingAccess');
    if (guild === undefined) return undefined;
    const found = world.guilds.get(guild);
    if (!found || found.state === 'removed') throw refusal('missingAccess');
    return guild;
  }

  return (api) => {
    for (const path of [
      '/applications/:application/commands',
      '/applications/:application/guilds/:guild/commands',
    ]) {
      api.get<Scope>(path, async ({ params }) => registry.list(scopeOf(params)));
      api.put<Scope>(path, async (request) =>
        registry.replace(scopeOf(request.params), listOf(contentOf(request).json)),
      );
      api.post<Scope>(path, async (request, reply) =>
        reply.code(201).send(registry.upsert(scopeOf(request.params), jsonBody(request))),
      );
    }
  };
}

function listOf(json: unknown): readonly Json[] {
  if (Array.isArray(json) && json.every(isJson)) return json;
  throw invalidForm([
    { path: [], code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' },
  ]);
}
