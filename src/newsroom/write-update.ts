import type { Role } from '../domain/person.ts';
import { roleOf } from './access.ts';
import type { Answer } from './answer.ts';
import type { Call } from './call.ts';
import { openPreview } from './drafts.ts';
import { publishWords } from './publish-entry.ts';
import { readUpdate, type UpdateInput } from './read-update.ts';
import type { Newsroom, NewsroomSettings } from './records.ts';

/**
 * What `/update` does for whoever uses it: an editor publishes, unless the newsroom wants a preview first. Throws
 * {@link Refusal} for a closed or unknown story, a time that cannot be, or a key development too many.
 */
export async function writeUpdate(room: Newsroom, input: UpdateInput, call: Call): Promise<Answer> {
  const role = await roleOf(room, call.by.id);
  const read = await readUpdate(room, input, call);
  return isPreviewed(room.settings, role) ? openPreview(room, read, call) : publishWords(room, read, call);
}

function isPreviewed({ previewFor }: NewsroomSettings, role: Role | undefined): boolean {
  return previewFor === 'everyone' || (previewFor === 'reporters' && role === 'reporter');
}
