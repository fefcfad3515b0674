import { entryName } from '../../domain/entry.ts';
import { type EntryWords, typedText } from '../../domain/new-entry.ts';
import { covers } from '../../domain/person.ts';
import type { Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import type { Form, Options } from '../command/command.ts';
import { maxFieldLength, wordFields } from '../command/form-field.ts';
import { Refusal } from '../command/refusal.ts';
import { count, paragraphOf, say, verbatim } from '../command/say.ts';
import type { Draft } from '../draft-records.ts';
import type { Newsroom } from '../records.ts';
import { isWrittenAs, roleOf } from '../staff/access.ts';
import { storyMeant } from '../story/story-meant.ts';
import { showDraft } from './draft-preview.ts';
import { readUpdate, type UpdateInput, type UpdateRead } from './read-update.ts';
import { sendOn } from './send-on.ts';

/** A draft as its buttons name it. */
export interface DraftReference {
  readonly draft: string;
  readonly story: string;
}

/** Shows how an update will look, and keeps it until it is published or cancelled. Throws as `/update` does. */
export async function previewUpdate(room: Newsroom, input: UpdateInput, call: Call): Promise<Answer> {
  return openPreview(room, await readUpdate(room, input, call), call);
}

/** The same for an update that was read before. */
export async function openPreview(
  room: Newsroom,
  { words, leftOut, again }: UpdateRead,
  call: Call,
): Promise<Answer> {
  const draft = {
    by: call.by.id,
    words,
    ...(leftOut !== undefined && { leftOut }),
    ...(call.mayBeCut && { mayBeCut: true as const }),
    ...(again && { again: true as const }),
  };
  await room.drafts.put(call.id, draft);
  return show(room, { id: call.id, draft }, call);
}

/** Shows the newest of the caller's own drafts, and says how many wait. */
export async function showOwnDrafts(room: Newsroom, call: Call): Promise<Answer> {
  const ids = await room.drafts.of(call.by.id);
  const [id] = ids;
  const draft = id === undefined ? undefined : await room.drafts.find(id);
  if (id === undefined || draft === undefined) {
    throw new Refusal('No text of yours waits to be published.', {
      option: 'headline',
      remedy: 'Write it like /preview and all that you would give /update.',
    });
  }
  const shown = await show(room, { id, draft }, call);
  if (ids.length === 1) return shown;
  const others = `${count(ids.length - 1, 'older text')} of yours waits behind this one.`;
  return { ...shown, content: [paragraphOf(others), ...shown.content] };
}

/** A draft to be published. */
export interface DraftToPublish extends DraftReference {
  /** Whether it is published although the same text is there already. */
  readonly again: 'yes' | 'no' | undefined;
}

/**
 * Publishes a draft, or sends it to the desk, once: whatever is pressed afterwards is told what became of it. Throws
 * {@link Refusal} as `/update` does; the draft stays then.
 */
export async function publishDraft(
  room: Newsroom,
  { again, ...reference }: DraftToPublish,
  call: Call,
): Promise<Answer> {
  const draft = await ownDraft(room, reference, call);
  if (draft === undefined) return tellSettled(room, reference);
  const { words, leftOut } = draft;
  const role = await roleOf(room, call.by.id);
  const sending = { role, words, leftOut, again: again === 'yes' || draft.again === true };
  const answer = await sendOn(room, sending, { ...call, id: callIdOf(reference) });
  await room.drafts.remove(reference.draft, draft.by);
  return answer;
}

/** Drops a draft, unless it was published by now, and gives its text back. */
export async function cancelDraft(room: Newsroom, reference: DraftReference, call: Call): Promise<Answer> {
  const draft = await ownDraft(room, reference, call);
  if (draft === undefined) return tellSettled(room, reference);
  const made = await room.stories.change(
    { slug: reference.story, callId: callIdOf(reference) },
    ({ story }) => ({ story, events: [] }),
  );
  await room.drafts.remove(reference.draft, draft.by);
  if (made?.entry !== undefined) return tellSettled(room, reference);
  return {
    content: [
      paragraphOf('Cancelled. Nothing was published. Your text:'),
      verbatim(typedText(draft.words.text)),
    ],
  };
}

/** What of a draft is to be other words. */
export interface DraftEdit extends DraftReference {
  readonly headline: string | undefined;
  readonly body: string | undefined;
  readonly source: string | undefined;
}

/** Puts other words in a draft's place and shows it again. Throws {@link Refusal} when nothing was given. */
export async function editDraft(room: Newsroom, edit: DraftEdit, call: Call): Promise<Answer> {
  const draft = await ownDraft(room, edit, call);
  if (draft === undefined) return tellSettled(room, edit);
  const words = wordsAfter(draft.words, edit);
  const { mayBeCut: wasCut, ...kept } = draft;
  const mayBeCut = edit.body === undefined ? wasCut : call.mayBeCut;
  const changed = { ...kept, words, ...(mayBeCut && { mayBeCut }) };
  if (!(await room.drafts.replace(edit.draft, changed))) return tellSettled(room, edit);
  return show(room, { id: edit.draft, draft: changed }, call);
}

/** The form of a draft, filled with what it says; undefined when it does not wait any more or is too long for one. */
export async function draftForm(
  room: Newsroom,
  { options, ...reference }: DraftReference & { readonly options: Options },
  call: Call,
): Promise<Form | undefined> {
  const draft = await ownDraft(room, reference, call);
  if (draft === undefined) return undefined;
  const { text } = draft.words;
  if (text.body.length > maxFieldLength) return undefined;
  return { title: 'Edit the preview', fields: wordFields(options, text) };
}

async function show(
  room: Newsroom,
  { id, draft }: { readonly id: string; readonly draft: Draft },
  call: Call,
): Promise<Answer> {
  const { words, leftOut, mayBeCut = false } = draft;
  const story = await storyMeant(room, words.slug);
  const submits = !covers(await roleOf(room, call.by.id), 'editor');
  return showDraft(room, { id, story, words, leftOut, mayBeCut, submits }, call);
}

/** The call under which a draft is published or cancelled: of all presses one has an effect. */
function callIdOf({ draft }: DraftReference): string {
  return `draft:${draft}`;
}

/**
 * What was written as a chat itself is everybody's there who may use the command: nobody could prove that it is theirs.
 */
async function ownDraft(room: Newsroom, reference: DraftReference, call: Call): Promise<Draft | undefined> {
  const draft = await room.drafts.find(reference.draft);
  if (draft === undefined || draft.by === call.by.id || isWrittenAs(draft.by, call.place)) return draft;
  throw new Refusal('This preview is somebody else’s.', { remedy: 'Make one of your own with /preview.' });
}

/** What became of a draft that does not wait any more. */
async function tellSettled(room: Newsroom, reference: DraftReference): Promise<Answer> {
  const made = await room.stories
    .change({ slug: reference.story, callId: callIdOf(reference) }, () => forgotten())
    .catch((error: unknown) => {
      if (error instanceof Refusal) return undefined;
      throw error;
    });
  if (made?.entry === undefined)
    return { content: say('This preview was cancelled. Nothing was published.') };
  const name = entryName(made.entry);
  return {
    content: say(`This preview was used already: it is ${name}.`),
    actions: [{ label: 'Status', path: ['status'], input: { entry: name } }],
  };
}

function forgotten(): never {
  throw new Refusal('This preview is not kept any more.');
}

function wordsAfter({ text, ...rest }: EntryWords, { headline, body, source }: DraftEdit): EntryWords {
  if (headline === undefined && body === undefined && source === undefined) throw nothingGiven(text);
  const { source: before, ...others } = text;
  const named = source ?? before;
  return {
    ...rest,
    text: {
      ...others,
      headline: headline ?? text.headline,
      body: body ?? text.body,
      ...(named && { source: named }),
    },
  };
}

function nothingGiven(text: EntryWords['text']): Refusal {
  const remedy =
    text.body.length > maxFieldLength
      ? `Its text is longer than the ${maxFieldLength} characters of a form: send /preview again with all of it.`
      : 'Send /preview again with the words as they should be; this text waits here until you cancel it.';
  return new Refusal('Say what is to change.', { remedy });
}
