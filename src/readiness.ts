import type { Standing } from './monitoring/reading.ts';
import type { BotAccount } from './platforms/account.ts';
import type { Intake } from './platforms/platform.ts';
import type { Store } from './storage/store.ts';
import type { Readiness } from './web/server.ts';

/** What a process depends on. */
export interface Watched {
  readonly store: Pick<Store, 'isUp' | 'whyDown'>;
  readonly intakes: readonly Intake[];
  readonly accounts: readonly BotAccount[];
}

/** Whether the process can do its work, with the reasons why not. */
export function readinessOf({ store, intakes, accounts }: Watched): Readiness {
  const standing = intakes.map((intake) => intake.status());
  const reasons = [
    ...(store.isUp() ? [] : [store.whyDown()]),
    ...standing.flatMap(({ platform, ready, why }) =>
      ready ? [] : [`${platform}: ${why ?? 'not connected'}`],
    ),
    ...accounts.flatMap(({ platform, trouble }) =>
      trouble === undefined ? [] : [`${platform}: ${trouble}`],
    ),
  ];
  const notes = standing.flatMap(({ platform, note }) =>
    note === undefined ? [] : [`${platform}: ${note}`],
  );
  return { ready: reasons.length === 0, reasons: [...new Set(reasons)], notes };
}

/** The same for the metrics. A platform is ready when its intake is, and when it accepts the bot's token. */
export function standingOf(watched: Watched): Standing {
  const { store, intakes, accounts } = watched;
  const platforms = accounts.map(({ platform, trouble }) => {
    const isListening = intakes.every((intake) => intake.platform !== platform || intake.status().ready);
    return { platform, isReady: trouble === undefined && isListening };
  });
  return { isReady: readinessOf(watched).ready, isRedisUp: store.isUp(), platforms };
}
