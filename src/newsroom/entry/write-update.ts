import type { Role } from '../../domain/person.ts';
import type { Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import type { Newsroom, NewsroomSettings } from '../records.ts';
import { roleOf } from '../staff/access.ts';
import { openPreview } from './drafts.ts';
import { readUpdate, type UpdateInput } from './read-update.ts';
import { sendOn } from './send-on.ts';

/**
 * Does what `/update` does: an editor publishes, and a reporter's text goes to the desk. Either sees a preview first
 * if the newsroom wants that, or if the message may be cut. Throws {@link Refusal} for a closed or unknown story, an
 * impossible time, one key development too many, and a text that is there already.
 */
export async function writeUpdate(room: Newsroom, input: UpdateInput, call: Call): Promise<Answer> {
  const role = await roleOf(room, call.by.id);
  const read = await readUpdate(room, input, call);
  if (call.mayBeCut || isPreviewed(room.settings, role)) return openPreview(room, read, call);
  return sendOn(room, { ...read, role }, call);
}

function isPreviewed({ previewFor }: NewsroomSettings, role: Role | undefined): boolean {
  return previewFor === 'everyone' || (previewFor === 'reporters' && role === 'reporter');
}
