import type { AddressInfo } from 'node:net';
import { type Acting, createActing } from './acting.ts';
import { type Callbacks, createCallbacks } from './callbacks.ts';
import { createBotDelivery } from './delivery.ts';
import { createDispatch } from './dispatch.ts';
import { unauthorized } from './errors.ts';
import { createFaults, type FaultBook, type Faults } from './faults.ts';
import { createHttp } from './http.ts';
import { createLimits } from './limits.ts';
import type { MethodTable } from './method.ts';
import { createChatMethods } from './methods-chats.ts';
import { type CommandMenu, createCommandMethods } from './methods-commands.ts';
import { createDeletingMethods, createEditingMethods } from './methods-editing.ts';
import { createSendingMethods } from './methods-sending.ts';
import { createUpdateMethods } from './methods-updates.ts';
import type { ChatKind, SandboxMessage } from './model.ts';
import { botAccount, createPeople, type NewPerson, type SandboxPerson } from './people.ts';
import { createPhotoStore, type PhotoStore } from './photo.ts';
import { createRequestLog, type RecordedRequest, type RequestLog } from './requests.ts';
import { createStaging, type Staging } from './staging.ts';
import { createUpdates, type Updates } from './updates.ts';
import { visibleText } from './visible.ts';
import { createWaiting, type Waiting } from './waiting.ts';
import { createWorld, type World } from './world.ts';

/** Options of {@link startTelegramSandbox}. */
export interface TelegramSandboxOptions {
  /** The port on 127.0.0.1; any free one by default. */
  readonly port?: number;
  /** Whether Telegram's sending limits are enforced; false by default. */
  readonly enforceLimits?: boolean;
  /** Whether group messages that are not commands are hidden from the bot; true by default, as for new bots. */
  readonly privacyMode?: boolean;
  /** Milliseconds since 1970; the machine's clock by default. */
  readonly now?: () => number;
  /** `<bot id>:<secret>`; a made-up one by default. */
  readonly token?: string;
}

/** A local Bot API server with the people, chats and faults that a test, a benchmark or the demo needs. */
export interface TelegramSandbox extends Staging, Acting {
  /** The root for clients: `http://127.0.0.1:PORT`. Files are at `/file/bot<token>/<path>`. */
  readonly apiUrl: string;
  readonly token: string;
  readonly botId: number;
  readonly botUsername: string;
  readonly faults: Faults;
  addPerson(person: NewPerson): SandboxPerson;
  chats(): readonly { readonly id: number; readonly kind: ChatKind; readonly title: string }[];
  /** The chat's messages, oldest first, without deleted ones. */
  messages(chatId: number): readonly SandboxMessage[];
  /** The pinned messages, the newest pin first. */
  pins(chatId: number): readonly SandboxMessage[];
  /** A message's text with its formatting as simple marks, for terminals and golden files. */
  visible(message: SandboxMessage): string;
  commands(): readonly CommandMenu[];
  requests(): readonly RecordedRequest[];
  rateLimitedCount(): number;
  /** Makes every method answer 401 from now on, including a poll that is waiting. */
  revokeToken(): void;
  restoreToken(): void;
  /** Calls the listener after every change. Returns a function that removes it. */
  onChange(listener: () => void): () => void;
  waitFor: Waiting['waitFor'];
  /** Cuts every connection. Stop the bot first, or it keeps reconnecting. */
  close(): Promise<void>;
}

const defaultToken = '7000000001:SANDBOX-TOKEN-SANDBOX-TOKEN-SANDBOX';
const botUsername = 'dateline_sandbox_bot';

interface Parts {
  readonly world: World;
  readonly photos: PhotoStore;
  readonly updates: Updates;
  readonly callbacks: Callbacks;
  readonly faults: FaultBook;
  readonly log: RequestLog;
  readonly waiting: Waiting;
  readonly menus: Map<string, CommandMenu>;
  readonly listeners: Set<() => void>;
}

/** Starts an empty sandbox. Rejects when the port is taken. */
export async function startTelegramSandbox(options: TelegramSandboxOptions = {}): Promise<TelegramSandbox> {
  const {
    port = 0,
    enforceLimits = false,
    privacyMode = true,
    now = Date.now,
    token = defaultToken,
  } = options;
  const botId = Number.parseInt(token, 10);
  if (!Number.isSafeInteger(botId)) throw new Error("A bot token begins with the bot's id and a colon.");
  const parts = createParts({ botId, readsAll: !privacyMode, now });
  const delivery = createBotDelivery(parts.world, parts.updates, privacyMode);
  const staging = createStaging(parts.world, delivery);
  let isRevoked = false;
  const isValidToken = (given: string) => given === token && !isRevoked;
  const dispatch = createDispatch({
    ...parts,
    methods: createMethods(parts),
    limits: enforceLimits ? createLimits(now) : undefined,
    isValidToken,
    migrate: (chat) => void staging.migrateToSupergroup(chat.id),
  });
  const http = createHttp({ dispatch, photos: parts.photos, isValidToken });
  await http.listen({ host: '127.0.0.1', port });
  return {
    ...staging,
    ...createActing({ ...parts, delivery }),
    ...createViews(parts),
    apiUrl: `http://127.0.0.1:${portOf(http.server.address())}`,
    token,
    botId,
    botUsername,
    faults: parts.faults,
    revokeToken() {
      isRevoked = true;
      parts.updates.refuseHeld(unauthorized());
    },
    restoreToken() {
      isRevoked = false;
    },
    waitFor: parts.waiting.waitFor,
    async close() {
      parts.waiting.close();
      parts.callbacks.close();
      await http.close();
    },
  };
}

interface PartOptions {
  readonly botId: number;
  readonly readsAll: boolean;
  readonly now: () => number;
}

function createParts({ botId, readsAll, now }: PartOptions): Parts {
  const listeners = new Set<() => void>();
  const log = createRequestLog();
  const waiting = createWaiting(() => describe(log, world));
  const onChange = () => {
    waiting.changed();
    for (const listener of listeners) listener();
  };
  const world = createWorld({
    bot: botAccount(botId, botUsername, readsAll),
    people: createPeople(),
    now,
    onChange,
  });
  return {
    world,
    photos: createPhotoStore(),
    updates: createUpdates(),
    callbacks: createCallbacks(now),
    faults: createFaults(),
    log,
    waiting,
    menus: new Map(),
    listeners,
  };
}

function createMethods(parts: Parts): MethodTable {
  const { world, photos, menus } = parts;
  return {
    ...createUpdateMethods(parts),
    ...createCommandMethods(menus),
    ...createChatMethods(world),
    ...createSendingMethods(world, photos),
    ...createEditingMethods(world, photos),
    ...createDeletingMethods(world),
  };
}

type Views = Pick<
  TelegramSandbox,
  | 'addPerson'
  | 'chats'
  | 'messages'
  | 'pins'
  | 'visible'
  | 'commands'
  | 'requests'
  | 'rateLimitedCount'
  | 'onChange'
>;

function createViews({ world, menus, log, listeners }: Parts): Views {
  return {
    addPerson: (person) => world.people.add(person),
    chats: () => world.chats().map(({ id, kind, title }) => ({ id, kind, title })),
    messages: (chatId) => [...world.chat(chatId).messages.values()],
    pins(chatId) {
      const { pins, messages } = world.chat(chatId);
      return pins.toReversed().flatMap((id) => messages.get(id) ?? []);
    },
    visible: visibleText,
    commands: () => [...menus.values()],
    requests: () => log.all(),
    rateLimitedCount: () => log.rateLimitedCount(),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** The last requests and messages, for the error of a wait that timed out. */
function describe(log: RequestLog, world: World): string {
  const requests = log.all().filter((it) => it.method !== 'getUpdates');
  const asked = requests
    .slice(-8)
    .map((it) => `${it.method} → ${it.status} ${it.description ?? ''}`.trimEnd());
  const chats = world.chats().map((chat) => {
    const last = [...chat.messages.values()].at(-1);
    return `${chat.title} (${chat.id}): ${chat.messages.size} messages, last ${JSON.stringify(last?.text ?? '')}`;
  });
  return ['Last requests:', ...asked, 'Chats:', ...chats].join('\n  ');
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string')
    throw new Error('The sandbox is not listening on a port.');
  return address.port;
}
