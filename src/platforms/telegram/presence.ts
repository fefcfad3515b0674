import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from 'grammy';
import type { ChatMemberUpdated } from 'grammy/types';
import type { Destination } from '../../domain/destination.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Logger } from '../../logger.ts';
import type { Dispatcher } from '../../newsroom/command/dispatcher.ts';
import type { KnownDestinations } from '../known-destinations.ts';
import { type RightsChange, rightsOf } from './changes.ts';
import { classifyTelegram, loggable } from './errors.ts';
import { addressOfDestination, destinationOf } from './places.ts';
import { namedWaitMs } from './trouble.ts';

/** What {@link comparePlaces} works with. */
export interface PresenceDeps {
  readonly api: Pick<Api, 'getChat' | 'getChatMember'>;
  readonly botId: number;
  readonly dispatcher: Pick<Dispatcher, 'rightsChanged' | 'moved'>;
  readonly known: KnownDestinations;
  readonly now: () => Instant;
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/** Two calls for each chat, leaving room for deliveries (Bots FAQ: 30 a second in all). */
const gapMs = 200;

/** The result for a chat: its rights, or its new address. */
type Standing = RightsChange | { readonly movedTo: Destination['id'] };

/**
 * Asks Telegram about the bot's rights in each group and channel on record, and tells the newsroom what has changed.
 * In private chats the next message shows it. Chats about which Telegram says nothing are left alone. Throws when the
 * records do not answer, or when `signal` aborts.
 */
export async function comparePlaces(deps: PresenceDeps): Promise<void> {
  for (const [chatId, destinations] of byChat(await deps.known.on('telegram'))) {
    const standing = await standingIn(chatId, deps);
    if (standing !== undefined) await tell(standing, destinations, deps);
    await sleep(gapMs, undefined, { signal: deps.signal });
  }
}

async function tell(
  standing: Standing,
  destinations: readonly Destination[],
  { dispatcher }: PresenceDeps,
): Promise<void> {
  if ('movedTo' in standing) {
    for (const { id } of destinations) await dispatcher.moved(id, standing.movedTo);
    return;
  }
  const { destination, change } = standing;
  const wanted = change === 'active' ? 'active' : 'paused';
  if (destinations.some(({ state }) => state.kind !== wanted))
    await dispatcher.rightsChanged(destination, change);
}

async function standingIn(chatId: number, deps: PresenceDeps): Promise<Standing | undefined> {
  const { api, botId, now, signal, log } = deps;
  for (;;) {
    try {
      const [chat, member] = [await api.getChat(chatId), await api.getChatMember(chatId, botId)];
      // Only these two fields of the update are read.
      return rightsOf({ chat, new_chat_member: member } as unknown as ChatMemberUpdated);
    } catch (error) {
      const waitMs = namedWaitMs(error);
      if (waitMs === undefined) {
        log.info({ ...loggable(error), chatId }, 'a chat on record could not be looked at');
        return standingOf(chatId, classifyTelegram(error, { operation: 'edit', now: now() }));
      }
      await sleep(Math.max(waitMs, gapMs), undefined, { signal });
    }
  }
}

function standingOf(chatId: number, outcome: ReturnType<typeof classifyTelegram>): Standing | undefined {
  switch (outcome.kind) {
    case 'moved':
      return { movedTo: outcome.to };
    case 'destination-gone':
    case 'forbidden':
    case 'needs-rights':
      return { destination: destinationOf({ chatId }), change: { why: outcome.why } };
    default:
      return undefined;
  }
}

function byChat(destinations: readonly Destination[]): ReadonlyMap<number, readonly Destination[]> {
  const chats = new Map<number, Destination[]>();
  for (const destination of destinations) {
    const chatId = addressOfDestination(destination.id)?.chatId ?? 0;
    if (chatId >= 0) continue;
    chats.set(chatId, [...(chats.get(chatId) ?? []), destination]);
  }
  return chats;
}
