import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { DeliveryEnd } from '../delivery/observer.ts';
import type { BacklogItem } from '../domain/backlog-item.ts';
import type { PlatformName } from '../domain/person.ts';
import { createGauges } from './gauges.ts';
import type { WireReading } from './reading.ts';

/** From a tenth of a second to a day: from a flash on an idle wire to what a long outage holds back. */
const changeBuckets = [0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 900, 3_600, 21_600, 86_400];
const callBuckets = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30];

/** How entries, cards, digests and notices can end at a destination. */
const ends = [
  'delivered',
  'unknown',
  'refused',
  'stale',
  'folded',
  'not-wanted',
] as const satisfies readonly DeliveryEnd['how'][];
const itemKinds = [
  'entry',
  'correction',
  'card',
  'digest',
  'notice',
] as const satisfies readonly BacklogItem['kind'][];

/** Everything that `/metrics` shows. */
export interface Metrics {
  readonly calls: Counter<'platform' | 'operation' | 'outcome'>;
  readonly callSeconds: Histogram<'platform' | 'operation'>;
  readonly rateLimits: Counter<'platform' | 'scope'>;
  readonly deliveries: Counter<'platform' | 'kind' | 'outcome'>;
  readonly firstRequest: Histogram<'urgency'>;
  readonly lastDelivery: Histogram<'urgency'>;
  /** Writes everything in Prometheus's text format, with what was read just now. */
  write(reading: WireReading): Promise<{ readonly contentType: string; readonly text: string }>;
}

/**
 * Makes the process's metrics, including those of Node.js. Counters and histograms are about this process; gauges of
 * queues, backlogs and destinations are about all processes.
 */
export function createMetrics(platforms: readonly PlatformName[]): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counters = createCounters(registers);
  const histograms = createHistograms(registers);
  const show = createGauges(registers);
  startAtZero(counters, platforms);
  return {
    ...counters,
    ...histograms,
    async write(reading) {
      show(reading);
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}

function createCounters(registers: Registry[]) {
  return {
    calls: new Counter({
      name: 'dateline_calls_total',
      help: 'API calls for deliveries by what became of them',
      labelNames: ['platform', 'operation', 'outcome'] as const,
      registers,
    }),
    rateLimits: new Counter({
      name: 'dateline_rate_limits_total',
      help: 'Answers 429: the platform named a moment before which it is to be left alone',
      labelNames: ['platform', 'scope'] as const,
      registers,
    }),
    deliveries: new Counter({
      name: 'dateline_deliveries_total',
      help: 'Items that left a backlog, by how they ended',
      labelNames: ['platform', 'kind', 'outcome'] as const,
      registers,
    }),
  };
}

function createHistograms(registers: Registry[]) {
  return {
    callSeconds: new Histogram({
      name: 'dateline_call_seconds',
      help: 'How long API calls for deliveries took',
      labelNames: ['platform', 'operation'] as const,
      buckets: callBuckets,
      registers,
    }),
    firstRequest: new Histogram({
      name: 'dateline_first_request_seconds',
      help: 'From the command (or the moment for which it was scheduled) to the first request about it',
      labelNames: ['urgency'] as const,
      buckets: changeBuckets,
      registers,
    }),
    lastDelivery: new Histogram({
      name: 'dateline_last_delivery_seconds',
      help: 'From the command (or the moment for which it was scheduled) until no destination waits for it any more',
      labelNames: ['urgency'] as const,
      buckets: changeBuckets,
      registers,
    }),
  };
}

/** Counters start at zero, so that the first event shows as an increase. */
function startAtZero(
  { deliveries, rateLimits }: ReturnType<typeof createCounters>,
  platforms: readonly PlatformName[],
): void {
  for (const platform of platforms) {
    for (const scope of ['destination', 'platform']) rateLimits.inc({ platform, scope }, 0);
    const endings = itemKinds.flatMap((kind) => ends.map((outcome) => ({ platform, kind, outcome })));
    for (const ending of endings) deliveries.inc(ending, 0);
  }
}
