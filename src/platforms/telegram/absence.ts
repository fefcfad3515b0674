import type { Instant } from '../../domain/time/instant.ts';
import type { Logger } from '../../logger.ts';
import { loggable } from './errors.ts';

/** When Telegram was last polled for updates, by any process. */
export interface Polls {
  last(): Promise<Instant | undefined>;
  note(at: Instant): Promise<void>;
}

/** Options of {@link createAbsence}. */
export interface AbsenceOptions {
  readonly polls: Polls;
  readonly now: () => Instant;
  /** Called when Telegram may have dropped updates meanwhile, so that their content has to be asked for. */
  readonly onLong: () => void;
  readonly log: Logger;
}

/** Telegram keeps updates for 24 hours (Bot API, "Getting updates"). */
const keptMs = 23 * 3_600_000;
const noteEveryMs = 60_000;

/**
 * Notices when nobody has polled for longer than Telegram keeps updates. The returned function must be called after
 * every poll; it never throws.
 */
export function createAbsence({ polls, now, onLong, log }: AbsenceOptions): () => Promise<void> {
  let known: { readonly at: Instant | undefined } | undefined;
  let isBusy = false;

  async function look(): Promise<void> {
    known ??= { at: await polls.last() };
    const at = now();
    if (known.at === undefined || at - known.at > keptMs) onLong();
    if (known.at !== undefined && at - known.at < noteEveryMs) return;
    known = { at };
    await polls.note(at);
  }

  return async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      await look();
    } catch (error) {
      log.warn(loggable(error), 'it was not noted that Telegram was asked for updates');
    } finally {
      isBusy = false;
    }
  };
}
