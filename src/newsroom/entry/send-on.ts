import { covers, type Role } from '../../domain/person.ts';
import type { Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import type { Newsroom } from '../records.ts';
import { type Publishing, publishWords } from './publish-entry.ts';
import { submitWords } from './submit-entry.ts';

/** An update, and who sends it. */
export interface SendingOn extends Publishing {
  /** Undefined for somebody who has no role any more. */
  readonly role: Role | undefined;
}

/** Editors publish; what other people write goes to the desk. Throws {@link Refusal} as either does. */
export async function sendOn(
  room: Newsroom,
  { role, ...publishing }: SendingOn,
  call: Call,
): Promise<Answer> {
  return (covers(role, 'editor') ? publishWords : submitWords)(room, publishing, call);
}
