import { setTimeout as sleep } from 'node:timers/promises';
import {
  createConcurrentSink,
  createRunner,
  createSource,
  type RunnerHandle,
  type UpdateSink,
} from '@grammyjs/runner';
import { type Api, BotError } from 'grammy';
import type { Update, UserFromGetMe } from 'grammy/types';
import type { Logger } from '../../logger.ts';
import { late, within } from '../../newsroom/within.ts';
import type { BotAccount } from '../account.ts';
import type { ConnectionStatus } from '../platform.ts';
import { loggable } from './errors.ts';
import type { Inbox, StoredUpdate } from './inbox.ts';
import { isTokenRefused, namedWaitMs, whyNotConnected } from './trouble.ts';

/** Options of {@link TelegramConnection}. */
export interface ConnectionOptions {
  /** A client whose time limit is longer than {@link pollSeconds}. */
  readonly api: Api;
  readonly inbox: Inbox;
  /** What has to be done before the first update. It is repeated until it does not throw. */
  prepare(me: UserFromGetMe): Promise<void>;
  /** Handles one update. Throws when the update must be handled again after the next start. */
  handle(update: Update): Promise<void>;
  /**
   * Tells the sender that an update cannot be stored, since the records are away; nothing else is done about it.
   * False when nobody waits for an answer and the update must not be lost.
   */
  refuse(update: Update): Promise<boolean>;
  /** Called after every successful poll. */
  polled(): Promise<void>;
  /** Told whether Telegram accepts the token. */
  readonly account: BotAccount | undefined;
  /** Aborted by `stop`; that also ends the handlers' waits. */
  readonly stopping: AbortController;
  /** Aborted when `stop` waits no longer for what is being handled: that is handled again after the next start. */
  readonly left: AbortController;
  /** How long to wait after this many failures in a row. */
  readonly retryDelayMs: (failures: number) => number;
  readonly log: Logger;
}

/** How long Telegram may hold a request for updates (Bot API server: at most 50). */
export const pollSeconds = 30;

const updateTypes = ['message', 'channel_post', 'callback_query', 'my_chat_member'] as const;
const rememberedIds = 1_000;
const goodbyeMs = 1_000;
/** An answer that Telegram has not accepted by then is not waited for. */
const handledWithinMs = 2_000;
/** For all tries together: a server that restarts is back by then, and people are told within three seconds. */
const keepWithinMs = 2_000;
const keepAgainMs = 200;

/**
 * Gets updates from Telegram by long polling and has many of them handled at a time. An update is stored in the inbox
 * before Telegram is told that it arrived, and until it is handled. One that cannot be stored is refused, so that
 * nobody waits in vain and nothing happens later. Faults are waited out, for ever. It is started once and stopped
 * once.
 */
export class TelegramConnection {
  readonly #options: ConnectionOptions;
  readonly #sink: UpdateSink<Update>;
  readonly #runner: RunnerHandle;
  readonly #underWay = new Set<Promise<void>>();
  readonly #known = new Set<number>();
  #status: ConnectionStatus = notReady('not connected yet');
  #offset = 0;
  #running: Promise<void> | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#sink = createConcurrentSink<Update>({ consume: (update) => this.#track(update) }, async () => {});
    const source = createSource<Update>({ supply: (size) => this.#untilDone(() => this.#poll(size)) });
    this.#runner = createRunner(source, this.#sink);
  }

  status(): ConnectionStatus {
    return this.#status;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    const wasReady = this.#status.ready;
    this.#options.stopping.abort();
    // In the same turn, since otherwise the runner would take the interrupted request for a fault.
    const stopped = this.#runner.isRunning() ? this.#runner.stop() : undefined;
    this.#status = notReady('stopped');
    await this.#running;
    await stopped;
    const handled = await within(Promise.all(this.#underWay), handledWithinMs);
    if (handled === late) {
      this.#options.left.abort();
      this.#options.log.warn({ updates: this.#underWay.size }, 'updates are kept for the next start');
    }
    if (wasReady) await this.#sayGoodbye();
  }

  async #run(): Promise<void> {
    const { stopping } = this.#options;
    try {
      await this.#untilDone(() => this.#connect());
      const kept = await this.#untilDone(() => this.#restore());
      await this.#sink.handle(kept);
      stopping.signal.throwIfAborted();
      this.#runner.start();
    } catch (error) {
      if (!stopping.signal.aborted) throw error;
    }
  }

  async #connect(): Promise<void> {
    const { api, prepare, stopping } = this.#options;
    const signal = grammySignal(stopping.signal);
    const me = await api.getMe(signal);
    // While a webhook is set, Telegram refuses getUpdates.
    await api.deleteWebhook({ drop_pending_updates: false }, signal);
    await prepare(me);
  }

  async #restore(): Promise<Update[]> {
    const kept = await this.#options.inbox.all();
    // The inbox returns what was stored: updates as Telegram sent them.
    const updates = kept.map(({ json }) => JSON.parse(json) as Update);
    this.#know(updates);
    return updates;
  }

  async #poll(size: number): Promise<Update[]> {
    const { api, stopping } = this.#options;
    // The first request is answered at once, which shows that polling works.
    const timeout = this.#status.ready ? pollSeconds : 0;
    const limit = Math.max(1, Math.min(size, 100));
    const request = { offset: this.#offset, limit, timeout, allowed_updates: updateTypes };
    const updates = await api.getUpdates(request, grammySignal(stopping.signal));
    const fresh = updates.filter(({ update_id: id }) => !this.#known.has(id));
    const isKept = fresh.length === 0 || (await this.#keep(fresh));
    this.#know(fresh);
    this.#offset = (updates.at(-1)?.update_id ?? this.#offset - 1) + 1;
    this.#polled();
    void this.#options.polled();
    if (isKept) return fresh;
    for (const update of fresh) void this.#during(this.#refuse(update));
    return [];
  }

  /** Returns false when the records have not answered for so long that people must be told. */
  async #keep(updates: readonly Update[]): Promise<boolean> {
    const { inbox, stopping, log } = this.#options;
    const deadline = performance.now() + keepWithinMs;
    for (;;) {
      try {
        const kept = await within(inbox.add(updates.map(toStored)), deadline - performance.now());
        if (kept !== late) return true;
        log.warn({ updates: updates.length }, 'updates were not kept in time');
      } catch (error) {
        log.warn({ ...loggable(error), updates: updates.length }, 'updates could not be kept');
      }
      if (performance.now() + keepAgainMs > deadline) return false;
      await sleep(keepAgainMs, undefined, { signal: stopping.signal });
    }
  }

  async #refuse(update: Update): Promise<void> {
    const { inbox, refuse, log } = this.#options;
    try {
      if (await refuse(update)) {
        // A call without an answer may have taken effect.
        await this.#patiently(() => inbox.remove(update.update_id));
        return;
      }
      await this.#patiently(() => inbox.add([toStored(update)]));
      await this.#handle(update);
    } catch (error) {
      log.error(
        { ...loggable(error), updateId: update.update_id },
        'an update could not be dealt with before the stop',
      );
    }
  }

  #polled(): void {
    const { stopping, account, log } = this.#options;
    account?.accepted();
    if (this.#status.ready || stopping.signal.aborted) return;
    this.#status = { platform: 'telegram', ready: true };
    log.info('Telegram is connected');
  }

  /** Repeats a step until it does not throw. Throws only when the connection is stopped. */
  async #untilDone<T>(step: () => Promise<T>): Promise<T> {
    const { stopping, account, log, retryDelayMs } = this.#options;
    for (let failures = 1; ; failures += 1) {
      stopping.signal.throwIfAborted();
      try {
        return await step();
      } catch (error) {
        stopping.signal.throwIfAborted();
        if (isTokenRefused(error)) account?.refused();
        const why = whyNotConnected(error);
        this.#status = notReady(why);
        const waitMs = Math.max(namedWaitMs(error) ?? 0, retryDelayMs(failures));
        log.warn({ ...loggable(error), failures, waitMs, why }, 'Telegram is not connected');
        await sleep(waitMs, undefined, { signal: stopping.signal });
      }
    }
  }

  /** Repeats a step that the records must take, without telling anybody. Throws when the connection is stopped. */
  async #patiently(step: () => Promise<void>): Promise<void> {
    const { stopping, retryDelayMs } = this.#options;
    for (let failures = 1; ; failures += 1) {
      try {
        return await step();
      } catch {
        await sleep(retryDelayMs(failures), undefined, { signal: stopping.signal });
      }
    }
  }

  async #track(update: Update): Promise<void> {
    await this.#during(this.#handle(update));
  }

  async #during(work: Promise<void>): Promise<void> {
    this.#underWay.add(work);
    await work;
    this.#underWay.delete(work);
  }

  async #handle(update: Update): Promise<void> {
    const { handle, inbox, log } = this.#options;
    try {
      await handle(update);
      // Somebody who was told that nothing was saved sends it again, so it must not be handled later as well.
      await this.#patiently(() => inbox.remove(update.update_id));
    } catch (error) {
      const cause = error instanceof BotError ? error.error : error;
      log.error({ ...loggable(cause), updateId: update.update_id }, 'an update is kept for the next start');
    }
  }

  /** A failed step is repeated, and Telegram resends what was not confirmed: neither may be handled twice. */
  #know(updates: readonly Update[]): void {
    for (const { update_id: id } of updates) this.#known.add(id);
    const surplus = Math.max(0, this.#known.size - rememberedIds);
    for (const id of [...this.#known].slice(0, surplus)) this.#known.delete(id);
  }

  /**
   * Confirms the last updates. Telegram counts them as received when the next ones are asked for, and would send them
   * again.
   */
  async #sayGoodbye(): Promise<void> {
    const { api, log } = this.#options;
    if (this.#offset === 0) return;
    try {
      const signal = grammySignal(AbortSignal.timeout(goodbyeMs));
      await api.getUpdates({ offset: this.#offset, limit: 1, timeout: 0 }, signal);
    } catch (error) {
      log.debug(loggable(error), 'the last updates may come again');
    }
  }
}

function toStored(update: Update): StoredUpdate {
  return { updateId: update.update_id, json: JSON.stringify(update) };
}

function notReady(why: string): ConnectionStatus {
  return { platform: 'telegram', ready: false, why };
}

function grammySignal(signal: AbortSignal) {
  // grammY's types name the abort-controller package; Node's own signals work the same.
  return signal as unknown as NonNullable<Parameters<Api['getMe']>[0]>;
}
