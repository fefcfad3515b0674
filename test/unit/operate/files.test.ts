import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { createMetrics } from '../../../src/monitoring/metrics.ts';
import { readSamples, type Samples } from '../../support/operate/samples.ts';

const run = promisify(execFile);

/** Where systems keep Prometheus's own checker; without it Dateline's own checks of the files still run. */
const promtool = ['/usr/bin/promtool', '/usr/local/bin/promtool', '/opt/homebrew/bin/promtool'].find((path) =>
  existsSync(path),
);

/** What Prometheus and its client for Node.js bring themselves. */
const foreign = /^(up|nodejs_|process_)/;

/** An expression's metrics with the labels that it names of them. */
interface Use {
  readonly metric: string;
  readonly labels: readonly string[];
}

function usesOf(expression: string): readonly Use[] {
  const grouped = [...expression.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, names = '']) =>
    names.split(/, */),
  );
  const plain = expression.replaceAll(/\bby \([^)]*\)/g, '');
  return [...plain.matchAll(/\b((?:dateline|nodejs|process)_\w+|up)\b(?:\{([^}]*)\})?/g)].map(
    ([, metric = '', matchers = '']) => ({
      metric,
      labels: [...grouped, ...[...matchers.matchAll(/(\w+) *[=!]/g)].map(([, name = '']) => name)],
    }),
  );
}

/** What a rule or panel asks for and Dateline does not show. */
function faultsOf(expression: string, shown: Samples): readonly string[] {
  const uses = usesOf(expression);
  if (uses.length === 0) return [`asks for nothing: ${expression}`];
  return uses.flatMap(({ metric, labels }) => {
    if (!shown.names.has(metric) && metric !== 'up') return [`there is no ${metric}`];
    if (foreign.test(metric)) return [];
    const known = shown.labels(metric);
    // Prometheus adds those by itself.
    const wrong = labels.filter((name) => !known.has(name) && name !== 'instance' && name !== 'job');
    return wrong.map((name) => `${metric} has no label ${name}`);
  });
}

/** The metrics of a process in which everything has happened once. */
async function everyMetric(): Promise<Samples> {
  const metrics = createMetrics(['discord', 'telegram']);
  metrics.calls.inc({ platform: 'discord', operation: 'send', outcome: 'delivered' });
  metrics.callSeconds.observe({ platform: 'discord', operation: 'send' }, 0.1);
  metrics.firstRequest.observe({ urgency: 'flash' }, 0.1);
  metrics.lastDelivery.observe({ urgency: 'flash' }, 0.1);
  const { text } = await metrics.write({
    now: 60_000,
    standing: { isReady: true, isRedisUp: true, platforms: [{ platform: 'discord', isReady: true }] },
    queues: [{ queue: 'fan-out', state: 'wait', jobs: 1, oldest: 0 }],
    records: {
      destinations: [{ platform: 'discord', state: 'paused', destinations: 1, items: 2, oldest: 30_000 }],
      outbox: { events: 1, oldest: 50_000 },
    },
  });
  return readSamples(text);
}

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string }[];
}

let shown: Samples;
let panels: readonly Panel[];
let rules: string;

beforeAll(async () => {
  shown = await everyMetric();
  // As Grafana's JSON model has it; the tests below look at what they use of it.
  ({ panels } = JSON.parse(await readFile('ops/dashboard.json', 'utf8')) as { panels: readonly Panel[] });
  rules = await readFile('ops/alerts.yml', 'utf8');
});

describe('the metrics', () => {
  it('tell ages in seconds and sums as they are', () => {
    expect(shown.value('dateline_queue_oldest_age_seconds', { queue: 'fan-out', state: 'wait' })).toBe(60);
    expect(shown.value('dateline_backlog_oldest_age_seconds', { platform: 'discord', state: 'paused' })).toBe(
      30,
    );
    expect(shown.value('dateline_backlog_items', { platform: 'discord', state: 'paused' })).toBe(2);
    expect(shown.value('dateline_outbox_oldest_age_seconds')).toBe(10);
  });

  it('leave out what Redis holds while it does not answer', async () => {
    const metrics = createMetrics(['telegram']);
    const standing = { isReady: false, isRedisUp: false, platforms: [] };
    const samples = readSamples((await metrics.write({ now: 0, standing })).text);
    expect(samples.value('dateline_redis_up')).toBe(0);
    expect(samples.value('dateline_queue_jobs')).toBeUndefined();
    expect(samples.value('dateline_outbox_events')).toBeUndefined();
    expect(samples.value('dateline_deliveries_total', { platform: 'telegram', outcome: 'unknown' })).toBe(0);
  });
});

describe('the manual', () => {
  it('explains every metric of Dateline’s own', async () => {
    const manual = await readFile('docs/operating.md', 'utf8');
    const own = [...shown.names].filter((name) => name.startsWith('dateline_'));
    const bases = new Set(own.map((name) => name.replace(/_(bucket|sum|count)$/, '')));
    expect([...bases].filter((name) => !manual.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('the alert rules', () => {
  it('ask only for what Dateline shows', () => {
    // An expression stands on its own line or, folded, on the lines below it.
    const found = [...rules.matchAll(/^ {8}expr: (?:>-\n((?: {10}.*\n)+)|(.*)\n)/gm)];
    const expressions = found.map(([, folded, plain]) => (folded ?? plain ?? '').replaceAll(/\s+/g, ' '));
    expect(expressions).toHaveLength(alertNames().length);
    expect(expressions.flatMap((expression) => faultsOf(expression, shown))).toEqual([]);
  });

  it('are each explained to operators, and nothing else is', async () => {
    const manual = await readFile('docs/operating.md', 'utf8');
    const explained = [...manual.matchAll(/^### (Dateline\w+)$/gm)].map(([, name]) => name);
    expect(explained).toEqual(alertNames());
  });

  it.skipIf(promtool === undefined)('load in Prometheus, and raise what they should', async () => {
    for (const check of [
      ['check', 'rules', 'ops/alerts.yml'],
      ['check', 'config', 'ops/prometheus.yml'],
      ['test', 'rules', 'ops/alerts.test.yml'],
    ])
      expect((await run(promtool ?? '', check)).stdout).toContain('SUCCESS');
  });

  it('would be found out if they asked for something else', () => {
    expect(faultsOf('rate(dateline_nothing_total[5m]) > 0', shown)).toEqual([
      'there is no dateline_nothing_total',
    ]);
    expect(faultsOf('max by (queue) (dateline_destinations{colour="red"})', shown)).toEqual([
      'dateline_destinations has no label queue',
      'dateline_destinations has no label colour',
    ]);
  });
});

function alertNames(): readonly string[] {
  return [...rules.matchAll(/^ {6}- alert: (\w+)$/gm)].map(([, name = '']) => name);
}

describe('the dashboard', () => {
  it('asks only for what Dateline shows', () => {
    const expressions = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
    expect(expressions.length).toBeGreaterThan(15);
    expect(expressions.flatMap((expression) => faultsOf(expression, shown))).toEqual([]);
  });

  it('shows every metric of Dateline’s own', () => {
    const asked = panels.flatMap(({ targets = [] }) => targets.flatMap(({ expr }) => usesOf(expr)));
    const bases = new Set(asked.map(({ metric }) => metric.replace(/_(bucket|sum|count)$/, '')));
    const own = [...shown.names].map((name) => name.replace(/_(bucket|sum|count)$/, ''));
    const kept = own.filter((name) => name.startsWith('dateline_') && name !== 'dateline_redis_up');
    expect(kept.filter((name) => !bases.has(name))).toEqual([]);
  });

  it('has panels that stand beside each other, each with its own id', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const a of panels)
      for (const b of panels)
        if (a.id < b.id) expect([a.title, b.title, overlaps(a, b)]).toEqual([a.title, b.title, false]);
    for (const { gridPos } of panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
  });
});

function overlaps({ gridPos: a }: Panel, { gridPos: b }: Panel): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

describe('the service', () => {
  it('is told of the stop alone, has the time for it, and keeps its data where the manual says', async () => {
    const unit = await readFile('ops/dateline.service', 'utf8');
    const valueOf = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1];
    expect(valueOf('KillMode')).toBe('mixed');
    expect(Number(valueOf('TimeoutStopSec'))).toBeGreaterThan(10);
    const variables =
      valueOf('Environment')
        ?.split(' ')
        .map((one) => one.split('=')) ?? [];
    expect(variables).toEqual([
      ['NODE_ENV', 'production'],
      ['DATA_DIR', `/var/lib/${valueOf('StateDirectory')}`],
    ]);
    expect(await readFile('docs/operating.md', 'utf8')).toContain('tar -C /var/lib/dateline');
    const { scripts } = JSON.parse(await readFile('package.json', 'utf8'));
    expect(scripts.start).toBe(`exec ${valueOf('ExecStart')?.replace('/usr/bin/env ', '')}`);
  });
});
