import { Gauge, type Registry } from 'prom-client';
import type { Standing, WireReading } from './reading.ts';
import type { RecordStatistics } from './statistics.ts';

type Show<T> = (shown: T, age: (since: number | undefined) => number) => void;

/** Makes the gauges. Returns a function that sets them to a reading; what could not be read is not shown. */
export function createGauges(registers: Registry[]): (reading: WireReading) => void {
  const gauge: MakeGauge = (name, help, labelNames) =>
    new Gauge({ name: `dateline_${name}`, help, labelNames, registers });
  const showStanding = standingGauges(gauge);
  const queues = queueGauges(gauge);
  const records = recordGauges(gauge);

  return (reading) => {
    const age = (since = reading.now) => Math.max(reading.now - since, 0) / 1_000;
    showStanding(reading.standing);
    queues(reading.queues ?? [], age);
    records(reading.records, age);
  };
}

type MakeGauge = <const L extends string>(name: string, help: string, labelNames: readonly L[]) => Gauge<L>;

function standingGauges(gauge: MakeGauge): (standing: Standing) => void {
  const ready = gauge('ready', '1 when this process can do its work', []);
  const redis = gauge('redis_up', '1 when Redis answers this process', []);
  const listens = gauge('platform_ready', '1 when this process can work with the platform', ['platform']);
  return ({ isReady, isRedisUp, platforms }) => {
    ready.set(isReady ? 1 : 0);
    redis.set(isRedisUp ? 1 : 0);
    for (const { platform, isReady: isUp } of platforms) listens.set({ platform }, isUp ? 1 : 0);
  };
}

function queueGauges(gauge: MakeGauge): Show<NonNullable<WireReading['queues']>> {
  const labels = ['queue', 'state'] as const;
  const jobs = gauge('queue_jobs', 'Jobs by queue and BullMQ state', labels);
  const ages = gauge(
    'queue_oldest_age_seconds',
    'Age of the oldest job that is next in line; 0 without',
    labels,
  );
  return (queues, age) => {
    jobs.reset();
    ages.reset();
    for (const { queue, state, jobs: count, oldest } of queues) {
      jobs.set({ queue, state }, count);
      ages.set({ queue, state }, age(oldest));
    }
  };
}

function recordGauges(gauge: MakeGauge): Show<RecordStatistics | undefined> {
  const labels = ['platform', 'state'] as const;
  const places = gauge('destinations', 'Destinations that are active or paused', labels);
  const items = gauge('backlog_items', 'Items that wait in the backlogs of destinations', labels);
  const ages = gauge(
    'backlog_oldest_age_seconds',
    'How long the oldest of them has waited; 0 without',
    labels,
  );
  const events = gauge('outbox_events', 'Changes that stand in no backlog yet', ['state']);
  const eventAges = gauge('outbox_oldest_age_seconds', 'How long the oldest of them has waited; 0 without', [
    'state',
  ]);
  const all = [places, items, ages, events, eventAges];
  return (records, age) => {
    for (const one of all) one.reset();
    if (records === undefined) return;
    for (const { platform, state, destinations, items: count, oldest } of records.destinations) {
      places.set({ platform, state }, destinations);
      items.set({ platform, state }, count);
      ages.set({ platform, state }, age(oldest));
    }
    events.set({ state: 'waiting' }, records.outbox.events);
    eventAges.set({ state: 'waiting' }, age(records.outbox.oldest));
  };
}
