import type { FastifyInstance } from 'fastify';
import { createChanges } from './changes.ts';
import { type CommandRegistry, commandRoutes, createCommandRegistry } from './commands.ts';
import { createFaults, type Faults } from './faults.ts';
import { Gateway, type GatewayControl } from './gateway.ts';
import { createHttp } from './http.ts';
import { createInteractions } from './interactions.ts';
import { createLimits } from './limits.ts';
import { MessageStore } from './message-store.ts';
import { type SandboxMessage, viewMessage } from './message-view.ts';
import { createNonces } from './nonces.ts';
import { type People, PeopleAtWork } from './people.ts';
import { type Json, messageFlag, messageType } from './protocol.ts';
import { createRequestLog, type OpenRequest, type RecordedRequest } from './requests.ts';
import { channelRoutes } from './routes-channels.ts';
import { interactionRoutes } from './routes-interactions.ts';
import { messageRoutes } from './routes-messages.ts';
import { pinRoutes, pinsOf } from './routes-pins.ts';
import { createSnowflakes } from './snowflake.ts';
import type { Attachment, Message, World } from './state.ts';
import { createWorld } from './world.ts';
import { createWorldEditor, type WorldEditor } from './world-editor.ts';

/** Options of {@link startDiscordSandbox}. */
export interface DiscordSandboxOptions {
  /** The port on 127.0.0.1; any free one by default. */
  readonly port?: number;
  /** Whether it counts requests against Discord's limits and answers 429; false by default. */
  readonly enforceLimits?: boolean;
  /** Milliseconds since 1970; the machine's clock by default. */
  readonly now?: () => number;
  /** The bot's token. */
  readonly token?: string;
}

/** A running stand-in for Discord. */
export interface DiscordSandbox extends WorldEditor, People {
  /** For `rest.api` of discord.js: `http://127.0.0.1:PORT/api`. */
  readonly apiUrl: string;
  readonly token: string;
  /** The bot's application id, which is its user id too. */
  readonly applicationId: string;
  /** The messages of a channel, oldest first, as everybody in it sees them; without notices of pins. */
  messages(channelId: string): readonly SandboxMessage[];
  /** The notices “pinned a message” of a channel, oldest first. */
  notices(channelId: string): readonly SandboxMessage[];
  /** The pinned messages of a channel, the newest pin first. */
  pins(channelId: string): readonly SandboxMessage[];
  /** The registered commands, for all servers and for single ones. */
  commands(): readonly Json[];
  /** All requests to the REST API so far, oldest first; the list grows as they come. */
  requests(): readonly RecordedRequest[];
  rateLimitedCount(): number;
  readonly faults: Faults;
  readonly gateway: GatewayControl;
  /** Calls the listener after every change. Returns a function that removes it. */
  onChange(listener: () => void): () => void;
  /** Resolves with what `check` returns once it is neither undefined nor false; see {@link createChanges}. */
  waitFor<T>(check: () => T | undefined | false, timeoutMs?: number): Promise<T>;
  /** Lets go of hanging requests, cuts all connections and stops listening. */
  close(): Promise<void>;
}

/**
 * Starts a stand-in for Discord's REST API and gateway on 127.0.0.1. It keeps everything in memory and covers what a
 * bot with slash commands needs. Requests are checked against Discord's OpenAPI description and written rules.
 * Rejects when the port is taken.
 */
export async function startDiscordSandbox(options: DiscordSandboxOptions = {}): Promise<DiscordSandbox> {
  const { port = 0, now = Date.now, token = 'sandbox-discord-token' } = options;
  const log = createRequestLog();
  const changes = createChanges(log.describe);
  const gateway = new Gateway({ token, changes, world: () => world });
  const world = createWorld({ now, newId: createSnowflakes(now), emit: (event) => gateway.emit(event) });
  const store = new MessageStore(world, changes);
  const interactions = createInteractions(world, changes);
  const registry = createCommandRegistry(world);
  const uploads = new Map<string, Attachment>();
  const faults = createFaults();
  const limits = options.enforceLimits ? createLimits(now) : undefined;
  const take = (request: OpenRequest) => limits?.take({ ...request, ...writtenAt(world, request) });
  const http = createHttp({ token, now, log, changes, hit: faults.hit, take }, [
    channelRoutes(world),
    messageRoutes({ world, store, nonces: createNonces(now) }),
    pinRoutes(world, store),
    interactionRoutes({ world, store, interactions }),
    commandRoutes(world, registry),
  ]);
  serveFiles(http, world, uploads);
  gateway.attach(http.server);
  world.origin = await http.listen({ host: '127.0.0.1', port });

  const people = new PeopleAtWork({ world, changes, registry, interactions, store, uploads });
  return {
    ...createWorldEditor(world, changes),
    ...boundPeople(people),
    ...views(world, registry),
    apiUrl: `${world.origin}/api`,
    token,
    applicationId: world.bot.id,
    requests: log.all,
    rateLimitedCount: log.rateLimitedCount,
    faults: { add: faults.add, clear: faults.clear },
    gateway,
    onChange: changes.onChange,
    waitFor: changes.waitFor,
    close: async () => {
      faults.clear();
      changes.stop();
      await gateway.close();
      await http.close();
    },
  };
}

function boundPeople(people: People): People {
  return {
    command: (input) => people.command(input),
    autocomplete: (input) => people.autocomplete(input),
    submitModal: (use, fields) => people.submitModal(use, fields),
    pressButton: (input) => people.pressButton(input),
    menuCommand: (input) => people.menuCommand(input),
    say: (input) => people.say(input),
  };
}

function views(
  world: World,
  registry: CommandRegistry,
): Pick<DiscordSandbox, 'messages' | 'notices' | 'pins' | 'commands'> {
  const list = (channelId: string, fits: (message: Message) => boolean) =>
    [...world.channel(channelId).messages.values()]
      .filter(fits)
      .map((message) => viewMessage(world, message));
  return {
    messages: (channelId) => list(channelId, ({ type }) => type !== messageType.pinNotice),
    notices: (channelId) => list(channelId, ({ type }) => type === messageType.pinNotice),
    pins: (channelId) => pinsOf(world.channel(channelId)).map(({ message }) => viewMessage(world, message)),
    commands: registry.all,
  };
}

/** Serves files at the addresses that messages and options carry. No token is needed there. */
function serveFiles(http: FastifyInstance, world: World, uploads: ReadonlyMap<string, Attachment>): void {
  type File = { Params: { channel: string; file: string } };
  http.get<File>('/attachments/:channel/:file/:name', async ({ params }, reply) => {
    const messages = [
      ...(world.channels.get(params.channel)?.messages.values() ?? []),
      ...world.ephemerals.values(),
    ];
    const sent = messages.flatMap((message) => message.attachments).find((file) => file.id === params.file);
    const file = sent ?? uploads.get(params.file);
    if (!file) return reply.code(404).send();
    return reply.type(file.contentType).send(Buffer.from(file.bytes));
  });
}

/** When the message of an edit was written: the limit on edits of old messages depends on it. */
function writtenAt(
  world: World,
  { method, path }: OpenRequest,
): { readonly messageWrittenAtMs?: number; readonly isPublished?: boolean } {
  const id = method === 'PATCH' ? /^\/channels\/\d+\/messages\/(\d+)$/.exec(path)?.[1] : undefined;
  const message = id === undefined ? undefined : world.message(id);
  if (!message) return {};
  return {
    messageWrittenAtMs: message.createdAtMs,
    isPublished: (message.flags & messageFlag.crossposted) !== 0,
  };
}
