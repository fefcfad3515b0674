import { describe, expect, test } from 'vitest';
import { planStep, type Step } from '../../../src/delivery/plan.ts';
import { copiesAfter, row } from '../../../src/delivery/row.ts';
import { type Delivery, goneMessageId, leaving, undeletable } from '../../../src/domain/delivery.ts';
import type { Part } from '../../../src/platforms/platform.ts';

const part = (fingerprint: string): Part => ({ fingerprint, text: fingerprint, entities: [] });
const copy = (messageId: string, fingerprint: string) => ({ messageId, fingerprint });
const delivered = (...copies: ReturnType<typeof copy>[]): Delivery => row('delivered', 1, copies);

describe('planStep', () => {
  test('sends missing parts in order, the later ones as replies to the first', () => {
    const wanted = [part('a'), part('b')];
    expect(planStep(wanted, undefined)).toEqual({ kind: 'send', index: 0, part: wanted[0] });
    expect(planStep(wanted, row('partial', 1, [copy('1', 'a')]))).toEqual({
      kind: 'send',
      index: 1,
      part: wanted[1],
      replyTo: '1',
    });
  });

  test('edits the copies that show something else, before anything is sent', () => {
    const wanted = [part('a'), part('b2'), part('c')];
    const step = planStep(wanted, delivered(copy('1', 'a'), copy('2', 'b')));
    expect(step).toEqual({ kind: 'edit', index: 1, part: wanted[1], messageId: '2' });
  });

  test('deletes superfluous copies from the end', () => {
    const step = planStep([part('a')], delivered(copy('1', 'a'), copy('2', 'b'), copy('3', 'c')));
    expect(step).toEqual({ kind: 'delete', index: 2, messageId: '3' });
  });

  test('what was to be deleted goes first, when its place is wanted again', () => {
    const wanted = [part('a'), part('b')];
    const step = planStep(wanted, delivered(copy('1', 'a'), copy('2', leaving)));
    expect(step).toEqual({ kind: 'delete', index: 1, messageId: '2' });
    const edits = planStep([part('a2'), part('b')], delivered(copy('1', 'a'), copy('2', leaving)));
    expect(edits).toMatchObject({ kind: 'edit', index: 0 });
    const moved = delivered(copy(goneMessageId, 'a'), copy(goneMessageId, leaving));
    expect(planStep(wanted, moved)).toEqual({ kind: 'done' });
  });

  test('sends once more what may have arrived though nobody wants it, so that it can be taken back', () => {
    const attempt = { token: 't', fingerprint: 'b', at: 1 };
    const pending = { ...row('sending', 1, [copy('1', 'a')]), attempt };
    const step = { kind: 'send', index: 1, part: part('a'), replyTo: '1' };
    expect(planStep([part('a')], pending)).toEqual(step);
    expect(planStep([part('a')], pending, { leftOver: part('left') })).toMatchObject({ part: part('left') });
    expect(planStep([part('a'), part('b')], pending)).toMatchObject({ part: part('b') });
  });

  test('does nothing when every copy shows what is wanted', () => {
    expect(planStep([part('a')], delivered(copy('1', 'a')))).toEqual({ kind: 'done' });
    expect(planStep([], undefined)).toEqual({ kind: 'done' });
  });

  test('pins a card once it stands, and only once', () => {
    const sent = row('partial', 1, [copy('1', 'a')]);
    expect(planStep([part('a')], sent, { pin: true })).toEqual({ kind: 'pin', messageId: '1' });
    expect(planStep([part('a')], delivered(copy('1', 'a')), { pin: true })).toEqual({ kind: 'done' });
  });

  test('publishes what stands, part by part and once, after the pin', () => {
    const wanted = [part('a'), part('b')];
    const aim = { pin: true, publish: true };
    const sent = row('partial', 1, [copy('1', 'a'), copy('2', 'b')]);
    expect(planStep(wanted, sent, aim)).toEqual({ kind: 'pin', messageId: '1' });
    const pinned = row('delivered', 1, sent.copies);
    const step = { kind: 'publish', index: 0, messageId: '1' } as const;
    expect(planStep(wanted, pinned, aim)).toEqual(step);
    const published = copiesAfter(pinned.copies, { step, outcome: { kind: 'unchanged' } });
    expect(published[0]).toEqual({ messageId: '1', fingerprint: 'a', published: 'yes' });
    const next = planStep(wanted, row('delivered', 1, published), aim);
    expect(next).toEqual({ kind: 'publish', index: 1, messageId: '2' });
    const all = copiesAfter(published, {
      step: { kind: 'publish', index: 1, messageId: '2' },
      outcome: { kind: 'message-gone' },
    });
    expect(all[1]).toMatchObject({ published: 'no' });
    expect(planStep(wanted, row('delivered', 1, all), aim)).toEqual({ kind: 'done' });
  });

  test('leaves alone what people removed', () => {
    const gone = delivered(copy(goneMessageId, 'a'));
    expect(planStep([part('a2')], gone)).toEqual({ kind: 'done' });
    expect(planStep([part('a2'), part('b')], gone)).toMatchObject({ kind: 'send', index: 1 });
  });

  test.each([
    { from: [], to: ['a', 'b', 'c'] },
    { from: ['a', 'b', 'c'], to: ['x'] },
    { from: ['a', 'b'], to: ['b', 'a', 'c', 'd'] },
    { from: ['a', 'b', 'c'], to: [] },
  ])('walks from $from to $to and ends', ({ from, to }) => {
    const wanted = to.map(part);
    let copies: Delivery['copies'] = from.map((fingerprint, index) => copy(String(index), fingerprint));
    const steps: Step[] = [];
    for (;;) {
      const step = planStep(wanted, row('partial', 1, copies));
      steps.push(step);
      if (step.kind === 'done') break;
      copies = copiesAfter(copies, {
        step,
        outcome: { kind: 'delivered', messageId: `new-${steps.length}` },
      });
    }
    expect(copies.map((each) => each.fingerprint)).toEqual(to);
    expect(steps.length).toBeLessThanOrEqual(Math.max(from.length, to.length) + 1);
  });
});

describe('what is not wanted any more', () => {
  const leftOver = part('left');

  test('is deleted from the end, past what is gone or says so already', () => {
    const copies = delivered(copy('1', 'a'), copy('2', 'b'), copy('3', 'left'), copy(goneMessageId, 'd'));
    expect(planStep([part('a')], copies, { leftOver })).toEqual({ kind: 'delete', index: 1, messageId: '2' });
  });

  test('is edited where it cannot be deleted, and then left alone', () => {
    const kept = delivered(copy('1', 'a'), copy('2', undeletable));
    expect(planStep([part('a')], kept, { leftOver })).toEqual({
      kind: 'edit',
      index: 1,
      part: leftOver,
      messageId: '2',
    });
    expect(planStep([part('a')], kept)).toEqual({ kind: 'done' });
    const edited = delivered(copy('1', 'a'), copy('2', 'left'));
    expect(planStep([part('a')], edited, { leftOver })).toEqual({ kind: 'done' });
    expect(planStep([part('a'), part('b')], edited, { leftOver })).toMatchObject({ kind: 'edit', index: 1 });
  });
});

describe('beside the parts', () => {
  test('the first part answers the message that it is about, the others answer the first', () => {
    expect(planStep([part('a')], undefined, { replyTo: '9' })).toMatchObject({ kind: 'send', replyTo: '9' });
    const begun = row('partial', 1, [copy('1', 'a')]);
    expect(planStep([part('a'), part('b')], begun, { replyTo: '9' })).toMatchObject({
      index: 1,
      replyTo: '1',
    });
  });

  test('where it is unknown what is there, nothing is sent or pinned', () => {
    const unknown = row('unknown', 1, [copy('1', 'a')]);
    const aim = { onlyChanges: true, pin: true };
    expect(planStep([part('a'), part('b')], unknown, aim)).toEqual({ kind: 'done' });
    expect(planStep([part('x'), part('b')], unknown, aim)).toMatchObject({ kind: 'edit', messageId: '1' });
  });
});
