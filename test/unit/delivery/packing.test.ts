import { expect, test } from 'vitest';
import { type BacklogItem, formatItem, parseItem } from '../../../src/domain/backlog-item.ts';
import type { Delivery } from '../../../src/domain/delivery.ts';
import { packDelivery, unpackDelivery } from '../../../src/storage/delivery-codec.ts';

const rows: Delivery[] = [
  {
    state: 'delivered',
    revision: 3,
    copies: [{ messageId: '1442033905203445760', fingerprint: 'Zk3fQw1a' }],
  },
  { state: 'sending', revision: 1, copies: [] },
  { state: 'delivered', revision: 1, copies: [{ messageId: '7', fingerprint: 'a', published: 'yes' }] },
  { state: 'delivered', revision: 1, copies: [{ messageId: '7', fingerprint: 'a', published: 'no' }] },
  { state: 'digested', revision: 2, copies: [] },
  {
    state: 'sending',
    revision: 2,
    copies: [],
    attempt: { token: '1z141z3', fingerprint: 'Zk3fQw1a', at: 1_795_000_000_000 },
  },
  {
    state: 'sending',
    revision: 2,
    copies: [{ messageId: '7', fingerprint: 'a' }],
    attempt: { token: '0', fingerprint: '', at: 0 },
  },
  {
    state: 'partial',
    revision: 12,
    copies: [
      { messageId: '7', fingerprint: 'a-b_c' },
      { messageId: '-', fingerprint: 'x' },
    ],
  },
];

test.each(rows)('a delivery row survives packing: $state', (row) => {
  expect(unpackDelivery(packDelivery(row))).toEqual(row);
});

test('a row of one Discord message stays small', () => {
  expect(rows.map(packDelivery)[0]?.length).toBeLessThanOrEqual(32);
});

test('a damaged row is refused rather than misread', () => {
  expect(() => unpackDelivery('?1|5~a')).toThrow('Damaged delivery row');
});

const items: BacklogItem[] = [
  { kind: 'entry', slug: 'harbour-bridge', number: 17 },
  { kind: 'card', slug: 'harbour-bridge' },
  { kind: 'digest', slug: 'harbour-bridge', since: 5, until: 9 },
  { kind: 'digest', slug: 'harbour-bridge', since: 5, until: 9, isCatchUp: true },
  { kind: 'notice', id: 'Ab-_9/x' },
];

test.each(items)('a backlog item survives as one word: $kind', (item) => {
  expect(parseItem(formatItem(item))).toEqual(item);
});

test.each(['', 'harbour', '/3', 'harbour/x', 'harbour/digest:5'])('“%s” is no backlog item', (word) => {
  expect(parseItem(word)).toBeUndefined();
});
