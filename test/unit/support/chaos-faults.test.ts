import { describe, expect, test } from 'vitest';
import { faultsIn } from '../../support/chaos/faults-found.ts';
import type {
  ChaosView,
  DigestSeen,
  EntryOnRecord,
  MessageSeen,
  PlaceSeen,
} from '../../support/chaos/view.ts';

const told = (what: string) => `It is unknown whether ${what} arrived in #two: Telegram did not answer. …`;

function entry(number: number, more: Partial<EntryOnRecord> = {}): EntryOnRecord {
  const marks = [`Mark${number}x`, `Part${number}p0x`];
  return {
    number,
    status: 'usable',
    isRoutine: true,
    appearedAt: number * 10_000,
    marks,
    standing: [[`Mark${number}x`, `Part${number}0p0x`], marks],
    said: new Set([...marks, `Part${number}0p0x`]),
    corrections: [],
    ...more,
  };
}

function message(text: string, more: Partial<MessageSeen> = {}): MessageSeen {
  return { id: '1', text, postedAt: 10_000, isPinned: false, ...more };
}

const cardText = (mark: string) =>
  `Harbour · LIVE\n\nKey1x\nLatest: ${mark} v1\nAsk for a summary any time: /digest`;
const first = message('Mark1x v1\nPart1p0x says');
const second = message('Mark2x v1\nPart2p0x says');
const card = message(cardText('Mark2x'), { isPinned: true });
const right = [first, second, card];

const entries = [entry(1), entry(2)];

/** What differs at a place; without `since` it does not follow the story. */
type PlaceChanges = Partial<Omit<PlaceSeen, 'since'>> & { readonly since?: number | undefined };

function place({ since, ...rest }: Omit<PlaceSeen, 'since'> & Pick<PlaceChanges, 'since'>): PlaceSeen {
  return since === undefined ? rest : { ...rest, since };
}

/** A newsroom in good order: two entries and the card, at a place on each platform. */
function view(
  more: Partial<ChaosView> & {
    readonly discord?: PlaceChanges;
    readonly telegram?: PlaceChanges;
  } = {},
): ChaosView {
  const { discord, telegram, ...rest } = more;
  const known = {
    since: 0,
    isPaused: false,
    messages: right,
    digests: [],
    card: 'delivered',
    entries: new Map(entries.map(({ number }) => [number, 'delivered'] as const)),
    corrections: new Map(),
  } as const;
  return {
    entries,
    card: ['Key1x', 'Mark2x'],
    places: [
      place({ id: 'discord:1', name: '#one', ...known, ...discord }),
      place({ id: 'telegram:-2', name: '#two', ...known, ...telegram }),
    ],
    desk: [],
    ...rest,
  };
}

/** The same at both places. */
const both = (changes: PlaceChanges) => ({ discord: changes, telegram: changes });

/** The same fault at both places, as a message more or other messages. */
const everywhere = (messages: readonly MessageSeen[]) => both({ messages });

test('a newsroom in good order has no faults', () => {
  expect(faultsIn(view())).toEqual([]);
});

describe('at every place', () => {
  test.each([
    ['an entry is missing', [second, card], 'harbour/1 (usable, delivered) shows []'],
    ['an entry is there twice', [first, second, first, card], 'shows [Mark1x Part1p0x Mark1x Part1p0x]'],
    [
      'an entry has an old text',
      [message('Mark1x v1\nPart10p0x says'), second, card],
      'shows [Mark1x Part10p0x]',
    ],
    ['a part of an entry is missing', [message('Mark1x v1'), second, card], 'shows [Mark1x] and not'],
    ['entries stand in another order', [second, first, card], 'shows the entries in the order 2, 1'],
    ['the card is missing', [first, second], 'card (delivered) is not pinned'],
    ['the card is not pinned', [first, second, { ...card, isPinned: false }], 'is not pinned'],
    [
      'the card is old',
      [first, second, message(cardText('Mark1x'), { isPinned: true })],
      'shows [Key1x Mark1x]',
    ],
    ['two cards are pinned', [first, second, card, card], 'is pinned 2 times'],
    ['a card stands beside it', [...right, { ...card, isPinned: false }], 'has 1 others beside it'],
  ])('%s', (_what, messages, line) => {
    expect(faultsIn(view(everywhere(messages))).filter((fault) => fault.includes(line))).toEqual([
      expect.stringMatching(/^discord:1 /),
      expect.stringMatching(/^telegram:-2 /),
    ]);
  });

  test.each(['held', 'killed'] as const)(
    'an entry that is %s still stands, as a message or on the card',
    (status) => {
      const after = { entries: [entry(1), entry(2, { status })], card: ['Key1x', 'Mark1x'] };
      const faults = faultsIn(view(after));
      expect(
        faults.filter((fault) => fault.includes(`harbour/2 (${status}, delivered) shows [Mark2x`)),
      ).toHaveLength(2);
      expect(faults.filter((fault) => fault.includes('shows [Key1x Mark2x] and not'))).toHaveLength(2);
    },
  );

  test('a correction is missing where its entry was before, is there twice, or stands although it was taken back', () => {
    const corrections = [{ revision: 2, at: 20_000, marks: ['Fact1x'] }];
    const corrected = [entry(1, { corrections }), entry(2)];
    const answer = message('CORRECTION: Fact1x');
    const faults = (messages: readonly MessageSeen[], of = corrected) =>
      faultsIn(view({ entries: of, ...everywhere(messages) })).filter((fault) =>
        fault.includes('its correction 2'),
      );
    expect(faults([...right, answer])).toEqual([]);
    expect(faults(right)).toHaveLength(2);
    expect(faults([{ ...first, postedAt: 30_000 }, second, card])).toEqual([]);
    expect(faults([...right, answer, answer])).toHaveLength(2);
    expect(faults([...right, answer, message('Correction The 11:47 a.m. update: Fact1x')])).toEqual([]);
    expect(faults([...right, answer], [entry(1, { corrections, status: 'held' }), entry(2)])).toHaveLength(2);
  });
});

describe('what is unknown on Telegram', () => {
  const unknown = new Map([[1, 'unknown'] as const, [2, 'delivered'] as const]);
  const desk = [told('harbour/1')];
  const faultsWith = (messages: readonly MessageSeen[], more: Partial<ChaosView> = {}) =>
    faultsIn(view({ desk, ...more, telegram: { messages, entries: unknown } }));

  test('may be missing, or stand as it was sent, when the desk was told', () => {
    const killed = { entries: [entry(1, { status: 'killed' }), entry(2)] };
    expect(faultsWith([second, card])).toEqual([]);
    expect(faultsWith(right)).toEqual([]);
    expect(faultsWith(right, killed).filter((fault) => fault.startsWith('telegram'))).toEqual([]);
  });

  test('is a fault when the desk was not told, when it is there twice, and on Discord', () => {
    const killed = { entries: [entry(1, { status: 'killed' }), entry(2)] };
    expect(faultsWith(right, { desk: [] })).toEqual([expect.stringContaining('the desk was not told')]);
    expect(faultsWith([first, ...right])).toEqual([expect.stringContaining('shows [Mark1x Part1p0x] twice')]);
    expect(faultsWith([first, ...right], killed)).toContainEqual(expect.stringContaining('in 2 messages'));
    expect(faultsIn(view({ discord: { entries: unknown }, desk }))[0]).toContain('cannot be unknown there');
  });

  test('correction is told to the desk, and is not there twice', () => {
    const corrections = [{ revision: 2, at: 20_000, marks: ['Fact1x'] }];
    const corrected = [entry(1, { corrections }), entry(2)];
    const telegram = { corrections: new Map([['1.2', 'unknown'] as const]) };
    const messages = [...right, message('CORRECTION: Fact1x'), message('CORRECTION: Fact1x')];
    const told2 = [told('the correction of harbour/1')];
    const faults = (more: Parameters<typeof view>[0]) =>
      faultsIn(view({ entries: corrected, ...more })).filter((fault) => fault.startsWith('telegram'));
    expect(faults({ desk: told2, telegram })).toEqual([]);
    expect(faults({ telegram })).toEqual([expect.stringContaining('the desk was not told')]);
    expect(faults({ desk: told2, telegram: { ...telegram, messages } })).toEqual([
      expect.stringContaining('is there 2 times'),
    ]);
  });

  test('cards may stand beside the pinned one, as many as the desk was told of, and nowhere else', () => {
    const stray = message(cardText('Mark1x'));
    const desks = [told('the card of harbour')];
    expect(faultsIn(view({ desk: desks, telegram: { messages: [stray, ...right] } }))).toEqual([]);
    expect(faultsIn(view({ desk: desks, telegram: { messages: [stray, stray, ...right] } }))).toEqual([
      'telegram:-2 card (delivered) has 2 others beside it, and the desk was told of 1',
    ]);
    expect(faultsIn(view({ desk: desks, discord: { messages: [stray, ...right] } }))).toHaveLength(1);
    const alone = { messages: [first, second, stray], card: 'unknown' } as const;
    expect(faultsIn(view({ desk: desks, telegram: alone }))).toEqual([]);
    expect(faultsIn(view({ telegram: alone }))).toHaveLength(2);
  });
});

describe('where the story was not followed all the time', () => {
  const old = message('Mark1x v1\nPart10p0x says');
  const held = { entries: [entry(1, { status: 'held' }), entry(2)] };

  test.each([
    ['in the past', 15_000],
    ['not any more', undefined],
  ])(
    'what was published %s may stand as it was, but not after it was taken back or put right',
    (_when, since) => {
      const faults = (messages: readonly MessageSeen[], more: Partial<ChaosView> = {}) =>
        faultsIn(view({ ...more, ...both({ since, messages }) }));
      expect(faults([old, second, card])).toEqual([]);
      expect(
        faults([old, second, card], held).filter((fault) => fault.includes('is of the past')),
      ).toHaveLength(2);
      const correct = { entries: [entry(1, { standing: [['Mark1x', 'Part1p0x']] }), entry(2)] };
      expect(faults([old, second, card], correct)).toHaveLength(2);
      expect(faults([first, first, second, card])).toHaveLength(2);
    },
  );

  test('a card that is left behind may be old, but tells nothing that was taken back', () => {
    const left = message(cardText('Mark1x'), { isPinned: true });
    const faults = (more: Partial<ChaosView>) =>
      faultsIn(view({ ...more, ...both({ since: undefined, messages: [second, left] }) }));
    expect(faults({ entries: [entry(2)] })).toEqual([]);
    expect(faults(held)).toEqual([
      expect.stringContaining('tells of what was taken back'),
      expect.stringContaining('tells of what was taken back'),
    ]);
  });
});

describe('what is told in digests', () => {
  const digest = message('Harbour\nMark1x v1\nPart1p0x says\n1 update since 1 p.m.', { id: '9' });
  const seen = { since: 0, until: 15_000, isCatchUp: true, state: 'delivered', messages: [digest] } as const;
  const rows = new Map([[1, 'digested'] as const, [2, 'delivered'] as const]);
  const faults = (how: Partial<DigestSeen>, more: Partial<ChaosView> = {}) =>
    faultsIn(
      view({
        ...more,
        ...both({ entries: rows, digests: [{ ...seen, ...how }], messages: [second, card] }),
      }),
    );

  test('is not missing', () => {
    expect(faults({})).toEqual([]);
  });

  test.each([
    ['holds the entry', { since: 12_000 }, 'shows [] and not [Mark1x'],
    ['is there', { messages: [] }, 'is not there'],
    ['is finished', { state: 'sending' }, 'was never finished'],
    ['tells all', { messages: [message('Harbour\n3 updates since 1 p.m.')] }, 'tells of 3 and not of 1'],
    [
      'is right',
      { messages: [message('Mark1x Part77p0x 1 update since')] },
      'shows [Part77p0x], which is old',
    ],
  ] as const)('has a digest that %s', (_what, how, line) => {
    expect(faults(how).filter((fault) => fault.includes(line))).toHaveLength(2);
  });

  test('is not what was taken back', () => {
    const killed = { entries: [entry(1, { status: 'killed' }), entry(2)], card: ['Key1x', 'Mark2x'] };
    expect(faults({}, killed).filter((fault) => fault.includes('which was taken back'))).toHaveLength(2);
  });

  test('is not told twice, unless the desk was told that it may be', () => {
    const messages = [...right, digest];
    expect(faultsIn(view(everywhere(messages)))).toHaveLength(2);
    expect(faultsIn(view({ telegram: { messages }, desk: [told('a digest of harbour')] }))).toEqual([]);
  });
});

test('the desk knows of every pause, and of none that is over', () => {
  const desk = ['#one is paused: I may not post. …'];
  expect(faultsIn(view({ desk, discord: { isPaused: true } }))).toEqual([]);
  expect(faultsIn(view({ discord: { isPaused: true } }))).toHaveLength(1);
  expect(faultsIn(view({ desk }))).toHaveLength(1);
});
