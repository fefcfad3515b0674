import { describe, expect, test } from 'vitest';
import { allCommands } from '../../../commands/index.ts';
import type { DestinationId } from '../../../src/domain/destination.ts';
import { plainText } from '../../../src/domain/text/plain-text.ts';
import type { Action } from '../../../src/newsroom/command/answer.ts';
import type { Call } from '../../../src/newsroom/command/call.ts';
import { say } from '../../../src/newsroom/command/say.ts';
import { createDigests } from '../../../src/newsroom/digest/digests.ts';
import { createDispatcher } from '../../../src/newsroom/dispatch/dispatch.ts';
import type { Newsroom } from '../../../src/newsroom/records.ts';
import { createDeliveryBench } from '../../support/delivery.ts';
import type { createScriptedMessenger } from '../../support/scripted-messenger.ts';

const desks = { discord: 'discord:900', telegram: 'telegram:-900' } as const;
const open: Action = { label: 'Show', path: ['story', 'show'], input: { story: 'harbour' } };
const check: Action = { label: 'Check', path: ['status'], input: { story: 'harbour' } };

/** A bench with a desk on both platforms. */
async function benchWithDesks() {
  const bench = createDeliveryBench();
  await bench.open();
  for (const desk of Object.values(desks)) await bench.store.staff.setDesk(desk, `The desk of ${desk}`);
  const shown = async (text: string): Promise<void> => {
    await bench.discord.waitFor(() => bench.discord.texts(desks.discord).includes(text));
    await bench.telegram.waitFor(() => bench.telegram.texts(desks.telegram).includes(text));
  };
  const texts = () => [bench.discord.texts(desks.discord), bench.telegram.texts(desks.telegram)];
  return { ...bench, shown, texts };
}

/** The tokens of the buttons that the newest call to a desk brought. */
function tokens(end: ReturnType<typeof createScriptedMessenger>): readonly string[] {
  const buttons = end.calls.at(-1)?.buttons ?? [];
  return buttons.flatMap((button) => (button.kind === 'action' ? [button.token] : []));
}

test('a notice arrives at both desks with its buttons, and another takes its place without a second message', async () => {
  const bench = await benchWithDesks();
  bench.start();
  const id = await bench.wire.tellDesk(say('Who decides?'), [open, check]);
  await bench.shown('Who decides?');
  const before = [bench.discord, bench.telegram].map(tokens);
  await bench.wire.reviseNotice(id, say('Ida decided.'));
  await bench.shown('Ida decided.');

  expect(before.map(({ length }) => length)).toEqual([2, 2]);
  expect(before[0]).toEqual(before[1]);
  expect(bench.texts()).toEqual([['Ida decided.'], ['Ida decided.']]);
  expect([bench.discord, bench.telegram].map(tokens)).toEqual([[], []]);
});

test('a decision that is made while the notice is being sent is shown, too', async () => {
  const bench = await benchWithDesks();
  let revised: Promise<void> | undefined;
  const reviseMeanwhile = async (): Promise<undefined> => {
    revised ??= bench.wire.reviseNotice('notice-1', say('Ida decided.'));
    await revised;
  };
  for (const end of [bench.discord, bench.telegram]) end.answerBy(reviseMeanwhile);
  bench.start();
  await bench.wire.tellDesk(say('Who decides?'), [open]);

  await bench.shown('Ida decided.');
  expect(bench.texts()).toEqual([['Ida decided.'], ['Ida decided.']]);
});

test('a notice whose message people removed stays removed, and the other desk is told', async () => {
  const bench = await benchWithDesks();
  bench.start();
  const id = await bench.wire.tellDesk(say('Who decides?'), [open]);
  await bench.shown('Who decides?');
  bench.discord.wipe(desks.discord);
  await bench.wire.reviseNotice(id, say('Ida decided.'));
  await bench.telegram.waitFor(() => bench.telegram.texts(desks.telegram).includes('Ida decided.'));
  await bench.discord.waitFor(() => bench.discord.calls.at(-1)?.operation === 'edit');

  expect(bench.texts()).toEqual([[], ['Ida decided.']]);
});

test('a notice with an unknown outcome is posted again when it changes', async () => {
  const bench = await benchWithDesks();
  bench.telegram.answerBy(({ text }) =>
    text === 'Who decides?' ? { kind: 'unknown', why: 'no answer' } : undefined,
  );
  bench.start();
  const id = await bench.wire.tellDesk(say('Who decides?'), [open]);
  await bench.discord.waitFor(() => bench.texts()[0]?.length === 1);
  await bench.telegram.waitFor(() => bench.telegram.calls.length === 1);
  await bench.wire.reviseNotice(id, say('Ida decided.'));

  await bench.shown('Ida decided.');
});

test('a desk that was set later gets what changes from then on', async () => {
  const bench = createDeliveryBench();
  await bench.open();
  bench.start();
  const id = await bench.wire.tellDesk(say('Who decides?'), [open]);
  await bench.store.staff.setDesk(desks.discord, 'The desk');
  await bench.wire.reviseNotice(id, say('Ida decided.'));

  await bench.discord.waitFor(() => bench.discord.texts(desks.discord).includes('Ida decided.'));
});

test('the newest notice about something is found by it', async () => {
  const bench = await benchWithDesks();
  const about = 'unknown:harbour/1';
  expect(await bench.wire.findNotice(about)).toBeUndefined();
  const ids = [
    await bench.wire.tellDesk(say('One'), [], about),
    await bench.wire.tellDesk(say('Two'), [], about),
  ];
  expect(await bench.wire.findNotice(about)).toBe(ids[1]);
});

test('what a place is told about something it is told once', async () => {
  const bench = createDeliveryBench();
  await bench.open();
  await bench.store.subscriptions.know('discord:7', 'Rolf');
  bench.start();
  const texts = () => bench.discord.texts('discord:7');
  const withdrawn = () =>
    bench.wire.tell('discord:7', say('It was withdrawn.'), { about: 'withdrawn:harbour/1' });
  await withdrawn();
  await bench.discord.waitFor(() => texts().length === 1);
  await withdrawn();
  await bench.wire.tell('discord:7', say('And so was this.'));

  await bench.discord.waitFor(() => texts().includes('And so was this.'));
  expect(texts()).toEqual(['It was withdrawn.', 'And so was this.']);
});

describe('what a place does not take', () => {
  const dm = 'telegram:7';
  const closed = { kind: 'forbidden', why: 'it has blocked me' } as const;
  const instead = {
    place: 'discord:100',
    content: say('Rolf: It was sent back.'),
    instead: { content: say('Rolf could not be told: It was sent back.') },
  } as const;

  async function benchWithReporter() {
    const bench = await benchWithDesks();
    await bench.store.subscriptions.know(dm, 'Rolf');
    await bench.store.subscriptions.know('discord:100', '#news');
    return { ...bench, texts: (place: 'discord:100' | 'discord:900') => bench.discord.texts(place) };
  }

  test('is told elsewhere at once, all of it, and there when it is back', async () => {
    const bench = await benchWithReporter();
    bench.telegram.answerBy(({ destination }) => (destination === dm ? closed : undefined));
    await bench.wire.tell(dm, say('One.'), { instead });
    await bench.wire.tell(dm, say('Two.'), { instead: { ...instead, content: say('Rolf: And this.') } });
    bench.start();
    await bench.discord.waitFor(() => bench.texts('discord:100').length === 2);
    expect(bench.texts('discord:100')).toEqual(['Rolf: It was sent back.', 'Rolf: And this.']);

    bench.telegram.answerBy(() => undefined);
    await bench.store.subscriptions.setState(dm, { kind: 'active' });
    await bench.wire.wake(dm);
    await bench.telegram.waitFor(() => bench.telegram.texts(dm).length === 2);
    expect(bench.texts('discord:100')).toHaveLength(2);
  });

  test('is told elsewhere where it is known to take nothing, and at the desk where that does not either', async () => {
    const bench = await benchWithReporter();
    for (const place of [dm, 'discord:100'] as const)
      await bench.store.subscriptions.setState(place, { kind: 'paused', why: 'blocked', since: 0 });
    bench.start();
    await bench.wire.tell(dm, say('It was sent back.'), { instead });
    await bench.discord.waitFor(() =>
      bench.texts('discord:900').includes('Rolf could not be told: It was sent back.'),
    );
    expect([...bench.telegram.texts(dm), ...bench.texts('discord:100')]).toEqual([]);
  });

  test('is told elsewhere where nobody knows whether it arrived', async () => {
    const bench = await benchWithReporter();
    bench.telegram.answerBy(({ destination }) =>
      destination === dm ? { kind: 'unknown', why: 'no answer' } : undefined,
    );
    bench.start();
    await bench.wire.tell(dm, say('It was sent back.'), { instead });
    await bench.discord.waitFor(() => bench.texts('discord:100').includes('Rolf: It was sent back.'));
  });
});

test("a notice's button runs its command as the person who presses it, also after a restart", async () => {
  const bench = await benchWithDesks();
  const engine = bench.start();
  await bench.wire.tellDesk(say('Who decides?'), [open, check]);
  await bench.shown('Who decides?');
  const [show = '', status = ''] = tokens(bench.discord);
  await engine.stop();
  const { store, wire } = bench;
  const digests = createDigests(store);
  const settings = { previewFor: 'nobody', undoMs: 0 } as const;
  const own = { preview: () => [], settings, chiefs: new Set(['discord:3'] as const), now: Date.now };
  const room: Newsroom = { ...store, ...own, digests, wire };
  const log = { error: () => undefined };
  const { press } = createDispatcher({ commands: allCommands(room), room, log });
  const said = async (token: string, who: 'discord:3' | 'telegram:4') =>
    plainText((await press(token, callBy(who))).content);

  expect(await said(show, 'telegram:4')).toContain('Harbour bridge');
  expect(await said(status, 'telegram:4')).toContain('You need to be an editor');
  expect(await said(status, 'discord:3')).toContain('Harbour bridge · live');
  expect(await said('a-token-that-nobody-kept', 'discord:3')).toContain('too old');
});

function callBy(id: 'discord:3' | 'telegram:4'): Call {
  const destination: DestinationId = desks.discord;
  return {
    id: `call of ${id}`,
    by: { id, name: 'Someone' },
    place: { destination, name: 'The desk', kind: 'channel' },
    privatePlace: async () => undefined,
    mayManage: async () => false,
    openThread: async () => ({ why: 'nobody needs one here' }),
    findPlace: async () => undefined,
    findPerson: async () => undefined,
    fetchImage: async () => new Uint8Array(),
  };
}
