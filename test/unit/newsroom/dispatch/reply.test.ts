import { expect, it } from 'vitest';
import { plainText } from '../../../../src/domain/text/plain-text.ts';
import type { Action, Answer, Reply } from '../../../../src/newsroom/command/answer.ts';
import { say } from '../../../../src/newsroom/command/say.ts';
import { createGuard } from '../../../../src/newsroom/dispatch/guard.ts';
import { toReply } from '../../../../src/newsroom/dispatch/reply.ts';
import { createFakeNewsroom } from '../../../support/fake-newsroom.ts';

const status: Action = { label: 'Status', path: ['status'], input: {} };
const undo = (label: string): Action => ({ label, path: ['undo'], input: {} });

function setUp() {
  const { room, world } = createFakeNewsroom(0, []);
  const logged: string[] = [];
  const guard = createGuard({ error: (_, message) => logged.push(message) }, room);
  return { means: { guard, room }, world, logged };
}

function next(reply: Reply): Promise<Reply> {
  if (reply.live === undefined) throw new Error('It changes no more');
  return reply.live.next();
}

it('keeps the tokens of buttons that stay, and makes new ones for those that change', async () => {
  const { means } = setUp();
  const last: Answer = { content: say('two'), actions: [undo('Undo 1 s'), status] };
  const first: Answer = {
    content: say('one'),
    actions: [undo('Undo 2 s'), status],
    live: { afterMs: 2_000, next: async () => last },
  };
  const one = await toReply(first, means);
  const two = await next(one);

  expect(one.live?.afterMs).toBe(2_000);
  expect(two.live).toBeUndefined();
  expect(two.buttons[1]?.token).toBe(one.buttons[1]?.token);
  expect(two.buttons[0]).toMatchObject({ label: 'Undo 1 s' });
  expect(two.buttons[0]?.token).not.toBe(one.buttons[0]?.token);
});

it('stays as it is while its next state cannot be learnt, and goes on afterwards', async () => {
  const { means, logged } = setUp();
  let isAway = true;
  const later = async (): Promise<Answer> => {
    if (isAway) throw new Error('away');
    return { content: say('two') };
  };
  const one = await toReply({ content: say('one'), live: { afterMs: 0, next: later } }, means);
  const same = await next(one);
  isAway = false;
  const two = await next(same);

  expect([one, same, two].map(({ content }) => plainText(content))).toEqual(['one', 'one', 'two']);
  expect(same.live?.afterMs).toBeGreaterThan(0);
  expect(logged).toEqual(['learning what became of an answer failed']);
});
