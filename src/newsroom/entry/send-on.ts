import { covers, type Role } from '../../domain/person.ts';
import type { Story } from '../../domain/story.ts';
import type { Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import type { Newsroom } from '../records.ts';
import { type Publishing, publishWords } from './publish-entry.ts';
import { demandNotRepeated } from './repeated.ts';
import { submitWords } from './submit-entry.ts';

/** An update, and who sends it. */
export interface SendingOn extends Publishing {
  readonly story: Story;
  /** Undefined for somebody who has no role any more. */
  readonly role: Role | undefined;
  /** Whether the same text may be there already. */
  readonly again: boolean;
}

/**
 * Editors publish; what other people write goes to the desk. Throws {@link Refusal} as either does, and asks when the
 * same text is there already.
 */
export async function sendOn(
  room: Newsroom,
  { story, role, again, words, leftOut }: SendingOn,
  call: Call,
): Promise<Answer> {
  const submits = !covers(role, 'editor');
  if (!again) await demandNotRepeated(room, { story, words, submits }, call);
  return (submits ? submitWords : publishWords)(room, { words, leftOut }, call);
}
