import type { DeliveryObserver, FollowedChange, MadeCall } from '../delivery/observer.ts';
import { formatItem } from '../domain/backlog-item.ts';
import { type DestinationId, platformOf } from '../domain/destination.ts';
import { entryName } from '../domain/entry.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Logger } from '../logger.ts';
import { createGather } from './gather.ts';
import type { Metrics } from './metrics.ts';
import type { Spread } from './spread.ts';

/** What {@link watchDelivery} needs. */
export interface DeliveryWatchDeps {
  readonly metrics: Omit<Metrics, 'write'>;
  readonly spread: Spread;
  readonly log: Logger;
  readonly now: () => Instant;
}

/** What ends within this time is noted in Redis together. */
const gatherMs = 50;

/**
 * An entry's revision has reached a destination. Without a revision, nothing of the entry is on its way there any
 * more.
 */
interface Reached extends Pick<FollowedChange, 'slug' | 'number'> {
  readonly revision: number | undefined;
  readonly destination: DestinationId;
  readonly at: Instant;
}

/** How many changes are remembered as begun, so that each process asks Redis only once about each. */
const rememberedChanges = 500;

/**
 * Counts and times what the delivery engine does, and writes the log lines that follow a change; each contains the id
 * of the call that made it. Deliveries do not wait for what this keeps in Redis: when that fails, a figure is
 * missing.
 */
export function watchDelivery({ metrics, spread, log, now }: DeliveryWatchDeps): DeliveryObserver {
  const begun = new Set<string>();

  const gather = createGather<Reached>(gatherMs, (reached) => beside(reach(reached)));

  function everywhere(change: FollowedChange, at: Instant): void {
    const afterMs = Math.max(at - change.at, 0);
    metrics.lastDelivery.observe({ urgency: change.urgency }, afterMs / 1_000);
    log.info({ ...factsOf(change), afterMs }, 'no destination waits for it any more');
  }

  /** Of all processes, only the one that begins it times it. */
  async function timeFirst(change: FollowedChange, afterMs: number): Promise<void> {
    if (await spread.begin(change))
      metrics.firstRequest.observe({ urgency: change.urgency }, afterMs / 1_000);
  }

  async function reach(reached: readonly [Reached, ...Reached[]]): Promise<void> {
    const [{ slug, number, revision }] = reached;
    const entry = { slug, number, ...(revision !== undefined && { revision }) };
    const last = await spread.reach(
      reached.map(({ destination }) => destination),
      entry,
    );
    if (last !== undefined) everywhere(last, Math.max(...reached.map(({ at }) => at)));
  }

  /** Every destination may have got it while they were still being listed. */
  async function endIfReached(change: FollowedChange): Promise<void> {
    const reachedAll = await spread.expectNoMore(change);
    if (reachedAll !== undefined) everywhere(reachedAll, now());
  }

  return {
    carrying(change, destinations) {
      if (destinations.length > 0) beside(spread.expect(change, destinations));
    },
    carried(change, destinations) {
      log.info({ ...factsOf(change), destinations }, 'on its way to its destinations');
      if (destinations > 0) beside(endIfReached(change));
    },
    calling(change) {
      const key = `${entryName(change)} ${change.revision}`;
      if (begun.has(key)) return;
      remember(begun, key);
      beside(timeFirst(change, Math.max(now() - change.at, 0)));
    },
    called(call) {
      const { platform, operation, outcome, tookMs } = call;
      metrics.calls.inc({ platform, operation, outcome: outcome.kind });
      metrics.callSeconds.observe({ platform, operation }, tookMs / 1_000);
      if (outcome.kind === 'rate-limited') metrics.rateLimits.inc({ platform, scope: outcome.scope });
      write(log, call, now());
    },
    ended(end) {
      const platform = platformOf(end.destination);
      metrics.deliveries.inc({ platform, kind: end.item.kind, outcome: end.how });
      const { item, revision, destination } = end;
      if (item.kind !== 'entry') return;
      const { slug, number } = item;
      gather(`${entryName(item)} ${revision}`, { slug, number, revision, destination, at: now() });
    },
    resting(destination) {
      const at = now();
      beside(spread.rest(destination).then((changes) => changes.map((change) => everywhere(change, at))));
    },
  };
}

/** Identifies a change in the log: the same call, from the command to the last copy. */
function factsOf(change: FollowedChange) {
  return { call: change.call, entry: entryName(change), revision: change.revision };
}

function write(
  log: Logger,
  { item, change, destination, operation, outcome, tookMs }: MadeCall,
  now: Instant,
): void {
  const facts = {
    ...(change ? factsOf(change) : { item: formatItem(item) }),
    destination,
    operation,
    outcome: outcome.kind,
    ...('why' in outcome && { why: outcome.why }),
    tookMs: Math.round(tookMs),
    ...(change && { afterMs: Math.max(now - change.at, 0) }),
  };
  // Cards follow every update, and would only hide the lines about it.
  const level = isTrouble(outcome) ? 'warn' : change ? 'info' : 'debug';
  log[level](facts, `call to ${platformNames[platformOf(destination)]}`);
}

const platformNames = { discord: 'Discord', telegram: 'Telegram' } as const;

function isTrouble({ kind }: Outcome): boolean {
  return !['delivered', 'unchanged', 'rate-limited'].includes(kind);
}

function remember(known: Set<string>, key: string): void {
  known.add(key);
  const [oldest] = known;
  if (known.size > rememberedChanges && oldest !== undefined) known.delete(oldest);
}

/** When a figure could not be kept, it is missing, and nothing else is wrong. */
function beside(done: Promise<unknown>): void {
  done.catch(() => undefined);
}
