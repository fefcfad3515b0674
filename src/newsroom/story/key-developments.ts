import { type Entry, entryName, latest } from '../../domain/entry.ts';
import {
  addKeyDevelopment,
  type KeyDevelopment,
  type KeyDevelopmentChange,
  maxKeyDevelopments,
  moveKeyDevelopment,
  removeKeyDevelopment,
} from '../../domain/key-development.ts';
import type { Story } from '../../domain/story.ts';
import { orderedList } from '../../domain/text/build.ts';
import type { Block } from '../../domain/text/rich-text.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import type { Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import type { EntryReference } from '../command/options.ts';
import { Refusal } from '../command/refusal.ts';
import { paragraphOf, say } from '../command/say.ts';
import { hint } from '../hint.ts';
import type { Newsroom, StoryChange, StoryFile } from '../records.ts';
import type { Deed } from './deed.ts';
import { bulletChecks, pointerChecks } from './key-checks.ts';
import { demandLive, storyMeant, unknownEntry, unknownStory } from './story-meant.ts';

/** Puts an entry at the top of its story's key developments, with its headline when no line is given. */
export async function addKey(
  room: Newsroom,
  { entry: reference, text }: { readonly entry: EntryReference; readonly text: string | undefined },
  call: Call,
): Promise<Answer> {
  const { slug } = await storyMeant(room, reference.slug);
  const { number } = reference;
  const changed = await makeChange(room, { slug, entry: number, callId: call.id }, ({ story, entry }) => {
    demandLive(story);
    if (entry === undefined) throw unknownEntry(story, number);
    demandUsable(entry);
    const bullet = { text: text ?? latest(entry).text.headline, entry: number };
    const keyDevelopments = bulletsAfter(story, addKeyDevelopment(story.keyDevelopments, bullet));
    const { urgency, key } = entry;
    return {
      story: { ...story, keyDevelopments, keyDevelopmentsAt: room.now() },
      entry: { ...entry, key: true },
      events: [key ? { kind: 'story' } : { kind: 'entry', number, urgency }],
      did: { by: call.by, what: 'made a key development of', entry: number },
    };
  });
  const done = paragraphOf(`${slug}/${number} is a key development now.`);
  return { content: [done, ...listing(changed, room.now())] };
}

/** A bullet by its number, in the named story or the only live one. */
export interface BulletReference {
  readonly story: string | undefined;
  readonly number: number;
}

/** Removes a bullet from a story's key developments; its entry stays as it is. */
export async function removeKey(
  room: Newsroom,
  { story: slug, number }: BulletReference,
  call: Call,
): Promise<Answer> {
  const did = { by: call.by, what: `took out key development ${number}` };
  const { before, story } = await changeBullets(room, { slug, callId: call.id, did }, (bullets) =>
    removeKeyDevelopment(bullets, number),
  );
  const gone = before.keyDevelopments.find(
    ({ entry }) => !story.keyDevelopments.some((one) => one.entry === entry),
  );
  const done = `Key development ${number} was taken out${gone === undefined ? '' : `: “${gone.text}”`}.`;
  return { content: [paragraphOf(done), ...listing(story, room.now())] };
}

/** Moves a bullet to another place. */
export async function moveKey(
  room: Newsroom,
  { story: slug, number, to }: BulletReference & { readonly to: number },
  call: Call,
): Promise<Answer> {
  const did = { by: call.by, what: `moved key development ${number} to ${to}` };
  const { story } = await changeBullets(room, { slug, callId: call.id, did }, (bullets) =>
    moveKeyDevelopment(bullets, number, to),
  );
  const done = paragraphOf(`Key development ${number} is number ${to} now.`);
  return { content: [done, ...listing(story, room.now())] };
}

/** Shows a story's key developments with their numbers. */
export async function listKeys(room: Newsroom, slug: string | undefined): Promise<Answer> {
  const story = await storyMeant(room, slug);
  const entries = await Promise.all(
    story.keyDevelopments.map(({ entry }) => room.stories.entry(story.slug, entry)),
  );
  const checks = pointerChecks(story, (number) => entries.find((entry) => entry?.number === number));
  const bullets = listing(story, room.now(), checks);
  if (story.keyDevelopments.length > 0) return { content: bullets };
  const how =
    story.lastNumber === 0
      ? 'Publish an update first.'
      : `Add one with /key add entry:${story.slug}/${story.lastNumber}.`;
  return { content: say(`${story.slug} has no key developments.`, how) };
}

/** The bullets after a change. Throws {@link Refusal} with what to do instead when nothing was changed. */
export function bulletsAfter(story: Story, change: KeyDevelopmentChange): readonly KeyDevelopment[] {
  const { length } = story.keyDevelopments;
  switch (change.kind) {
    case 'changed':
      return change.bullets;
    case 'full':
      throw new Refusal(`${story.slug} has ${maxKeyDevelopments} key developments, and that is the most.`, {
        option: 'key',
        remedy: `Take one out with /key remove story:${story.slug} number:${length}; /key list story:${story.slug} shows them.`,
      });
    case 'listed':
      throw new Refusal(`That update is key development ${change.number} of ${story.slug} already.`, {
        option: 'entry',
        remedy: `To change its line, take it out with /key remove story:${story.slug} number:${change.number} first.`,
      });
    case 'missing':
      throw new Refusal(`${story.slug} has no key development ${change.number}.`, {
        option: 'number',
        remedy: numbersOf(length),
      });
  }
}

function numbersOf(length: number): string {
  if (length === 0) return 'It has none at all.';
  return length === 1 ? 'It has only number 1.' : `Its numbers are 1 to ${length}.`;
}

interface BulletsCall {
  readonly slug: string | undefined;
  readonly callId: string;
  readonly did: Deed;
}

/** A story, and as it was found before its change. */
interface BulletsChanged {
  readonly before: Story;
  readonly story: Story;
}

async function changeBullets(
  room: Newsroom,
  { slug: named, callId, did }: BulletsCall,
  decide: (bullets: readonly KeyDevelopment[]) => KeyDevelopmentChange,
): Promise<BulletsChanged> {
  const before = await storyMeant(room, named);
  const story = await makeChange(room, { slug: before.slug, callId }, (current) => {
    const keyDevelopments = bulletsAfter(current.story, decide(current.story.keyDevelopments));
    demandBulletsNotOvertaken(before, current.story);
    const changed = { ...current.story, keyDevelopments, keyDevelopmentsAt: room.now() };
    return { story: changed, events: [{ kind: 'story' }], did };
  });
  return { before, story };
}

/** A number means another bullet once somebody has added, moved or taken out one. */
function demandBulletsNotOvertaken(found: Story, { slug, keyDevelopments }: Story): void {
  const isSame = (bullet: KeyDevelopment, at: number) => bullet.text === found.keyDevelopments[at]?.text;
  if (keyDevelopments.length === found.keyDevelopments.length && keyDevelopments.every(isSame)) return;
  throw new Refusal(`Somebody else changed the key developments of ${slug} at the same moment.`, {
    option: 'number',
    remedy: `See their numbers with /key list story:${slug}.`,
  });
}

async function makeChange(
  room: Newsroom,
  request: Parameters<Newsroom['stories']['change']>[0],
  decide: (current: StoryFile) => StoryChange,
): Promise<Story> {
  const changed = await room.stories.change(request, decide);
  if (changed === undefined) throw await unknownStory(room, request.slug);
  await hint(() => room.wire.storyChanged(request.slug, 'normal'));
  return changed.story;
}

function demandUsable(entry: Entry): void {
  if (entry.status === 'usable') return;
  const why = {
    submitted: 'waits for the desk',
    scheduled: 'is not published yet',
    held: 'is on hold',
    killed: 'was withdrawn',
  }[entry.status];
  throw new Refusal(`${entryName(entry)} ${why} and cannot be a key development.`, { option: 'entry' });
}

function listing(story: Story, now: number, more: readonly string[] = []): readonly Block[] {
  if (story.keyDevelopments.length === 0) return [];
  const at = storyTime(story.keyDevelopmentsAt ?? now, story, { now, withLabel: true });
  const items = story.keyDevelopments.map(({ text, entry }) => [`${text} (${story.slug}/${entry})`]);
  const checks = [...bulletChecks(story), ...more];
  return [
    paragraphOf(`Key developments of ${story.slug} (as of ${at}):`),
    orderedList(items),
    ...(checks.length === 0 ? [] : [paragraphOf(...checks)]),
  ];
}
