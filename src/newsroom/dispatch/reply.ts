import type { ComposedEntry } from '../../domain/compose/compose-entry.ts';
import type { Action, Answer, Button, Reply, Sample } from '../command/answer.ts';
import type { Newsroom } from '../records.ts';
import type { Guard } from './guard.ts';
import { keepButton } from './kept-invocation.ts';

/** What replies are made with. */
export interface Means {
  readonly guard: Guard;
  readonly room: Newsroom;
}

/** How long an answer stays as it is when its next state could not be learnt. */
const afterFailureMs = 15_000;

/**
 * Turns an answer into a reply and stores its buttons. Buttons that later states still have keep their tokens, so
 * that nothing changes without need.
 */
export function toReply(answer: Answer, means: Means): Promise<Reply> {
  return replyOf(answer, means, new Map());
}

async function replyOf(answer: Answer, means: Means, known: Map<string, Button>): Promise<Reply> {
  const { actions = [], live, samples, ...shown } = answer;
  const { guard, room } = means;
  const keepAll = () => Promise.all(actions.map((action) => buttonOf(room, action, known)));
  const reply: Reply = {
    ...shown,
    ...(samples && { samples: await Promise.all(samples.map((sample) => withBytes(sample, means))) }),
    // The command has done its work by now, so the answer is shown even without its buttons.
    buttons: await guard.quietly('keeping buttons', keepAll, []),
  };
  if (live === undefined) return reply;
  return { ...reply, live: { afterMs: live.afterMs, next: () => laterOf(reply, live, { means, known }) } };
}

async function withBytes(sample: ComposedEntry, { guard, room }: Means): Promise<Sample> {
  const { picture } = sample;
  if (picture === undefined) return sample;
  const bytes = await guard.quietly('reading a picture', () => room.kept.media(picture.mediaId), undefined);
  return bytes === undefined ? sample : { ...sample, bytes };
}

async function laterOf(
  before: Reply,
  live: NonNullable<Answer['live']>,
  { means, known }: { readonly means: Means; readonly known: Map<string, Button> },
): Promise<Reply> {
  const next = () => laterOf(before, live, { means, known });
  return means.guard.quietly(
    'learning what became of an answer',
    async () => replyOf(await live.next(), means, known),
    { ...before, live: { afterMs: afterFailureMs, next } },
  );
}

async function buttonOf(room: Newsroom, action: Action, known: Map<string, Button>): Promise<Button> {
  const key = JSON.stringify(action);
  const button = known.get(key) ?? (await keepButton(room.kept, action));
  known.set(key, button);
  return button;
}
