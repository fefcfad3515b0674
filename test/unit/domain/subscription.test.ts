import { expect, it } from 'vitest';
import type { Urgency } from '../../../src/domain/entry.ts';
import { brings, type Level } from '../../../src/domain/subscription.ts';

const cases: readonly { level: Level; urgency: Urgency; key: boolean; brought: boolean }[] = [
  { level: 'all', urgency: 'quiet', key: false, brought: true },
  { level: 'all', urgency: 'flash', key: true, brought: true },
  { level: 'key', urgency: 'normal', key: false, brought: false },
  { level: 'key', urgency: 'quiet', key: false, brought: false },
  { level: 'key', urgency: 'quiet', key: true, brought: true },
  { level: 'key', urgency: 'flash', key: false, brought: true },
  { level: 'digest', urgency: 'flash', key: true, brought: false },
  { level: 'digest', urgency: 'normal', key: false, brought: false },
];

it.each(cases)('level $level, $urgency entry, key $key: $brought', ({ level, brought, ...entry }) => {
  expect(brings(level, entry)).toBe(brought);
});
